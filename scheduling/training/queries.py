"""Reads of what is owed, done and asked for, as frozen facts."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from scheduling.roster.facts import Person
from scheduling.shifts.facts import HeldShift
from scheduling.shifts.queries import list_held_by
from scheduling.store.transaction import Transaction
from scheduling.training.facts import (
    CountdownLine,
    Obligation,
    ObligationState,
    TrainingRecord,
    TrainingRequest,
)
from scheduling.training.ledger import Ledger, gather_ledgers
from scheduling.training.rows import IS_RUNNING, IS_UNDECIDED, read_obligations, read_records, read_requests
from scheduling.training.rules.urgency import TeamLine
from scheduling.training.tables import obligations, training_records, training_requests

_SHOWN_SETTLED = timedelta(days=366)
"""For so long after it was settled an obligation is still listed."""


def find_obligation(tx: Transaction, obligation_id: int) -> Obligation | None:
    """The obligation with this id, whatever its state, or None."""
    return next(iter(read_obligations(tx, obligations.c.id == obligation_id)), None)


def find_record(tx: Transaction, record_id: int) -> TrainingRecord | None:
    """The record with this id, or None."""
    return next(iter(read_records(tx, training_records.c.id == record_id)), None)


def find_request(tx: Transaction, request_id: int) -> TrainingRequest | None:
    """The request with this id, or None."""
    return next(iter(read_requests(tx, training_requests.c.id == request_id)), None)


def list_obligations(tx: Transaction, person_id: int, *, running_only: bool = False) -> list[Obligation]:
    """What a person owes or has owed, by deadline."""
    running = [IS_RUNNING] if running_only else []
    return read_obligations(tx, obligations.c.person_id == person_id, *running)


def list_records(tx: Transaction, person_id: int, *, requirement: str | None = None) -> list[TrainingRecord]:
    """What a person has handed in, whatever became of it, by the day on which it was done; of one
    requirement, by its key, or of all.
    """
    of_one = [] if requirement is None else [training_records.c.requirement == requirement]
    return read_records(tx, training_records.c.person_id == person_id, *of_one)


def list_countdown(tx: Transaction, person: Person) -> list[CountdownLine]:
    """What a person owes, by deadline; then, of requirements of which nothing is owed now, what was last done
    or exempted within a year.
    """
    lines = [line for ledger in gather_ledgers(tx, [person.id]) for line in _lines(tx, [ledger])]
    running = [line for _, line in lines if line.obligation.runs]
    return running + _settled_last([line for _, line in lines], person.day_at(tx.now))


def list_lines(tx: Transaction, person_ids: Iterable[int]) -> list[TeamLine]:
    """Everything that each of these people owes or has owed, by name and deadline, with their progress."""
    return [TeamLine(person, line) for person, line in _lines(tx, gather_ledgers(tx, person_ids))]


def list_at_stake(tx: Transaction, person: Person, owed: Sequence[Obligation]) -> list[HeldShift]:
    """The shifts that a person holds and could not work if the first deadline that blocks were missed: those
    that start after it, soonest first; none where nothing that still runs blocks.
    """
    deadlines = [each.due_at for each in owed if each.runs and each.requirement.blocks]
    if not deadlines:
        return []
    since = max(min(deadlines), tx.now)
    return [held for held in list_held_by(tx, person) if held.shift.starts_at >= since]


def _lines(tx: Transaction, ledgers: Sequence[Ledger]) -> list[tuple[Person, CountdownLine]]:
    asked = _open_requests(tx, [ledger.person.id for ledger in ledgers])
    return [
        (ledger.person, CountdownLine(obligation, progress[obligation.id], asked.get(obligation.id)))
        for ledger in ledgers
        for progress in [ledger.progress]
        for obligation in ledger.obligations
    ]


def _open_requests(tx: Transaction, person_ids: Sequence[int]) -> dict[int, TrainingRequest]:
    """What was asked for and nobody has decided, by the obligation that it is about."""
    about_them = read_requests(tx, IS_UNDECIDED, training_requests.c.person_id.in_(person_ids))
    return {request.obligation_id: request for request in about_them}


def _settled_last(lines: Sequence[CountdownLine], today: date) -> list[CountdownLine]:
    running = {line.obligation.requirement.key for line in lines if line.obligation.runs}
    last: dict[str, CountdownLine] = {}
    for line in lines:
        obligation = line.obligation
        if obligation.requirement.key not in running and _is_shown(obligation, today):
            last[obligation.requirement.key] = line
    return list(last.values())


def _is_shown(settled: Obligation, today: date) -> bool:
    if settled.state is ObligationState.EXEMPT:
        return settled.exempt_until is None or settled.exempt_until >= today
    done_on = settled.settled_on if settled.state is ObligationState.DONE else None
    return done_on is not None and done_on >= today - _SHOWN_SETTLED
