"""Why somebody may claim no shift at all, in the line that stands above every list of shifts."""

from handlers.refusals.wording import sentence_of
from handlers.words.text import escaped, listed
from scheduling.policy.schema import Policy
from scheduling.refusals import Rule
from scheduling.roster.facts import Person, Role
from scheduling.roster.queries import list_answering_for
from scheduling.shifts.bars import bar_of
from scheduling.store.transaction import Transaction
from scheduling.zones import local_day, zone


def bar_line_of(tx: Transaction, person: Person, policy: Policy) -> str:
    """Why, and what to do; empty for an officer whom nothing bars today."""
    at = zone(person.zone)
    bar = bar_of(person, policy, local_day(tx.now, at))
    if bar is None:
        return ""
    if bar.rule is Rule.NOT_AN_OFFICER and person.role in {Role.SUPERVISOR, Role.COORDINATOR}:
        return "You work no shifts yourself. To put an officer on one: `/shifts assign 412 @officer`."
    said = sentence_of(bar, at)
    return f":no_entry: {said.shown} {_whom_to_ask(tx, person)}"


def _whom_to_ask(tx: Transaction, person: Person) -> str:
    names = [escaped(one.name) for one in list_answering_for(tx, person)]
    return f"Ask {listed(names[:2], 'or') or 'your coordinator'} what to do."
