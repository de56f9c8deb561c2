"""What a menu offers, within Slack's limits by construction; and plain text, of which menus are made."""

from collections.abc import Sequence
from typing import Any, Final

from handlers.message import Block
from handlers.words.text import BUTTON, shorten

MENU: Final = 100
"""How many options Slack takes under one heading of a menu."""


def plain(text: str, most: int) -> dict[str, Any]:
    """Text without marks, of at most `most` characters."""
    return {"type": "plain_text", "text": shorten(text, most), "emoji": True}


def of_menu(options: Sequence[Block]) -> dict[str, Any]:
    """A menu's options; beyond a hundred they stand under headings of first and last."""
    if len(options) <= MENU:
        return {"options": list(options)}
    return {"option_groups": [group for part in _parts(options) for group in headed(_ends(part), part)]}


def headed(heading: str, options: Sequence[Block]) -> list[dict[str, Any]]:
    """A heading over at most a hundred options; over more it stands again, with their first and last."""
    if len(options) <= MENU:
        return [{"label": plain(heading, BUTTON), "options": list(options)}]
    return [
        {"label": plain(f"{heading}: {_ends(part)}", BUTTON), "options": list(part)}
        for part in _parts(options)
    ]


def _parts(options: Sequence[Block]) -> list[Sequence[Block]]:
    return [options[start : start + MENU] for start in range(0, len(options), MENU)]


def _ends(options: Sequence[Block]) -> str:
    first, last = str(options[0]["text"]["text"]), str(options[-1]["text"]["text"])
    return f"{shorten(first, 25)} – {shorten(last, 25)}"
