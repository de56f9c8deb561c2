"""Which way a notice goes when an attempt has failed, and when it is given up."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scheduling.outbox.actions import Urgency
from scheduling.outbox.facts import (
    Broken,
    Obsolete,
    Outcome,
    Rerouted,
    RetryAt,
    Route,
    Sent,
    Uncertain,
    Undeliverable,
)
from scheduling.outbox.routes import (
    AWAY_LONG,
    LONGEST_PAUSE,
    Attempted,
    fall_over,
    is_given_up,
    next_try,
    pause_before,
)

NOON = datetime(2026, 8, 12, 19, 0, tzinfo=UTC)
ADA = ("person:1",)
URGENT = Attempted(
    route=Route.SLACK,
    urgency=Urgency.URGENT,
    overdue=AWAY_LONG,
    doubtful=False,
    standing_post=False,
    mail_to=ADA,
)
AWAY = RetryAt(NOON, "Connection refused", away=True)
PATIENCE = RetryAt(NOON, "ratelimited")
UNASKED = RetryAt(NOON, "503", still_doubtful=True, away=True)


@pytest.mark.parametrize(
    ("outcome", "then"),
    [
        (AWAY, Rerouted("Connection refused", ADA)),
        (UNASKED, Rerouted("503", ADA, doubtful=True)),
        (Uncertain("503"), Rerouted("503", ADA, doubtful=True)),
        (Undeliverable("is_archived"), Rerouted("is_archived", ADA, refused=True)),
        (PATIENCE, PATIENCE),
        (Broken("KeyError"), Broken("KeyError")),
        (Obsolete("released"), Obsolete("released")),
        (Sent("C1", "1.1"), Sent("C1", "1.1")),
    ],
)
def test_an_urgent_notice_goes_by_e_mail_once_slack_has_been_away_for_two_minutes(
    outcome: Outcome, then: Outcome
) -> None:
    assert fall_over(outcome, URGENT) == then


@pytest.mark.parametrize("outcome", [AWAY, UNASKED, Uncertain("503")])
@pytest.mark.parametrize(
    "attempted",
    [
        replace(URGENT, overdue=AWAY_LONG - timedelta(seconds=1)),
        replace(URGENT, urgency=Urgency.CONFIRMATION),
        replace(URGENT, urgency=Urgency.DIGEST),
        replace(URGENT, mail_to=()),
        replace(URGENT, standing_post=True),
        replace(URGENT, route=Route.EMAIL),
        replace(URGENT, route=Route.WEBHOOK),
    ],
)
def test_anything_else_waits_for_slack(outcome: Outcome, attempted: Attempted) -> None:
    assert fall_over(outcome, attempted) == outcome


@pytest.mark.parametrize("urgency", list(Urgency))
def test_what_slack_refuses_goes_by_e_mail_whatever_its_class(urgency: Urgency) -> None:
    attempted = replace(URGENT, urgency=urgency, overdue=timedelta(0), doubtful=True)
    then = fall_over(Undeliverable("user_disabled"), attempted)
    assert then == Rerouted("user_disabled", ADA, doubtful=True, refused=True)


def test_what_is_refused_by_every_way_is_refused() -> None:
    refused = Undeliverable("550 5.1.1")
    assert fall_over(refused, replace(URGENT, route=Route.EMAIL)) == refused
    assert fall_over(refused, replace(URGENT, mail_to=())) == refused


@pytest.mark.parametrize(
    ("route", "after", "attempts", "given_up"),
    [
        (Route.SLACK, timedelta(hours=23), 2_000, False),
        (Route.SLACK, timedelta(hours=24), 1, True),
        (Route.EMAIL, timedelta(minutes=1), 4, False),
        (Route.EMAIL, timedelta(minutes=1), 5, True),
        (Route.WEBHOOK, timedelta(days=2, hours=23), 400, False),
        (Route.WEBHOOK, timedelta(days=3), 400, True),
    ],
)
def test_patience_has_an_end(route: Route, after: timedelta, attempts: int, given_up: bool) -> None:
    ended = is_given_up(route, attempts=attempts, doubtful_since=NOON, due_at=NOON, now=NOON + after)
    assert ended is given_up


def test_pauses_grow_up_to_a_minute_for_slack_and_ten_for_the_others() -> None:
    assert [pause_before(n).total_seconds() for n in (1, 2, 5, 6, 60)] == [2, 4, 32, 60, 60]
    assert [pause_before(n, Route.WEBHOOK).total_seconds() for n in (1, 9, 10, 600)] == [2, 512, 600, 600]


def test_an_urgent_notice_is_looked_at_when_it_may_change_its_way() -> None:
    def asked(minutes: int, urgency: Urgency, route: Route = Route.SLACK) -> timedelta:
        at = NOON + timedelta(minutes=minutes)
        return next_try(at, NOON, urgency=urgency, due_at=NOON - timedelta(seconds=90), route=route) - NOON

    assert asked(1, Urgency.URGENT) == timedelta(seconds=30)
    assert asked(1, Urgency.CONFIRMATION) == timedelta(minutes=1)
    assert asked(1, Urgency.URGENT, Route.EMAIL) == timedelta(minutes=1)
    assert asked(45, Urgency.DIGEST) == LONGEST_PAUSE
