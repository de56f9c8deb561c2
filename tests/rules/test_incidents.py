"""What the auditor takes for wrong, and what excuses it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from scheduling.incidents.facts import CalendarSeen, IncidentKind, Rows, Standing
from scheduling.incidents.rules import find_troubles

NONE = Rows(0, None)
EVERY = timedelta(minutes=15)


def well(now: datetime) -> Standing:
    return Standing(
        overdue=NONE, uncertain=NONE, set_aside=0, feed_heard_at=now - EVERY,
        mailbox_read_at=None, feed_held=False, slack_away=False, resting=False,
    )  # fmt: skip


def kinds(seen: Standing, now: datetime, every: timedelta = EVERY) -> list[IncidentKind]:
    return [trouble.kind for trouble in find_troubles(seen, now, every)]


def test_nothing_is_wrong_where_all_is_well(now: datetime) -> None:
    assert kinds(well(now), now) == []
    assert kinds(replace(well(now), feed_heard_at=None), now) == [], "no feed is set: none is missed"


def test_notices_that_nobody_looks_at_or_that_stay_in_doubt_are_wrong(now: datetime) -> None:
    rows = Rows(3, now - timedelta(minutes=20))
    assert kinds(replace(well(now), overdue=rows), now) == [IncidentKind.OVERDUE]
    assert kinds(replace(well(now), uncertain=rows), now) == [IncidentKind.UNCERTAIN]


@pytest.mark.parametrize("excuse", ["slack_away", "resting"])
def test_what_waits_for_slack_or_for_a_person_is_excused_but_the_feed_is_not(
    now: datetime, excuse: str
) -> None:
    rows = Rows(3, now - timedelta(minutes=20))
    seen = replace(well(now), overdue=rows, uncertain=rows, feed_heard_at=now - timedelta(days=1))
    excused = replace(seen, slack_away=excuse == "slack_away", resting=excuse == "resting")
    assert kinds(excused, now) == [IncidentKind.FEED_SILENT]


@pytest.mark.parametrize(
    ("every", "silence", "wrong"),
    [
        (timedelta(minutes=15), timedelta(minutes=59), False),
        (timedelta(minutes=15), timedelta(minutes=61), True),
        (timedelta(seconds=10), timedelta(minutes=50), False),
        (timedelta(hours=24), timedelta(days=3), False),
        (timedelta(hours=24), timedelta(days=5), True),
    ],
)
def test_a_feed_is_silent_after_four_pulls_and_an_hour_at_least(
    now: datetime, every: timedelta, silence: timedelta, wrong: bool
) -> None:
    seen = replace(well(now), feed_heard_at=now - silence)
    assert kinds(seen, now, every) == ([IncidentKind.FEED_SILENT] if wrong else [])


def test_a_delivery_that_waits_for_a_coordinator_is_no_silence(now: datetime) -> None:
    seen = replace(well(now), feed_heard_at=now - timedelta(days=2), feed_held=True)
    assert kinds(seen, now) == []


@pytest.mark.parametrize(("minutes", "wrong"), [(29, False), (31, True)])
def test_a_mailbox_that_cannot_be_read_for_half_an_hour_is_silent_and_slack_is_no_excuse(
    now: datetime, minutes: int, wrong: bool
) -> None:
    last = now - timedelta(minutes=minutes)
    seen = replace(well(now), mailbox_read_at=last, slack_away=True, resting=True)
    assert kinds(seen, now) == ([IncidentKind.MAILBOX_SILENT] if wrong else [])


ROTA_UNREAD, ROTA_FLAWED, ROTA_ENDS = (
    IncidentKind.ROTA_UNREAD, IncidentKind.ROTA_FLAWED, IncidentKind.ROTA_ENDS,
)  # fmt: skip


@pytest.mark.parametrize(
    ("read_ago", "is_flawed", "ends_in", "wrong"),
    [
        (timedelta(minutes=59), False, timedelta(hours=25), []),
        (timedelta(minutes=61), False, timedelta(hours=25), [ROTA_UNREAD]),
        (timedelta(0), True, timedelta(hours=25), [ROTA_FLAWED]),
        (timedelta(0), False, timedelta(hours=24), [ROTA_ENDS]),
        (timedelta(days=9), True, timedelta(days=-3), [ROTA_UNREAD, ROTA_FLAWED, ROTA_ENDS]),
    ],
)
def test_a_rota_that_cannot_be_read_for_an_hour_is_wrong_in_part_or_ends_within_a_day_is_found(
    now: datetime, read_ago: timedelta, is_flawed: bool, ends_in: timedelta, wrong: list[IncidentKind]
) -> None:
    rota = CalendarSeen(now - read_ago, is_flawed, now + ends_in)
    assert kinds(replace(well(now), rota=rota, slack_away=True), now) == wrong


def test_closures_that_cannot_be_read_or_are_wrong_in_part_are_found(now: datetime) -> None:
    unread, flawed = CalendarSeen(now - timedelta(hours=2)), CalendarSeen(now, is_flawed=True)
    assert kinds(replace(well(now), closures=unread), now) == [IncidentKind.CLOSURES_UNREAD]
    assert kinds(replace(well(now), closures=flawed), now) == [IncidentKind.CLOSURES_FLAWED]
    assert kinds(replace(well(now), rota=None, closures=CalendarSeen(now)), now) == []
