"""What changes is shown wherever it stands: the newest message to each addressee is redrawn, and what has
become of it goes into the thread under the channel's.

Slack rings nobody when a message is redrawn. All that a transaction changes is put together just before its
commit: each message is redrawn once, and a thread gets one line-up of what is new.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import Row, func, select

from scheduling.escalations.facts import EntryKind
from scheduling.escalations.tables import escalation_entries, escalation_posts, escalation_tellings
from scheduling.outbox.actions import SUPERVISORS_CHANNEL, Notice, Urgency, enqueue
from scheduling.outbox.facts import BESIDES
from scheduling.outbox.standing import list_out_of_date
from scheduling.store.transaction import Transaction

POST: Final = "escalation_post"
"""The kind of the messages' notices; the keys of the standing posts begin with it."""

TIMELINE: Final = "escalation_timeline"
"""The kind of what goes into a thread."""

_NEWEST: Final = (
    select(
        escalation_tellings.c.escalation_id,
        escalation_posts.c.addressee,
        func.max(escalation_posts.c.id).label("post_id"),
    )
    .join(escalation_posts, escalation_posts.c.id == escalation_tellings.c.post_id)
    .where(escalation_tellings.c.dropped_at.is_(None))
    .group_by(escalation_tellings.c.escalation_id, escalation_posts.c.addressee)
)


def show_anew(tx: Transaction, escalation_id: int, *entries: int) -> None:
    """Have an escalation shown as it is after this transaction, with new lines of its timeline."""
    tx.defer(_show, *((escalation_id, entry) for entry in entries or (0,)))


def key_of_post(post_id: int) -> str:
    """The key of the standing post in Slack."""
    return f"{POST}:{post_id}"


def post_notice(
    post_id: int, addressee: str, revision: str, urgency: Urgency, *, besides: bool = False
) -> Notice:
    """The notice that puts a message up, or redraws it; `besides`: a mail goes out beside it."""
    key = key_of_post(post_id)
    return Notice(
        kind=POST,
        addressee=addressee,
        dedupe_key=f"{key}:{revision}",
        refs={"post": post_id, **({BESIDES: True} if besides else {})},
        urgency=urgency,
        post_key=key,
    )


def _show(tx: Transaction, changed: list[tuple[int, int]]) -> None:
    newest = _newest(tx, {number for number, _ in changed})
    enqueue(tx, _redrawn(tx, newest))
    threads = {row.escalation_id: row.post_id for row in newest if row.addressee == SUPERVISORS_CHANNEL}
    enqueue(tx, _timelines(tx, threads, {entry for _, entry in changed if entry}))


def redraws_of(tx: Transaction, told: Collection[tuple[int, str]]) -> list[Notice]:
    """The notices that redraw the newest messages in which these escalations stand for these addressees, as
    far as those are up and out of date. They go after everything that tells somebody something new.
    """
    newest = _newest(tx, {number for number, _ in told})
    return _redrawn(tx, [row for row in newest if (row.escalation_id, row.addressee) in told])


def _newest(tx: Transaction, escalation_ids: Collection[int]) -> Sequence[Row[Any]]:
    """(escalation, addressee, message) of each that stands in one."""
    return tx.execute(_NEWEST.where(escalation_tellings.c.escalation_id.in_(escalation_ids))).all()


def _redrawn(tx: Transaction, rows: Iterable[Row[Any]]) -> list[Notice]:
    whose = {key_of_post(row.post_id): row for row in rows}
    return [
        post_notice(whose[key].post_id, whose[key].addressee, uuid4().hex, Urgency.DIGEST)
        for key in list_out_of_date(tx, whose)
    ]


def _timelines(tx: Transaction, threads: dict[int, int], entries: set[int]) -> list[Notice]:
    """What is new, for the thread under each of these messages."""
    new: dict[int, list[int]] = {}
    for row in _entries_for(tx, threads, entries):
        new.setdefault(threads[row.escalation_id], []).append(row.id)
    return [
        Notice(
            kind=TIMELINE,
            addressee=SUPERVISORS_CHANNEL,
            dedupe_key=f"{TIMELINE}:{post_id}:{new[post_id][0]}",
            refs={"entries": new[post_id], "post": post_id},
            urgency=Urgency.DIGEST,
            thread_key=key_of_post(post_id),
        )
        for post_id in sorted(new)
    ]


def _entries_for(tx: Transaction, threads: Iterable[int], entries: set[int]) -> list[Row[Any]]:
    """The new lines of these escalations; with all before them where the channel is told for the first time.
    That it was opened, and that the channel was told, the message says above its thread.
    """
    lines = select(
        escalation_entries.c.id, escalation_entries.c.escalation_id, escalation_entries.c.kind,
        escalation_entries.c.to,
    ).order_by(escalation_entries.c.id)  # fmt: skip
    told: dict[int, list[int]] = {}
    found = tx.execute(lines.where(escalation_entries.c.escalation_id.in_(list(threads)))).all()
    for row in found:
        if row.kind == EntryKind.TOLD and row.to == SUPERVISORS_CHANNEL:
            told.setdefault(row.escalation_id, []).append(row.id)
    first_told = {number for number, ids in told.items() if ids[0] in entries}
    silent = {each for ids in told.values() for each in ids}
    return [
        row
        for row in found
        if row.kind != EntryKind.OPENED
        and row.id not in silent
        and (row.id in entries or row.escalation_id in first_told)
    ]
