"""A threat or incident report: that there is one, its number, where and when; what it says, nowhere here."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from handlers.blocks.reports.buttons import read_button
from handlers.concerns.words import ConcernWords
from handlers.message import Block
from handlers.words.reports import ANY_KIND, line_of
from scheduling.escalations.facts import Escalation
from scheduling.outbox.facts import Obsolete
from scheduling.reports.facts import Notable
from scheduling.reports.queries import find_notable
from scheduling.store.transaction import Transaction


def _load(tx: Transaction, escalation: Escalation) -> Notable | Obsolete:
    found = find_notable(tx, escalation.concern.subject_id)
    return found if found is not None else Obsolete("there is no such report")


def _line(facts: Notable, reader: ZoneInfo | None) -> str:
    return f"{ANY_KIND} · {line_of(facts, reader)}"


def _detail(_facts: Notable, _reader: ZoneInfo | None) -> Sequence[Block]:
    """None: its details are for those entitled, who press *Read*."""
    return ()


def _offers(facts: Notable, _escalation: Escalation) -> Sequence[Block]:
    return [read_button(facts.number)]


WORDS = ConcernWords(_load, _line, _detail, _offers)
