"""`training_started`: a clock of the officer's has begun to run."""

from datetime import date

from handlers.blocks.elements import actions, context, section
from handlers.blocks.training.buttons import training_button
from handlers.blocks.training.line import head_of
from handlers.message import Block, Message, message
from handlers.words.countdown import clock_started, if_missed, missing, title_of, told_short
from handlers.words.text import counted
from scheduling.roster.facts import Person
from scheduling.training.facts import CountdownLine
from scheduling.training.notices.facts import TrainingCountdown

MOST = 6
"""Obligations that are told; `/training` has the rest."""


def training_started(facts: TrainingCountdown, _addressee: Person | None) -> Message:
    """To the officer: what is to be done, by when, and what follows if it is not."""
    first, count = facts.lines[0], len(facts.lines)
    began = "A clock has started" if count == 1 else f"{count} clocks have started"
    more = f"; and {count - 1} more" if count > 1 else ""
    text = f"{began}: {title_of(first.obligation.requirement)}: {told_short(first, facts.today)}{more}"
    blocks = [block for line in facts.lines[:MOST] for block in _told(line, facts.today)]
    left = [context(f"and {counted(count - MOST, 'more countdown')}")] if count > MOST else []
    head = section(f":hourglass_flowing_sand: *{began}.*")
    return message(text, [head, *blocks, *left, *actions(training_button())])


def _told(line: CountdownLine, today: date) -> list[Block]:
    follows = if_missed(line.obligation.requirement)
    small = [one for one in (missing(line), clock_started(line.obligation, today), follows) if one]
    return [section(head_of(line, today)), *([context("\n".join(small))] if small else [])]
