"""Notices that are not due yet cost the courier nothing; `make chaos` lets a million wait."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import event

from chaos.waiting_fill import BETWEEN, FEW, LATER, add_due, add_storm, fill
from scheduling.outbox.actions import SHIFTS_CHANNEL
from scheduling.outbox.due import find_due, next_due_at
from scheduling.outbox.facts import Route
from scheduling.outbox.leases import lease_due
from scheduling.outbox.queries import count_by_state, measure_backlog
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction

LOOKS: list[Callable[[Transaction], object]] = [
    lambda tx: find_due(tx, routes=list(Route)),
    next_due_at,
    lease_due,
    measure_backlog,
    count_by_state,
]


def test_of_many_that_wait_only_those_that_are_due_are_found(database: Database, now: datetime) -> None:
    fill(database, now, 3 * FEW)
    add_due(database, now, 20)
    add_storm(database, now, 30)
    with database.begin(now) as tx:
        assert len(find_due(tx, routes=list(Route))) == 50
        assert measure_backlog(tx).overdue == 50
        assert lease_due(tx)[0].notices[0].addressee == SHIFTS_CHANNEL
        assert {row.addressee for row in find_due(tx, routes=list(Route))}.isdisjoint({SHIFTS_CHANNEL})


def test_the_first_of_those_that_wait_is_due_when_it_said(database: Database, now: datetime) -> None:
    fill(database, now, 3 * FEW)
    with database.read(now + LATER - BETWEEN) as tx:
        assert find_due(tx, routes=list(Route)) == []
        assert next_due_at(tx) == now + LATER
    with database.read(now + LATER) as tx:
        assert len(find_due(tx, routes=list(Route))) == 3


@pytest.mark.parametrize("look", LOOKS, ids=["find", "next", "lease", "backlog", "counts"])
def test_no_look_at_the_outbox_reads_the_whole_table_or_all_that_somebody_was_ever_sent(
    database: Database, now: datetime, look: Callable[[Transaction], object]
) -> None:
    fill(database, now, 3 * FEW)
    add_due(database, now, 20)
    plans: list[str] = []
    with database.begin(now) as tx:
        if database.engine.dialect.name == "postgresql":  # so few rows it would read whole, index or not
            tx.connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        event.listen(database.engine, "before_cursor_execute", _explaining(plans))
        look(tx)
    assert plans
    assert [line for line in plans if _reads_too_much(line)] == []


def _reads_too_much(line: str) -> bool:
    whole = "Seq Scan on notices" in line or line in {"SCAN notices", "SCAN other"}
    return whole or re.search(r"ix_notices_addressee\b", line) is not None


def _explaining(plans: list[str]) -> Callable[..., None]:
    def explain(
        connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool
    ) -> None:
        if "notices" not in statement or statement.startswith("INSERT"):
            return
        how = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
        cursor = connection.connection.cursor()
        cursor.execute(f"{how} {statement}", parameters)
        plans.extend(str(row[-1]).strip() for row in cursor.fetchall())
        cursor.close()

    return explain
