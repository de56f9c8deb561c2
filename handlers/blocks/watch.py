"""What a supervisor keeps an eye on: who is on now, and posts that are empty within a day."""

from collections.abc import Sequence

from handlers.blocks.elements import header, section
from handlers.blocks.shifts import title_of
from handlers.blocks.who import now_line, packed
from handlers.message import Block
from handlers.words.text import counted
from scheduling.shifts.facts import BoardLine, OnPost


def watch_blocks(on_now: Sequence[OnPost], empty: Sequence[BoardLine]) -> list[Block]:
    """Empty posts first: they are what can still be changed."""
    blocks = [header("Empty within 24 h"), *packed([_empty(line) for line in empty])]
    if not empty:
        blocks.append(section("Every post is filled."))
    blocks += [header("On now"), *packed([now_line(post) for post in on_now])]
    return blocks if on_now else [*blocks, section("Nobody is on.")]


def _empty(line: BoardLine) -> str:
    waiting = f" · {counted(line.waiting, 'officer')} in line" if line.waiting else ""
    missing = f"{counted(line.shift.free, 'place')} empty"
    return f":warning: #{line.shift.id} {title_of(line.shift)} · {missing}{waiting}"
