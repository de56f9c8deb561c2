"""Rows of shifts, claims, waitlists and questions."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Column, Index, text
from sqlmodel import Field, SQLModel

from scheduling.store.columns import UtcInstant, table_of

_HELD = text("state = 'held'")
_WAITING = text("state = 'waiting'")
_OPEN = text("state = 'open'")
_WATCHED = text("watch_at IS NOT NULL")


class ShiftRow(SQLModel, table=True):
    """A shift as the feed last told it. Never deleted: a vanished one is withdrawn."""

    __tablename__ = "shifts"
    __table_args__ = (
        Index("ux_shifts_external", "source", "external_id", unique=True),  # the feed finds its own rows
        # coming shifts, soonest first: the open list, the boards, the feed, the sweeps
        Index("ix_shifts_starts", "starts_at", "id"),
        Index("ix_shifts_school", "school_id", "starts_at"),  # who is on, one school's list
        # the watch: which are to be looked at, however many there are
        Index("ix_shifts_watch", "watch_at", "id", sqlite_where=_WATCHED, postgresql_where=_WATCHED),
        CheckConstraint("places >= 1", name="ck_shifts_places"),
    )

    id: int | None = Field(default=None, primary_key=True)  # the number people type
    source: str = Field(max_length=40)  # which feed
    external_id: str = Field(max_length=80)  # the feed's own id
    school_id: int = Field(foreign_key="schools.id")
    agency: str = Field(default="", max_length=80)  # empty: any agency
    backup_agencies: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    post: str = Field(default="", max_length=120)
    programme: str = Field(default="", max_length=80)
    armed: bool = False
    starts_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    ends_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    places: int = 1
    status: str = Field(default="open", max_length=16)  # draft, open, closed, withdrawn
    notes: str = Field(default="", max_length=500)
    digest: str = Field(
        default="", max_length=64
    )  # of the feed's row: an unchanged one is not looked at again
    first_seen_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    changed_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    withdrawn_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    # a supervisor has let the back-up agencies in before their time
    backup_asked_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    # a supervisor has called for cover: it may be claimed although it has begun
    cover_called_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    # when it is looked at next: whether it is unfilled, its brief, whether everybody has come
    watch_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))


class ClaimRow(SQLModel, table=True):
    """One officer on one place of a shift, now or formerly."""

    __tablename__ = "claims"
    __table_args__ = (
        # the two that decide every race: one holder a place, one place a person
        Index(
            "ux_claims_place", "shift_id", "place", unique=True, sqlite_where=_HELD, postgresql_where=_HELD
        ),
        # this one also finds a person's shifts
        Index(
            "ux_claims_once", "person_id", "shift_id", unique=True, sqlite_where=_HELD, postgresql_where=_HELD
        ),
        Index("ix_claims_person", "person_id"),  # a calendar: also what was given back
    )

    id: int | None = Field(default=None, primary_key=True)
    shift_id: int = Field(foreign_key="shifts.id")
    place: int  # 1 … places
    person_id: int = Field(foreign_key="people.id")
    state: str = Field(default="held", max_length=16)  # held, released, withdrawn, missed
    claimed_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    claimed_by: int | None = Field(
        default=None, foreign_key="people.id"
    )  # who pressed: officer or supervisor
    ended_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    reason: str = Field(default="", max_length=500)  # of an override, later of the release


class WaitRow(SQLModel, table=True):
    """One officer's place in line for a full shift; first come, first served by id."""

    __tablename__ = "waitlist"
    __table_args__ = (
        Index(
            "ux_waitlist_once",
            "shift_id",
            "person_id",
            unique=True,
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        Index(
            "ix_waitlist_person", "person_id", sqlite_where=_WAITING, postgresql_where=_WAITING
        ),  # my waits
    )

    id: int | None = Field(default=None, primary_key=True)
    shift_id: int = Field(foreign_key="shifts.id")
    person_id: int = Field(foreign_key="people.id")
    state: str = Field(default="waiting", max_length=16)  # waiting, moved_up, left, closed
    joined_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    ended_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))


class QuestionRow(SQLModel, table=True):
    """Something that an officer asks of those who answer for them: to set rules aside, or to be let off."""

    __tablename__ = "questions"
    __table_args__ = (
        # one open question of a kind about one officer and one shift
        Index(
            "ux_questions_open", "shift_id", "person_id", "kind", unique=True,
            sqlite_where=_OPEN, postgresql_where=_OPEN,
        ),
        Index("ix_questions_shift", "shift_id", "person_id", "id"),  # what was decided last
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=16)  # override, release
    shift_id: int = Field(foreign_key="shifts.id")
    person_id: int = Field(foreign_key="people.id")  # the officer
    asked: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # people
    reason: str = Field(default="", max_length=500)
    state: str = Field(default="open", max_length=16)  # open, granted, declined, repeated, lapsed
    asked_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    decided_by: int | None = Field(default=None, foreign_key="people.id")
    decided_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))


class CheckInRow(SQLModel, table=True):
    """That an officer was briefed about a claim, came, and went."""

    __tablename__ = "check_ins"

    claim_id: int = Field(
        primary_key=True, foreign_key="claims.id", sa_column_kwargs={"autoincrement": False}
    )
    briefed_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    in_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    in_via: str = Field(default="", max_length=8)  # slack, feed
    in_by: int | None = Field(default=None, foreign_key="people.id")  # who pressed; null: the feed
    in_reason: str = Field(default="", max_length=500)  # where another did it for the officer
    out_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    out_via: str = Field(default="", max_length=8)
    out_by: int | None = Field(default=None, foreign_key="people.id")
    out_reason: str = Field(default="", max_length=500)


class OfferRow(SQLModel, table=True):
    """That an officer was asked to take a shift; nobody is asked twice for the same call."""

    __tablename__ = "shift_offers"
    __table_args__ = (Index("ux_shift_offers", "shift_id", "person_id", "call", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    shift_id: int = Field(foreign_key="shifts.id")
    person_id: int = Field(foreign_key="people.id")
    call: str = Field(max_length=16)  # eligible, backup, cover
    offered_by: int = Field(foreign_key="people.id")
    offered_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))


shifts = table_of(ShiftRow)
claims = table_of(ClaimRow)
waitlist = table_of(WaitRow)
questions = table_of(QuestionRow)
check_ins = table_of(CheckInRow)
shift_offers = table_of(OfferRow)
