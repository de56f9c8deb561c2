"""An officer who is gone with shifts in hand: which, each to be released, or all at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.blocks.elements import context, section
from handlers.blocks.officer_acts import release_all_button, release_button
from handlers.blocks.shifts import lines_of
from handlers.concerns.words import ConcernWords
from handlers.message import Block
from handlers.words.text import counted, escaped
from scheduling.escalations.facts import Escalation
from scheduling.outbox.facts import Obsolete
from scheduling.shifts.holdings.departures import OfficerGone, read_gone
from scheduling.store.transaction import Transaction

_MOST = 8
"""Shifts with a button of their own; *Release all* has the rest."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The officer with what they still hold, and the instant of reading."""

    left: OfficerGone
    now: datetime


def _load(tx: Transaction, escalation: Escalation) -> Gone | Obsolete:
    left = read_gone(tx, escalation.concern.subject_id)
    return Gone(left, tx.now) if left is not None else Obsolete("the officer is no longer on the roster")


def _line(facts: Gone, _reader: ZoneInfo | None) -> str:
    held = facts.left.held
    holds = f", still holds {counted(len(held), 'coming shift')}" if held else ""
    return f"Gone: *{escaped(facts.left.officer.name, 80)}*{holds}"


def _detail(facts: Gone, reader: ZoneInfo | None) -> Sequence[Block]:
    held, officer = facts.left.held, facts.left.officer
    shown = [
        section(
            lines_of(one.shift, reader, places=False),
            release_button(one.shift, officer) if one.shift.starts_at > facts.now else None,
        )
        for one in held[:_MOST]
    ]
    return [*shown, *([context(f"and {len(held) - _MOST} more")] if len(held) > _MOST else [])]


def _offers(facts: Gone, escalation: Escalation) -> Sequence[Block]:
    coming = [one for one in facts.left.held if one.shift.starts_at > facts.now]
    return [release_all_button(escalation.id, facts.left.officer)] if coming else []


WORDS = ConcernWords(_load, _line, _detail, _offers)
