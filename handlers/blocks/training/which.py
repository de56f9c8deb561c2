"""Which of several obligations is meant; that there is none; that it is settled by now."""

from collections.abc import Sequence
from datetime import date

from handlers.blocks.elements import actions, button, section
from handlers.blocks.training.buttons import training_button
from handlers.blocks.training.line import head_of
from handlers.ids.training import ObligationRef
from handlers.message import Block, Message, message
from handlers.words.countdown import title_of, told_short
from scheduling.roster.facts import Person
from scheduling.training.facts import CountdownLine

MOST = 12
"""Choices in one message; nobody owes more at a time."""


def which_training(question: str, action_id: str, lines: Sequence[CountdownLine], today: date) -> Message:
    """A choice, in the order of `lines`; each button does `action_id`."""
    return message(
        question, [section(f"*{question}*"), *(_choice(one, action_id, today) for one in lines[:MOST])]
    )


def nothing_to_choose(text: str) -> Message:
    """There is nothing that this could be about."""
    return message(text, [section(text), *actions(training_button())])


def settled_by_now(line: CountdownLine, today: date, officer: Person, reader: Person) -> Message:
    """An old button: what it was about needs nothing any more."""
    own = officer.id == reader.id
    text = f"Nothing is left to do: {title_of(line.obligation.requirement)}"
    told = section(f"*Nothing is left to do.*\n{head_of(line, today, whose='' if own else officer.name)}")
    return message(text, [told, *(actions(training_button()) if own else [])])


def _choice(line: CountdownLine, action_id: str, today: date) -> Block:
    requirement = line.obligation.requirement
    about = ObligationRef(line.obligation.id)
    this = button("This one", action_id, about, label=f"This one: {requirement.title}")
    return section(f"*{title_of(requirement)}*\n{told_short(line, today)}", this)
