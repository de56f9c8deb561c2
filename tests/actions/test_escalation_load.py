"""Ten thousand that are open cost nothing as long as nothing is due: every look walks along an index."""

from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from scheduling.escalations.sweep import sweep_escalations
from scheduling.escalations.tables import escalation_tellings, escalations
from scheduling.store.engine import Database
from tests.factories.escalations import DAY, is_escalation_due, policy_of
from tests.people import Cast

MANY = 10_000


@pytest.fixture
def crowd(database: Database, cast: Cast, now: datetime) -> Database:
    """Open ones, a third of them somebody's, each told and each with a step and an end to come."""
    rows = [
        {
            "kind": "shift_unfilled", "subject": f"shift:{each}", "part": "", "level": 0,
            "urgency": each % 2, "officer_id": cast.ada.id, "agency": "", "zone": "America/Phoenix",
            "ends_at": now + 2 * DAY, "opened_at": now, "step": 1, "round": 0, "reminded": 0,
            "state": "acknowledged" if each % 3 == 0 else "open",
            "owner_id": cast.sol.id if each % 3 == 0 else None, "next_at": now + DAY,
            "ending": "", "resolution": "",
        }
        for each in range(MANY)
    ]  # fmt: skip
    told = [
        {
            "escalation_id": each + 1, "addressee": "channel:supervisors", "cause": "step", "round": 0,
            "step": 0, "urgency": each % 2, "at": now, "dropped_at": now,
        }
        for each in range(MANY)
    ]  # fmt: skip
    with database.begin(now) as tx:
        tx.execute(escalations.insert(), rows)
        tx.execute(escalation_tellings.insert(), told)
    with database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(sa.text("ANALYZE"))
    return database


def test_no_look_for_what_is_due_reads_a_whole_table_of_escalations(crowd: Database, now: datetime) -> None:
    explain = "EXPLAIN QUERY PLAN " if crowd.file is not None else "EXPLAIN "
    asked: list[tuple[str, Any]] = []
    plans: list[str] = []
    with crowd.read(now) as tx:

        def on_statement(_c: object, cursor: Any, statement: str, parameters: Any, *_: object) -> None:
            if statement.startswith("SELECT") and "escalation" in statement:
                asked.append((statement, parameters))

        sa.event.listen(crowd.engine, "before_cursor_execute", on_statement)
        assert not is_escalation_due(tx)
        sa.event.remove(crowd.engine, "before_cursor_execute", on_statement)
        for statement, parameters in asked:
            rows = tx.connection.exec_driver_sql(explain + statement, parameters)
            plans.append("\n".join(str(row) for row in rows))
    assert plans
    for plan in plans:
        for table in ("escalations", "escalation_tellings"):
            assert f"Seq Scan on {table}" not in plan
            assert f"SCAN {table}" not in plan or f"SCAN {table} USING" in plan


def test_with_nothing_due_a_sweep_finds_nothing(crowd: Database, now: datetime) -> None:
    with crowd.begin(now) as tx:
        assert sweep_escalations(tx, policy_of(), by_mail=False) == 0
