"""Rows of escalations: where each stands, its timeline, who was told, and the messages that tell it."""

from datetime import datetime
from typing import Final

from sqlalchemy import Column, Index, text
from sqlmodel import Field, SQLModel

from scheduling.store.columns import UtcInstant, table_of

UNRESOLVED: Final = text("state <> 'resolved'")
"""As the partial index says: statements that are to walk it say it in the same words."""

OWNED: Final = text("owner_id IS NOT NULL AND state <> 'resolved'")
"""Likewise."""

NEXT: Final = text("next_at IS NOT NULL")
"""Likewise."""

ENDS: Final = text("ends_at IS NOT NULL AND state <> 'resolved'")
"""Likewise."""

SET_ASIDE: Final = text("set_aside_until IS NOT NULL AND state <> 'resolved'")
"""Likewise."""

UNPOSTED: Final = text("post_id IS NULL AND dropped_at IS NULL")
"""Likewise."""


class EscalationRow(SQLModel, table=True):
    """One escalation. Never deleted: a resolved one stays, with how it ended."""

    __tablename__ = "escalations"
    __table_args__ = (
        # decides every race to open: one unresolved about the same thing
        Index(
            "ux_escalations_unresolved", "kind", "subject", "part", unique=True,
            sqlite_where=UNRESOLVED, postgresql_where=UNRESOLVED,
        ),
        # the sweep: what is due, urgent first, however many are open
        Index(
            "ix_escalations_next", "urgency", "next_at", "id", sqlite_where=NEXT, postgresql_where=NEXT
        ),
        # the sweep: what is over by time alone
        Index("ix_escalations_ends", "ends_at", "id", sqlite_where=ENDS, postgresql_where=ENDS),
        # the sweep: what could not be taken further, and when it is tried again; how many there are
        Index(
            "ix_escalations_set_aside", "set_aside_until", "id",
            sqlite_where=SET_ASIDE, postgresql_where=SET_ASIDE,
        ),
        # mine; and those whose owner is gone
        Index("ix_escalations_owner", "owner_id", sqlite_where=OWNED, postgresql_where=OWNED),
        Index("ix_escalations_subject", "subject", "kind"),  # what is or was open about a thing
        Index("ix_escalations_opened", "opened_at", "id"),  # history
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)  # the number people type
    kind: str = Field(max_length=24)
    subject: str = Field(max_length=60)
    part: str = Field(default="", max_length=40)
    level: int = 0
    urgency: int  # as scheduling.outbox.actions.Urgency
    officer_id: int | None = Field(default=None, foreign_key="people.id")
    school_id: int | None = Field(default=None, foreign_key="schools.id")
    agency: str = Field(default="", max_length=80)
    zone: str = Field(max_length=64)
    ends_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    opened_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    state: str = Field(default="open", max_length=16)  # open, acknowledged, snoozed, resolved
    step: int = 0
    round: int = 0
    reminded: int = 0
    next_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    owner_id: int | None = Field(default=None, foreign_key="people.id")
    owned_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    resolved_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    resolved_by: int | None = Field(default=None, foreign_key="people.id")
    ending: str = Field(default="", max_length=16)
    resolution: str = Field(default="", max_length=500)
    # a sweep stumbled over it: until then it is passed over, so that the others go on
    set_aside_until: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))


class EntryRow(SQLModel, table=True):
    """One line of a timeline; append-only."""

    __tablename__ = "escalation_entries"
    __table_args__ = (Index("ix_escalation_entries", "escalation_id", "id"),)  # its timeline

    id: int | None = Field(default=None, primary_key=True)
    escalation_id: int = Field(foreign_key="escalations.id")
    at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    kind: str = Field(max_length=16)
    by_id: int | None = Field(default=None, foreign_key="people.id")
    to: str = Field(default="", max_length=80)
    round: int = 0
    step: int = 0
    until: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    why: str = Field(default="", max_length=500)


class EscalationPostRow(SQLModel, table=True):
    """One message that tells one addressee of one escalation, or of many at once, and is kept true."""

    __tablename__ = "escalation_posts"

    id: int | None = Field(default=None, primary_key=True)
    addressee: str = Field(max_length=80)  # person:12, channel:supervisors
    created_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))


class TellingRow(SQLModel, table=True):
    """That somebody is told of an escalation once for one cause, and in which message it stands."""

    __tablename__ = "escalation_tellings"
    __table_args__ = (
        # nobody is told twice for one step
        Index(
            "ux_escalation_tellings", "escalation_id", "cause", "round", "step", "addressee", unique=True
        ),
        # what is to be put into a message now, urgent first
        Index(
            "ix_escalation_tellings_unposted", "urgency", "at", "id",
            sqlite_where=UNPOSTED, postgresql_where=UNPOSTED,
        ),
        Index("ix_escalation_tellings_post", "post_id", "id"),  # the lines of a message
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    escalation_id: int = Field(foreign_key="escalations.id")
    addressee: str = Field(max_length=80)
    cause: str = Field(max_length=16)  # step, reminder, handed_over, woken, taken_away
    round: int
    step: int  # of cause step its index; else the entry that is the reason, so that each may be told anew
    urgency: int
    # not before this instant: later than the step itself where somebody is left alone until then
    at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    post_id: int | None = Field(default=None, foreign_key="escalation_posts.id")
    # without a post: overtaken, never sent; with one: it did not arrive
    dropped_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))


escalations = table_of(EscalationRow)
escalation_entries = table_of(EntryRow)
escalation_posts = table_of(EscalationPostRow)
escalation_tellings = table_of(TellingRow)
