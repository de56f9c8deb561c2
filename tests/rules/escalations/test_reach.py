"""Whom a step reaches: nobody is passed over in silence, and whoever is left alone is told later."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from scheduling.escalations.facts import Why
from scheduling.escalations.reach import Known, Passed, Reach, Reached, reach_of
from scheduling.presence.facts import Presence
from scheduling.roster.facts import Kind, Person, Role, Standing
from tests.factories.escalations import DAY, HOUR

NOON = datetime(2026, 8, 12, 19, tzinfo=UTC)
HERE = Presence()


def person(number: int, **told: Any) -> Person:
    """Somebody with an account, who is not away."""
    usual = Person(
        id=number, name=f"Sergeant Spruce {number}", email=f"{number}@example.org", badge="", agency="",
        kind=Kind.NONE, programme="", armed=False, qualified_on=None, role=Role.SUPERVISOR,
        supervisor_id=None, zone="America/Phoenix", active=True, slack_team_id="T0MUSTER",
        slack_id=f"U{number}", deactivated_at=None, first_shift_on=None, standing=Standing.CLEAR,
        standing_reason="",
    )  # fmt: skip
    return replace(usual, **told)


ONE, TWO, THREE = person(1), person(2), person(3)


def known(**presence: Presence) -> Known:
    """The three, here unless told otherwise."""
    names = {"one": ONE, "two": TWO, "three": THREE}
    return {each.id: (each, presence.get(name, HERE)) for name, each in names.items()}


def reach(*people: Person, among: Known, urgent: bool = False, concerned: int | None = None) -> Reach:
    return reach_of(people, among, NOON, urgent=urgent, concerned=concerned)


def test_whoever_is_here_is_told_now() -> None:
    assert reach(ONE, TWO, among=known()) == Reach((Reached(ONE, NOON), Reached(TWO, NOON)))


def test_whoever_is_left_alone_is_told_when_that_is_over_unless_it_is_urgent() -> None:
    asleep = known(one=Presence(quiet_until=NOON + HOUR))
    assert reach(ONE, among=asleep).reached == (Reached(ONE, NOON + HOUR),)
    assert reach(ONE, among=asleep, urgent=True).reached == (Reached(ONE, NOON),)


@pytest.mark.parametrize("urgent", [False, True])
def test_absence_is_not_broken_and_the_stand_in_is_told(urgent: bool) -> None:
    away = known(one=Presence(away_until=NOON + DAY, stand_in_id=2))
    found = reach(ONE, among=away, urgent=urgent)
    assert found == Reach((Reached(TWO, NOON),), (Passed(ONE, Why.AWAY, NOON + DAY),))
    assert found.back_at == NOON + DAY


def test_a_stand_in_who_is_away_has_a_stand_in() -> None:
    away = known(
        one=Presence(away_until=NOON + DAY, stand_in_id=2),
        two=Presence(away_until=NOON + HOUR, stand_in_id=3),
    )
    found = reach(ONE, among=away)
    assert [each.person for each in found.reached] == [THREE]
    assert [each.person for each in found.passed] == [ONE, TWO]
    assert found.back_at == NOON + HOUR


def test_two_who_stand_in_for_each_other_and_are_both_away_reach_nobody() -> None:
    away = known(
        one=Presence(away_until=NOON + DAY, stand_in_id=2),
        two=Presence(away_until=NOON + DAY, stand_in_id=1),
    )
    found = reach(ONE, TWO, among=away)
    assert (found.reached, len(found.passed)) == ((), 2)


def test_three_who_stand_in_for_each_other_in_a_ring_and_are_all_away_reach_nobody() -> None:
    def away(stand_in: int) -> Presence:
        return Presence(away_until=NOON + DAY, stand_in_id=stand_in)

    found = reach(ONE, among=known(one=away(2), two=away(3), three=away(1)))
    assert (found.reached, [each.person for each in found.passed]) == ((), [ONE, TWO, THREE])


@pytest.mark.parametrize("urgent", [False, True])
def test_a_stand_in_who_is_gone_is_passed_over_by_name_too(urgent: bool) -> None:
    left = replace(TWO, deactivated_at=NOON)
    away = Presence(away_until=NOON + DAY, stand_in_id=2)
    among = {**known(one=away), 2: (left, Presence(away_until=NOON + DAY, stand_in_id=3))}
    found = reach(ONE, among=among, urgent=urgent)
    assert found == Reach((), (Passed(ONE, Why.AWAY, NOON + DAY), Passed(left, Why.GONE)))


def test_a_stand_in_who_sleeps_is_told_when_their_own_quiet_hours_are_over() -> None:
    among = known(
        one=Presence(quiet_until=NOON + 2 * DAY, away_until=NOON + DAY, stand_in_id=2),
        two=Presence(quiet_until=NOON + HOUR),
    )
    assert reach(ONE, among=among).reached == (Reached(TWO, NOON + HOUR),)


def test_a_stand_in_of_two_who_are_away_is_told_once() -> None:
    away = Presence(away_until=NOON + DAY, stand_in_id=3)
    found = reach(ONE, TWO, among=known(one=away, two=away))
    assert found.reached == (Reached(THREE, NOON),)


@pytest.mark.parametrize(
    "gone",
    [{"active": False}, {"deactivated_at": NOON}, {"slack_id": None}],
    ids=["inactive", "deactivated", "no account"],
)
def test_whoever_is_gone_is_passed_over_by_name_also_where_it_is_urgent(gone: dict[str, Any]) -> None:
    left = replace(ONE, **gone)
    among = {**known(), 1: (left, HERE)}
    for urgent in (False, True):
        assert reach(left, among=among, urgent=urgent) == Reach((), (Passed(left, Why.GONE),))


def test_nobody_is_told_of_themselves() -> None:
    found = reach(ONE, TWO, among=known(), concerned=1)
    assert found == Reach((Reached(TWO, NOON),), (Passed(ONE, Why.CONCERNED),))
