"""Slack's limits, held against everything that a test is shown."""

import json
from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from handlers.message import Message


def check_message(text: str, blocks: Sequence[dict[str, Any]]) -> None:
    """A message: its text reads well in a notification, its blocks are what Slack takes."""
    assert text.strip(), "a message needs a text for the notification"
    assert len(text) <= 4_000, "chat.update takes 4,000 characters"
    assert "*" not in text.replace("**", ""), f"marks in a notification: {text}"
    assert len(blocks) <= 50
    _check_blocks(blocks)


def check_rendered(shown: Message) -> None:
    """A message to be posted: Slack refuses one of more than about 13,000 characters, frames included."""
    check_message(shown.text, shown.blocks)
    assert len(json.dumps(shown.blocks, ensure_ascii=False)) <= 12_000, "msg_blocks_too_long"


def check_view(view: dict[str, Any]) -> None:
    """A modal or a Home tab."""
    assert len(view["blocks"]) <= 100
    assert len(view.get("private_metadata", "")) <= 3_000
    for part in ("title", "submit", "close"):
        assert len(view.get(part, {}).get("text", "")) <= 24
    View(**json.loads(json.dumps(view))).validate_json()
    _check_blocks(view["blocks"])


def _check_blocks(blocks: Sequence[dict[str, Any]]) -> None:
    plain = json.loads(json.dumps(list(blocks)))
    parsed = Block.parse_all(plain)
    assert len(parsed) == len(plain)
    for block in parsed:
        block.validate_json()
    for block in plain:
        _check_elements(block)


def _check_elements(block: dict[str, Any]) -> None:
    if block["type"] == "section":
        assert 0 < len(block["text"]["text"]) <= 3_000
        assert block["text"]["type"] == "plain_text" or "<!" not in block["text"]["text"]
    elements = [*block.get("elements", []), *([block["accessory"]] if "accessory" in block else [])]
    names = [element["action_id"] for element in elements if "action_id" in element]
    assert len(names) == len(set(names)), f"action ids repeat in one block: {names}"
    for element in elements:
        if element["type"] == "button":
            assert 0 < len(element["text"]["text"]) <= 75
            assert len(element["value"]) <= 2_000
            assert len(element.get("accessibility_label", "")) <= 75
        if element["type"] == "static_select":
            options = element.get("options") or [o for g in element["option_groups"] for o in g["options"]]
            assert options
            assert all(len(o["value"]) <= 150 and len(o["text"]["text"]) <= 75 for o in options)
