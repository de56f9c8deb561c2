"""A plan that will not do is refused with what is wrong, and in which figures; one that will do is not."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from scheduling.ical.repeat import Every
from scheduling.meetings.facts import Asked, AskedBy, Plan, RequiredRole
from scheduling.meetings.rules.judging import judge_plan, judge_times, tidied
from scheduling.policy.loader import load_policy
from scheduling.refusals import Rule
from tests.factories.countdowns import HOURS
from tests.factories.meetings import plan, weekly
from tests.factories.owing import packs

NOW = datetime(2026, 8, 12, 19, tzinfo=UTC)
"""Wednesday noon in Phoenix; the plan of the factory is for the Tuesday after."""

POLICY = load_policy("default")
TWO = Asked({1: AskedBy.NAME, 2: AskedBy.NAME}, 2)


def why(wanted: Plan, begun_on: date | None = None) -> dict[str, object] | None:
    """What is said against its times."""
    refusals = judge_times(tidied(wanted), NOW, begun_on=begun_on)
    assert len(refusals) <= 1
    for refusal in refusals:
        about = Rule.MEETING_REPEAT if refusal.figures["why"] in _OF_SERIES else Rule.MEETING_TIME
        assert refusal.rule is about
    return dict(refusals[0].figures) if refusals else None


_OF_SERIES = {"endless", "both", "none", "backwards", "too_many", "not_last"}


def wrong(wanted: Plan, asked: Asked = TWO) -> list[tuple[Rule, dict[str, object]]]:
    """What is said against the rest of it."""
    return [(each.rule, dict(each.figures)) for each in judge_plan(tidied(wanted), asked, POLICY)]


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"length": timedelta(hours=24)},
        {"day": date(2026, 8, 12), "starts": time(12, 1)},
        {"day": date(2028, 8, 12)},
        {"every": Every.WEEK, "count": 104},
        {"every": Every.MONTH, "until": date(2028, 8, 18)},
        {"every": Every.QUARTER, "count": 1},
        {"every": Every.MONTH, "count": 12, "day": date(2026, 8, 31)},
        {"every": Every.MONTH, "count": 12, "day": date(2026, 8, 25), "last": True},
        {"zone": "America/New_York", "day": date(2026, 11, 1), "starts": time(3)},
    ],
)
def test_what_takes_place_in_time_is_not_refused(told: dict[str, Any]) -> None:
    assert why(plan(**told)) is None


@pytest.mark.parametrize(
    ("told", "figures"),
    [
        ({"zone": "Mars/Olympus"}, {"why": "zone", "zone": "Mars/Olympus"}),
        ({"length": timedelta(seconds=59)}, {"why": "no_length"}),
        ({"length": timedelta(hours=24, minutes=1)}, {"why": "too_long", "limit": timedelta(hours=24)}),
        (
            {"day": date(2026, 8, 12), "starts": time(12)},
            {"why": "past", "day": date(2026, 8, 12), "starts": time(12)},
        ),
        (
            {"day": date(2028, 8, 13)},
            {"why": "far", "day": date(2028, 8, 13), "limit": date(2028, 8, 12)},
        ),
        ({"every": Every.WEEK}, {"why": "endless"}),
        ({"every": Every.WEEK, "count": 3, "until": date(2026, 9, 1)}, {"why": "both"}),
        ({"every": Every.WEEK, "count": 0}, {"why": "none"}),
        (
            {"every": Every.WEEK, "until": date(2026, 8, 17)},
            {"why": "backwards", "until": date(2026, 8, 17), "day": date(2026, 8, 18)},
        ),
        ({"every": Every.WEEK, "count": 201}, {"why": "too_many", "count": 201, "limit": 200}),
        (
            {"every": Every.MONTH, "count": 3, "last": True},
            {"why": "not_last", "day": date(2026, 8, 18)},
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_figures(told: dict[str, Any], figures: dict[str, object]) -> None:
    assert why(plan(**told)) == figures


def test_a_series_lasts_two_years_at_most() -> None:
    refusals = judge_times(tidied(plan(every=Every.WEEK, until=date(2028, 8, 19))), NOW)
    assert [(each.rule, dict(each.figures)) for each in refusals] == [
        (
            Rule.MEETING_REPEAT,
            {"why": "too_long", "until": date(2028, 8, 19), "limit": date(2028, 8, 18)},
        )
    ]


@pytest.mark.parametrize(
    ("name", "day", "starts"),
    [
        ("America/New_York", date(2027, 3, 14), time(2, 30)),  # there is no such time
        ("America/Kentucky/Louisville", date(2026, 11, 1), time(1, 30)),  # it comes twice
        ("America/Chicago", date(2026, 11, 1), time(0, 30)),  # the clock goes back before it ends
    ],
)
def test_nothing_takes_place_while_the_clocks_change(name: str, day: date, starts: time) -> None:
    wanted = plan(zone=name, day=day, starts=starts, length=timedelta(hours=2))
    assert why(wanted) == {"why": "unclear", "day": day}
    assert why(replace(wanted, zone="America/Phoenix")) is None


def test_a_series_that_comes_upon_a_clock_change_is_refused_with_the_day() -> None:
    sundays = weekly(zone="America/New_York", day=date(2026, 10, 18), starts=time(1, 30))
    assert why(sundays) == {"why": "unclear", "day": date(2026, 11, 1)}


def test_a_series_that_has_begun_may_keep_its_first_day_and_not_end_before_its_last_one_begun() -> None:
    series = weekly(day=date(2026, 7, 28), every=Every.WEEK, count=None, until=date(2026, 8, 11))
    assert why(series, begun_on=date(2026, 8, 11)) is None
    cut = replace(series, until=date(2026, 8, 10))
    assert why(cut, begun_on=date(2026, 8, 11)) == {
        "why": "backwards",
        "until": date(2026, 8, 4),
        "day": date(2026, 8, 11),
    }


@pytest.mark.parametrize(
    ("told", "rule", "figures"),
    [
        ({"title": "  "}, Rule.MEETING_TEXT, {"field": "title", "why": "empty"}),
        (
            {"title": "x" * 121},
            Rule.MEETING_TEXT,
            {"field": "title", "why": "too_long", "longest": 120},
        ),
        ({"title": "one\ntwo"}, Rule.MEETING_TEXT, {"field": "title", "why": "control"}),
        ({"place": "a\u2028b"}, Rule.MEETING_TEXT, {"field": "place", "why": "control"}),
        ({"place": "x" * 301}, Rule.MEETING_TEXT, {"field": "place", "why": "too_long", "longest": 300}),
        ({"agenda": "a\x00b"}, Rule.MEETING_TEXT, {"field": "agenda", "why": "control"}),
        (
            {"agenda": "x" * 2001},
            Rule.MEETING_TEXT,
            {"field": "agenda", "why": "too_long", "longest": 2000},
        ),
        (
            {"required_roles": (RequiredRole(" ", (1,)),)},
            Rule.MEETING_TEXT,
            {"field": "role", "why": "empty"},
        ),
        ({"quorum": -1}, Rule.MEETING_QUORUM, {"why": "negative"}),
        ({"quorum": 3}, Rule.MEETING_QUORUM, {"why": "too_many", "quorum": 3, "asked": 2}),
        (
            {"required_roles": (RequiredRole("Recorder", (2, 3)), RequiredRole("Medic", (3,)))},
            Rule.MEETING_QUORUM,
            {"why": "role", "role": "Medic"},
        ),
        (
            {"required_roles": (RequiredRole("Recorder", (1,)),) * 21},
            Rule.MEETING_QUORUM,
            {"why": "roles", "count": 21, "limit": 20},
        ),
        ({"requirement": "no-such"}, Rule.TRAINING_UNKNOWN, {"requirement": "no-such"}),
    ],
)
def test_each_fault_of_a_plan_is_named(told: dict[str, Any], rule: Rule, figures: dict[str, object]) -> None:
    assert wrong(plan(**told)) == [(rule, figures)]


@pytest.mark.parametrize(
    ("asked", "figures"),
    [
        (Asked({}, 0), {"why": "nobody"}),
        (Asked({1: AskedBy.NAME}, 1, ("Ada Alder",)), {"why": "gone", "names": ("Ada Alder",)}),
        (Asked({}, 501), {"why": "too_many", "count": 501, "limit": 500}),
    ],
)
def test_whom_it_cannot_ask_is_named(asked: Asked, figures: dict[str, object]) -> None:
    assert wrong(plan(), asked) == [(Rule.MEETING_ASKED, figures)]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    refused = wrong(plan(title="", quorum=-1, requirement="no-such"), Asked({}, 0))
    assert [rule for rule, _ in refused] == [
        Rule.MEETING_TEXT, Rule.MEETING_ASKED, Rule.MEETING_QUORUM, Rule.TRAINING_UNKNOWN,
    ]  # fmt: skip


def test_an_agenda_has_lines_and_a_plan_at_its_limits_will_do() -> None:
    at_limits = plan(
        title="x" * 120, place="y" * 300, agenda="one\r\ntwo\tthree", quorum=2,
        required_roles=(RequiredRole("Recorder", (2, 9)),) * 20, requirement=HOURS.key,
    )  # fmt: skip
    assert judge_plan(tidied(at_limits), TWO, packs(HOURS)) == ()


def test_training_that_is_switched_off_is_none() -> None:
    off = packs(replace(HOURS, on=False))
    refusals = judge_plan(tidied(plan(requirement=HOURS.key)), TWO, off)
    assert [each.rule for each in refusals] == [Rule.TRAINING_UNKNOWN]


def test_a_plan_is_kept_without_what_says_nothing() -> None:
    kept = tidied(
        plan(
            title=" Drill ", place=" Gym\t", agenda="\r\none\rtwo ", starts=time(9, 0, 30), last=True,
            until=date(2026, 9, 1), length=timedelta(minutes=60, seconds=59),
            required_roles=(RequiredRole(" Medic ", (1,)),),
        )
    )  # fmt: skip
    assert (kept.title, kept.place, kept.agenda) == ("Drill", "Gym", "one\ntwo")
    assert (kept.starts, kept.length, kept.until, kept.last) == (time(9), timedelta(hours=1), None, False)
    assert kept.required_roles == (RequiredRole("Medic", (1,)),)
    assert tidied(kept) == kept
