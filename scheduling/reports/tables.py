"""Rows of threat and incident reports. All three tables are append-only, by triggers."""

from datetime import datetime

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from scheduling.store.columns import UtcInstant, table_of


class ReportRow(SQLModel, table=True):
    """What an officer reported, as it was said."""

    __tablename__ = "reports"
    __table_args__ = (Index("ix_reports_author", "author_id", "id"),)  # my reports

    id: int | None = Field(default=None, primary_key=True)  # the number people type
    kind: str = Field(max_length=16)  # threat, weapon, assault, missing, other: ReportKind
    school_id: int = Field(foreign_key="schools.id")
    what: str = Field(max_length=3000)
    happened: str = Field(max_length=120)  # when, in the words of whoever reports
    told: str = Field(default="", max_length=500)  # who was told already
    author_id: int = Field(foreign_key="people.id")
    at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))


class FollowUpRow(SQLModel, table=True):
    """What somebody entitled added to a report."""

    __tablename__ = "report_follow_ups"
    __table_args__ = (Index("ix_report_follow_ups", "report_id", "id"),)  # those of a report

    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="reports.id")
    what: str = Field(max_length=3000)
    author_id: int = Field(foreign_key="people.id")
    at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))


class ReadingRow(SQLModel, table=True):
    """That somebody read a report."""

    __tablename__ = "report_readings"
    __table_args__ = (Index("ix_report_readings", "report_id", "id"),)  # who has read it

    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="reports.id")
    person_id: int = Field(foreign_key="people.id")
    at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))


reports = table_of(ReportRow)
report_follow_ups = table_of(FollowUpRow)
report_readings = table_of(ReadingRow)
