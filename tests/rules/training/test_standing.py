"""What keeps an officer from schools, and the sentence that says why."""

from datetime import date

import pytest

from scheduling.policy.requirements import Consequence
from scheduling.roster.actions import REASON_LENGTH
from scheduling.roster.facts import Standing
from scheduling.training.facts import Obligation, ObligationState, Progress, TrainingRecord
from scheduling.training.rules import standing
from scheduling.training.rules.progress import allocate
from scheduling.training.rules.standing import CLEAR, StandingVerdict, figures_of, standing_of
from tests.factories.training import (
    TOPICS,
    firearms,
    hours_on,
    obligation,
    requirement,
    training_record,
    year_of_hours,
    yearly_hours,
)

OVERDUE = ObligationState.OVERDUE
COURSE = obligation(due_on=date(2026, 10, 16), state=OVERDUE)
THREE = training_record(date(2026, 9, 1), sessions=("Session 1", "Session 2", "Session 3"))


def verdict(*owed: Obligation, records: tuple[TrainingRecord, ...] = ()) -> StandingVerdict:
    progress: dict[int, Progress] = {}
    for one in owed:
        progress |= allocate([one], records)
    return standing_of(owed, progress)


def test_one_overdue_course_blocks_and_says_how_far_it_came_and_since_when_it_is_due() -> None:
    assert verdict(COURSE, records=(THREE,)) == StandingVerdict(
        Standing.BLOCKED,
        "SSO asynchronous training: 3 of 8 sessions, due Fri Oct 16, 2026",
        "District handbook, page 4",
        date(2026, 10, 16),
        "course",
    )


@pytest.mark.parametrize("state", [state for state in ObligationState if state is not OVERDUE])
def test_nothing_else_than_what_is_overdue_blocks(state: ObligationState) -> None:
    assert verdict(obligation(due_on=date(2026, 10, 16), state=state)) == CLEAR


def test_what_is_only_told_blocks_nobody() -> None:
    assert verdict(obligation(requirement(consequence=Consequence.TELL), state=OVERDUE)) == CLEAR
    blocking = obligation(requirement(consequence=Consequence.BLOCK), state=OVERDUE)
    assert verdict(blocking).standing is Standing.BLOCKED


def test_several_are_all_told_the_first_deadline_first() -> None:
    hours = year_of_hours(2025, yearly_hours(source="State law, section 9"), state=OVERDUE)
    found = verdict(COURSE, hours, records=(hours_on(date(2025, 5, 5), 38),))
    assert found.reason == (
        "In-service training: 38 of 40 hours, due Wed Dec 31, 2025; "
        "SSO asynchronous training: 0 of 8 sessions, due Fri Oct 16, 2026"
    )
    assert (found.source, found.requirement) == ("State law, section 9", "hours")


def test_a_reason_that_would_be_too_long_counts_what_it_leaves_out() -> None:
    many = [
        obligation(requirement(title="A very long title " * 12), id=number, state=OVERDUE)
        for number in range(9)
    ]
    found = verdict(*many)
    assert len(found.reason) <= standing.REASON_LENGTH
    assert found.reason.endswith("; and 8 more")


def test_the_roster_keeps_a_reason_as_long_as_this_one_may_be() -> None:
    assert standing.REASON_LENGTH <= REASON_LENGTH


def test_hours_are_told_with_their_topics_and_never_rounded_up() -> None:
    year = year_of_hours(2026, yearly_hours(topics=TOPICS))
    done = hours_on(date(2026, 5, 5), 39 + 59 / 60, topics=TOPICS[:9])
    assert figures_of(allocate([year], [done])[2026]) == "39.98 of 40 hours, 9 of 10 topics"
    half = allocate([year], [hours_on(date(2026, 5, 5), 20.5)])[2026]
    assert figures_of(half) == "20.5 of 40 hours, 0 of 10 topics"


def test_a_qualification_is_done_or_it_is_not() -> None:
    never = obligation(firearms(), period="never")
    assert figures_of(allocate([never], [])[1]) == "not done"
    done = training_record(date(2026, 5, 5), requirement="firearms")
    assert figures_of(allocate([never], [done])[1]) == "done"
