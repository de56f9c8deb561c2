"""Officers who owe something, for the tests of actions: packs of a few requirements, and a first review."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import update

from scheduling.policy.loader import load_policy
from scheduling.policy.requirements import OnClock, Requirement
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.store.transaction import Transaction
from scheduling.training.facts import Obligation
from scheduling.training.queries import find_obligation, list_obligations
from scheduling.training.tables import obligations
from scheduling.training.upkeep.review import review_person
from tests.factories.countdowns import COURSE, FIREARMS, HOURS
from tests.factories.roster import add_person, change_person
from tests.people import HERON, TEAM, Cast

ELIGIBLE_ON = date(2026, 8, 1)
"""The day that starts the course of whoever owes it: sixty days end on 30 September 2026."""

STRICT_COURSE = replace(COURSE, on_clock=OnClock.REFUSE, on_clock_rule="Never while at a school.")


def packs(*requirements: Requirement) -> Policy:
    """The default pack with these requirements; the course, the yearly hours and firearms, if left out."""
    asked = requirements or (STRICT_COURSE, HOURS, FIREARMS)
    return replace(load_policy("default"), requirements={one.key: one for one in asked})


def owing(tx: Transaction, person: Person, policy: Policy, **told: Any) -> Person:
    """Have the person's clocks start: eligible since `ELIGIBLE_ON`, unless told otherwise."""
    officer = change_person(tx, person, **{"eligible_on": ELIGIBLE_ON, **told})
    review_person(tx, officer.id, policy)
    return change_person(tx, officer, active=officer.active)


def two_sergeants(tx: Transaction, cast: Cast, policy: Policy) -> tuple[Person, Person]:
    """Ada, who names no supervisor, so that both sergeants of her agency are asked; and Tom, the other."""
    tom = add_person(
        tx, email="tom@example.org", name="Sergeant Tom Teak", agency=HERON, role="supervisor",
        slack_team_id=TEAM, slack_id="U0TOM",
    )  # fmt: skip
    return owing(tx, cast.ada, policy, supervisor_id=None), tom


def owed_by(tx: Transaction, person: Person, of: Requirement = COURSE) -> Obligation:
    """The one thing that a person owes of a requirement."""
    (one,) = (each for each in list_obligations(tx, person.id) if each.requirement.key == of.key)
    return one


def change_obligation(tx: Transaction, obligation: Obligation, **told: Any) -> Obligation:
    """Alter columns of an obligation's row, past every rule, and answer it as it now is."""
    tx.execute(update(obligations).where(obligations.c.id == obligation.id).values(**told))
    changed = find_obligation(tx, obligation.id)
    assert changed is not None
    return changed
