"""What came of a request: read off the answer and off the database, every table of it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, text
from sqlmodel import SQLModel

from handlers.identify import DEACTIVATED, INACTIVE, STRANGER
from scheduling.audit.tables import audit
from scheduling.shifts.tables import claims
from scheduling.store.transaction import Transaction
from tests.handlers.matrix.rows import Verdict
from tests.handlers.office import Shown

Rows = dict[str, frozenset[str]]

_STOPS = {stop.text for stop in (STRANGER, DEACTIVATED, INACTIVE)}
_NOT_THEIRS = (":no_entry: *Not yours to do.*", ":no_entry: *Not for yourself.*")
_CLOSED = "is not yours to read.*"
AUDITED = {"audit", "audit_head"}
"""The tables that a try changes which is turned away and kept."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An audit row: who did what to what."""

    actor: str
    verb: str
    subject: str
    subject_id: int


def every_row(tx: Transaction) -> Rows:
    """All that the database holds, by table; asked in text: compiling a statement costs more than asking."""
    return {
        name: frozenset(repr(tuple(row)) for row in tx.execute(text(f"SELECT * FROM {name}")))
        for name in SQLModel.metadata.tables
    }


def changed(before: Rows, after: Rows) -> set[str]:
    """The tables that are not as they were; that a request was seen changes nothing for anybody."""
    return {name for name in before.keys() - {"requests"} if before[name] != after[name]}


def read_verdict(shown: Shown | None, touched: set[str]) -> Verdict:
    """What came of it, as the asker and the database tell."""
    words = shown.words if shown else ""
    if words in _STOPS:
        return Verdict.STOP
    if any(line.startswith(_NOT_THEIRS) for line in words.split("\n")):
        return Verdict.NO
    if _CLOSED in words:
        return Verdict.CLOSED
    if touched:
        return Verdict.DOES
    if shown and "submit" in shown.body.get("view", {}):
        return Verdict.FORM
    return Verdict.RULE if ":no_entry:" in words else Verdict.SEES


def list_recorded(tx: Transaction) -> list[Recorded]:
    """Every audit row, oldest first."""
    columns = (audit.c.actor, audit.c.verb, audit.c.subject, audit.c.subject_id)
    rows = tx.execute(select(*columns).order_by(audit.c.id))
    return [Recorded(row.actor, row.verb, row.subject, row.subject_id) for row in rows]


def list_holders(tx: Transaction, shift_id: int) -> list[int]:
    """Who holds a shift."""
    held: Any = select(claims.c.person_id).where(claims.c.shift_id == shift_id, claims.c.state == "held")
    return list(tx.execute(held).scalars())
