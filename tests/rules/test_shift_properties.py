"""Whatever officers claim, in whatever order: what the rules promise holds in the end."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from scheduling.policy.loader import load_policy
from scheduling.refusals import Rule
from scheduling.shifts.facts import Neighbour
from scheduling.shifts.load import load_of
from scheduling.shifts.rules import judge
from tests.conftest import NOON
from tests.factories.facts import claim_of, neighbour, officer, shift

POLICY = load_policy("default")
HOUR = timedelta(hours=1)

wishes = st.lists(
    st.tuples(st.integers(min_value=1, max_value=24 * 21), st.integers(min_value=1, max_value=24)),
    max_size=25,
)
zones = st.sampled_from(["America/Phoenix", "America/Denver", "America/New_York", "Pacific/Kiritimati"])


def claimed_in_turn(wanted: list[tuple[int, int]], zone: str) -> list[Neighbour]:
    """Claim every wish that the rules let pass; answers what is held in the end, soonest first."""
    held: list[Neighbour] = []
    for number, (begins, lasts) in enumerate(wanted):
        starts_at = NOON + begins * HOUR
        facts = claim_of(shift(starts_at, lasts), *held, by=officer(zone=zone))
        if judge(facts, POLICY, NOON).passes:
            held.append(neighbour(starts_at, lasts, number=number))
    return sorted(held, key=lambda near: near.starts_at)


@given(wishes, zones)
def test_nobody_ever_holds_two_shifts_that_overlap_or_stand_too_close(
    wanted: list[tuple[int, int]], zone: str
) -> None:
    for one, following in pairwise(claimed_in_turn(wanted, zone)):
        assert following.starts_at - one.ends_at >= POLICY.rest.value


@given(wishes, zones)
def test_no_day_and_no_week_ever_exceeds_its_limit(wanted: list[tuple[int, int]], zone: str) -> None:
    held = claimed_in_turn(wanted, zone)
    for each in held:
        others = [near for near in held if near is not each]
        hours = (each.ends_at - each.starts_at) / HOUR
        load = load_of(claim_of(shift(each.starts_at, hours), *others, by=officer(zone=zone)), POLICY)
        assert load.day_hours <= POLICY.hours_per_day.value
        assert load.week_hours <= POLICY.hours_per_week.value


@given(wishes)
def test_every_refusal_by_a_limit_shows_a_figure_beyond_it(wanted: list[tuple[int, int]]) -> None:
    held = claimed_in_turn(wanted, "America/Phoenix")
    for begins, lasts in wanted:
        verdict = judge(claim_of(shift(NOON + begins * HOUR, lasts), *held), POLICY, NOON)
        for refusal in verdict.refusals:
            if refusal.rule in {Rule.HOURS_PER_DAY, Rule.HOURS_PER_WEEK}:
                assert refusal.figures["hours"] > refusal.figures["limit"]  # type: ignore[operator]  # timedeltas
            if refusal.rule is Rule.REST:
                assert refusal.figures["rest"] < refusal.figures["limit"]  # type: ignore[operator]  # timedeltas
