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
    Which.ALL: ("escalation in all", "escalations in all"),
    Which.HISTORY: ("escalation is over", "escalations are over"),
}
_NONE = {
    Which.OPEN: "Nothing needs you now.",
    Which.MINE: "You have none.",
    Which.ALL: "Nothing is open anywhere.",
    Which.HISTORY: "None has been yet.",
}


@dataclass(frozen=True, slots=True)
class EscalationsPage:
    """A page of a list, of `total` in all."""

    asked: Listed
    total: int
    lines: Sequence[Standing]
    reader: ZoneInfo


def escalations_list(page: EscalationsPage) -> Message:
    """One page, each with *I have it* where nobody has it, and the way to all of it."""
    if not page.total:
        text = _NONE[page.asked.which]
        return message(text, [section(text), *_ways(page)])
    text = counted(page.total, *_TITLES[page.asked.which])
    rows = [block for each in page.lines for block in line_blocks(each, page.reader)]
    if not page.lines:
        rows = [section("There is no such page.")]
    return message(text, [section(f"*{text}*"), *rows, *_ways(page)])


def line_blocks(of: Standing, reader: ZoneInfo) -> list[Block]:
    """One of a list: what it is about, how it stands, and its buttons."""
    told = section(f"{heading_of(of, reader)}\n{stands(of, reader)}\n{opened(of, reader)}")
    take = [take_button(of.number, primary=True)] if of.is_open else []
    return [told, *actions(*take, open_button(of.number))]


def _ways(page: EscalationsPage) -> list[Block]:
    which, number = page.asked.which, page.asked.page
    row = []
    if number > 1:
        row.append(say_button("Back", list_words(which, number - 1)))
    if (left := page.total - number * PAGE) > 0:
        row.append(say_button(f"More ({left})", list_words(which, number + 1)))
    others = (("What concerns me", Which.OPEN), ("Mine", Which.MINE), ("History", Which.HISTORY))
    row += [say_button(told, list_words(other)) for told, other in others if other is not which]
    return actions(*row)
