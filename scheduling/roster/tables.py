"""Rows of people and schools."""

from datetime import date, datetime

from sqlalchemy import Column, Index, text
from sqlmodel import Field, SQLModel

from scheduling.store.columns import UtcInstant, table_of

_REVIEW = text("review_at IS NOT NULL")
_HOLDINGS = text("holdings_at IS NOT NULL")


class SchoolRow(SQLModel, table=True):
    """A school, from schools.csv or named by the feed."""

    __tablename__ = "schools"

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=40, unique=True)
    name: str = Field(max_length=120)
    zone: str = Field(max_length=64)
    address: str = Field(default="", max_length=200)


class PersonRow(SQLModel, table=True):
    """Anyone on the roster: officer, supervisor or coordinator."""

    __tablename__ = "people"
    __table_args__ = (
        # identify: the person behind a Slack request, on every one of them
        Index("ux_people_slack", "slack_team_id", "slack_id", unique=True),
        # supervisors of an officer's agency, when a notice concerns them
        Index(
            "ix_people_supervisors",
            "agency",
            "role",
            sqlite_where=text("active"),
            postgresql_where=text("active"),
        ),
        # the sweep: whose training is to be looked at, however many people there are
        Index("ix_people_review", "review_at", "id", sqlite_where=_REVIEW, postgresql_where=_REVIEW),
        # the sweep: whose claimed shifts are to be looked at
        Index("ix_people_holdings", "holdings_at", "id", sqlite_where=_HOLDINGS, postgresql_where=_HOLDINGS),
    )

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(max_length=200, unique=True)  # lower case; the key of the import
    name: str = Field(max_length=120)
    badge: str = Field(default="", max_length=40)
    agency: str = Field(default="", max_length=80)
    kind: str = Field(default="", max_length=8)  # SSO, SRO, or empty: not an officer
    programme: str = Field(default="", max_length=80)
    employment: str = Field(default="", max_length=40)  # agency_contract, secondary, district
    funding: str = Field(default="", max_length=80)
    armed: bool = False
    qualified_on: date | None = None  # last firearms qualification
    role: str = Field(default="officer", max_length=16)  # officer, supervisor, coordinator
    supervisor_id: int | None = Field(default=None, foreign_key="people.id")
    zone: str = Field(max_length=64)  # the import fills in the district's where the roster says none
    active: bool = True
    slack_team_id: str | None = Field(default=None, max_length=20)
    slack_id: str | None = Field(default=None, max_length=20)
    deactivated_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))  # in Slack
    first_shift_on: date | None = None  # written by shifts, read by training
    standing: str = Field(default="clear", max_length=16)  # clear, blocked; training writes, shifts read
    standing_reason: str = Field(default="", max_length=400)
    standing_source: str = Field(default="", max_length=300)  # where the rule behind it comes from
    # the days from which clocks of training run
    eligible_on: date | None = None
    hired_on: date | None = None
    assigned_on: date | None = None
    core_team: bool = False  # responds to dangerous behaviour, and is trained for it
    law_unit: bool = False  # of the law-enforcement unit, whose records are not education records
    review_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))  # training looks again
    added_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))  # None: long ago
    departed_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))  # last; may be back
    holdings_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))  # shifts look again


people = table_of(PersonRow)
schools = table_of(SchoolRow)
