"""Plays the coming weeks through in a scratch database: the real sweep at each instant at which something is
due, and every notice worded as it would be at the moment of sending.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from sqlalchemy import Row

from handlers.message import Message
from handlers.notices import render
from scheduling.escalations.shown import POST
from scheduling.escalations.sweep import sweep_escalations
from scheduling.outbox.facts import NoticeState
from scheduling.outbox.tables import notices
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person
from scheduling.shifts.sweep import sweep_first_shifts
from scheduling.store.engine import Database, open_database
from scheduling.store.schema import migrate
from scheduling.store.transaction import Transaction
from scheduling.training.reports.preview import find_next_instant
from scheduling.training.upkeep.sweep import sweep_training

_MOST_ROUNDS: Final = 10_000
"""At one instant. A sweep that is still not done then never will be."""

_PERSON: Final = "person:"


@dataclass(frozen=True, slots=True)
class Told:
    """One notice that would be sent.

    Attributes:
        at: when, aware UTC.
        kind: what it is.
        addressee: the person; None where it goes to a channel.
        channel: which channel, such as "supervisors"; empty for a person.
        message: its words.
    """

    at: datetime
    kind: str
    addressee: Person | None
    channel: str
    message: Message


@contextmanager
def scratch_database() -> Iterator[Database]:
    """An empty, migrated SQLite database that is thrown away."""
    with TemporaryDirectory(prefix="muster-preview-") as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'preview.db'}")
        try:
            migrate(database)
            yield database
        finally:
            database.close()


def rehearse(scratch: Database, policy: Policy, begin: datetime, until: datetime) -> Iterator[Told]:
    """Every notice that would be sent from one instant to another, in order; changes the scratch database.

    Raises:
        RuntimeError: the sweep finds no end.
    """
    at: datetime | None = begin
    while at is not None and at <= until:
        _sweep(scratch, policy, at)
        yield from _send(scratch, policy, at)
        with scratch.read(at) as tx:
            at = find_next_instant(tx, at)


def _sweep(scratch: Database, policy: Policy, at: datetime) -> None:
    for _ in range(_MOST_ROUNDS):
        with scratch.begin(at) as tx:
            changed = sweep_first_shifts(tx) + sweep_training(tx, policy)
            changed += sweep_escalations(tx, policy, by_mail=False)
        if not changed:
            return
    raise RuntimeError(f"The sweep of training finds no end at {at:%Y-%m-%d %H:%M} UTC: please report it.")


def _send(scratch: Database, policy: Policy, at: datetime) -> Iterator[Told]:
    """What is due, worded and settled. A standing post that is only shown anew tells nobody anything: it is
    passed over.
    """
    with scratch.begin(at) as tx:
        due = tx.execute(
            notices.select()
            .where(notices.c.state == NoticeState.WAITING, notices.c.due_at <= at)
            .order_by(notices.c.urgency, notices.c.id)
        ).all()
        told = [_word(tx, row, policy) for row in due if row.post_key is None or _rings(tx, row)]
        sent = notices.update().where(notices.c.id.in_([row.id for row in due]))
        tx.execute(sent.values(state=NoticeState.SENT, settled_at=at))
    yield from (one for one in told if one is not None)


def _rings(tx: Transaction, notice: Row[Any]) -> bool:
    """Whether a standing post is the first of its kind to go out: of an escalation, to somebody."""
    if notice.kind != POST:
        return False
    sent = notices.c.post_key == notice.post_key, notices.c.state == NoticeState.SENT
    return tx.execute(notices.select().where(*sent).limit(1)).first() is None


def _word(tx: Transaction, notice: Row[Any], policy: Policy) -> Told | None:
    """None for what would be of no use any more."""
    is_person = notice.addressee.startswith(_PERSON)
    person = find_person(tx, int(notice.addressee.removeprefix(_PERSON))) if is_person else None
    message = render(tx, notice.kind, notice.refs, person, policy=policy)
    if not isinstance(message, Message):
        return None
    channel = "" if is_person else notice.addressee.partition(":")[2]
    return Told(tx.now, notice.kind, person, channel, message)
