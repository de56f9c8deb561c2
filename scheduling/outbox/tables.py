"""Rows of the outbox, and of the posts that are kept up to date in place."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import JSON, Column, Index, text
from sqlmodel import Field, SQLModel

from scheduling.store.columns import UtcInstant, table_of

LONGEST_REASON: Final = 300
"""Characters of a stored reason."""

_POST_WAITING = text("state = 'waiting' AND post_key IS NOT NULL")
_POST_UNDER_WAY = text("state IN ('leased', 'uncertain') AND post_key IS NOT NULL")
_REPLACEABLE = text("state = 'waiting' AND supersede_key IS NOT NULL")
_LEASED = text("state = 'leased'")
_LETTERS = text("state IN ('leased', 'uncertain') AND letter IS NOT NULL")
_SETTLED = text("settled_at IS NOT NULL")
_UNSETTLED = text("state IN ('waiting', 'leased', 'uncertain')")


class NoticeRow(SQLModel, table=True):
    """One notice to one addressee. `docs/states.md` draws its states."""

    __tablename__ = "notices"
    __table_args__ = (
        # the courier's poll: what is due, most urgent first; partial: sent rows cost nothing
        Index(
            "ix_notices_due", "urgency", "try_at", "id", sqlite_where=_UNSETTLED, postgresql_where=_UNSETTLED
        ),
        # whether an update of this standing post already waits
        Index("ix_notices_post", "post_key", sqlite_where=_POST_WAITING, postgresql_where=_POST_WAITING),
        # whether an earlier update of it is on its way, or in doubt
        Index(
            "ix_notices_post_under_way",
            "post_key",
            sqlite_where=_POST_UNDER_WAY,
            postgresql_where=_POST_UNDER_WAY,
        ),
        # what a newer notice about the same thing replaces
        Index(
            "ix_notices_supersede",
            "supersede_key",
            sqlite_where=_REPLACEABLE,
            postgresql_where=_REPLACEABLE,
        ),
        # the leases of a replica that died
        Index("ix_notices_leased", "lease", sqlite_where=_LEASED, postgresql_where=_LEASED),
        # the other notices of a letter that is in doubt
        Index("ix_notices_letter", "letter", sqlite_where=_LETTERS, postgresql_where=_LETTERS),
        # what is old enough to be forgotten
        Index("ix_notices_settled", "settled_at", sqlite_where=_SETTLED, postgresql_where=_SETTLED),
        # what waits for one addressee, most urgent first: what may go into one message
        Index(
            "ix_notices_waiting_for",
            "addressee",
            "urgency",
            "try_at",
            "id",
            sqlite_where=_UNSETTLED,
            postgresql_where=_UNSETTLED,
        ),
        # a person's own receipts
        Index("ix_notices_addressee", "addressee", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=40)  # stable; names the renderer
    refs: dict[str, Any] = Field(
        sa_column=Column(JSON, nullable=False)
    )  # references, re-read when it is sent
    addressee: str = Field(max_length=80)  # person:12, channel:shifts, channel:supervisors, webhook:agency
    urgency: int  # 0 urgent, 1 confirmation, 2 digest
    dedupe_key: str = Field(max_length=120, unique=True)
    supersede_key: str | None = Field(default=None, max_length=120)  # a newer one with it takes its place
    post_key: str | None = Field(default=None, max_length=80)  # set: this updates a standing post in place
    # set: it goes into the thread of the standing post with this key
    thread_key: str | None = Field(default=None, max_length=80)
    state: str = Field(default="waiting", max_length=16)
    reason: str = Field(default="", max_length=LONGEST_REASON)
    created_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    due_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))  # when it ought to be there
    # when the courier looks at it next: at first the due instant, later the next attempt or a lease's end
    try_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    expires_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))  # of no use after it
    attempts: int = 0
    route: str = Field(default="slack", max_length=16)  # slack, email, webhook: by which way it goes, or went
    letter: str | None = Field(default=None, max_length=40)  # opaque key of the message that carries it
    lease: str | None = Field(default=None, max_length=40)  # opaque; who holds it
    doubtful_since: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))  # may be there
    settled_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    slack_channel: str | None = Field(default=None, max_length=20)
    slack_ts: str | None = Field(default=None, max_length=24)


class PostRow(SQLModel, table=True):
    """A message in a channel that Muster keeps true by updating it in place."""

    __tablename__ = "posts"

    key: str = Field(primary_key=True, max_length=80)
    slack_channel: str = Field(max_length=20)
    slack_ts: str = Field(max_length=24)
    updated_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))


class RequestRow(SQLModel, table=True):
    """A Slack request that has changed something: the same request a second time changes nothing."""

    __tablename__ = "requests"
    __table_args__ = (Index("ix_requests_age", "at"),)  # the sweep that forgets them after a day

    key: str = Field(primary_key=True, max_length=160)
    at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))


class PaceRow(SQLModel, table=True):
    """When an addressee may be sent the next message; shared, for Slack counts all replicas together."""

    __tablename__ = "paces"
    __table_args__ = (Index("ix_paces_free", "free_at"),)  # who may not be sent anything just now

    addressee: str = Field(primary_key=True, max_length=80)
    free_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))


class HoldRow(SQLModel, table=True):
    """Something that rests until a person lets it go on: the outbox of a restored copy."""

    __tablename__ = "holds"

    what: str = Field(primary_key=True, max_length=24)
    since: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    reason: str = Field(max_length=LONGEST_REASON)


class UndeliveredRow(SQLModel, table=True):
    """A notice that will not arrive, so that somebody has to tell what it says."""

    __tablename__ = "undelivered"
    __table_args__ = (Index("ix_undelivered_escalation", "escalation_id"),)  # of one; and those of none yet

    notice_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    escalation_id: int | None = None  # which one tells of it; a mere number here: escalations lie above


class WebhookCursorRow(SQLModel, table=True):
    """Up to which row of the audit an agency's own system has been told."""

    __tablename__ = "webhook_cursors"

    addressee: str = Field(primary_key=True, max_length=80)
    audit_id: int


notices = table_of(NoticeRow)
posts = table_of(PostRow)
requests = table_of(RequestRow)
paces = table_of(PaceRow)
holds = table_of(HoldRow)
webhook_cursors = table_of(WebhookCursorRow)
undelivered = table_of(UndeliveredRow)
