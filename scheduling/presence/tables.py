"""Rows of presence: quiet hours, absences, the rota, days on which schools are closed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel

from scheduling.store.columns import UtcInstant, table_of


class PresenceRow(SQLModel, table=True):
    """When somebody does not want to be woken, by their own clock; no row: at any time."""

    __tablename__ = "presence"

    person_id: int = Field(
        primary_key=True, foreign_key="people.id", sa_column_kwargs={"autoincrement": False}
    )
    quiet_from: str = Field(default="", max_length=5)  # HH:MM; both empty: no quiet hours
    quiet_until: str = Field(default="", max_length=5)
    days_off: list[Any] = Field(sa_column=Column(JSON, nullable=False))  # weekdays, 0 is Monday


class AbsenceRow(SQLModel, table=True):
    """That somebody is away from one instant to another, and who stands in. Ended early, never deleted."""

    __tablename__ = "absences"
    __table_args__ = (Index("ix_absences_person", "person_id", "until"),)  # whether somebody is away now

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people.id")
    since: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    until: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    stand_in_id: int | None = Field(default=None, foreign_key="people.id")
    why: str = Field(default="", max_length=300)
    set_by: int = Field(foreign_key="people.id")
    set_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))


class TurnRow(SQLModel, table=True):
    """Somebody's turn on the rota of supervisors, as its source last told it."""

    __tablename__ = "rota_turns"
    __table_args__ = (Index("ix_rota_turns_ends", "ends_at", "starts_at"),)  # whose turn it is

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people.id")
    starts_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    ends_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))


class ClosureRow(SQLModel, table=True):
    """Local days, both included, on which schools are closed: holidays and breaks."""

    __tablename__ = "closures"
    __table_args__ = (Index("ix_closures_last", "last_on"),)  # those that are not over

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(default="", max_length=120)
    first_on: date
    last_on: date


class CalendarReadRow(SQLModel, table=True):
    """When the rota or the calendar of closures was read last, and what was wrong with it."""

    __tablename__ = "calendar_reads"

    what: str = Field(primary_key=True, max_length=16)  # rota, closures
    read_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    good_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    digest: str = Field(default="", max_length=64)  # of the bytes that stand: the same ones change nothing
    wrong: list[Any] = Field(sa_column=Column(JSON, nullable=False))  # sentences; empty: all could be read


presence = table_of(PresenceRow)
absences = table_of(AbsenceRow)
rota_turns = table_of(TurnRow)
closures = table_of(ClosureRow)
calendar_reads = table_of(CalendarReadRow)
