"""`day_board`: the standing post of one day in the shifts channel."""

import json
from collections.abc import Sequence
from itertools import accumulate

from handlers.blocks.buttons import preview_button
from handlers.blocks.elements import context, header, section
from handlers.blocks.shifts import places_of
from handlers.blocks.who import packed
from handlers.message import Block, Message, message
from handlers.words.local_times import clock_time, day
from handlers.words.text import counted, escaped, listed
from scheduling.roster.facts import Person
from scheduling.shifts.facts import BoardLine, DayBoard, Shift, Status
from scheduling.zones import zone

OPEN_LINES = 30
"""How many open shifts have a line and a button; Slack takes 50 blocks."""

OPEN_ROOM = 8_000
"""How many characters these lines take at most, buttons included: Slack refuses a post of more than about
13,000 in all (`msg_blocks_too_long`), a figure that it does not document."""

FILLED_PARAGRAPHS = 1


def day_board(board: DayBoard, _addressee: Person | None) -> Message:
    """Open shifts with a button each, then those that are filled or closed."""
    openings = [line for line in board.lines if line.shift.free and line.shift.status is Status.OPEN]
    filled = [line for line in board.lines if line not in openings]
    free = sum(line.shift.free for line in openings)
    text = f"{day(board.day)}: {counted(free, 'place')} open" if free else f"{day(board.day)}: all filled"
    if not board.lines:
        text = f"{day(board.day)}: no shifts"
    blocks = [header(text)]
    shown = _fitting([section(_line(line), preview_button(line.shift)) for line in openings[:OPEN_LINES]])
    blocks += shown
    if len(openings) > len(shown):
        blocks.append(
            context(f"and {len(openings) - len(shown)} more open: `/shifts on {board.day.isoformat()}`")
        )
    blocks += packed([_settled(line) for line in filled], most=FILLED_PARAGRAPHS)
    return message(text, [*blocks, context("School time. `/shifts` lists what you may claim.")])


def _fitting(rows: Sequence[Block]) -> list[Block]:
    """As many of the first rows as there is room for."""
    sizes = accumulate(len(json.dumps(row, ensure_ascii=False)) for row in rows)
    return [row for row, size in zip(rows, sizes, strict=True) if size <= OPEN_ROOM]


def _settled(line: BoardLine) -> str:
    return _line(line) if line.shift.free else f":white_check_mark: {_line(line)}"


def _line(line: BoardLine) -> str:
    shift = line.shift
    head = f"*{escaped(shift.school.name)}* · {_hours(shift)} · #{shift.id}"
    post = " · ".join(part for part in (escaped(shift.post), "armed" if shift.armed else "") if part)
    names = listed(escaped(officer.name) for officer in line.officers)
    waiting = f"{counted(line.waiting, 'officer')} in line" if line.waiting else ""
    closed = "closed" if shift.status is Status.CLOSED else ""
    left = places_of(shift) if shift.free and not closed else ""
    tail = " · ".join(part for part in (post, names, left, closed, waiting) if part)
    return f"{head}\n{tail}" if tail else head


def _hours(shift: Shift) -> str:
    there = zone(shift.school.zone)
    return f"{clock_time(shift.starts_at, there)}–{clock_time(shift.ends_at, there)}"
