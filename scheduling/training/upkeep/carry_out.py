"""Writes what was planned for many people: opened, settled, reopened, moved and ended, a statement a kind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Update, bindparam, case

from scheduling.policy.requirements import Anchor
from scheduling.store.conflict import insert_unless_there
from scheduling.store.transaction import Transaction
from scheduling.training.facts import ObligationState
from scheduling.training.rules.plans import Move, Opening, Plan
from scheduling.training.tables import obligations
from scheduling.training.terms import keep_terms

_OF: Final = obligations.c.id == bindparam("of_obligation")
_NO_LONGER_OWED: Final = {"next_at": None, "later_on": None}

_SETTLE: Final = (
    obligations.update()
    .where(_OF)
    .values(state=ObligationState.DONE.value, settled_on=bindparam("day"), **_NO_LONGER_OWED)
)
_END: Final = (
    obligations.update()
    .where(_OF)
    .values(
        state=ObligationState.ENDED.value, settled_on=bindparam("day"), reason=bindparam("why"),
        **_NO_LONGER_OWED,
    )
)  # fmt: skip
_REOPEN: Final = (
    obligations.update()
    .where(_OF)
    .values(
        state=ObligationState.OPEN.value, settled_on=None, reason="", exempt_until=None,
        told_rung=case(
            (obligations.c.state == ObligationState.EXEMPT.value, None), else_=obligations.c.told_rung
        ),
    )
)  # fmt: skip
"""Whoever was let off for a while hears of it again, whatever they were told before."""

_MOVE: Final = (
    obligations.update()
    .where(_OF)
    .values(
        starts_on=bindparam("starts"), first_due_on=bindparam("first_due"), due_on=bindparam("due"),
        due_at=bindparam("ends", type_=obligations.c.due_at.type), anchors=bindparam("days"),
        told_rung=case((obligations.c.due_on == bindparam("due"), obligations.c.told_rung), else_=None),
        state=case(
            (obligations.c.state == ObligationState.OVERDUE.value, ObligationState.OPEN.value),
            else_=obligations.c.state,
        ),
    )
)  # fmt: skip
"""Another last day has rungs of its own; whether it is still overdue is seen when deadlines are looked at."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What was planned for one person on their local day."""

    person_id: int
    today: date
    plan: Plan


def carry_out(tx: Transaction, planned: Sequence[Planned]) -> None:
    """Write the plans; the caller holds the people."""
    _open(tx, planned)
    ends = [(end, each.today) for each in planned for end in each.plan.to_end]
    _write(tx, _END, ({"of_obligation": end.id, "day": day, "why": end.reason} for end, day in ends))
    done = (settled for each in planned for settled in each.plan.to_settle)
    _write(tx, _SETTLE, ({"of_obligation": each.id, "day": each.done_on} for each in done))
    again = (number for each in planned for number in each.plan.to_reopen)
    _write(tx, _REOPEN, ({"of_obligation": number} for number in again))
    _write(tx, _MOVE, (_moved(move) for each in planned for move in each.plan.to_move))


def _open(tx: Transaction, planned: Iterable[Planned]) -> None:
    openings = [(each.person_id, opening) for each in planned for opening in each.plan.to_open]
    if not openings:
        return
    stated = {opening.requirement.key: opening for _, opening in openings}
    edition = next(iter(stated.values())).edition
    terms = keep_terms(tx, (opening.requirement for opening in stated.values()), edition)
    tx.execute(
        insert_unless_there(tx, obligations, unique=["person_id", "requirement", "period"]),
        [_opened(tx, person_id, opening, terms) for person_id, opening in openings],
    )


def _opened(tx: Transaction, person_id: int, opening: Opening, terms: Mapping[str, int]) -> dict[str, Any]:
    term = opening.term
    return {
        "person_id": person_id,
        "requirement": opening.requirement.key,
        "terms_id": terms[opening.requirement.key],
        "period": term.period,
        "starts_on": term.starts_on,
        "anchors": _named(term.anchors),
        "first_due_on": term.due_on,
        "due_on": term.due_on,
        "due_at": opening.due_at,
        "state": ObligationState.OPEN.value,
        "opened_at": tx.now,
        "reason": "",
        "handing_back": False,
        "handed_back": [],
    }


def _moved(move: Move) -> dict[str, Any]:
    return {
        "of_obligation": move.id,
        "starts": move.starts_on,
        "first_due": move.first_due_on,
        "due": move.due_on,
        "ends": move.due_at,
        "days": _named(move.anchors),
    }


def _named(anchors: Mapping[Anchor, date]) -> dict[str, str]:
    return {anchor.value: day.isoformat() for anchor, day in anchors.items()}


def _write(tx: Transaction, statement: Update, rows: Iterable[Mapping[str, Any]]) -> None:
    if values := list(rows):
        tx.execute(statement, values)
