"""Cancelling a meeting, an occurrence and those after it, or one occurrence; always with a reason.

What has taken place stays in everybody's calendar: a series that has begun ends, rather than vanishes.
"""

from dataclasses import dataclass
from datetime import datetime

from scheduling.escalations.facts import Ending
from scheduling.meetings.access import access_following, access_occurrence, hold_own
from scheduling.meetings.facts import Invitation, Seen, Which
from scheduling.meetings.letters.telling import Told, tell_change
from scheduling.meetings.plans.keeping import keep_meeting
from scheduling.meetings.plans.planning import record_change
from scheduling.meetings.rules.revising import (
    begun_until,
    cancel_all,
    cancel_occurrences,
    end_before,
    next_start,
)
from scheduling.meetings.rules.times import by_rule, coming
from scheduling.meetings.shortfalls import resolve_changed
from scheduling.reasons import kept
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A meeting as it stands after something of it was cancelled, and who was told."""

    invitation: Invitation
    told: Told


def cancel_meeting(
    tx: Transaction,
    *,
    actor: Person,
    meeting_id: int,
    reason: str,
    which: Which = Which.ALL,
    occurrence: datetime | None = None,
    seen: Seen | None = None,
) -> Cancelled:
    """Cancel what is still to come of a meeting, or with FOLLOWING an occurrence and those after it.
    `seen` is the revision that the actor has decided on; None: whichever stands.

    Raises:
        Refused: NOT_ENTITLED and others of who may act; REASON_MISSING {rules}; MEETING_GONE;
            MEETING_CANCELLED; MEETING_OVER; MEETING_CHANGED.
    """
    before = hold_own(tx, meeting_id, actor, seen)
    _need(reason)
    start = None
    if which is Which.FOLLOWING and occurrence is not None:
        start = access_following(before, occurrence, tx.now).original_at
    elif begun_until(before, tx.now) is not None:
        return _end(tx, actor, before, next_start(before, tx.now), reason, late=True)
    if start is None or start == by_rule(before.meeting.plan)[0].original_at:
        return _keep(tx, actor, before, cancel_all(before, kept(reason), tx.now), reason)
    return _end(tx, actor, before, start, reason, late=False)


def cancel_occurrence(
    tx: Transaction,
    *,
    actor: Person,
    meeting_id: int,
    occurrence: datetime,
    reason: str,
    seen: Seen | None = None,
) -> Cancelled:
    """Cancel one occurrence; a meeting that takes place once is cancelled with it.

    Raises:
        Refused: as `cancel_meeting`.
    """
    before = hold_own(tx, meeting_id, actor, seen)
    _need(reason)
    stands = access_occurrence(before, occurrence, tx.now)
    if before.meeting.plan.repeat is None:
        return _keep(tx, actor, before, cancel_all(before, kept(reason), tx.now), reason)
    after = cancel_occurrences(before, [stands], kept(reason), tx.now)
    return _keep(tx, actor, before, after, reason)


def _end(
    tx: Transaction, actor: Person, before: Invitation, start: datetime | None, reason: str, *, late: bool
) -> Cancelled:
    """The series ends before this occurrence; `late`: also earlier ones that were put off and are to come."""
    ended = before if start is None else end_before(before, start, tx.now)
    left = coming(ended, tx.now) if late else ()
    if start is None and not left:
        figures = {**before.meeting.named, "begun_at": begun_until(before, tx.now)}
        raise Refused(Refusal(Rule.MEETING_OVER, figures))
    if left:
        ended = cancel_occurrences(ended, left, kept(reason), tx.now)
    return _keep(tx, actor, before, ended, reason, ends_from=start)


def _keep(
    tx: Transaction,
    actor: Person,
    before: Invitation,
    after: Invitation,
    reason: str,
    *,
    ends_from: datetime | None = None,
) -> Cancelled:
    resolve_changed(tx, before, after, vanished=Ending.CANCELLED)
    keep_meeting(tx, before, after)
    record_change(tx, actor, "cancelled", after, reason=kept(reason), ends_from=ends_from)
    quiet = frozenset({actor.id})
    told = tell_change(tx, before, after, quiet=quiet, ends_from=ends_from, reason=kept(reason))
    return Cancelled(after, told)


def _need(reason: str) -> None:
    if not reason.strip():
        raise Refused(Refusal(Rule.REASON_MISSING, {"rules": (Rule.MEETING_CANCELLED,)}))
