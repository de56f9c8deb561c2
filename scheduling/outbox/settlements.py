"""Writing what came of an attempt: every end state with its reason, every other one with its next try."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final, assert_never

from sqlalchemy import bindparam, update

from scheduling.audit.actions import record
from scheduling.outbox.actions import SUPERVISORS_CHANNEL, Notice, Urgency, enqueue
from scheduling.outbox.due import state_is
from scheduling.outbox.facts import (
    LATE,
    UNSETTLED,
    Broken,
    LeasedNotice,
    NoticeState,
    Obsolete,
    Outcome,
    Rerouted,
    RetryAt,
    Route,
    Sent,
    Uncertain,
    Undeliverable,
    is_expiry,
)
from scheduling.outbox.records import (
    EXPIRED,
    GAVE_UP,
    OBSOLETE,
    REFUSED,
    REROUTED,
    SENT_LATE,
    UNCERTAIN,
    noted,
)
from scheduling.outbox.reroutes import in_place_of
from scheduling.outbox.routes import is_given_up, next_try, pause_before
from scheduling.outbox.tables import LONGEST_REASON, notices, posts
from scheduling.outbox.undelivered import note_undelivered
from scheduling.store.conflict import insert_unless_there
from scheduling.store.transaction import Transaction

BROKEN_TRIES: Final = 3
"""A notice that our own renderer fails on is set aside after this many attempts."""

NOTICE_UNDELIVERABLE: Final = "notice_undeliverable"
"""Tells the supervisors' channel that Slack will never take a notice, so that it went by e-mail; refs
{notice, reason, route}."""

Written = dict[str, Any]

_settle = update(notices).where(
    notices.c.id == bindparam("notice_id"),
    notices.c.state == NoticeState.LEASED,
    notices.c.lease == bindparam("mark"),
)

_PUT_OFF = (
    update(notices)
    .where(
        notices.c.addressee == bindparam("who"),
        notices.c.route == bindparam("way"),
        state_is(*UNSETTLED),
        notices.c.state == NoticeState.WAITING,
        notices.c.try_at < bindparam("until", type_=notices.c.try_at.type),
    )
    .values(try_at=bindparam("until", type_=notices.c.try_at.type))
)


def settle(tx: Transaction, notice: LeasedNotice, outcome: Outcome) -> bool:
    """Write what came of an attempt; False if the lease had passed to another courier meanwhile.

    A notice that will not arrive stands in `undelivered` from then on.
    """
    values = _written(tx, notice, outcome)
    values["reason"] = str(values["reason"])[:LONGEST_REASON]
    changed = tx.execute(_settle.values(**values, lease=None), {"notice_id": notice.id, "mark": notice.lease})
    if changed.rowcount == 0:
        return False
    if isinstance(outcome, Sent) and notice.post_key is not None and notice.route is Route.SLACK:
        _keep_post(tx, notice.post_key, outcome)
    if isinstance(outcome, Rerouted):
        _reroute(tx, notice, outcome)
    elif isinstance(outcome, RetryAt) and not (outcome.away or outcome.still_doubtful):
        _put_off_others(tx, notice, values["try_at"])
    elif values["state"] in {NoticeState.REFUSED, NoticeState.GAVE_UP}:
        note_undelivered(tx, notice.id)
    _note(tx, notice, outcome, values)
    return True


def settle_all(tx: Transaction, outcomes: Iterable[tuple[LeasedNotice, Outcome]]) -> int:
    """Settle each notice of a letter, in one order for all; answers for how many the lease still stood."""
    return sum(settle(tx, notice, outcome) for notice, outcome in sorted(outcomes, key=lambda one: one[0].id))


def _written(tx: Transaction, notice: LeasedNotice, outcome: Outcome) -> Written:
    ended = {"settled_at": tx.now}
    match outcome:
        case Sent(channel, ts, note):
            there = {"slack_channel": channel or None, "slack_ts": ts or None}
            return {"state": NoticeState.SENT, "reason": note} | there | ended
        case Obsolete(reason):
            return {"state": NoticeState.OBSOLETE, "reason": reason} | ended
        case Undeliverable(reason):
            return {"state": NoticeState.REFUSED, "reason": reason} | ended
        case Rerouted():
            return _after_rerouted(tx, notice, outcome)
        case RetryAt():
            return _after_retry(tx, notice, outcome)
        case Broken(reason):
            return _after_broken(tx, notice, reason)
        case Uncertain(reason):
            return _after_uncertain(tx, notice, reason)
    assert_never(outcome)


def _after_retry(tx: Transaction, notice: LeasedNotice, outcome: RetryAt) -> Written:
    at = next_try(outcome.at, tx.now, urgency=notice.urgency, due_at=notice.due_at, route=notice.route)
    since = notice.doubtful_since or tx.now
    if (outcome.still_doubtful or notice.route is Route.WEBHOOK) and is_given_up(
        notice.route, attempts=notice.attempts, doubtful_since=since, due_at=notice.due_at, now=tx.now
    ):
        return _given_up(tx, notice, notice.attempts, outcome.reason)
    if outcome.still_doubtful:
        return {
            "state": NoticeState.UNCERTAIN, "reason": outcome.reason, "try_at": at, "doubtful_since": since,
        }  # fmt: skip
    waiting = {"state": NoticeState.WAITING, "reason": outcome.reason, "try_at": at}
    return waiting | {"doubtful_since": None, "letter": None}


def _after_broken(tx: Transaction, notice: LeasedNotice, reason: str) -> Written:
    """It leaves its letter: what becomes of the others says nothing about this one."""
    attempts = notice.attempts + 1
    if attempts >= BROKEN_TRIES:
        return {
            "state": NoticeState.REFUSED, "attempts": attempts, "settled_at": tx.now,
            "reason": f"Muster could not word it ({reason}), {attempts} times",
        }  # fmt: skip
    state = NoticeState.WAITING if notice.doubtful_since is None else NoticeState.UNCERTAIN
    at = tx.now + pause_before(attempts, notice.route)
    return {"state": state, "attempts": attempts, "reason": reason, "try_at": at, "letter": None}


def _after_uncertain(tx: Transaction, notice: LeasedNotice, reason: str) -> Written:
    attempts, since = notice.attempts + 1, notice.doubtful_since or tx.now
    if is_given_up(notice.route, attempts=attempts, doubtful_since=since, due_at=notice.due_at, now=tx.now):
        return _given_up(tx, notice, attempts, reason)
    return {
        "state": NoticeState.UNCERTAIN, "attempts": attempts, "reason": reason, "doubtful_since": since,
        "try_at": tx.now + pause_before(attempts, notice.route),
    }  # fmt: skip


def _given_up(tx: Transaction, notice: LeasedNotice, attempts: int, reason: str) -> Written:
    tried = f"tried for {(tx.now - notice.due_at).days} days" if notice.route is Route.WEBHOOK else ""
    told = f"{tried or f'{attempts} attempts broke half-way'}; the last: {reason}"
    return {"state": NoticeState.GAVE_UP, "attempts": attempts, "settled_at": tx.now, "reason": told}


def _after_rerouted(tx: Transaction, notice: LeasedNotice, outcome: Rerouted) -> Written:
    """The same row, by another way; a channel's row ends, and one for each person takes its place."""
    if outcome.to != (notice.addressee,):
        told = f"by e-mail to {len(outcome.to)} people instead: {outcome.reason}"
        return {"state": NoticeState.REFUSED, "settled_at": tx.now, "reason": told}
    doubtful = {"state": NoticeState.UNCERTAIN, "doubtful_since": notice.doubtful_since or tx.now}
    certain = {"state": NoticeState.WAITING, "doubtful_since": None, "letter": None}
    by_mail = {"route": Route.EMAIL, "try_at": tx.now, "attempts": 0, "reason": outcome.reason}
    by_mail |= {"post_key": None}  # it will not stand in Slack
    return by_mail | (doubtful if outcome.doubtful else certain)


