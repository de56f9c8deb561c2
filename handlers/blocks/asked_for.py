"""What was passed on to somebody who answers for the officer."""

from collections.abc import Sequence

from handlers.blocks.buttons import START, mine_button, others_button
from handlers.blocks.elements import actions, section
from handlers.ids import Look
from handlers.message import Message, message
from handlers.words import escaped, listed
from scheduling.roster.facts import Person


def asked_override(asked: Sequence[Person], shift_id: int, back: Look = START) -> Message:
    """Somebody was asked to set a rule aside; or nobody could be."""
    if not asked:
        return _nobody("set the rule aside", shift_id)
    text = f"Asked {_names(asked)} to set the rule aside for shift {shift_id}. You are told what they decide."
    return message(text, [section(f":hourglass_flowing_sand: {text}"), *actions(others_button(back))])


def asked_release(asked: Sequence[Person], shift_id: int) -> Message:
    """Somebody was asked to give a shift back; until then it stays held. Or nobody could be."""
    if not asked:
        return _nobody("release it", shift_id)
    text = f"Asked {_names(asked)} to release shift {shift_id}. Until they do, it is yours to work."
    return message(text, [section(f":hourglass_flowing_sand: {text}"), *actions(mine_button())])


def _nobody(to_do: str, shift_id: int) -> Message:
    text = f"Nobody who may {to_do} can be reached in Slack. Ask them in person about shift {shift_id}."
    return message(text, [section(f":warning: {text}")])


def _names(people: Sequence[Person]) -> str:
    return listed(escaped(person.name) for person in people)
