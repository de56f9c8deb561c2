"""What keeps a person from every shift, whichever it is: pure, like the rules of a claim."""

from datetime import date

from scheduling.policy.schema import Policy
from scheduling.refusals import Refusal, Rule
from scheduling.roster.facts import Person, Standing
from scheduling.roster.rules import refusal_of_presence


def bar_of(person: Person, policy: Policy, day: date) -> Refusal | None:
    """Why this person may claim no shift at all on a day, or None.

    DEACTIVATED {name, since}, INACTIVE {name}, NOT_AN_OFFICER {name}, or STANDING {reason}: training or
    qualification keeps the officer out of schools.
    """
    if (absent := refusal_of_presence(person)) is not None:
        return absent
    if not person.works_shifts:
        return Refusal(Rule.NOT_AN_OFFICER, {"name": person.name})
    limit = policy.rules[Rule.STANDING]
    if person.standing is Standing.BLOCKED and limit.value and limit.in_force(day):
        source = person.standing_source or limit.source
        return Refusal(Rule.STANDING, {"reason": person.standing_reason}, source, limit.override_by)
    return None
