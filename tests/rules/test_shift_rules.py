"""Who may claim what, and what a refusal tells them. It is Wednesday, 12 August 2026, noon in Phoenix."""

from datetime import date, timedelta

import pytest

from scheduling.policy.loader import load_policy
from scheduling.refusals import OverrideBy, Refusal, Rule
from scheduling.roster.facts import Kind, Standing
from scheduling.shifts.facts import ClaimFacts, Holder, Status
from scheduling.shifts.rules import judge, judge_held
from tests.conftest import NOON
from tests.factories.facts import HERON, KESTREL, at, claim_of, neighbour, officer, shift

POLICY = load_policy("default")
TOMORROW = at(13, 7)


def refusals_of(facts: ClaimFacts) -> dict[Rule, Refusal]:
    return {refusal.rule: refusal for refusal in judge(facts, POLICY, NOON).refusals}


def only(facts: ClaimFacts) -> Refusal:
    (refusal,) = judge(facts, POLICY, NOON).refusals
    return refusal


def test_an_officer_of_the_own_agency_may_claim_an_open_shift() -> None:
    assert judge(claim_of(shift(TOMORROW)), POLICY, NOON).passes


def test_somebody_deactivated_in_slack_may_not_and_nobody_may_set_that_aside() -> None:
    refusal = only(claim_of(shift(TOMORROW), by=officer(deactivated_at=NOON)))
    assert (refusal.rule, refusal.override_by) == (Rule.DEACTIVATED, OverrideBy.NOBODY)


def test_somebody_who_works_no_shifts_may_not() -> None:
    assert only(claim_of(shift(TOMORROW), by=officer(kind=Kind.NONE))).rule is Rule.NOT_AN_OFFICER


@pytest.mark.parametrize(
    ("status", "rule"),
    [
        (Status.DRAFT, Rule.NOT_OPEN),
        (Status.CLOSED, Rule.NOT_OPEN),
        (Status.WITHDRAWN, Rule.WITHDRAWN),
    ],
)
def test_only_an_open_shift_can_be_claimed(status: Status, rule: Rule) -> None:
    assert only(claim_of(shift(TOMORROW, status=status))).rule is rule


def test_a_shift_that_starts_this_very_instant_has_started() -> None:
    assert only(claim_of(shift(NOON))).figures == {"starts_at": NOON}
    assert judge(claim_of(shift(NOON + timedelta(seconds=1))), POLICY, NOON).passes


def test_a_full_shift_names_who_holds_it_and_since_when_the_latest_last() -> None:
    earlier, later = NOON - timedelta(hours=2), NOON - timedelta(minutes=1)
    holders = (Holder(2, "Ben Birch", 1, later), Holder(3, "Cleo Cedar", 2, earlier))
    refusal = only(claim_of(shift(TOMORROW, places=2, held=2), holders=holders))
    assert refusal.rule is Rule.FULL
    assert refusal.figures == {
        "places": 2,
        "holders": (("Cleo Cedar", earlier), ("Ben Birch", later)),
    }


def test_a_shift_that_is_already_yours_does_not_call_itself_full() -> None:
    facts = claim_of(shift(TOMORROW, held=1), holders=(Holder(1, "Ada Alder", 1, NOON),), yours_since=NOON)
    assert only(facts).rule is Rule.ALREADY_YOURS


def test_a_shift_whose_places_the_feed_cut_below_those_held_is_full() -> None:
    holders = (Holder(2, "Ben Birch", 1, NOON), Holder(3, "Cleo Cedar", 2, NOON))
    assert Rule.FULL in refusals_of(claim_of(shift(TOMORROW, places=1, held=2), holders=holders))


def test_blocked_standing_is_refused_with_its_reason() -> None:
    blocked = officer(standing=Standing.BLOCKED, standing_reason="course not completed by 2026-08-01")
    refusal = only(claim_of(shift(TOMORROW), by=blocked))
    assert refusal.rule is Rule.STANDING
    assert refusal.figures == {"reason": "course not completed by 2026-08-01"}
    assert refusal.override_by is OverrideBy.NOBODY


