"""Which way a notice goes when an attempt has failed, and when it is given up. Pure rules."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from scheduling.outbox.actions import Urgency
from scheduling.outbox.facts import Outcome, Rerouted, RetryAt, Route, Uncertain, Undeliverable

AWAY_LONG: Final = timedelta(minutes=2)
"""Slack has been away for so long since an urgent notice was due: it goes by e-mail."""

LONGEST_PAUSE: Final = timedelta(minutes=10)
"""No notice is left alone for longer between two attempts, whatever the other side asks for."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one route is tried with a notice whose sending breaks half-way again and again.

    Attributes:
        pause: the longest between two attempts.
        lasting: given up after so long in doubt (by webhook: since it was due).
        tries: given up after so many attempts, even if it is sooner.
    """

    pause: timedelta
    lasting: timedelta
    tries: int


PATIENCE: Final = {
    # that Slack is down is not the notice's fault; asking it for the message is not an attempt
    Route.SLACK: Patience(timedelta(minutes=1), timedelta(hours=24), 10_000),
    # mail cannot be asked: each further one may be the same a second time
    Route.EMAIL: Patience(LONGEST_PAUSE, timedelta(hours=24), 5),
    # the agency's system knows the key: repeating does no harm
    Route.WEBHOOK: Patience(LONGEST_PAUSE, timedelta(days=3), 10_000),
}


@dataclass(frozen=True, slots=True)
class Attempted:
    """A letter whose attempt has just ended.

    Attributes:
        route: by which it was attempted.
        urgency: of its notices.
        overdue: since the first of them was due.
        doubtful: an earlier attempt may have arrived, and nobody has denied it.
        standing_post: it lives in Slack alone: a channel's standing post, a person's that stands there
            already, or what goes into a thread.
        mail_to: addressees who can be reached by e-mail in its place; empty where no mail can be sent.
    """

    route: Route
    urgency: int
    overdue: timedelta
    doubtful: bool
    standing_post: bool
    mail_to: tuple[str, ...]


def fall_over(outcome: Outcome, attempted: Attempted) -> Outcome:
    """The outcome itself, or that the letter goes by e-mail from now on.

    A standing post lives in Slack alone, and so does its thread: neither ever goes by e-mail. What a person
    has not been shown yet does, though it would have stood in Slack from then on.
    """
    if attempted.route is not Route.SLACK or attempted.standing_post or not attempted.mail_to:
        return outcome
    match outcome:
        case Undeliverable(reason):
            return Rerouted(reason, attempted.mail_to, doubtful=attempted.doubtful, refused=True)
        case RetryAt(reason=reason, away=True, still_doubtful=doubtful) if _too_late(attempted):
            return Rerouted(reason, attempted.mail_to, doubtful=doubtful or attempted.doubtful)
        case Uncertain(reason) if _too_late(attempted):
            return Rerouted(reason, attempted.mail_to, doubtful=True)
    return outcome


def _too_late(attempted: Attempted) -> bool:
    return attempted.urgency == Urgency.URGENT and attempted.overdue >= AWAY_LONG


def pause_before(attempt: int, route: Route = Route.SLACK) -> timedelta:
    """How long to wait before the attempt with this number: 2, 4, 8 … seconds, up to the route's longest."""
    return min(timedelta(seconds=2 ** min(attempt, 12)), PATIENCE[route].pause)


def next_try(asked: datetime, now: datetime, *, urgency: int, due_at: datetime, route: Route) -> datetime:
    """When a notice that was certainly not sent is looked at next, if `asked` is what the other side wants.

    Never later than `LONGEST_PAUSE`; an urgent one no later than when it may change its way.
    """
    at = min(asked, now + LONGEST_PAUSE)
    turning = due_at + AWAY_LONG
    urgent = urgency == Urgency.URGENT and route is Route.SLACK
    return turning if urgent and now < turning < at else at


def is_given_up(
    route: Route, *, attempts: int, doubtful_since: datetime, due_at: datetime, now: datetime
) -> bool:
    """Whether a notice that broke half-way once more is not tried again."""
    patience = PATIENCE[route]
    since = due_at if route is Route.WEBHOOK else doubtful_since
    return attempts >= patience.tries or now - since >= patience.lasting
