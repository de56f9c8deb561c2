"""The timeline of an escalation: whole in its view, line by line in the thread under a post."""

from collections.abc import Sequence
from itertools import groupby

from handlers.blocks.elements import context, section
from handlers.blocks.escalations.times import Times
from handlers.message import Block
from handlers.words.escalation_lines import Names, entry_words
from scheduling.escalations.facts import Entry, Escalation

SHOWN = 40
"""The newest lines of a view; a phone shows no more at a time than a quarter of it."""

_A_DAY = 2_800
"""Characters of a day's lines in one block."""


def timeline_blocks(escalation: Escalation, entries: Sequence[Entry], names: Names, at: Times) -> list[Block]:
    """Day by day, oldest first; of a long one the newest `SHOWN` lines."""
    shown = entries[-SHOWN:]
    left_out = len(entries) - len(shown)
    blocks = [context(f"and {left_out} lines before")] if left_out else []
    for day, lines in groupby(shown, lambda entry: at.day_of(entry.at)):
        told = "\n".join(timeline_line(escalation, entry, names, at) for entry in lines)
        blocks.append(section(f"*{day}*\n{told}"[:_A_DAY]))
    return blocks


def timeline_line(escalation: Escalation, entry: Entry, names: Names, at: Times) -> str:
    """`12:30 · Told Sergeant Sol Sequoia`."""
    ending = escalation.ending.value if escalation.ending is not None else ""
    return f"{at.clock(entry.at)} · {entry_words(entry, names, at.told, ending)}"
