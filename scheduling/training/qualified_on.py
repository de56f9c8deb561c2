"""Keeps the roster's day of the last firearms qualification in step with the records that prove it.

Whichever is later counts: what a record completes moves the roster's day on, and a later day on the roster is
a completion too (`planning`). A day that only a record proved goes back when that record is refused.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from sqlalchemy import bindparam

from scheduling.audit.actions import Change, record
from scheduling.policy.requirements import Requirement
from scheduling.roster.facts import Person
from scheduling.roster.tables import people
from scheduling.store.transaction import Transaction
from scheduling.training.facts import RecordState, TrainingRecord
from scheduling.training.gather import Ledger
from scheduling.training.progress import last_completion
from scheduling.training.trail import TRAINING

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
    moved = [(ledger.person, day) for ledger, day in dated if day != ledger.person.qualified_on]
    if moved:
        tx.execute(_MOVE, [{"of_person": person.id, "day": day} for person, day in moved])
        record(tx, *(_change(person, day) for person, day in moved))
    return [replace(ledger, person=replace(ledger.person, qualified_on=day)) for ledger, day in dated]


def _change(person: Person, day: date | None) -> Change:
    before, after = {"qualified_on": person.qualified_on}, {"qualified_on": day}
    return Change(TRAINING, "qualified", "person", person.id, before, after)


def _day_of(ledger: Ledger, qualifying: Sequence[Requirement]) -> date | None:
    """The later of what the roster says, if no refused record said so first, and what the records prove."""
    days = [last_completion(each, _records_of(ledger, each)) for each in qualifying]
    known = ledger.person.qualified_on
    while known is not None and any(_is_discredited(ledger, each, known) for each in qualifying):
        known = _day_before(ledger, known)
    return max((day for day in (*days, known) if day is not None), default=None)


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
