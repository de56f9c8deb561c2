"""Rows of calendars: the private links, and the bytes that were last built."""

from datetime import datetime

from sqlalchemy import JSON, Column, Index, LargeBinary
from sqlmodel import Field, SQLModel

from scheduling.store.columns import UtcInstant, table_of


class SubscriptionRow(SQLModel, table=True):
    """A private link. The token itself is shown once and kept nowhere."""

    __tablename__ = "subscriptions"
    __table_args__ = (
        Index("ux_subscriptions_token", "token_hash", unique=True),  # a calendar program asks
        Index("ix_subscriptions_person", "person_id"),  # my links
        Index("ix_subscriptions_scope", "scope", "scope_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people.id")
    scope: str = Field(max_length=8)
    scope_id: int
    token_hash: str = Field(max_length=64)  # SHA-256, hex
    privacy: str = Field(max_length=8)  # full, code, busy
    shows: list[str] = Field(sa_column=Column(JSON, nullable=False))  # shifts, meetings, deadlines
    blocks_time: bool = True
    created_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    revoked_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    last_fetched_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    last_fetched_by: str = Field(default="", max_length=120)


class PageRow(SQLModel, table=True):
    """The bytes that were last built for a subscription: built anew only when the calendar has changed."""

    __tablename__ = "calendar_pages"

    subscription_id: int = Field(
        primary_key=True, foreign_key="subscriptions.id", sa_column_kwargs={"autoincrement": False}
    )
    revision: int
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    etag: str = Field(max_length=64)
    modified_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    fresh_until: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))


subscriptions = table_of(SubscriptionRow)
calendar_pages = table_of(PageRow)
