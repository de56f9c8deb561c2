"""Rows of meetings: the plan, what differs in one occurrence, who is asked, what was said and done."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Index, text
from sqlmodel import Field, SQLModel

from scheduling.store.columns import UtcInstant, table_of

_DUE = text("next_at IS NOT NULL")


class MeetingRow(SQLModel, table=True):
    """A meeting or a series. Never deleted: a cancelled one stays, with why."""

    __tablename__ = "meetings"
    __table_args__ = (
        Index("ux_meetings_uid", "uid", unique=True),  # an answer by mail
        # the sweep: what is due, however many there are
        Index("ix_meetings_next", "next_at", "id", sqlite_where=_DUE, postgresql_where=_DUE),
        Index("ix_meetings_school", "school_id", "last_ends_at"),  # a school's calendar
        Index("ix_meetings_ends", "last_ends_at"),  # what is coming
        Index("ix_meetings_organiser", "organiser_id", "last_ends_at"),  # what somebody organises
        CheckConstraint("length_minutes > 0", name="ck_meetings_length"),
    )

    id: int | None = Field(default=None, primary_key=True)  # the number people type
    uid: str = Field(max_length=80)
    kind: str = Field(max_length=16)  # safety, drill, tabletop, training, team
    title: str = Field(max_length=120)
    agenda: str = Field(default="", max_length=2000)
    place: str = Field(default="", max_length=300)  # where, or a link
    school_id: int | None = Field(default=None, foreign_key="schools.id")
    zone: str = Field(max_length=64)
    day: date  # of the first occurrence, in the zone
    starts: str = Field(max_length=5)  # HH:MM in the zone
    length_minutes: int
    every: str = Field(default="", max_length=8)  # week, month, quarter, or empty: once
    until_on: date | None = None
    times: int | None = None  # how often a series takes place
    last_weekday: bool = False
    groups: list[Any] = Field(sa_column=Column(JSON, nullable=False))  # [by, name]
    required_roles: list[Any] = Field(sa_column=Column(JSON, nullable=False))  # [name, [person, …]]
    quorum: int = 0
    requirement: str = Field(default="", max_length=60)
    organiser_id: int = Field(foreign_key="people.id")
    sequence: int = 0
    retimed_sequence: int = 0
    revised_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    created_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    cancelled_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    cancel_reason: str = Field(default="", max_length=500)
    series_id: int | None = Field(default=None, foreign_key="meetings.id")  # the rest of which series
    last_ends_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))  # of the last occurrence
    next_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))


class DifferenceRow(SQLModel, table=True):
    """One occurrence that differs from its series."""

    __tablename__ = "meeting_differences"

    meeting_id: int = Field(
        primary_key=True, foreign_key="meetings.id", sa_column_kwargs={"autoincrement": False}
    )
    original_at: datetime = Field(sa_column=Column(UtcInstant(), primary_key=True))
    starts_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    ends_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    place: str | None = Field(default=None, max_length=300)  # null: as the series has it
    agenda: str | None = Field(default=None, max_length=2000)
    cancelled_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    reason: str = Field(default="", max_length=500)
    retimed_sequence: int = 0


class AttendeeRow(SQLModel, table=True):
    """Somebody who is asked to a meeting, and what they say of all of it."""

    __tablename__ = "attendees"
    __table_args__ = (Index("ix_attendees_person", "person_id"),)  # my meetings

    meeting_id: int = Field(
        primary_key=True, foreign_key="meetings.id", sa_column_kwargs={"autoincrement": False}
    )
    person_id: int = Field(
        primary_key=True, foreign_key="people.id", sa_column_kwargs={"autoincrement": False}
    )
    asked_by: str = Field(default="name", max_length=12)  # name, school, agency, programme
    answer: str = Field(default="none", max_length=8)  # none, yes, no, maybe
    comment: str = Field(default="", max_length=500)
    answered_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    answered_via: str = Field(default="", max_length=8)  # slack, mail
    answered_sequence: int | None = None
    answered_stamp: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    removed_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))  # asked no more


class OccurrenceAnswerRow(SQLModel, table=True):
    """What somebody says of one occurrence; `none` where it was moved since they answered for all."""

    __tablename__ = "occurrence_answers"

    meeting_id: int = Field(
        primary_key=True, foreign_key="meetings.id", sa_column_kwargs={"autoincrement": False}
    )
    original_at: datetime = Field(sa_column=Column(UtcInstant(), primary_key=True))
    person_id: int = Field(
        primary_key=True, foreign_key="people.id", sa_column_kwargs={"autoincrement": False}
    )
    answer: str = Field(default="none", max_length=8)
    comment: str = Field(default="", max_length=500)
    answered_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    answered_via: str = Field(default="", max_length=8)
    answered_sequence: int | None = None
    answered_stamp: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))


class AttendanceRow(SQLModel, table=True):
    """Whether somebody came to one occurrence, and the record of the training that it served."""

    __tablename__ = "meeting_attendance"

    meeting_id: int = Field(
        primary_key=True, foreign_key="meetings.id", sa_column_kwargs={"autoincrement": False}
    )
    original_at: datetime = Field(sa_column=Column(UtcInstant(), primary_key=True))
    person_id: int = Field(
        primary_key=True, foreign_key="people.id", sa_column_kwargs={"autoincrement": False}
    )
    came: bool
    record_id: int | None = Field(default=None, foreign_key="training_records.id")


class MeetingStepRow(SQLModel, table=True):
    """What has been done about one occurrence, so that it is done once."""

    __tablename__ = "meeting_steps"

    meeting_id: int = Field(
        primary_key=True, foreign_key="meetings.id", sa_column_kwargs={"autoincrement": False}
    )
    original_at: datetime = Field(sa_column=Column(UtcInstant(), primary_key=True))
    step: str = Field(max_length=16, primary_key=True)  # chase, day, quorum, hour, attendance
    done_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))


class MinutesRow(SQLModel, table=True):
    """Where the minutes of one occurrence are, and who said so."""

    __tablename__ = "meeting_minutes"

    meeting_id: int = Field(
        primary_key=True, foreign_key="meetings.id", sa_column_kwargs={"autoincrement": False}
    )
    original_at: datetime = Field(sa_column=Column(UtcInstant(), primary_key=True))
    link: str = Field(max_length=500)
    person_id: int = Field(foreign_key="people.id")
    at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))


class MeetingReplyRow(SQLModel, table=True):
    """A mail that came in as an answer, and what became of it. Never its text: only what was decided."""

    __tablename__ = "meeting_replies"
    __table_args__ = (
        Index("ux_meeting_replies_digest", "digest", unique=True),  # delivered twice
        Index("ix_meeting_replies_received", "received_at"),  # those of a day; and what is forgotten
    )

    id: int | None = Field(default=None, primary_key=True)
    digest: str = Field(max_length=64)  # of the mail's bytes
    received_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    uid: str = Field(default="", max_length=250)
    meeting_id: int | None = Field(default=None, foreign_key="meetings.id")
    person_id: int | None = Field(default=None, foreign_key="people.id")
    outcome: str = Field(max_length=16)  # as ReplyOutcome
    why: str = Field(default="", max_length=300)


meetings = table_of(MeetingRow)
meeting_differences = table_of(DifferenceRow)
attendees = table_of(AttendeeRow)
occurrence_answers = table_of(OccurrenceAnswerRow)
meeting_attendance = table_of(AttendanceRow)
meeting_steps = table_of(MeetingStepRow)
meeting_minutes = table_of(MinutesRow)
meeting_replies = table_of(MeetingReplyRow)
