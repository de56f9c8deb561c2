"""A shift that was given back."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from handlers.blocks.buttons import START, mine_button, others_button
from handlers.blocks.elements import actions, button, context, section
from handlers.blocks.shifts import title_of, told_short
from handlers.ids import shifts as ids
from handlers.ids.shifts import Look
from handlers.message import Block, Message, message
from handlers.words.text import escaped
from scheduling.roster.facts import Person
from scheduling.shifts.facts import Released


def released(done: Released, reader: ZoneInfo, back: Look = START) -> Message:
    """One's own shift is given back."""
    head = f":leftwards_arrow_with_hook: *Given back.* {title_of(done.shift, reader)}"
    buttons = actions(mine_button(), others_button(back))
    return message(
        f"Given back: {told_short(done.shift)}", [section(head), context(_whereto(done)), *buttons]
    )


def released_for(done: Released, reason: str) -> Message:
    """An officer's shift is given back for them."""
    name = escaped(done.officer.name)
    head = f":leftwards_arrow_with_hook: *{name} is off.* {title_of(done.shift)}"
    why = f"Reason kept: {escaped(reason, 300)}\n" if reason else ""
    small = context(f"{why}{_whereto(done)} {name} is told.")
    return message(f"{name} is off: {told_short(done.shift)}", [section(head), small])


def buttons_of_refusal(shift_id: int, answering: Sequence[Person], *, late: bool) -> list[Block]:
    """What can be done when it could not be given back."""
    if not late:
        return [mine_button()]
    whom = answering[0].name if len(answering) == 1 else "a supervisor"
    ask = button(f"Ask {whom} to release it", ids.ASK_RELEASE_FORM, ids.ShiftRef(shift_id))
    return [ask, mine_button()]


def _whereto(done: Released) -> str:
    if done.next_holder is not None:
        return f"{escaped(done.next_holder.name)}, next in line, has it now."
    return "It is open again." if done.shift.free else "Every place is filled all the same."
