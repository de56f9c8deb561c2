"""What is done about an occurrence before and after it: at an hour for people, whatever the clocks do."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from scheduling.meetings.facts import Invitation, Meeting, Occurrence
from scheduling.meetings.rules.steps import StepKind, steps_of
from scheduling.meetings.rules.times import occurrences_of
from scheduling.policy.requirements import DEFAULT_COUNTDOWN, Countdown
from scheduling.zones import zone
from tests.factories.meetings import plan

NOW = datetime(2026, 8, 12, 19, tzinfo=UTC)
LONG_AGO = datetime(2026, 1, 5, 19, tzinfo=UTC)


def once(day: date, starts: time, name: str = "America/New_York", told_at: datetime = LONG_AGO) -> Occurrence:
    of = Meeting(1, "meeting-1@muster", plan(day=day, starts=starts, zone=name), 1, 0, told_at)
    (only,) = occurrences_of(Invitation(of))
    return only


def local_steps(of: Occurrence, countdown: Countdown = DEFAULT_COUNTDOWN) -> list[str]:
    """`chase 08-15 09:00`, by the meeting's clock."""
    at = zone(of.meeting.plan.zone)
    found = steps_of(of.meeting, of, countdown)
    assert list(found) == sorted(found, key=lambda step: step.at)
    return [f"{step.kind.value} {step.at.astimezone(at):%m-%d %H:%M}" for step in found]


def test_a_meeting_in_the_forenoon_has_its_reminders_at_its_own_hour() -> None:
    assert local_steps(once(date(2026, 8, 18), time(10))) == [
        "chase 08-15 10:00",
        "day 08-17 10:00",
        "quorum 08-17 10:00",
        "hour 08-18 09:00",
        "attendance 08-18 11:00",
    ]


@pytest.mark.parametrize(
    ("starts", "chase", "day"),
    [
        (time(6), "chase 08-15 09:00", "day 08-17 09:00"),
        (time(8, 59), "chase 08-15 09:00", "day 08-17 09:00"),
        (time(19, 59), "chase 08-15 19:59", "day 08-17 19:59"),
        (time(20), "chase 08-16 09:00", "day 08-18 09:00"),
        (time(22), "chase 08-16 09:00", "day 08-18 09:00"),
    ],
)
def test_nobody_is_reminded_of_days_at_night(starts: time, chase: str, day: str) -> None:
    found = local_steps(once(date(2026, 8, 18), starts))
    assert [each for each in found if each.startswith(("chase", "day"))] == [chase, day]


@pytest.mark.parametrize("name", ["America/New_York", "America/Kentucky/Louisville", "America/Chicago"])
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        # The clocks go forward on 14 March: 72 hours before nine is eight by the clock, too early for people.
        (date(2027, 3, 15), ["chase 03-12 09:00", "day 03-14 09:00", "quorum 03-14 09:00"]),
        # And back on 1 November: 72 hours before nine is ten.
        (date(2026, 11, 2), ["chase 10-30 10:00", "day 11-01 09:00", "quorum 11-01 09:00"]),
        (date(2026, 11, 1), ["chase 10-29 10:00", "quorum 10-31 10:00", "day 10-31 10:00"]),
    ],
)
def test_over_a_clock_change_reminders_keep_to_the_hours_for_people(
    name: str, day: date, expected: list[str]
) -> None:
    found = local_steps(once(day, time(9), name))
    assert sorted(found[:3]) == sorted(expected)
    assert found[3] == f"hour {day:%m-%d} 08:00"


def test_where_the_clocks_stay_so_do_the_reminders() -> None:
    found = local_steps(once(date(2027, 3, 15), time(9), "America/Phoenix"))
    assert found[0] == "chase 03-12 09:00"


def test_the_hours_are_those_of_the_policy() -> None:
    early = Countdown(at=time(7), until=time(12))
    assert local_steps(once(date(2026, 8, 18), time(13)), early)[0] == "chase 08-16 07:00"


@pytest.mark.parametrize(
    ("before", "kinds"),
    [
        (timedelta(days=4), ["chase", "day", "quorum", "hour", "attendance"]),
        (timedelta(days=3), ["day", "quorum", "hour", "attendance"]),
        (timedelta(days=1), ["hour", "quorum", "attendance"]),
        (timedelta(hours=2), ["hour", "quorum", "attendance"]),
        (timedelta(hours=1), ["quorum", "attendance"]),
        (timedelta(minutes=10), ["quorum", "attendance"]),
    ],
)
def test_who_was_told_just_now_is_not_reminded_at_once(before: timedelta, kinds: list[str]) -> None:
    of = once(date(2026, 8, 18), time(10))
    told = replace(of.meeting, revised_at=of.starts_at - before)
    assert [step.kind.value for step in steps_of(told, of, DEFAULT_COUNTDOWN)] == kinds


@pytest.mark.parametrize(
    ("before", "looked_before"),
    [
        (timedelta(days=2), timedelta(days=1)),
        (timedelta(hours=5), timedelta(hours=1)),
        (timedelta(minutes=10), timedelta(minutes=10)),
    ],
)
def test_whether_enough_will_come_is_looked_at_once_people_could_answer(
    before: timedelta, looked_before: timedelta
) -> None:
    of = once(date(2026, 8, 18), time(10))
    told = replace(of.meeting, revised_at=of.starts_at - before)
    (quorum,) = [each for each in steps_of(told, of, DEFAULT_COUNTDOWN) if each.kind is StepKind.QUORUM]
    assert quorum.at == of.starts_at - looked_before


def test_reminders_are_of_no_use_once_it_begins_and_the_organiser_is_asked_for_two_days() -> None:
    of = once(date(2026, 8, 18), time(10))
    until = {step.kind: step.until for step in steps_of(of.meeting, of, DEFAULT_COUNTDOWN)}
    assert until.pop(StepKind.ATTENDANCE) == of.ends_at + timedelta(days=2)
    assert set(until.values()) == {of.starts_at}


def test_nothing_is_done_about_what_is_cancelled() -> None:
    of = once(date(2026, 8, 18), time(10))
    assert steps_of(of.meeting, replace(of, cancelled=True), DEFAULT_COUNTDOWN) == ()
