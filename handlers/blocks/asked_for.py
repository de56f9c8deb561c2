"""What was passed on to somebody who answers for the officer."""

from collections.abc import Sequence

from handlers.blocks.buttons import mine_button, others_button
from handlers.blocks.elements import actions, section
from handlers.message import Message, message
from handlers.words import escaped, listed
from scheduling.roster.facts import Person


def asked_override(asked: Sequence[Person], shift_id: int) -> Message:
    """Somebody was asked to set a rule aside."""
    text = f"Asked {_names(asked)} to set the rule aside for shift {shift_id}. You are told when they do."
    return message(text, [section(f":hourglass_flowing_sand: {text}"), *actions(others_button())])


def asked_release(asked: Sequence[Person], shift_id: int) -> Message:
    """Somebody was asked to give a shift back; until then it stays held."""
    text = f"Asked {_names(asked)} to release shift {shift_id}. Until they do, it is yours to work."
    return message(text, [section(f":hourglass_flowing_sand: {text}"), *actions(mine_button())])


def _names(people: Sequence[Person]) -> str:
    return listed(escaped(person.name) for person in people) or "the coordinator"
