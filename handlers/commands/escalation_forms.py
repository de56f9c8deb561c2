"""Opens the forms of escalations: resolve, hand over, rest until a time. What is over is told instead."""

from datetime import timedelta

from handlers.blocks.escalations.forms import hand_over_form as form_to_hand_over
from handlers.blocks.escalations.forms import nobody_else
from handlers.blocks.escalations.forms import resolve_form as form_to_resolve
from handlers.blocks.escalations.forms import snooze_form as form_to_snooze
from handlers.commands.escalations_named import find_to_act_on
from handlers.concerns.standing import read_standing
from handlers.ids.escalations import EscalationRef
from handlers.message import Outcome
from handlers.visit import Visit
from handlers.words.escalation_lines import people_of
from handlers.words.local_times import point
from scheduling.escalations.access import may_act
from scheduling.escalations.facts import Escalation
from scheduling.escalations.queries import list_entries
from scheduling.escalations.reach import is_gone
from scheduling.presence.queries import read_presence
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_coordinators, list_people, list_supervisors
from scheduling.store.transaction import Transaction
from scheduling.zones import local_day


def resolve_form(visit: Visit, about: EscalationRef) -> Outcome:
    """How it was settled.

    Raises:
        Refused: as `find_to_act_on`.
    """
    with visit.read() as tx:
        escalation = find_to_act_on(tx, visit.person, about.escalation)
        standing = read_standing(tx, visit.policy, escalation, visit.person)
    return form_to_resolve(standing, about.post, visit.zone, visit.origin)


def hand_over_form(visit: Visit, about: EscalationRef) -> Outcome:
    """Who has it from now on; where nobody else may, that is said.

    Raises:
        Refused: as `find_to_act_on`.
    """
    with visit.read() as tx:
        escalation = find_to_act_on(tx, visit.person, about.escalation)
        standing = read_standing(tx, visit.policy, escalation, visit.person)
        candidates = _candidates(tx, visit, escalation)
    if not candidates:
        return nobody_else(escalation.id)
    return form_to_hand_over(standing, about.post, visit.zone, visit.origin, candidates)


def snooze_form(visit: Visit, about: EscalationRef) -> Outcome:
    """Until when it rests.

    Raises:
        Refused: as `find_to_act_on`.
    """
    with visit.read() as tx:
        escalation = find_to_act_on(tx, visit.person, about.escalation)
        standing = read_standing(tx, visit.policy, escalation, visit.person)
        tomorrow = local_day(tx.now, visit.zone) + timedelta(days=1)
    return form_to_snooze(standing, about.post, visit.zone, visit.origin, tomorrow)


def _candidates(tx: Transaction, visit: Visit, escalation: Escalation) -> list[tuple[Person, str]]:
    """Whoever may have it and is here, by name; those who are away come last, with until when."""
    told = {person_id for entry in list_entries(tx, escalation.id) for person_id in people_of(entry)}
    every = [*list_supervisors(tx), *list_coordinators(tx), *list_people(tx, ids=told)]
    others = {
        person.id: person for person in every if person.id not in {visit.person.id, escalation.owner_id}
    }
    able = [one for one in others.values() if not is_gone(one) and may_act(tx, one, escalation)]
    presence = read_presence(tx, able) if able else {}
    noted = [(person, presence[person.id].away_until) for person in able]
    noted.sort(key=lambda one: (one[1] is not None, one[0].name))
    return [
        (person, f"away until {point(away, visit.zone)}" if away is not None else "")
        for person, away in noted
    ]
