"""What an escalation is about, as it is now, ready to be worded."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from handlers.concerns import words_of
from handlers.concerns.plain import plain_words
from handlers.concerns.words import LINE, ConcernWords
from handlers.message import Block
from handlers.words.text import shorten
from scheduling.escalations.facts import Escalation
from scheduling.outbox.facts import Obsolete
from scheduling.store.transaction import Transaction

_GONE = plain_words("No longer there")
_HALVED = re.compile(r"&\w{0,4}…\Z")


@dataclass(frozen=True, slots=True)
class Concerning:
    """An escalation with the facts of what it is about, and the words for them."""

    escalation: Escalation
    words: ConcernWords
    facts: Any

    def line(self, reader: ZoneInfo | None) -> str:
        """Its heading in one line of mrkdwn; for a channel without a reader's zone."""
        return _fitting(self.words.line(self.facts, reader))

    def detail(self, reader: ZoneInfo | None) -> Sequence[Block]:
        """What else is worth seeing."""
        return self.words.detail(self.facts, reader)

    def offers(self) -> Sequence[Block]:
        """Buttons that do something about it."""
        return self.words.offers(self.facts, self.escalation)


def read_concerning(tx: Transaction, escalation: Escalation) -> Concerning:
    """What it is about as it is now; of what is gone, a plain line."""
    words = words_of(escalation.concern)
    facts = words.load(tx, escalation)
    if isinstance(facts, Obsolete):
        return Concerning(escalation, _GONE, _GONE.load(tx, escalation))
    return Concerning(escalation, words, facts)


def _fitting(line: str) -> str:
    """At most `LINE` characters: no escape is cut in half, and what begins in bold ends so."""
    if len(line) <= LINE:
        return line
    cut = _HALVED.sub("…", shorten(line, LINE - 1))
    return f"{cut}*" if cut.count("*") % 2 else cut
