"""What was read takes the place of what stood: only what differs is written, and nothing is emptied."""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, TypeVar

from sqlalchemy import Table, select

from scheduling.audit.actions import Change, record
from scheduling.presence.facts import Closure, Turn
from scheduling.presence.imports.facts import LastRead, ReadClosures, ReadRota, Taken, What, Wrong
from scheduling.presence.tables import calendar_reads, closures, rota_turns
from scheduling.store.conflict import insert_unless_there
from scheduling.store.transaction import Transaction

CALENDAR: Final = "calendar"
"""How a file of the rota or of closures is written in the audit."""

_MOST_KEPT: Final = 40
"""Sentences about what is wrong; the rest is counted."""

_NOTHING: Final = {
    What.ROTA: "There is no turn in it that could be taken: what stood goes on standing.",
    What.CLOSURES: "There is no closure in it that could be taken: what stood goes on standing.",
}

Entry = TypeVar("Entry", Turn, Closure)


def take_rota(tx: Transaction, read: ReadRota) -> Taken:
    """Have the rota say what was read. Where a line could not be taken, what stood for its time goes on.

    Safe to repeat: the same file changes nothing.
    """
    stands = {each: number for number, each in _turns(tx)}
    kept = {each for each in stands if _is_unclear(each, read)}
    return _take(tx, What.ROTA, rota_turns, stands, {*read.turns, *kept} if read.turns else set(), read)


def take_closures(tx: Transaction, read: ReadClosures) -> Taken:
    """Have the closures be what was read.

    Safe to repeat: the same file changes nothing.
    """
    stands = {each: number for number, each in _closures(tx)}
    return _take(tx, What.CLOSURES, closures, stands, set(read.closures), read)


def note_unread(tx: Transaction, what: What, why: str) -> None:
    """Write down that a source could not be fetched, or read as a whole; what stood goes on standing."""
    last = last_read(tx, what)
    _note(tx, what, [why], good=False, digest=last.digest if last is not None else "")


def note_unchanged(tx: Transaction, what: What) -> None:
    """Write down that a source says what it said when all of it was taken."""
    last = last_read(tx, what)
    if last is not None:
        _note(tx, what, [], good=True, digest=last.digest)


def is_taken(tx: Transaction, what: What, digest: str) -> bool:
    """Whether these bytes stand as they are: the same, and everything in them could be taken. Where
    something could not, they are read again, since somebody may have joined the roster.
    """
    last = last_read(tx, what)
    return last is not None and last.digest == digest and not last.wrong


def last_read(tx: Transaction, what: What) -> LastRead | None:
    """How the last look went; None: there was none."""
    row = tx.execute(select(calendar_reads).where(calendar_reads.c.what == what.value)).first()
    return None if row is None else LastRead(row.read_at, row.good_at, row.digest, tuple(row.wrong))


def _turns(tx: Transaction) -> list[tuple[int, Turn]]:
    columns = rota_turns.c.id, rota_turns.c.person_id, rota_turns.c.starts_at, rota_turns.c.ends_at
    return [(row.id, Turn(*tuple(row)[1:])) for row in tx.execute(select(*columns))]


def _closures(tx: Transaction) -> list[tuple[int, Closure]]:
    columns = closures.c.id, closures.c.name, closures.c.first_on, closures.c.last_on
    return [(row.id, Closure(*tuple(row)[1:])) for row in tx.execute(select(*columns))]


def _is_unclear(turn: Turn, read: ReadRota) -> bool:
    before = bisect_left(read.unclear, turn.ends_at, key=lambda span: span[0])
    return before > 0 and turn.starts_at < read.unclear[before - 1][1]


def _take(
    tx: Transaction,
    what: What,
    table: Table,
    stands: Mapping[Entry, int],
    wanted: Collection[Entry],
    read: ReadRota | ReadClosures,
) -> Taken:
    """Leave what stands where nothing is wanted; else write the difference, and record it if there is any."""
    if not wanted:
        wrong = (*read.wrong, Wrong(1, _NOTHING[what]))
        _note(tx, what, [str(each) for each in wrong], good=False, digest=read.digest)
        return Taken(0, 0, len(stands), wrong, kept=True)
    new = [each for each in wanted if each not in stands]
    gone = [number for each, number in stands.items() if each not in wanted]
    if gone:
        tx.execute(table.delete().where(table.c.id.in_(gone)))
    if new:
        tx.execute(table.insert(), [_values(each) for each in new])
    if new or gone:
        figures = {"new": len(new), "gone": len(gone), "stand": len(wanted)}
        record(tx, Change(CALENDAR, f"{what.value}_taken", what.value, 0, after=figures))
    _note(tx, what, [str(each) for each in read.wrong], good=True, digest=read.digest)
    return Taken(len(new), len(gone), len(stands) - len(gone), read.wrong)


def _values(entry: Turn | Closure) -> dict[str, Any]:
    if isinstance(entry, Turn):
        return {"person_id": entry.person_id, "starts_at": entry.starts_at, "ends_at": entry.ends_at}
    return {"name": entry.name, "first_on": entry.first_on, "last_on": entry.last_on}


def _note(tx: Transaction, what: What, wrong: Sequence[str], *, good: bool, digest: str) -> None:
    more = len(wrong) - _MOST_KEPT
    said = [*wrong[:_MOST_KEPT], f"And {more} more."] if more > 0 else list(wrong)
    values: dict[str, Any] = {"read_at": tx.now, "digest": digest, "wrong": said}
    if good:
        values["good_at"] = tx.now
    tx.execute(insert_unless_there(tx, calendar_reads, unique=["what"]), {"what": what.value, **values})
    tx.execute(calendar_reads.update().where(calendar_reads.c.what == what.value).values(values))
