"""Rows of revisions: how often each calendar has changed."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from scheduling.store.columns import UtcInstant, table_of


class CalendarRow(SQLModel, table=True):
    """One calendar that somebody subscribes to, and its revision; none is kept that nobody reads."""

    __tablename__ = "calendars"

    scope: str = Field(max_length=8, primary_key=True)  # mine, school, team
    scope_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    revision: int = 1
    changed_at: datetime = Field(sa_column=Column(UtcInstant(), nullable=False))


calendars = table_of(CalendarRow)
