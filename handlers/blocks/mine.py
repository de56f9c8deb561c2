"""The shifts a person holds, and the lines they stand in."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from handlers.blocks.buttons import leave_button, others_button, release_button
from handlers.blocks.elements import actions, context, section
from handlers.blocks.shifts import lines_of, told_short
from handlers.message import Block, Message, message
from handlers.words.text import counted
from scheduling.shifts.facts import HeldShift, Waiting

MOST = 20
"""How many shifts one message lists: two blocks each would otherwise pass Slack's 50."""


def mine(held: Sequence[HeldShift], waiting: Sequence[Waiting], reader: ZoneInfo) -> Message:
    """Shifts with *Release*, then lines with *Leave the line*; soonest first."""
    if not held and not waiting:
        text = "You hold no shifts and stand in no line."
        return message(text, [section(text), *actions(others_button())])
    text = f"You hold {counted(len(held), 'shift')}"
    if held:
        text += f"; next: {told_short(held[0].shift)}"
    blocks: list[Block] = [section(f"*You hold {counted(len(held), 'shift')}*")]
    blocks += [
        section(lines_of(one.shift, reader, places=False), release_button(one.shift)) for one in held[:MOST]
    ]
    blocks += _cut(len(held))
    if waiting:
        blocks.append(section(f"*You stand in {counted(len(waiting), 'line')}*"))
        blocks += [
            section(f"{lines_of(one.shift, reader)} · you are number {one.rank}", leave_button(one.shift))
            for one in waiting[:MOST]
        ]
        blocks += _cut(len(waiting))
    return message(text, [*blocks, *actions(others_button())])


def _cut(count: int) -> list[Block]:
    return [context(f"and {count - MOST} more, later")] if count > MOST else []
