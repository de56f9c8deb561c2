"""Rows of the replicas that serve one database, and of the duties that they share."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from scheduling.store.columns import UtcInstant, table_of


class ReplicaRow(SQLModel, table=True):
    """One running process. It lives while `beat` counts up; no two clocks are ever compared."""

    __tablename__ = "replicas"

    id: str = Field(primary_key=True, max_length=40)  # opaque, new with each start; leases begin with it
    name: str = Field(max_length=80)  # for people: MUSTER_REPLICA, or the host and the process id
    beat: int
    release: str = Field(max_length=40)
    schema_version: str = Field(max_length=16)
    started_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    beat_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))  # for people


class DutyRow(SQLModel, table=True):
    """A recurring task of which one replica at a time takes care."""

    __tablename__ = "duties"

    name: str = Field(primary_key=True, max_length=40)
    due_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    replica: str | None = Field(default=None, max_length=40)  # who is at it now
    epoch: int  # counts the takings: who comes back late does not end another's
    done_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant()))


replicas = table_of(ReplicaRow)
duties = table_of(DutyRow)
