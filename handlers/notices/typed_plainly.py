"""`typed_plainly` {typed, at}: words in the direct message that were meant as a command."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from handlers.blocks.elements import actions, button, confirm, section
from handlers.blocks.help import quick_buttons
from handlers.grammar.plain_words import Meant, find_meaning
from handlers.ids.shifts import SAY, Say
from handlers.message import Block, Message, message
from handlers.notices.reader import zone_of
from scheduling.outbox.facts import Obsolete
from scheduling.roster.facts import Person
from scheduling.store.transaction import Transaction
from scheduling.zones import local_day

STILL_OF_USE = timedelta(hours=1)
"""After so long the person has found another way."""


@dataclass(frozen=True, slots=True)
class TypedPlainly:
    """What was typed (empty: no command), and the instant of answering: dates in it are read from there."""

    typed: str
    now: datetime


def load_typed_plainly(tx: Transaction, refs: Mapping[str, Any]) -> TypedPlainly | Obsolete:
    """Obsolete an hour after it was typed."""
    if tx.now - datetime.fromisoformat(refs["at"]) > STILL_OF_USE:
        return Obsolete("nobody waits for the answer any more")
    return TypedPlainly(refs["typed"], tx.now)


def typed_plainly(facts: TypedPlainly, addressee: Person | None) -> Message:
    """One sentence, and a button that does what was meant; the usual ones where that is not clear."""
    zone = zone_of(addressee)
    today: date = local_day(facts.now, zone) if zone is not None else facts.now.date()
    meant = find_meaning(facts.typed, today) if facts.typed else None
    if meant is None:
        text = "Commands begin with a slash: `/shifts help` lists them."
        return message(text, [section(text), *quick_buttons()])
    text = f"Commands begin with a slash: `{meant.shown}`."
    return message(text, [section(text), *actions(_button(meant))])


def _button(meant: Meant) -> Block:
    sure = confirm("Give it back?", "It goes to the first in line, or opens again.", "Release")
    return button(meant.label, SAY, Say(meant.words), confirm=sure if meant.gives_back else None)
