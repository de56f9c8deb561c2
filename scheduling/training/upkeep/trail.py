"""What the audit keeps of obligations: found by holding what somebody owes now against what they owed before.

Whatever moved, settled or opened an obligation, it is recorded here and in one way.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from scheduling.audit.actions import Change, record
from scheduling.calendars.touch import touch_calendars
from scheduling.store.transaction import Transaction
from scheduling.training.facts import Obligation, ObligationState
from scheduling.training.ledger import Ledger

TRAINING: Final = "training"
"""The actor in the audit where nobody decided: a day came, or what somebody did was enough."""

_VERBS: Final = {
    ObligationState.OPEN: "obligation_reopened",
    ObligationState.OVERDUE: "obligation_overdue",
    ObligationState.DONE: "obligation_done",
    ObligationState.EXEMPT: "obligation_exempt",
    ObligationState.ENDED: "obligation_ended",
}


def record_differences(tx: Transaction, before: Iterable[Ledger], after: Iterable[Ledger]) -> None:
    """Record what a review has opened, moved, settled and ended, and have the calendars of those concerned
    built anew; an obligation that only changed what people were told is not recorded.
    """
    known = _by_id(before)
    changes = [
        (each, change) for each in _by_id(after).values() for change in _changes(known.get(each.id), each)
    ]
    record(tx, *(change for _, change in changes))
    touch_calendars(tx, people={each.person_id for each, _ in changes})


def newly(state: ObligationState, before: Iterable[Ledger], after: Iterable[Ledger]) -> list[Obligation]:
    """The obligations that are in a state now and were not before, by person and deadline."""
    known = _by_id(before)
    return [
        each
        for each in _by_id(after).values()
        if each.state is state and (each.id not in known or known[each.id].state is not state)
    ]


def _by_id(ledgers: Iterable[Ledger]) -> dict[int, Obligation]:
    return {each.id: each for ledger in ledgers for each in ledger.obligations}


def _changes(before: Obligation | None, after: Obligation) -> Iterator[Change]:
    if before is None:
        yield _change("obligation_opened", after, None, _opened(after))
    elif before.due_on != after.due_on:
        yield _change("obligation_moved", after, {"due_on": before.due_on}, {"due_on": after.due_on})
    seen = ObligationState.OPEN if before is None else before.state
    if seen is not after.state:
        yield _change(_VERBS[after.state], after, {"state": seen}, _settled(after), after.reason)


def _change(
    verb: str, of: Obligation, before: dict[str, Any] | None, after: dict[str, Any], reason: str = ""
) -> Change:
    return Change(TRAINING, verb, "obligation", of.id, before, after, reason)


def _opened(obligation: Obligation) -> dict[str, Any]:
    return {
        "officer": obligation.person_id,
        "requirement": obligation.requirement.key,
        "period": obligation.period,
        "starts_on": obligation.starts_on,
        "due_on": obligation.due_on,
        "policy": obligation.edition,
    }


def _settled(obligation: Obligation) -> dict[str, Any]:
    day = {} if obligation.settled_on is None else {"settled_on": obligation.settled_on}
    return {"officer": obligation.person_id, "state": obligation.state, **day}
