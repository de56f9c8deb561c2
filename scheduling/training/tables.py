"""Rows of training: the terms as they stood, what is owed, what was done, and what was asked for."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Index, text
from sqlmodel import Field, SQLModel

from scheduling.store.columns import UtcInstant, table_of

_DUE = text("next_at IS NOT NULL")
_HANDING_BACK = text("handing_back")
_CERTIFIED = text("certificate_key IS NOT NULL")
_IMPORTED = text("external_id IS NOT NULL")
_ASKED = text("state = 'open'")


class TermsRow(SQLModel, table=True):
    """A requirement as a pack stated it once. Never changed: obligations made under it point here."""

    __tablename__ = "training_terms"
    __table_args__ = (Index("ux_training_terms", "requirement", "digest", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    requirement: str = Field(max_length=60)  # its key
    edition: str = Field(max_length=200)  # the pack's name and version when it was first seen
    digest: str = Field(max_length=64)  # of the terms
    terms: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class ObligationRow(SQLModel, table=True):
    """One requirement, owed by one officer, once."""

    __tablename__ = "obligations"
    __table_args__ = (
        # one obligation a period, whoever reviews a person at the same moment; also finds a person's
        Index("ux_obligations", "person_id", "requirement", "period", unique=True),
        # the sweep: what is due, however many there are
        Index("ix_obligations_next", "next_at", "id", sqlite_where=_DUE, postgresql_where=_DUE),
        Index(
            "ix_obligations_handing_back", "id", sqlite_where=_HANDING_BACK, postgresql_where=_HANDING_BACK
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people.id")
    requirement: str = Field(max_length=60)
    terms_id: int = Field(foreign_key="training_terms.id")
    period: str = Field(max_length=16)
    starts_on: date
    anchors: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    first_due_on: date
    due_on: date
    due_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))  # the end of that local day
    state: str = Field(default="open", max_length=16)  # open, overdue, done, exempt, ended
    opened_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    settled_on: date | None = None
    reason: str = Field(default="", max_length=500)
    exempt_until: date | None = None
    told_rung: int | None = None  # days before the deadline; -1: told that it is overdue
    told_on: date | None = None  # the officer's local day
    later_on: date | None = None  # the officer asked to be reminded on this day
    next_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    handing_back: bool = False
    handed_back: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # untold


class RecordRow(SQLModel, table=True):
    """Something that an officer has done, or plans to do. Never deleted: a refused one stays, with why."""

    __tablename__ = "training_records"
    __table_args__ = (
        Index("ix_training_records_person", "person_id", "requirement"),
        # a certificate proves one thing once; a refused one may be handed in again
        Index(
            "ux_training_records_certificate", "certificate_key", unique=True,
            sqlite_where=_CERTIFIED, postgresql_where=_CERTIFIED,
        ),
        # the same line of an import is the same record
        Index(
            "ux_training_records_external", "source", "external_id", unique=True,
            sqlite_where=_IMPORTED, postgresql_where=_IMPORTED,
        ),
        CheckConstraint("minutes >= 0 AND missed_minutes >= 0", name="ck_training_records_minutes"),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people.id")
    requirement: str = Field(max_length=60)
    sessions: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    topics: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    done_on: date
    starts_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    ends_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    minutes: int = 0
    missed_minutes: int = 0
    provider: str = Field(default="", max_length=120)
    certificate: str = Field(default="", max_length=500)
    certificate_key: str | None = Field(default=None, max_length=64)  # digest of it; None once refused
    state: str = Field(default="logged", max_length=16)  # planned, logged, verified, refused, cancelled
    flagged: str = Field(default="", max_length=300)
    source: str = Field(default="slack", max_length=40)  # slack, or the name of an import
    external_id: str | None = Field(default=None, max_length=120)
    logged_by: int | None = Field(default=None, foreign_key="people.id")
    logged_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    decided_by: int | None = Field(default=None, foreign_key="people.id")
    decided_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    reason: str = Field(default="", max_length=500)


class RequestRow(SQLModel, table=True):
    """A request to put a deadline off, or to be let off."""

    __tablename__ = "training_requests"
    __table_args__ = (
        # one open request of a kind about one obligation
        Index(
            "ux_training_requests_open", "obligation_id", "kind", unique=True,
            sqlite_where=_ASKED, postgresql_where=_ASKED,
        ),
        Index("ix_training_requests_obligation", "obligation_id", "id"),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=16)  # extension, exemption
    obligation_id: int = Field(foreign_key="obligations.id")
    person_id: int = Field(foreign_key="people.id")
    until: date | None = None
    reason: str = Field(default="", max_length=500)
    asked: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    state: str = Field(default="open", max_length=16)  # open, granted, declined, lapsed
    asked_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    granted_until: date | None = None
    decided_by: int | None = Field(default=None, foreign_key="people.id")
    decided_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))
    decision: str = Field(default="", max_length=500)


class PackSeenRow(SQLModel, table=True):
    """Under which packs everybody was last reviewed; another edition means that all are looked at again."""

    __tablename__ = "training_pack_seen"

    one: int = Field(default=1, primary_key=True)
    edition: str = Field(max_length=200)


terms = table_of(TermsRow)
obligations = table_of(ObligationRow)
training_records = table_of(RecordRow)
training_requests = table_of(RequestRow)
pack_seen = table_of(PackSeenRow)
