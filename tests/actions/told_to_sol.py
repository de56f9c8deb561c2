"""An escalation that the sergeant has been told of, and another sergeant; and by what a deed is refused."""

from collections.abc import Callable
from datetime import datetime

import pytest

from scheduling.refusals import Refused, Rule
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_people
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.escalations import (
    COORDINATOR,
    HOUR,
    SUPERVISOR,
    chain,
    concern,
    opened,
    pass_time,
    policy_of,
    step,
)
from tests.people import HERON, Cast, hire_sal

POLICY = policy_of(
    chain(
        step(SUPERVISOR), step(COORDINATOR, after=HOUR), remind=(2 * HOUR, 4 * HOUR), unacknowledge=6 * HOUR
    )
)


def told_to_sol(database: Database, cast: Cast, now: datetime) -> int:
    """One about Ada, told to Sol; Sal is another sergeant of theirs. Its number."""
    with database.begin(now) as tx:
        hire_sal(tx)
        number = opened(tx, POLICY, concern(officer_id=cast.ada.id, agency=HERON))
    pass_time(database, POLICY, now)
    return number


def sal(tx: Transaction) -> Person:
    """The other sergeant."""
    [person] = [each for each in list_people(tx) if each.email == "sal@example.org"]
    return person


def refused(deed: Callable[[], object]) -> tuple[Rule, dict[str, object]]:
    """The rule that refuses, and its figures."""
    with pytest.raises(Refused) as raised:
        deed()
    refusal = raised.value.refusals[0]
    return refusal.rule, dict(refusal.figures)
