"""What somebody with the database's password could do to the audit, and Muster itself never does."""

from datetime import datetime

import sqlalchemy as sa

from scheduling.audit.actions import Change, record
from scheduling.store.engine import Database


def write(database: Database, now: datetime, *subjects: int) -> None:
    """Record one claim a subject, each in a transaction of its own."""
    for number in subjects:
        with database.begin(now) as tx:
            after = {"officer": number, "day_hours": 8.0, "policy": "default 1"}
            record(tx, Change("person:1", "shift_claimed", "shift", number, after=after, reason="a test"))


def tamper(database: Database, *statements: str) -> None:
    """Run SQL with the triggers out of the way."""
    with database.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            for verb in ("update", "delete", "replace"):
                connection.execute(sa.text(f"DROP TRIGGER IF EXISTS audit_no_{verb}"))
        else:
            connection.execute(sa.text("ALTER TABLE audit DISABLE TRIGGER ALL"))
        for statement in statements:
            connection.execute(sa.text(statement))
        connection.commit()
