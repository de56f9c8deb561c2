"""After a change everybody whose calendar no longer holds the truth gets a letter, and nobody else."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from scheduling.ical.invitation import Method
from scheduling.meetings.facts import Invitation, Meeting, OccurrenceChange, RequiredRole
from scheduling.meetings.rules.itip import Letter, Why, letters_for
from scheduling.meetings.rules.revising import (
    cancel_all,
    cancel_occurrences,
    change_occurrence,
    end_before,
    revise,
)
from scheduling.meetings.rules.times import occurrences_of
from tests.factories.meetings import weekly

NOW = datetime(2026, 8, 12, 19, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
ADA, BEN, CLEO = 1, 2, 3

BEFORE = Invitation(
    Meeting(7, "meeting-7@muster", weekly(agenda="Doors"), 9, 4, NOW), people=frozenset({ADA, BEN})
)
PLAN = BEFORE.meeting.plan
SECOND = occurrences_of(BEFORE)[1]


def told(before: Invitation | None, after: Invitation) -> list[tuple[int, Why, datetime | None]]:
    return [(each.person_id, each.why, each.original_at) for each in letters_for(before, after)]


def test_a_new_meeting_asks_everybody() -> None:
    assert letters_for(None, BEFORE) == (
        Letter(ADA, Why.NEW, 4, NOW),
        Letter(BEN, Why.NEW, 4, NOW),
    )


def test_another_time_is_told_to_everybody_under_a_higher_number() -> None:
    after = revise(BEFORE, replace(PLAN, starts=time(10)), BEFORE.people, LATER)
    assert letters_for(BEFORE, after) == (
        Letter(ADA, Why.CHANGED, 5, LATER),
        Letter(BEN, Why.CHANGED, 5, LATER),
    )


@pytest.mark.parametrize(
    "words", [{"title": "Exercise"}, {"agenda": "Windows"}, {"place": "Hall"}, {"school_id": 1}]
)
def test_other_words_are_told_with_a_later_stamp_alone(words: dict[str, object]) -> None:
    after = revise(BEFORE, replace(PLAN, **words), BEFORE.people, LATER)  # type: ignore[arg-type]  # by name
    assert letters_for(BEFORE, after) == (
        Letter(ADA, Why.CHANGED, 4, LATER),
        Letter(BEN, Why.CHANGED, 4, LATER),
    )


def test_what_no_calendar_shows_is_told_to_nobody() -> None:
    wanted = replace(PLAN, quorum=2, required_roles=(RequiredRole("Medic", (ADA,)),), requirement="drill")
    assert told(BEFORE, revise(BEFORE, wanted, BEFORE.people, LATER)) == []


def test_who_is_asked_later_and_who_is_taken_off_hear_of_it_and_the_others_do_not() -> None:
    after = revise(BEFORE, PLAN, {BEN, CLEO}, LATER)
    assert told(BEFORE, after) == [(ADA, Why.OFF, None), (CLEO, Why.NEW, None)]
    off, new = letters_for(BEFORE, after)
    assert (off.method, new.method) == (Method.CANCEL, Method.REQUEST)
    assert off.sequence == 5


def test_one_occurrence_that_is_moved_is_told_by_itself() -> None:
    change = OccurrenceChange(date(2026, 8, 26), time(9), timedelta(hours=1), "Gym", "Doors")
    after = change_occurrence(BEFORE, SECOND, change, LATER)
    assert told(BEFORE, after) == [
        (person, Why.CHANGED, SECOND.original_at) for person in (ADA, BEN)
    ]  # fmt: skip


def test_one_occurrence_that_is_cancelled_is_cancelled_by_itself() -> None:
    after = cancel_occurrences(BEFORE, [SECOND], "Snow", LATER)
    assert told(BEFORE, after) == [(person, Why.CANCELLED, SECOND.original_at) for person in (ADA, BEN)]
    assert {each.method for each in letters_for(BEFORE, after)} == {Method.CANCEL}


def test_who_is_asked_later_gets_the_whole_with_what_differs_in_it() -> None:
    differs = cancel_occurrences(BEFORE, [SECOND], "Snow", LATER)
    after = revise(differs, PLAN, {ADA, BEN, CLEO}, LATER + timedelta(minutes=1))
    assert told(differs, after) == [(CLEO, Why.NEW, None)]


def test_a_series_that_ends_earlier_is_sent_as_a_whole() -> None:
    after = end_before(BEFORE, occurrences_of(BEFORE)[2].original_at, LATER)
    assert told(BEFORE, after) == [(ADA, Why.CHANGED, None), (BEN, Why.CHANGED, None)]


def test_what_is_cancelled_is_told_once() -> None:
    off = cancel_all(BEFORE, "Snow", LATER)
    assert told(BEFORE, off) == [(ADA, Why.CANCELLED, None), (BEN, Why.CANCELLED, None)]
    assert told(off, off) == []


def test_where_nothing_changes_nobody_is_told() -> None:
    assert told(BEFORE, BEFORE) == []
