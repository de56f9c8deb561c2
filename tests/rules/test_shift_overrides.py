"""Who may set a rule aside, and who may take an officer off a shift."""

from datetime import timedelta

import pytest

from scheduling.policy.loader import load_policy
from scheduling.refusals import Rule
from scheduling.roster.facts import Person, Role
from scheduling.shifts.facts import ClaimVerdict, HeldShift
from scheduling.shifts.override_rules import judge_override
from scheduling.shifts.release_rules import ReleaseFacts, judge_release
from scheduling.shifts.rules import judge
from tests.conftest import NOON
from tests.factories.facts import HERON, at, claim_of, neighbour, officer, shift

POLICY = load_policy("default")
ADA = officer()
SOL = officer(id=9, name="Sergeant Sol Sequoia", role=Role.SUPERVISOR)
CORA = officer(id=10, name="Cora Cypress", role=Role.COORDINATOR, agency="")
STRANGER = officer(id=11, name="Sergeant Finch Fir", role=Role.SUPERVISOR, agency="Osprey Town Police")


def tired(by: Person = ADA) -> ClaimVerdict:
    """A verdict that refuses for want of rest."""
    return judge(claim_of(shift(at(13, 7)), neighbour(at(13, 0), 4), by=by), POLICY, NOON)


def test_a_sergeant_with_a_reason_sets_rest_aside() -> None:
    assert judge_override(SOL, tired(), "nobody else can come") == ()


def test_a_sergeant_without_saying_so_sets_nothing_aside() -> None:
    assert [refusal.rule for refusal in judge_override(SOL, tired(), None)] == [Rule.REST]


def test_a_sergeant_with_a_blank_reason_is_asked_for_one() -> None:
    assert judge_override(SOL, tired(), "  ")[0].rule is Rule.REASON_MISSING


def test_a_sergeant_cannot_set_anything_aside_for_herself() -> None:
    assert judge_override(SOL, tired(by=SOL), "I want to")[0].rule is Rule.OWN_OVERRIDE


@pytest.mark.parametrize("actor", [ADA, STRANGER, officer(id=2, name="Ben Birch")])
def test_an_officer_or_a_sergeant_of_elsewhere_sets_nothing_aside(actor: Person) -> None:
    assert judge_override(actor, tired(by=officer(id=3, agency=HERON)), "please") != ()


def test_an_overlap_stays_refused_whoever_asks() -> None:
    clash = judge(claim_of(shift(at(13, 7), 4), neighbour(at(13, 8), 4)), POLICY, NOON)
    assert [refusal.rule for refusal in judge_override(CORA, clash, "please")] == [Rule.OVERLAP]


def test_another_agencys_shift_is_for_a_coordinator_to_give() -> None:
    away = judge(claim_of(shift(at(13, 7), agency="Osprey Town Police"), by=ADA), POLICY, NOON)
    assert [refusal.rule for refusal in judge_override(SOL, away, "please")] == [Rule.AGENCY]
    assert judge_override(CORA, away, "mutual aid") == ()


def released(actor: Person, hours_ahead: float, reason: str = "") -> Rule | None:
    wanted = shift(NOON + timedelta(hours=hours_ahead), held=1)
    held = HeldShift(wanted, claim_id=1, place=1, person_id=ADA.id, claimed_at=NOON)
    refusal = judge_release(ReleaseFacts(actor, ADA, wanted, held, reason), POLICY, NOON)
    return refusal.rule if refusal else None


def test_an_officer_may_give_back_until_exactly_24_hours_before() -> None:
    assert released(ADA, 24) is None
    assert released(ADA, 23.99) is Rule.RELEASE_CUTOFF


def test_a_sergeant_may_take_an_officer_off_later_but_says_why() -> None:
    assert released(SOL, 2) is Rule.REASON_MISSING
    assert released(SOL, 2, "ill") is None
    assert released(SOL, -2, "went home ill") is None


def test_a_sergeants_own_cut_off_is_like_everybodys() -> None:
    wanted = shift(NOON + timedelta(hours=2), held=1)
    held = HeldShift(wanted, 1, 1, SOL.id, NOON)
    refusal = judge_release(ReleaseFacts(SOL, SOL, wanted, held, "ill"), POLICY, NOON)
    assert refusal is not None
    assert refusal.rule is Rule.RELEASE_CUTOFF
    assert refusal.figures["closed_at"] == NOON - timedelta(hours=22)


def test_nobody_is_taken_off_a_shift_that_is_over() -> None:
    assert released(SOL, -8, "too late") is Rule.ENDED
