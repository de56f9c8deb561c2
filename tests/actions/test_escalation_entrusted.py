"""Whoever was told of an escalation, or has it, may act on it: as long as they are who they were then."""

from datetime import datetime

import pytest

from scheduling.escalations.access import may_act
from scheduling.escalations.actions import acknowledge, resolve
from scheduling.escalations.queries import count_open, list_open
from scheduling.policy.chains import Target, Tell
from scheduling.refusals import Rule
from scheduling.roster.import_people import import_roster
from scheduling.roster.queries import find_person
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.actions.told_to_sol import refused, told_to_sol
from tests.factories.escalations import (
    MINUTE,
    chain,
    concern,
    found,
    list_told_people,
    opened,
    pass_time,
    policy_of,
    step,
)
from tests.people import HERON, KESTREL, Cast

SOL = "Sergeant Sol Sequoia,sol@example.org"


def _roster_says(tx: Transaction, row: str) -> None:
    content = f"name,email,agency,role\n{row}\n".encode()
    assert not import_roster(tx, content=content, district_zone="America/Phoenix").bad


@pytest.mark.parametrize("agency", [HERON, KESTREL])
@pytest.mark.parametrize("has_it", [False, True])
def test_a_sergeant_who_is_one_no_more_may_not_act_on_what_they_were_told_or_have(
    database: Database, cast: Cast, now: datetime, agency: str, has_it: bool
) -> None:
    number = told_to_sol(database, cast, now)
    with database.begin(now) as tx:
        if has_it:
            acknowledge(tx, actor=cast.sol, escalation_id=number)
    with database.begin(now + MINUTE) as tx:
        _roster_says(tx, f"{SOL},{agency},officer")
    with database.begin(now + MINUTE) as tx:
        sol = find_person(tx, cast.sol.id)
        assert sol is not None
        assert not may_act(tx, sol, found(tx, number))
        assert list_open(tx, for_person=sol, limit=9) == []
        assert count_open(tx, for_person=sol) == 0
        rule, _ = refused(lambda: resolve(tx, actor=sol, escalation_id=number, reason="Done"))
        assert rule is Rule.NOT_ENTITLED


def test_a_new_badge_takes_nothing_away(database: Database, cast: Cast, now: datetime) -> None:
    number = told_to_sol(database, cast, now)
    with database.begin(now + MINUTE) as tx:
        import_roster(
            tx, content=b"name,email,badge,role,agency\n" + f"{SOL},77,supervisor,{HERON}\n".encode(),
            district_zone="America/Phoenix",
        )  # fmt: skip
    with database.read(now + MINUTE) as tx:
        sol = find_person(tx, cast.sol.id)
        assert sol is not None
        assert (sol.badge, may_act(tx, sol, found(tx, number))) == ("77", True)


def test_an_officer_whom_the_chain_names_may_act_on_what_they_are_told(
    database: Database, cast: Cast, now: datetime
) -> None:
    policy = policy_of(chain(step(Tell(Target.PERSON, cast.ben.email))))
    with database.begin(now) as tx:
        number = opened(tx, policy, concern("feed:silent"))
    pass_time(database, policy, now)
    with database.begin(now + MINUTE) as tx:
        assert len(list_told_people(tx)) == 1
        assert acknowledge(tx, actor=cast.ben, escalation_id=number).owner_id == cast.ben.id
        assert [each.id for each in list_open(tx, for_person=cast.ben, limit=9)] == [number]
