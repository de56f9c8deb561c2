"""Rows of feed pulls and of what was quarantined."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, LargeBinary, text
from sqlmodel import Field, SQLModel

from scheduling.store.columns import UtcInstant, table_of

_WAITS = text("state = 'held'")


class PullRow(SQLModel, table=True):
    """One snapshot that the feed delivered, and what became of it."""

    __tablename__ = "feed_pulls"
    __table_args__ = (
        Index("ix_feed_pulls_source", "source", "id"),  # the last pull of a source
        # the pull that waits for a person; never two of one source
        Index("ux_feed_pulls_held", "source", unique=True, sqlite_where=_WAITS, postgresql_where=_WAITS),
    )

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(max_length=40)
    at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    seen_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))  # when the same came last
    state: str = Field(max_length=16)  # see facts.PullState
    reason: str = Field(default="", max_length=500)
    digest: str = Field(default="", max_length=64)  # of the shifts and the quarantine, however wrapped
    content: bytes | None = Field(default=None, sa_column=Column(LargeBinary()))  # kept only while held
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    quarantined: int = 0
    decided_by: str = Field(default="", max_length=40)


class QuarantineRow(SQLModel, table=True):
    """One row of the last pull that could not be taken, with the reason. Replaced by the next pull."""

    __tablename__ = "feed_quarantine"
    __table_args__ = (Index("ix_feed_quarantine_pull", "pull_id", "row"),)

    id: int | None = Field(default=None, primary_key=True)
    pull_id: int = Field(foreign_key="feed_pulls.id")
    row: int  # 1 is the first row of data
    external_id: str = Field(default="", max_length=80)
    reason: str = Field(max_length=300)
    raw: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


pulls = table_of(PullRow)
quarantine = table_of(QuarantineRow)
