"""Whose turn a step of a chain is, in words."""

from collections.abc import Sequence

from handlers.words.text import escaped, listed
from scheduling.escalations.facts import Escalation
from scheduling.policy.chains import Step, Target, Tell
from scheduling.policy.schema import Policy
from scheduling.presence.queries import list_on_duty
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person, find_person_by_email, list_answering_for
from scheduling.store.transaction import Transaction

_NAMED = 2
"""So many people are named; of more it is said how many there are."""


def next_turn(tx: Transaction, policy: Policy, escalation: Escalation) -> str:
    """`Sergeant Sol Sequoia`, `the coordinators and the supervisors' channel`: who is told next, as things
    stand. After the last step the chain begins anew with its first; empty where the chain is gone.
    """
    chain = policy.chains.get(escalation.concern.kind)
    if chain is None or escalation.next_at is None:
        return ""
    step = chain.steps[escalation.step] if escalation.step < len(chain.steps) else chain.steps[0]
    return words_of_step(tx, escalation, step)


def words_of_step(tx: Transaction, escalation: Escalation, step: Step) -> str:
    """Whom a step tells, listed."""
    return listed(dict.fromkeys(_words_of(tx, escalation, tell) for tell in step.tell))


def _words_of(tx: Transaction, escalation: Escalation, tell: Tell) -> str:
    match tell.target:
        case Target.SUPERVISOR:
            return _supervisors(tx, escalation)
        case Target.COORDINATOR:
            return "the coordinators"
        case Target.ON_DUTY:
            return _names(list_on_duty(tx, escalation.next_at)) or "whoever is on duty"
        case Target.EVERYONE:
            return "everybody on duty"
        case Target.CHANNEL:
            return "the supervisors' channel"
        case Target.PERSON:
            person = find_person_by_email(tx, tell.name)
            return escaped(person.name if person is not None else tell.name, 60)
        case Target.GROUP:
            return f"the group {escaped(tell.name, 40)}"


def _supervisors(tx: Transaction, escalation: Escalation) -> str:
    officer_id, agency = escalation.concern.officer_id, escalation.concern.agency
    officer = find_person(tx, officer_id) if officer_id is not None else None
    if officer is not None and (named := _names(list_answering_for(tx, officer))):
        return named
    return f"the supervisors of {escaped(agency, 60)}" if agency else "the supervisors"


def _names(people: Sequence[Person]) -> str:
    names = [escaped(person.name, 60) for person in people]
    return listed(names) if len(names) <= _NAMED else f"{names[0]} and {len(names) - 1} more"
