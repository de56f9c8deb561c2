"""An audit from before the chain is chained as it stands; one that goes back can be written to again."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from scheduling.audit.facts import Break, Fault
from scheduling.audit.tables import audit
from scheduling.audit.verify import verify_chain
from scheduling.store.columns import UtcInstant
from scheduling.store.engine import Database
from scheduling.store.schema import migrate
from tests.factories.audit import tamper, write

OLD_AUDIT = sa.table(
    "audit",
    *(sa.column(name) for name in ("id", "actor", "verb", "subject", "subject_id", "reason")),
    sa.column("at", UtcInstant()),
    sa.column("before", sa.JSON(none_as_null=True)),
    sa.column("after", sa.JSON(none_as_null=True)),
)


def write_as_before(database: Database, now: datetime, *numbers: int | None) -> None:
    """Rows as the release before the chain wrote them; the database numbers those without a number."""
    with database.begin(now) as tx:
        for number in numbers:
            row: dict[str, Any] = {
                "at": now, "actor": "feed", "verb": "shift_added", "subject": "shift", "subject_id": 1,
                "before": None, "after": {"hours": 8.0, "words": "Zoë"}, "reason": "",
            }  # fmt: skip
            tx.execute(OLD_AUDIT.insert().values(row if number is None else {"id": number, **row}))


def test_rows_from_before_are_chained_in_batches_gaps_and_all_and_the_next_goes_behind_them(
    database: Database, now: datetime
) -> None:
    migrate(database, "0003")
    numbers = [*range(1, 1_100), *range(1_200, 2_300)]
    write_as_before(database, now, *numbers)
    migrate(database)
    write(database, now, 7)
    with database.read(now) as tx:
        verdict = verify_chain(tx)
        last = tx.execute(sa.select(sa.func.max(audit.c.id))).scalar_one()
    assert (verdict.broken, verdict.rows, last) == (None, len(numbers) + 1, 2_300)
    tamper(database, "UPDATE audit SET reason = 'ill' WHERE id = 1500")
    with database.read(now) as tx:
        assert verify_chain(tx).broken == Break(Fault.ALTERED, 1_500, 1_500)


def test_after_a_step_back_the_database_numbers_what_the_older_release_writes(
    database: Database, now: datetime
) -> None:
    write(database, now, 1, 2)
    migrate(database, "0003")
    write_as_before(database, now, None, None)
    migrate(database)
    write(database, now, 5)
    with database.read(now) as tx:
        assert list(tx.execute(sa.select(audit.c.id).order_by(audit.c.id)).scalars()) == [1, 2, 3, 4, 5]
        assert verify_chain(tx).broken is None
