"""Writing what came of an attempt: every end state with its reason, every other one with its next try."""

from datetime import timedelta
from typing import Any, Final, assert_never

from sqlalchemy import bindparam, update

from scheduling.outbox.actions import SUPERVISORS_CHANNEL, Notice, Urgency, enqueue
from scheduling.outbox.facts import (
    Broken,
    LeasedNotice,
    NoticeState,
    Obsolete,
    Outcome,
    RetryAt,
    Sent,
    Uncertain,
    Undeliverable,
)
from scheduling.outbox.tables import notices, posts
from scheduling.store.conflict import insert_unless_there
from scheduling.store.transaction import Transaction

BROKEN_TRIES: Final = 3
"""A notice that our own renderer fails on is set aside after this many attempts."""

UNCERTAIN_TRIES: Final = 8
"""A notice whose sending breaks half-way this often is given up; asking Slack is not an attempt."""

NOTICE_UNDELIVERABLE: Final = "notice_undeliverable"
"""The kind that tells the supervisors' channel of a notice that will not arrive; refs {notice, reason}."""

_LONGEST_REASON = 300
_LONGEST_PAUSE = timedelta(seconds=60)

_settle = update(notices).where(
    notices.c.id == bindparam("notice_id"),
    notices.c.state == NoticeState.LEASED,
    notices.c.lease == bindparam("mark"),
)


def settle(tx: Transaction, notice: LeasedNotice, outcome: Outcome) -> bool:
    """Write what came of an attempt; False if the lease had passed to another courier meanwhile.

    A notice that will not arrive is told to the supervisors' channel, once, unless it was that telling.
    """
    values = _written(tx, notice, outcome)
    reason = str(values["reason"])[:_LONGEST_REASON]
    changed = tx.execute(
        _settle.values(**values | {"reason": reason, "lease": None}),
        {"notice_id": notice.id, "mark": notice.lease},
    )
    if changed.rowcount == 0:
        return False
    if isinstance(outcome, Sent) and notice.post_key is not None:
        _keep_post(tx, notice.post_key, outcome)
    if values["state"] in {NoticeState.REFUSED, NoticeState.GAVE_UP}:
        _tell_supervisors(tx, notice, reason)
    return True


def pause_before(attempt: int) -> timedelta:
    """How long to wait before the attempt with this number: 2, 4, 8 … seconds, at most a minute."""
    return min(timedelta(seconds=2 ** min(attempt, 6)), _LONGEST_PAUSE)


def _written(tx: Transaction, notice: LeasedNotice, outcome: Outcome) -> dict[str, Any]:
    ended = {"settled_at": tx.now}
    match outcome:
        case Sent(channel, ts, note):
            there = {"slack_channel": channel, "slack_ts": ts}
            return {"state": NoticeState.SENT, "reason": note} | there | ended
        case Obsolete(reason):
            return {"state": NoticeState.OBSOLETE, "reason": reason} | ended
        case Undeliverable(reason):
            return {"state": NoticeState.REFUSED, "reason": reason} | ended
        case RetryAt(at, reason, still_doubtful):
            if still_doubtful:
                return {"state": NoticeState.UNCERTAIN, "reason": reason, "try_at": at}
            return {"state": NoticeState.WAITING, "reason": reason, "try_at": at, "doubtful_since": None}
        case Broken(reason):
            return _after_broken(tx, notice, reason)
        case Uncertain(reason):
            return _after_uncertain(tx, notice, reason)
    assert_never(outcome)


def _after_broken(tx: Transaction, notice: LeasedNotice, reason: str) -> dict[str, Any]:
    attempts = notice.attempts + 1
    if attempts >= BROKEN_TRIES:
        return {
            "state": NoticeState.REFUSED, "attempts": attempts, "settled_at": tx.now,
            "reason": f"Muster could not word it ({reason}), {attempts} times",
        }  # fmt: skip
    state = NoticeState.WAITING if notice.doubtful_since is None else NoticeState.UNCERTAIN
    return {"state": state, "attempts": attempts, "reason": reason, "try_at": tx.now + pause_before(attempts)}


def _after_uncertain(tx: Transaction, notice: LeasedNotice, reason: str) -> dict[str, Any]:
    attempts = notice.attempts + 1
    if attempts >= UNCERTAIN_TRIES:
        return {
            "state": NoticeState.GAVE_UP, "attempts": attempts, "settled_at": tx.now,
            "reason": f"{attempts} attempts broke half-way; the last: {reason}",
        }  # fmt: skip
    return {
        "state": NoticeState.UNCERTAIN, "attempts": attempts, "reason": reason,
        "try_at": tx.now + pause_before(attempts), "doubtful_since": notice.doubtful_since or tx.now,
    }  # fmt: skip


def _keep_post(tx: Transaction, key: str, sent: Sent) -> None:
    place = {"slack_channel": sent.slack_channel, "slack_ts": sent.slack_ts, "updated_at": tx.now}
    if tx.execute(update(posts).where(posts.c.key == key).values(**place)).rowcount == 0:
        tx.execute(insert_unless_there(tx, posts, unique=["key"]), {"key": key, **place})


def _tell_supervisors(tx: Transaction, notice: LeasedNotice, reason: str) -> None:
    if notice.kind == NOTICE_UNDELIVERABLE:
        return
    told = Notice(
        kind=NOTICE_UNDELIVERABLE,
        addressee=SUPERVISORS_CHANNEL,
        dedupe_key=f"{NOTICE_UNDELIVERABLE}:{notice.id}",
        refs={"notice": notice.id, "reason": reason},
        urgency=Urgency.CONFIRMATION,
    )
    enqueue(tx, [told])
