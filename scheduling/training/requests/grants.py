"""What a grant does to an obligation: its deadline moves, or nothing is owed for a while."""

from datetime import date
from typing import Any

from scheduling.calendars.touch import touch_calendars
from scheduling.roster.facts import Person
from scheduling.store.transaction import Transaction
from scheduling.training.facts import Obligation, ObligationState
from scheduling.training.rows import IS_RUNNING
from scheduling.training.tables import obligations
from scheduling.zones import end_of_day, zone


def put_off(tx: Transaction, obligation: Obligation, officer: Person, until: date) -> None:
    """Move the deadline to the end of a local day. It runs again if it was overdue; the rungs of the new
    deadline are told anew; no further shift is handed back for it.
    """
    _write(
        tx,
        obligation,
        {
            "due_on": until,
            "due_at": end_of_day(until, zone(officer.zone)),
            "state": ObligationState.OPEN.value,
            "told_rung": None,
            "later_on": None,
            "next_at": tx.now,
        },
    )


def exempt_obligation(
    tx: Transaction, obligation: Obligation, officer: Person, until: date | None, reason: str, today: date
) -> None:
    """Let the officer off until the end of a local day; then it is looked at again. None is for good."""
    _write(
        tx,
        obligation,
        {
            "state": ObligationState.EXEMPT.value,
            "settled_on": today,
            "reason": reason,
            "exempt_until": until,
            "later_on": None,
            "next_at": None if until is None else end_of_day(until, zone(officer.zone)),
        },
    )


def _write(tx: Transaction, obligation: Obligation, values: dict[str, Any]) -> None:
    """The caller holds the officer, and has judged the obligation as it stands."""
    tx.execute(obligations.update().where(obligations.c.id == obligation.id, IS_RUNNING).values(**values))
    touch_calendars(tx, people=[obligation.person_id])
