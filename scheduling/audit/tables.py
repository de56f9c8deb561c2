"""Rows of the audit. Triggers in the migration refuse UPDATE and DELETE."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel

from scheduling.store.columns import UtcInstant, table_of


class AuditRow(SQLModel, table=True):
    """One change."""

    __tablename__ = "audit"
    __table_args__ = (
        # the history of one shift, person or feed pull, oldest first
        Index("ix_audit_subject", "subject", "subject_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    actor: str = Field(max_length=40)  # person:12, feed, command-line, courier
    verb: str = Field(max_length=40)  # stable; never follows a rename
    subject: str = Field(max_length=24)  # shift, person, feed_pull, …
    subject_id: int
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    after: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    reason: str = Field(default="", max_length=500)


audit = table_of(AuditRow)
