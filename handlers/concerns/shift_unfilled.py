"""A shift that nobody has taken: how many places are free, who was off it last, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.blocks.covering import assign_button, backup_button, cover_button, offer_button
from handlers.blocks.elements import context
from handlers.blocks.shifts import detail_of, title_of
from handlers.concerns.words import NAME, ConcernWords
from handlers.message import Block
from handlers.words.local_times import point
from handlers.words.text import counted, escaped
from scheduling.escalations.facts import Escalation
from scheduling.outbox.facts import Obsolete
from scheduling.shifts.covering.given_back import GivenBack, find_last_given_back
from scheduling.shifts.facts import Shift
from scheduling.shifts.queries import find_shift
from scheduling.store.transaction import Transaction
from scheduling.zones import zone


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A shift, who was off it last, and the instant of reading."""

    shift: Shift
    given_back: GivenBack | None
    now: datetime


def _load(tx: Transaction, escalation: Escalation) -> Unfilled | Obsolete:
    shift = find_shift(tx, escalation.concern.subject_id)
    if shift is None:
        return Obsolete("there is no such shift")
    return Unfilled(shift, find_last_given_back(tx, shift.id), tx.now)


def _line(facts: Unfilled, reader: ZoneInfo | None) -> str:
    shift = facts.shift
    some = f", {shift.free} of {counted(shift.places, 'place')}" if shift.places > 1 and shift.free else ""
    return f"Unfilled{some}: {title_of(shift, reader, most=NAME)}"


def _detail(facts: Unfilled, reader: ZoneInfo | None) -> Sequence[Block]:
    at, shift = reader or zone(facts.shift.school.zone), facts.shift
    lines = [f"Shift {detail_of(shift)}"]
    if (last := facts.given_back) is not None:
        why = f": {escaped(last.reason, 200)}" if last.reason else ""
        lines.append(f"{escaped(last.officer, 80)} gave it back, {point(last.at, at)}{why}")
    if shift.backup_asked_at is not None:
        lines.append(f"Open to back-up agencies since {point(shift.backup_asked_at, at)}")
    if shift.cover_called_at is not None:
        lines.append(f"Cover called {point(shift.cover_called_at, at)}")
    return [context("\n".join(lines))]


def _offers(facts: Unfilled, escalation: Escalation) -> Sequence[Block]:
    shift = facts.shift
    if shift.starts_at <= facts.now and not shift.wants_cover(facts.now):
        return [cover_button(escalation.id)]
    backup = [backup_button(escalation.id)] if shift.backup_agencies and not shift.backup_asked_at else []
    return [offer_button(escalation.id), *backup, assign_button(escalation.id)]


WORDS = ConcernWords(_load, _line, _detail, _offers)
