"""What was passed on to somebody who answers for the officer."""

from zoneinfo import ZoneInfo

from handlers.blocks.buttons import START, mine_button, others_button
from handlers.blocks.elements import actions, section
from handlers.ids.shifts import Look
from handlers.message import Message, message
from handlers.words.local_times import clock_time
from handlers.words.text import escaped, listed
from scheduling.shifts.questions.actions import AGAIN
from scheduling.shifts.questions.facts import Asked


def asked_override(asked: Asked, shift_id: int, reader: ZoneInfo, back: Look = START) -> Message:
    """Somebody was asked to set a rule aside, now or before; or nobody could be."""
    if not asked.whom:
        return _nobody("set the rule aside", shift_id)
    told = f"{_asked(asked, reader)} to set the rule aside for shift {shift_id}."
    text = f"{told} {_unanswered(asked, reader) or 'You are told what they decide.'}"
    return message(text, [section(f":hourglass_flowing_sand: {text}"), *actions(others_button(back))])


def asked_release(asked: Asked, shift_id: int, reader: ZoneInfo) -> Message:
    """Somebody was asked to give a shift back, now or before; until then it stays held. Or nobody was."""
    if not asked.whom:
        return _nobody("release it", shift_id)
    told = f"{_asked(asked, reader)} to release shift {shift_id}."
    text = " ".join(filter(None, [told, _unanswered(asked, reader), "Until they do, it is yours to work."]))
    return message(text, [section(f":hourglass_flowing_sand: {text}"), *actions(mine_button())])


def _nobody(to_do: str, shift_id: int) -> Message:
    text = f"Nobody who may {to_do} can be reached in Slack. Ask them in person about shift {shift_id}."
    return message(text, [section(f":warning: {text}")])


def _asked(asked: Asked, reader: ZoneInfo) -> str:
    names = listed(escaped(person.name) for person in asked.whom)
    return (
        f"You have asked {names} already, at {clock_time(asked.at, reader)},"
        if asked.already
        else f"Asked {names}"
    )


def _unanswered(asked: Asked, reader: ZoneInfo) -> str:
    if not asked.already:
        return ""
    return f"Nobody has answered yet; from {clock_time(asked.at + AGAIN, reader)} on you can ask again."
