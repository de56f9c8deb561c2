"""The few blocks that everything is built of, within Slack's limits by construction."""

from collections.abc import Sequence
from typing import Any

from handlers.blocks.choices import of_menu, plain
from handlers.ids.packing import Value, pack
from handlers.message import Block
from handlers.words.text import BUTTON, HEADER, SECTION, shorten

CONTEXT = 2_000
ACTIONS = 25


def header(text: str) -> Block:
    """A large line, plain text."""
    return {"type": "header", "text": plain(text, HEADER)}


def section(text: str, accessory: Block | None = None) -> Block:
    """A paragraph of mrkdwn, with at most one element beside it. The text is escaped by whoever wrote it."""
    block: dict[str, Any] = {"type": "section", "text": _mrkdwn(text, SECTION)}
    if accessory is not None:
        block["accessory"] = accessory
    return block


def context(text: str) -> Block:
    """A small grey line of mrkdwn."""
    return {"type": "context", "elements": [_mrkdwn(text, CONTEXT)]}


def divider() -> Block:
    """A thin line."""
    return {"type": "divider"}


def actions(*elements: Block) -> list[Block]:
    """A row of buttons and menus; none at all without elements.

    Slack wants action ids to differ within a row, so a repeated one is numbered (`say`, `say:2`).
    """
    seen: dict[str, int] = {}
    row: list[Block] = []
    for element in elements[:ACTIONS]:
        name = str(element["action_id"])
        seen[name] = seen.get(name, 0) + 1
        row.append({**element, "action_id": name if seen[name] == 1 else f"{name}:{seen[name]}"})
    return [{"type": "actions", "elements": row}] if row else []


def button(
    text: str, action_id: str, value: Value, *, style: str = "", label: str = "", confirm: Block | None = None
) -> Block:
    """A button that carries a typed value.

    Args:
        text: what stands on it.
        action_id: names the listener.
        value: what it is about.
        style: `primary`, `danger` or nothing.
        label: what a screen reader says, where the text alone is not enough.
        confirm: asked before it is sent.
    """
    block: dict[str, Any] = {
        "type": "button",
        "text": plain(text, BUTTON),
        "action_id": action_id,
        "value": pack(value),
    }
    if style:
        block["style"] = style
    if label:
        block["accessibility_label"] = shorten(label, BUTTON)
    if confirm is not None:
        block["confirm"] = confirm
    return block


def confirm(title: str, text: str, yes: str, no: str = "Keep it") -> Block:
    """A question before something that is not easily undone."""
    return {
        "title": plain(title, 100),
        "text": plain(text, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }


def option(text: str, value: Value) -> Block:
    """A line of a menu."""
    return {"text": plain(text, BUTTON), "value": pack(value)}


def menu(placeholder: str, action_id: str, options: Sequence[Block], chosen: Block | None = None) -> Block:
    """A menu, with one option chosen already or none."""
    block: dict[str, Any] = {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(placeholder, 150),
        **of_menu(options),
    }
    if chosen is not None:
        block["initial_option"] = chosen
    return block


def paragraph_input(block_id: str, action_id: str, label: str, hint: str, *, most: int = 300) -> Block:
    """A field for a sentence or two."""
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, 150),
        "hint": plain(hint, 150),
        "element": {
            "type": "plain_text_input",
            "action_id": action_id,
            "multiline": True,
            "max_length": most,
            "focus_on_load": True,
        },
    }


def _mrkdwn(text: str, most: int) -> dict[str, Any]:
    """Marked `verbatim`: otherwise Slack makes mentions and links of plain words, such as a feed's @here."""
    return {"type": "mrkdwn", "text": shorten(text, most), "verbatim": True}
