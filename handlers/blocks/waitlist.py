"""A place in line."""

from zoneinfo import ZoneInfo

from handlers.blocks.buttons import START, leave_button, mine_button, others_button
from handlers.blocks.elements import actions, context, section
from handlers.blocks.shifts import title_of, told_short
from handlers.ids.shifts import Look
from handlers.message import Message, message
from scheduling.shifts.facts import Shift, Waiting


def joined(place: Waiting, reader: ZoneInfo, back: Look = START) -> Message:
    """In line, and at which place."""
    head = f":hourglass_flowing_sand: *Number {place.rank} in line.* {title_of(place.shift, reader)}"
    small = context(
        "If a place comes free and the rules still allow it, it is yours and you are told at once."
    )
    buttons = actions(leave_button(place.shift, back), others_button(back))
    return message(
        f"Number {place.rank} in line: {told_short(place.shift)}", [section(head), small, *buttons]
    )


def left(shift: Shift, reader: ZoneInfo, back: Look = START) -> Message:
    """Out of line."""
    head = f"*Out of line.* {title_of(shift, reader)}"
    return message(
        f"Out of line: {told_short(shift)}", [section(head), *actions(mine_button(), others_button(back))]
    )
