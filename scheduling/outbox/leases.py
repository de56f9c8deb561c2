"""Giving letters out to the courier, each to one replica at a time and for a while only.

A lease that runs out means that its replica died between asking Slack and writing the answer: the letter
may have arrived. It comes back as doubtful, with the same notices under the same key, and Slack is asked
before it is sent again.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import Row, Select, bindparam, case, func, select, update

from scheduling.audit.actions import record
from scheduling.outbox.actions import Urgency
from scheduling.outbox.due import ANY_SCHEMA, find_due, may_go, state_is, under_way
from scheduling.outbox.facts import (
    UNSETTLED,
    LeasedLetter,
    LeasedNotice,
    NoticeState,
    Route,
    letter_key,
    message_key,
    why_expired,
)
from scheduling.outbox.paces import let_rest, take_paces
from scheduling.outbox.records import EXPIRED, UNCERTAIN, noted
from scheduling.outbox.tables import notices
from scheduling.store.transaction import Transaction

LEASE: Final = timedelta(seconds=60)
"""How long a letter belongs to one replica. No call out begins in the last third of it
(`bot/delivery/tenure.py`).
"""

BUNDLE_OVER: Final = 3
"""So many notices to one addressee go one by one; more of them go as one message."""

BUNDLE_MOST: Final = 100
"""Notices in one message."""

EVERYWHERE: Final[Mapping[Route, int]] = dict.fromkeys(Route, 8)
"""Room for a few letters by every route."""

_LONGEST_MARK = 40

_now = bindparam("now", type_=notices.c.try_at.type)

_ROW: Select[Any] = select(
    notices.c.id, notices.c.kind, notices.c.post_key, notices.c.state, notices.c.letter, notices.c.dedupe_key,
    notices.c.attempts, notices.c.expires_at, notices.c.doubtful_since, notices.c.thread_key,
)  # fmt: skip

_WAITING_FOR = (
    _ROW.where(
        notices.c.addressee == bindparam("addressee"),
        notices.c.urgency == bindparam("urgency"),
        notices.c.route == bindparam("route"),
        state_is(*UNSETTLED),
        notices.c.try_at <= _now,
        may_go(),
        notices.c.addressee.not_in(under_way()),  # another replica, whose clock differs, may have just begun
    )
    .order_by(notices.c.try_at, notices.c.id)
    .limit(BUNDLE_MOST)
    .with_for_update(skip_locked=True)
)
_BY_ID = _ROW.where(
    notices.c.id == bindparam("notice_id"), state_is(*UNSETTLED), notices.c.try_at <= _now
).with_for_update(skip_locked=True)
_OF_LETTER = (
    _ROW.where(notices.c.letter == bindparam("letter"), state_is(NoticeState.LEASED, NoticeState.UNCERTAIN))
    .order_by(notices.c.try_at, notices.c.id)
    .with_for_update()
)

_EXPIRE = (
    update(notices)
    .where(
        notices.c.id == bindparam("notice_id"),
        notices.c.state == NoticeState.WAITING,
        notices.c.doubtful_since.is_(None),
    )
    .values(
        state=NoticeState.OBSOLETE,
        reason=bindparam("why"),
        settled_at=bindparam("at", type_=notices.c.settled_at.type),
    )
)

_TAKE = (
    update(notices)
    .where(notices.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        state=NoticeState.LEASED,
        lease=bindparam("mark"),
        letter=bindparam("key"),
        try_at=bindparam("until", type_=notices.c.try_at.type),
        doubtful_since=case(
            (notices.c.state == NoticeState.WAITING, notices.c.doubtful_since),
            else_=func.coalesce(
                notices.c.doubtful_since, bindparam("at", type_=notices.c.doubtful_since.type)
            ),
        ),
    )
    .returning(
        notices.c.id, notices.c.kind, notices.c.refs, notices.c.addressee, notices.c.urgency,
        notices.c.dedupe_key, notices.c.post_key, notices.c.due_at, notices.c.created_at, notices.c.attempts,
        notices.c.doubtful_since, notices.c.lease, notices.c.expires_at, notices.c.route,
        notices.c.thread_key,
    )
)  # fmt: skip


def lease_due(
    tx: Transaction,
    *,
    replica: str = "alone",
    room: Mapping[Route, int] = EVERYWHERE,
    most: Urgency = Urgency.DIGEST,
    single: Collection[str] = (),
    schema: str = ANY_SCHEMA,
    lasting: timedelta = LEASE,
) -> list[LeasedLetter]:
    """Take the due letters, most urgent first and at most one an addressee, for one replica alone.

    What has expired on the way is settled as obsolete. Of an addressee for whom more than a few notices of
    one class wait, up to a hundred are taken as one letter.

    Args:
        tx: a write transaction.
        replica: its id, of few characters and without a colon: the marks of its leases begin with it.
        room: at most so many letters by each route; few, so that an urgent one never waits behind many.
        most: the least urgent class to take.
        single: kinds that go each in a message of its own.
        schema: what the caller's release is written for; in a database ahead of it, nothing is leased.
        lasting: after this time a letter may be taken by another.
    """
    routes = [route for route, many in room.items() if many > 0]
    found = find_due(tx, routes=routes, most=most, schema=schema) if routes else []
    leads = _choose([row for row in found if not _expired(tx, row)], room)
    turns = take_paces(tx, (lead.addressee for lead in leads if lead.route != Route.WEBHOOK))
    mark = f"{replica}:{uuid4().hex}"[:_LONGEST_MARK]
    letters: list[LeasedLetter] = []
    for lead in leads:
        if lead.route == Route.WEBHOOK or lead.addressee in turns:
            rows = _together(tx, lead, single)
            if rows:
                letters.append(_take(tx, rows, mark, tx.now + lasting))
    return letters


def let_go(tx: Transaction, letter: LeasedLetter) -> int:
    """End the lease of a letter that was not sent in the end, unless another has taken it over meanwhile;
    answers how many of its notices are due again.
    """
    ours = (
        notices.c.id.in_([notice.id for notice in letter.notices]),
        notices.c.lease == letter.first.lease,
        state_is(NoticeState.LEASED),
    )
    ended = tx.execute(update(notices).where(*ours).values(try_at=tx.now)).rowcount
    if ended:
        let_rest(tx, letter.first.addressee, tx.now)
    return ended


def end_leases(tx: Transaction, *, of: str | None = None) -> int:
    """End leases at once and answer how many there were; whoever held them is dead, or has stopped. Those
    whom they were for need not keep to the pace of the dead.

    Args:
        tx: a write transaction.
        of: the id of the replica whose leases end: their marks begin with it and a colon. None ends every
            lease, for a database that belongs to one process, when that process starts.
    """
    theirs = [state_is(NoticeState.LEASED)]
    if of is not None:  # not a range: in a dictionary a semicolon may stand before a colon
        theirs.append(notices.c.lease.startswith(f"{of}:"))
    ended = tx.execute(update(notices).where(*theirs).values(try_at=tx.now).returning(notices.c.addressee))
    addressees = list(ended.scalars())
    for addressee in sorted(set(addressees)):
        let_rest(tx, addressee, tx.now)
    return len(addressees)


def _expired(tx: Transaction, row: Row[Any]) -> bool:
    """Whether it was of use only until now; it is settled then. One in doubt is asked for first."""
    if row.expires_at is None or row.expires_at > tx.now:
        return False
    if row.state != NoticeState.WAITING or row.doubtful_since is not None:
        return False
    reason = why_expired(row.expires_at)
    if tx.execute(_EXPIRE, {"notice_id": row.id, "why": reason, "at": tx.now}).rowcount:
        record(tx, noted(row.id, EXPIRED, reason))
    return True


def _choose(due: Sequence[Row[Any]], room: Mapping[Route, int]) -> list[Row[Any]]:
    """The first of each addressee, as far as there is room by its route; of webhooks each one."""
    left, seen, chosen = dict(room), set[str](), list[Row[Any]]()
    for row in due:
        route = Route(row.route)
        if row.addressee in seen or left.get(route, 0) < 1:
            continue
        if route is not Route.WEBHOOK:
            seen.add(row.addressee)
        left[route] -= 1
        chosen.append(row)
    return chosen


def _together(tx: Transaction, lead: Row[Any], single: Collection[str]) -> list[Row[Any]]:
    """The rows that go as one message with the first of those that wait; none if another was faster."""
    if lead.route == Route.WEBHOOK:
        return list(tx.execute(_BY_ID, {"notice_id": lead.id, "now": tx.now}))
    values = {"addressee": lead.addressee, "urgency": lead.urgency, "route": lead.route, "now": tx.now}
    rows = list(tx.execute(_WAITING_FOR, values))
    if not rows:
        return []
    first = next((row for row in rows if row.state != NoticeState.WAITING), rows[0])  # the older news first
    if first.state != NoticeState.WAITING and first.letter is not None:
        return list(tx.execute(_OF_LETTER, {"letter": first.letter}))
    alike = [row for row in rows if _may_be_bundled(row, single)]
    return alike if first in alike and len(alike) > BUNDLE_OVER else [first]


def _may_be_bundled(row: Row[Any], single: Collection[str]) -> bool:
    """Only what certainly has not been sent, and has never failed: one bad notice must not sink many. What
    goes into a thread would be torn out of it.
    """
    certain = row.state == NoticeState.WAITING and row.doubtful_since is None and row.attempts == 0
    by_itself = row.post_key is not None or row.thread_key is not None or row.kind in single
    return certain and not by_itself


def _take(tx: Transaction, rows: Sequence[Row[Any]], mark: str, until: datetime) -> LeasedLetter:
    ids, key = [row.id for row in rows], _key_for(rows, tx.now)
    doubted = [row for row in rows if row.state == NoticeState.LEASED and row.doubtful_since is None]
    values = {"ids": ids, "mark": mark, "key": key, "until": until, "at": tx.now}
    taken = tx.execute(_TAKE, values).mappings()
    record(tx, *(noted(row.id, UNCERTAIN, "its replica ended while it was being sent") for row in doubted))
    leased = {row["id"]: LeasedNotice(**{**row, "route": Route(row["route"])}) for row in taken}
    return LeasedLetter(key, tuple(leased[each] for each in ids))


def _key_for(rows: Sequence[Row[Any]], now: datetime) -> str:
    """The key of the earlier attempt if there may have been one; else a new one."""
    first = rows[0]
    keys = [message_key(row.dedupe_key) for row in rows]
    if first.state == NoticeState.WAITING and first.doubtful_since is None:
        return letter_key(keys, now)
    return first.letter or keys[0]