class TestAgencies:
    """Own agency first; back-up agencies 72 hours before; others never."""

    def test_a_shift_without_an_agency_is_open_to_all(self) -> None:
        stranger = officer(agency="Osprey Town Police")
        assert judge(claim_of(shift(TOMORROW, agency=""), by=stranger), POLICY, NOON).passes

    def test_an_officer_of_another_agency_is_refused_and_only_a_coordinator_may_set_it_aside(self) -> None:
        refusal = only(claim_of(shift(TOMORROW), by=officer(agency="Osprey Town Police")))
        assert refusal.figures == {"agency": HERON, "yours": "Osprey Town Police", "backup": False}
        assert (refusal.override_by, refusal.passes_at) == (OverrideBy.COORDINATOR, None)

    def test_a_back_up_officer_is_told_the_hour_at_which_their_turn_comes(self) -> None:
        start = NOON + timedelta(hours=72, seconds=1)
        refusal = only(claim_of(shift(start), by=officer(agency=KESTREL)))
        assert refusal.rule is Rule.AGENCY
        assert refusal.passes_at == refusal.figures["opens_at"] == NOON + timedelta(seconds=1)
        assert refusal.override_by is OverrideBy.SUPERVISOR

    def test_a_back_up_officer_may_claim_from_exactly_72_hours_before(self) -> None:
        back_up = officer(agency=KESTREL)
        assert judge(claim_of(shift(NOON + timedelta(hours=72)), by=back_up), POLICY, NOON).passes


class TestArmedPosts:
    """An armed post needs an armed officer whose qualification lasts through it."""

    def test_an_unarmed_officer_is_refused(self) -> None:
        unarmed = officer(armed=False)
        assert only(claim_of(shift(TOMORROW, armed=True), by=unarmed)).rule is Rule.ARMED

    def test_an_unarmed_post_asks_for_no_qualification(self) -> None:
        lapsed = officer(qualified_on=date(2020, 1, 1))
        assert judge(claim_of(shift(TOMORROW), by=lapsed), POLICY, NOON).passes

    def test_a_qualification_counts_on_its_anniversary_and_not_the_day_after(self) -> None:
        armed = shift(TOMORROW, armed=True)  # on 13 August
        current, lapsed = officer(qualified_on=date(2025, 8, 13)), officer(qualified_on=date(2025, 8, 12))
        assert judge(claim_of(armed, by=current), POLICY, NOON).passes
        refusal = only(claim_of(armed, by=lapsed))
        assert refusal.figures == {
            "qualified_on": date(2025, 8, 12),
            "lapses_on": date(2026, 8, 12),
            "needed_on": date(2026, 8, 13),
            "months": 12,
        }
        assert "AZPOST" in refusal.source

    def test_a_night_shift_needs_it_until_the_morning(self) -> None:
        night = shift(at(13, 22), armed=True)
        refusal = only(claim_of(night, by=officer(qualified_on=date(2025, 8, 13))))
        assert refusal.figures["needed_on"] == date(2026, 8, 14)

    def test_an_officer_who_never_qualified_is_told_so(self) -> None:
        refusal = only(claim_of(shift(TOMORROW, armed=True), by=officer(qualified_on=None)))
        assert (refusal.rule, refusal.figures["qualified_on"]) == (Rule.QUALIFICATION, None)

    def test_a_qualification_of_29_february_lasts_until_28_february(self) -> None:
        leap = officer(qualified_on=date(2024, 2, 29))
        lapsed = only(claim_of(shift(TOMORROW, armed=True), by=leap))
        assert lapsed.figures["lapses_on"] == date(2025, 2, 28)


