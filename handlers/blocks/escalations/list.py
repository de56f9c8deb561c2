"""Escalations in a list: what concerns me, what I have, all, and what is over; a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from handlers.blocks.elements import actions, section
from handlers.blocks.escalations.buttons import open_button, say_button, take_button
from handlers.blocks.escalations.standing import heading_of, opened, stands
from handlers.concerns.standing import Standing
from handlers.grammar.escalations import Listed, Which, list_words
from handlers.message import Block, Message, message
from handlers.words.text import counted

PAGE = 8

_TITLES = {
    Which.OPEN: ("escalation concerns you", "escalations concern you"),
    Which.MINE: ("escalation is yours", "escalations are yours"),
    Which.ALL: ("escalation is open", "escalations are open"),
}
_NONE = {
    Which.OPEN: "Nothing needs you now.",
    Which.MINE: "You have none.",
    Which.ALL: "Nothing is open anywhere.",
    Which.HISTORY: "None is over yet.",
}


@dataclass(frozen=True, slots=True)
class EscalationsPage:
    """A page of a list.

    Attributes:
        asked: which list, and which page of it.
        total: how many there are; None: nobody has counted.
        lines: those of this page.
        more: whether there is a page after it.
        reader: whose clock it is told by.
        reads_all: whether they may read everybody's, and so what is over.
    """

    asked: Listed
    total: int | None
    lines: Sequence[Standing]
    more: bool
    reader: ZoneInfo
    reads_all: bool


def escalations_list(page: EscalationsPage) -> Message:
    """One page, each with *I have it* where nobody has it, and the way to all of it."""
    if not page.lines:
        text = _NONE[page.asked.which] if page.asked.page == 1 else "There is no such page."
        return message(text, [section(text), *_ways(page)])
    text = _title(page)
    rows = [block for each in page.lines for block in line_blocks(each, page.reader)]
    return message(text, [section(f"*{text}*"), *rows, *_ways(page)])


def line_blocks(of: Standing, reader: ZoneInfo) -> list[Block]:
    """One of a list: what it is about, how it stands, and its buttons."""
    told = section(f"{heading_of(of, reader)}\n{stands(of, reader)}\n{opened(of, reader)}")
    take = [take_button(of.number, primary=True)] if of.is_open else []
    return [told, *actions(*take, open_button(of.number))]


def _title(page: EscalationsPage) -> str:
    if page.total is None or page.asked.which not in _TITLES:
        return "What is over, the latest first"
    return counted(page.total, *_TITLES[page.asked.which])


def _ways(page: EscalationsPage) -> list[Block]:
    which, number = page.asked.which, page.asked.page
    row = []
    if number > 1:
        row.append(say_button("Back", list_words(which, number - 1)))
    if page.more:
        row.append(say_button("More", list_words(which, number + 1)))
    others = (("What concerns me", Which.OPEN), ("Mine", Which.MINE), ("History", Which.HISTORY))
    row += [
        say_button(told, list_words(other))
        for told, other in others
        if other is not which and (page.reads_all or other is not Which.HISTORY)
    ]
    return actions(*row)