def _reroute(tx: Transaction, notice: LeasedNotice, outcome: Rerouted) -> None:
    if outcome.to != (notice.addressee,):
        in_place_of(tx, notice, outcome)
    elif outcome.refused:
        _tell_supervisors(tx, notice, outcome.reason)


def _put_off_others(tx: Transaction, notice: LeasedNotice, until: datetime) -> None:
    """Who asks for patience means everything that goes there by this way, from whichever replica."""
    if until > tx.now:
        tx.execute(_PUT_OFF, {"who": notice.addressee, "way": notice.route, "until": until})


def _keep_post(tx: Transaction, key: str, sent: Sent) -> None:
    place = {"slack_channel": sent.slack_channel, "slack_ts": sent.slack_ts, "updated_at": tx.now}
    if tx.execute(update(posts).where(posts.c.key == key).values(**place)).rowcount == 0:
        tx.execute(insert_unless_there(tx, posts, unique=["key"]), {"key": key, **place})


def _tell_supervisors(tx: Transaction, notice: LeasedNotice, reason: str) -> None:
    """That it went by e-mail, once for each notice."""
    told = Notice(
        kind=NOTICE_UNDELIVERABLE,
        addressee=SUPERVISORS_CHANNEL,
        dedupe_key=f"{NOTICE_UNDELIVERABLE}:{notice.id}",
        refs={"notice": notice.id, "reason": reason, "route": Route.EMAIL},
        urgency=Urgency.CONFIRMATION,
    )
    enqueue(tx, [told])


def _note(tx: Transaction, notice: LeasedNotice, outcome: Outcome, values: Written) -> None:
    """The audit row that this settlement deserves, if any."""
    late = tx.now - notice.due_at
    verb = _verb(notice, outcome, values["state"], late)
    if verb is not None:
        after = {"route": str(notice.route), "late_seconds": int(late.total_seconds())}
        record(tx, noted(notice.id, verb, values["reason"], state=str(values["state"]), **after))


def _verb(notice: LeasedNotice, outcome: Outcome, state: NoticeState, late: timedelta) -> str | None:
    if isinstance(outcome, Rerouted):
        return REROUTED
    if isinstance(outcome, Obsolete) and notice.expires_at is not None and is_expiry(outcome.reason):
        return EXPIRED
    if state is NoticeState.SENT:
        return SENT_LATE if late >= LATE and not notice.is_board else None
    if state is NoticeState.UNCERTAIN:
        return UNCERTAIN if notice.doubtful_since is None else None
    return _ENDS.get(state)


_ENDS: Final = {
    NoticeState.OBSOLETE: OBSOLETE,
    NoticeState.REFUSED: REFUSED,
    NoticeState.GAVE_UP: GAVE_UP,
}