class TestHoursAndRest:
    """14 hours a day, 60 a week, 8 hours of rest; a supervisor may set each aside."""

    def test_an_overlap_names_the_other_shift_and_nobody_may_set_it_aside(self) -> None:
        refusal = only(claim_of(shift(TOMORROW), neighbour(TOMORROW + timedelta(hours=7, minutes=59), 1)))
        assert (refusal.rule, refusal.override_by) == (Rule.OVERLAP, OverrideBy.NOBODY)
        assert (refusal.figures["number"], refusal.figures["school"]) == (7, "Basalt High")

    def test_a_shift_that_ends_as_the_other_begins_does_not_overlap_but_leaves_no_rest(self) -> None:
        refusal = only(claim_of(shift(TOMORROW, 4), neighbour(TOMORROW + timedelta(hours=4), 4)))
        assert (refusal.rule, refusal.figures["rest"]) == (Rule.REST, timedelta(0))
        assert refusal.figures["side"] == "after"

    def test_eight_hours_of_rest_are_enough_and_a_minute_less_is_not(self) -> None:
        tight = neighbour(TOMORROW - timedelta(hours=12), 4)
        assert judge(claim_of(shift(TOMORROW), tight), POLICY, NOON).passes
        refusal = only(claim_of(shift(TOMORROW - timedelta(minutes=1)), tight))
        assert (refusal.figures["rest"], refusal.figures["limit"]) == (
            timedelta(hours=7, minutes=59),
            timedelta(hours=8),
        )
        assert (refusal.figures["side"], refusal.override_by) == ("before", OverrideBy.SUPERVISOR)

    def test_fourteen_hours_a_day_are_allowed_and_a_minute_more_is_not(self) -> None:
        morning = neighbour(at(13, 0), 6)
        assert judge(claim_of(shift(at(13, 16), 8), morning), POLICY, NOON).passes
        refusal = only(claim_of(shift(at(13, 15.75), 8.25), morning))
        assert refusal.rule is Rule.HOURS_PER_DAY
        assert refusal.figures["hours"] == timedelta(hours=14, minutes=15)
        assert refusal.figures["day"] == date(2026, 8, 13)

    def test_sixty_hours_a_week_are_allowed_and_more_are_not(self) -> None:
        week = [neighbour(at(day, 6), 12, number=day) for day in (10, 11, 12, 13)]
        assert judge(claim_of(shift(at(14, 7), 12), *week), POLICY, NOON).passes
        refusal = only(claim_of(shift(at(14, 7), 12.5), *week))
        assert refusal.rule is Rule.HOURS_PER_WEEK
        assert refusal.figures["hours"] == timedelta(hours=60, minutes=30)
        assert refusal.figures["week"] == date(2026, 8, 10)

    def test_waiting_does_not_help_against_hours_or_rest_so_no_instant_is_promised(self) -> None:
        tight = refusals_of(claim_of(shift(TOMORROW), neighbour(TOMORROW + timedelta(hours=9), 13)))
        assert {Rule.REST, Rule.HOURS_PER_DAY} == set(tight)
        assert [refusal.passes_at for refusal in tight.values()] == [None, None]


def test_refusals_come_with_the_most_important_first() -> None:
    facts = claim_of(
        shift(TOMORROW, armed=True), neighbour(TOMORROW), by=officer(agency="Osprey Town Police", armed=False)
    )
    verdict = judge(facts, POLICY, NOON)
    assert [refusal.rule for refusal in verdict.refusals[:3]] == [Rule.AGENCY, Rule.ARMED, Rule.OVERLAP]
    assert verdict.override_by is OverrideBy.NOBODY


def test_a_standing_claim_is_not_judged_by_who_was_first_or_whose_turn_it_was() -> None:
    far = shift(NOON + timedelta(days=5), held=1, status=Status.CLOSED)
    facts = claim_of(far, by=officer(agency=KESTREL), yours_since=NOON)
    assert judge_held(facts, POLICY, NOON).passes


def test_a_standing_claim_is_judged_by_rest_after_its_shift_has_moved() -> None:
    moved = claim_of(shift(TOMORROW, held=1), neighbour(TOMORROW + timedelta(hours=9)), yours_since=NOON)
    assert [refusal.rule for refusal in judge_held(moved, POLICY, NOON).refusals][-1] is Rule.REST
