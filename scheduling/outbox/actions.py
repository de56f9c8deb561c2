"""Putting notices in. `leases.py` gives them out to the courier, `settlements.py` writes what came of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import bindparam, delete, literal_column, select, update

from scheduling.audit.actions import record
from scheduling.outbox.facts import NoticeState, Route
from scheduling.outbox.records import SUPERSEDED, noted
from scheduling.outbox.tables import notices, posts
from scheduling.store.conflict import insert_unless_there
from scheduling.store.transaction import Transaction


class Urgency(IntEnum):
    """The order of sending; smaller goes first."""

    URGENT = 0
    CONFIRMATION = 1
    DIGEST = 2


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice in the making: a kind and references, never text. It is rendered when it is sent.

    Attributes:
        kind: names the renderer in `handlers/notices/`; stable.
        refs: ids and the facts of the change itself (JSON values; instants as ISO strings).
        addressee: `person:12`, or `channel:shifts` / `channel:supervisors`.
        dedupe_key: unique for ever; a second notice with the same key is silently the same notice.
        post_key: set for a standing post, which is updated in place rather than posted anew.
        due_at: not before this instant; None means at once.
        expires_at: of no use after this instant; None means never.
        supersede_key: a later notice with the same key takes the place of this one while it waits and has
            certainly not been sent, whenever either is due.
        route: by which way it goes first.
        thread_key: the key of the standing post in whose thread it goes.
    """

    kind: str
    addressee: str
    dedupe_key: str
    refs: Mapping[str, Any] = field(default_factory=dict)
    urgency: Urgency = Urgency.CONFIRMATION
    post_key: str | None = None
    due_at: datetime | None = None
    expires_at: datetime | None = None
    supersede_key: str | None = None
    route: Route = Route.SLACK
    thread_key: str | None = None


SHIFTS_CHANNEL = "channel:shifts"
SUPERVISORS_CHANNEL = "channel:supervisors"


def to_person(person_id: int) -> str:
    """The addressee of a direct message."""
    return f"person:{person_id}"


_older = notices.alias("older")
_SUPERSEDE = (
    update(notices)
    .where(
        notices.c.supersede_key == bindparam("thing"),
        notices.c.state == literal_column("'waiting'"),  # as the partial index says
        notices.c.doubtful_since.is_(None),
        notices.c.id
        < select(_older.c.id).where(_older.c.dedupe_key == bindparam("newest")).scalar_subquery(),
    )
    .values(
        state=NoticeState.OBSOLETE,
        reason=bindparam("why"),
        settled_at=bindparam("at", type_=notices.c.settled_at.type),
    )
    .returning(notices.c.id)
)


def enqueue(tx: Transaction, batch: Sequence[Notice]) -> None:
    """Write notices in the transaction of the change that they tell about. Those that they take the place of
    are settled as obsolete: whoever has missed three rungs of a ladder reads the last of them.
    """
    if not batch:
        return
    tx.execute(
        insert_unless_there(tx, notices, unique=["dedupe_key"]),
        [
            {
                "kind": notice.kind,
                "refs": dict(notice.refs),
                "addressee": notice.addressee,
                "urgency": int(notice.urgency),
                "dedupe_key": notice.dedupe_key,
                "post_key": notice.post_key,
                "thread_key": notice.thread_key,
                "state": NoticeState.WAITING,
                "reason": "",
                "created_at": tx.now,
                "due_at": notice.due_at or tx.now,
                "try_at": notice.due_at or tx.now,
                "attempts": 0,
                "expires_at": notice.expires_at,
                "supersede_key": notice.supersede_key,
                "route": notice.route,
            }
            for notice in batch
        ],
    )
    newest = {notice.supersede_key: notice for notice in batch if notice.supersede_key is not None}
    for thing in sorted(newest):
        _supersede(tx, thing, newest[thing])


def leave_posts(tx: Transaction, keys: Collection[str]) -> None:
    """Let what stands in Slack under these keys stand as it is: the next notice of each is posted anew. Slack
    tells nobody of what is changed in its place.
    """
    if keys:
        tx.execute(delete(posts).where(posts.c.key.in_(keys)))


def _supersede(tx: Transaction, thing: str, newest: Notice) -> None:
    """Of a standing post the audit says nothing: whoever looks at it sees the latest, as they would have."""
    reason = f"superseded by a later {newest.kind}"
    values = {"thing": thing, "newest": newest.dedupe_key, "why": reason, "at": tx.now}
    gone = tx.execute(_SUPERSEDE, values).scalars().all()
    if newest.post_key is None:
        record(tx, *(noted(notice_id, SUPERSEDED, reason) for notice_id in gone))
