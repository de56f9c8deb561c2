"""Rows of what is wrong at this moment; there is one at most of each kind, and none while all is well."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from scheduling.store.columns import UtcInstant, table_of


class IncidentRow(SQLModel, table=True):
    """Something that is wrong, and that the supervisors' channel has been told."""

    __tablename__ = "incidents"

    kind: str = Field(primary_key=True, max_length=24)  # stable: the words of notices hang on it
    since: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))
    many: int  # how many notices it concerned when it was found; 1 for a feed, a mailbox, a calendar


incidents = table_of(IncidentRow)
