"""Rows of the audit and its end. Triggers in the migration refuse UPDATE and DELETE of the rows."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Index
from sqlmodel import Field, SQLModel

from scheduling.store.columns import UtcInstant, table_of


class AuditRow(SQLModel, table=True):
    """One change, chained to the one before it (`chain.py`)."""

    __tablename__ = "audit"
    __table_args__ = (
        # the history of one shift, person or feed pull, oldest first
        Index("ix_audit_subject", "subject", "subject_id", "id"),
    )

    # given by the chain, without gaps and in the order of commits; never by the database
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    actor: str = Field(max_length=40)  # person:12, feed, command-line, courier
    verb: str = Field(max_length=40)  # stable; never follows a rename
    subject: str = Field(max_length=24)  # shift, person, feed_pull, notice, …
    subject_id: int
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    after: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    reason: str = Field(default="", max_length=500)
    hash: str = Field(max_length=64)  # SHA-256, hex, over the hash of the row before and all of this one


class AuditHeadRow(SQLModel, table=True):
    """Where the audit ends: the one row, moved with every row of the audit, that betrays a tail cut off."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("one = 1", name="ck_audit_head_one"),)

    one: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    audit_id: int  # 0 before the first row
    hash: str = Field(max_length=64)


audit = table_of(AuditRow)
audit_head = table_of(AuditHeadRow)
