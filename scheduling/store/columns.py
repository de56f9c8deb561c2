"""Column types shared by every table."""

from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import DateTime, Dialect, Table
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel


class UtcInstant(TypeDecorator[datetime]):
    """An aware UTC datetime, in and out.

    SQLite drops the zone and would hand back naive values; PostgreSQL answers in the session's zone. Both
    are brought back to UTC here, and a naive value is refused before it can be stored.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive instants; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive datetime was about to be stored: {value!r}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Answer aware UTC, whatever the database handed over."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def table_of(model: type[SQLModel]) -> Table:
    """The SQLAlchemy table behind a SQLModel class: tables are declared as models, statements are Core."""
    return cast("Table", cast("Any", model).__table__)
