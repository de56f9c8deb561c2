"""The timeline of an escalation: whole in its view, line by line in the thread under a post."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import groupby

from handlers.blocks.elements import context, section
from handlers.blocks.escalations.times import Times
from handlers.message import Block
from handlers.words.escalation_lines import Names, entry_words
from handlers.words.text import SECTION, counted
from scheduling.escalations.facts import Entry, Escalation

SHOWN = 40
"""The newest lines of a view; a phone shows no more at a time than a quarter of it."""


def timeline_blocks(escalation: Escalation, entries: Sequence[Entry], names: Names, at: Times) -> list[Block]:
    """Day by day, oldest first; of a long one the newest `SHOWN` lines."""
    shown = entries[-SHOWN:]
    left_out = len(entries) - len(shown)
    blocks = [context(f"and {counted(left_out, 'line')} before")] if left_out else []
    for day, lines in groupby(shown, lambda entry: at.day_of(entry.at)):
        told = (timeline_line(escalation, entry, names, at, entry.at) for entry in lines)
        blocks += map(section, _paragraphs([f"*{day}*", *told]))
    return blocks


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """As few as hold all the lines: none is cut off, as the newest of a long day would be."""
    paragraph = ""
    for line in lines:
        if paragraph and len(paragraph) + len("\n") + len(line) > SECTION:
            yield paragraph
            paragraph = line
        else:
            paragraph = f"{paragraph}\n{line}" if paragraph else line
    yield paragraph


def timeline_line(
    escalation: Escalation, entry: Entry, names: Names, at: Times, after: datetime | None = None
) -> str:
    """`Wed Aug 12, 12:30 · Told Sergeant Sol Sequoia`; without its day where that of `after` stands above."""
    ending = escalation.ending.value if escalation.ending is not None else ""
    told = partial(at.told, after=entry.at)
    return f"{at.told(entry.at, after)} · {entry_words(entry, names, told, ending)}"
