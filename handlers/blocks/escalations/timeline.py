"""The timeline of an escalation: whole in its view, line by line in the thread under a post."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from itertools import groupby

from handlers.blocks.elements import context, section
from handlers.blocks.escalations.times import Times
from handlers.message import Block
from handlers.words.escalation_lines import Names, entry_words
from handlers.words.text import counted
from scheduling.escalations.facts import Entry, Escalation

SHOWN = 40
"""The newest lines of a view; a phone shows no more at a time than a quarter of it."""

_A_DAY = 2_800
"""Characters of a day's lines in one block."""


def timeline_blocks(escalation: Escalation, entries: Sequence[Entry], names: Names, at: Times) -> list[Block]:
    """Day by day, oldest first; of a long one the newest `SHOWN` lines."""
    shown = entries[-SHOWN:]
    left_out = len(entries) - len(shown)
    blocks = [context(f"and {counted(left_out, 'line')} before")] if left_out else []
    for day, lines in groupby(shown, lambda entry: at.day_of(entry.at)):
        told = "\n".join(timeline_line(escalation, entry, names, at, entry.at) for entry in lines)
        blocks.append(section(f"*{day}*\n{told}"[:_A_DAY]))
    return blocks


def timeline_line(
    escalation: Escalation, entry: Entry, names: Names, at: Times, after: datetime | None = None
) -> str:
    """`Wed Aug 12, 12:30 · Told Sergeant Sol Sequoia`; without its day where that of `after` stands above."""
    ending = escalation.ending.value if escalation.ending is not None else ""
    told = partial(at.told, after=entry.at)
    return f"{at.told(entry.at, after)} · {entry_words(entry, names, told, ending)}"
