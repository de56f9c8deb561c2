"""From what a chain says to the people behind it, as the roster, the rota and their presence have it now."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from scheduling.escalations.facts import Escalation
from scheduling.escalations.reach import Known, Reach, is_gone, reach_of
from scheduling.outbox.actions import Urgency
from scheduling.policy.chains import Step, Target, Tell
from scheduling.policy.schema import Policy
from scheduling.presence.queries import has_rota, list_on_duty, read_presence
from scheduling.roster.facts import Person
from scheduling.roster.queries import (
    find_person,
    list_answering_for,
    list_coordinators,
    list_people,
    list_people_by_email,
    list_supervisors,
)
from scheduling.store.transaction import Transaction

_DEEPEST: Final = 5
"""So many stand in for one another at most."""


@dataclass(frozen=True, slots=True)
class Told:
    """Whom a step tells.

    Attributes:
        channel: whether the supervisors' channel is told.
        reach: the people.
        nobody: targets behind which there is nobody at all, as the pack writes them.
    """

    channel: bool
    reach: Reach
    nobody: tuple[str, ...]

    @property
    def is_heard(self) -> bool:
        """Whether it tells anybody, now or later."""
        return self.channel or bool(self.reach.reached)


def told_by(tx: Transaction, policy: Policy, escalation: Escalation, step: Step) -> Told:
    """Whom a step of an escalation tells now."""
    wanted: dict[int, Person] = {}
    nobody = []
    for target in step.tell:
        if target.target is not Target.CHANNEL:
            behind = people_behind(tx, policy, escalation, target)
            wanted |= {person.id: person for person in behind}
            if not behind:
                nobody.append(written(target))
    named = list(wanted.values())
    reach = reach_of(
        named,
        read_known(tx, named),
        tx.now,
        urgent=escalation.urgency is Urgency.URGENT,
        concerned=escalation.concern.officer_id,
    )
    return Told(any(each.target is Target.CHANNEL for each in step.tell), reach, tuple(nobody))


def people_behind(tx: Transaction, policy: Policy, escalation: Escalation, target: Tell) -> list[Person]:
    """The people whom a target means, whether or not they can be told; of the channel nobody.

    Whoever is named and gone is among them, so that it can be said that they were passed over.
    """
    if target.target is Target.GROUP:
        return _by_email(tx, policy.groups.get(target.name, ()))
    if target.target is Target.PERSON:
        return _by_email(tx, (target.name,))
    return _FOUND[target.target](tx, escalation)


def written(target: Tell) -> str:
    """A target as packs write it: `supervisor`, `group:command`."""
    return f"{target.target}:{target.name}" if target.name else target.target.value


def read_known(tx: Transaction, people: Sequence[Person]) -> Known:
    """These people and whoever stands in for them, or for those, with their presence."""
    found: Known = {}
    wanted = list(people)
    for _ in range(_DEEPEST):
        presence = read_presence(tx, wanted) if wanted else {}
        found = {**found, **{each.id: (each, presence[each.id]) for each in wanted}}
        stand_ins = {each.stand_in_id for each in presence.values()} - {None, *found}
        wanted = list_people(tx, ids=[each for each in stand_ins if each is not None]) if stand_ins else []
    return found


def _by_email(tx: Transaction, emails: Sequence[str]) -> list[Person]:
    found = list_people_by_email(tx, emails)
    return [found[each.lower()] for each in emails if each.lower() in found]


def _supervisor(tx: Transaction, escalation: Escalation) -> list[Person]:
    """With the named one who is gone, before those who answer in their place."""
    concern = escalation.concern
    officer = find_person(tx, concern.officer_id) if concern.officer_id is not None else None
    if officer is None:
        return (list_supervisors(tx, [concern.agency]) if concern.agency else []) or list_coordinators(tx)
    named = find_person(tx, officer.supervisor_id) if officer.supervisor_id is not None else None
    gone = [named] if named is not None and is_gone(named) else []
    return [*gone, *list_answering_for(tx, officer)]


def _on_duty(tx: Transaction, escalation: Escalation) -> list[Person]:
    if has_rota(tx):
        return list_on_duty(tx)
    agency = escalation.concern.agency
    return list_supervisors(tx, [agency] if agency else None)


def _everyone(tx: Transaction, _escalation: Escalation) -> list[Person]:
    return list_on_duty(tx) if has_rota(tx) else [*list_supervisors(tx), *list_coordinators(tx)]


_FOUND: Final[Mapping[Target, Callable[[Transaction, Escalation], list[Person]]]] = {
    Target.SUPERVISOR: _supervisor,
    Target.COORDINATOR: lambda tx, _escalation: list_coordinators(tx),
    Target.ON_DUTY: _on_duty,
    Target.EVERYONE: _everyone,
    Target.CHANNEL: lambda _tx, _escalation: [],
}
