"""Keeps the roster's day of the last firearms qualification in step with the records that prove it.

Whichever is later counts: what a record completes moves the roster's day on, and a later day on the roster is
a completion too (`planning`). A day that only a record proved goes back when that record is refused; one of
which the roster knew before anybody looked at the record stays.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from sqlalchemy import bindparam

from scheduling.audit.actions import Change, record
from scheduling.policy.requirements import Requirement
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.roster.tables import people
from scheduling.store.transaction import Transaction
from scheduling.training.facts import RecordState, TrainingRecord
from scheduling.training.ledger import Ledger, gather_ledgers
from scheduling.training.rules.progress import counts, last_completion
from scheduling.training.upkeep.trail import TRAINING

_ONLY_PLANNED: Final = {RecordState.PLANNED, RecordState.CANCELLED}
_MOVE: Final = (
    people.update().where(people.c.id == bindparam("of_person")).values(qualified_on=bindparam("day"))
)


def keep_qualifications(
    tx: Transaction, ledgers: Iterable[Ledger], requirements: Iterable[Requirement]
) -> list[Ledger]:
    """Write the day where it differs, with its audit row; answers everybody's ledger as it then is.

    Args:
        tx: a write transaction that holds the people.
        ledgers: what they owe and have done.
        requirements: what the policy asks; those that are a qualification count.
    """
    qualifying = [each for each in requirements if each.qualification]
    dated = [(ledger, _day_of(ledger, qualifying)) for ledger in ledgers]
    _write(tx, [(ledger.person, day) for ledger, day in dated])
    return [replace(ledger, person=replace(ledger.person, qualified_on=day)) for ledger, day in dated]


def take_back(tx: Transaction, officer: Person, refused: TrainingRecord, policy: Policy) -> None:
    """Let the roster's day go back to the last one that stands, where it is that of a record that counted
    until now. What never counted has not moved it.

    Args:
        tx: a write transaction that holds the officer, in which the record is refused already.
        officer: whose record it is.
        refused: as it stood before.
        policy: what is asked.
    """
    asked = policy.requirements.get(refused.requirement)
    counted = asked is not None and asked.qualification and counts(refused, asked)
    if not counted or officer.qualified_on != refused.done_on:
        return
    qualifying = [each for each in policy.requirements.values() if each.qualification]
    for ledger in gather_ledgers(tx, [officer.id]):
        _write(tx, [(officer, _last_that_stands(ledger, qualifying))])


def _write(tx: Transaction, days: Iterable[tuple[Person, date | None]]) -> None:
    moved = [(person, day) for person, day in days if day != person.qualified_on]
    if moved:
        tx.execute(_MOVE, [{"of_person": person.id, "day": day} for person, day in moved])
        record(tx, *(_change(person, day) for person, day in moved))


def _change(person: Person, day: date | None) -> Change:
    before, after = {"qualified_on": person.qualified_on}, {"qualified_on": day}
    return Change(TRAINING, "qualified", "person", person.id, before, after)


def _last_that_stands(ledger: Ledger, qualifying: Sequence[Requirement]) -> date | None:
    known = ledger.person.qualified_on
    while known is not None and any(_is_discredited(ledger, each, known) for each in qualifying):
        known = _day_before(ledger, known)
    return known


def _day_of(ledger: Ledger, qualifying: Sequence[Requirement]) -> date | None:
    """The later of what the roster says and what the records prove."""
    days = [last_completion(each, _records_of(ledger, each)) for each in qualifying]
    return max((day for day in (*days, ledger.person.qualified_on) if day is not None), default=None)


def _is_discredited(ledger: Ledger, requirement: Requirement, day: date) -> bool:
    """Whether all that was handed in for a day has been refused; what was only planned says nothing."""
    states = {each.state for each in _records_of(ledger, requirement) if each.done_on == day}
    return states - _ONLY_PLANNED == {RecordState.REFUSED}


def _day_before(ledger: Ledger, day: date) -> date | None:
    """The day of the qualification before, which the obligation that was settled on `day` ran from."""
    ran_from = (
        date.fromisoformat(each.period)
        for each in ledger.obligations
        if each.requirement.qualification and each.settled_on == day and each.is_renewal
    )
    return max((before for before in ran_from if before < day), default=None)


def _records_of(ledger: Ledger, requirement: Requirement) -> list[TrainingRecord]:
    return [each for each in ledger.records if each.requirement == requirement.key]
