"""Blocks: which ones each surface takes, their limits, and the ids that Slack fills in.

Figures from https://docs.slack.dev/reference/block-kit/blocks.
"""

import copy
import secrets
from collections.abc import Iterator
from typing import Any, Literal

from bot.practice.strict.elements import IN_ACTIONS, IN_INPUT, IN_SECTION, element
from bot.practice.strict.shape import (
    Check,
    Report,
    address,
    anything,
    boolean,
    list_of,
    one_of,
    plain,
    record,
    string,
    text,
)
from bot.practice.wire import Json

Surface = Literal["message", "modal", "home"]

MOST: dict[Surface, int] = {"message": 50, "modal": 100, "home": 100}
"""Blocks that each surface takes."""


class BlocksError(Exception):
    """Blocks that Slack would not accept; `messages` name each place."""

    def __init__(self, messages: list[str]) -> None:
        """Refuse with Slack's `response_metadata.messages`."""
        super().__init__("; ".join(messages))
        self.messages = messages


def _context_element(value: Any, where: str, report: Report) -> None:
    kind = value.get("type") if isinstance(value, dict) else None
    if kind == "image":
        element(frozenset({"image"}))(value, where, report)
    else:
        text(3_000)(value, where, report)


def _rich_text_part(value: Any, where: str, report: Report) -> None:
    one_of(*_RICH_PARTS)(value.get("type") if isinstance(value, dict) else None, f"{where}/type", report)
    if isinstance(value, dict):
        list_of(anything, 1_000, least=0)(value.get("elements"), f"{where}/elements", report)


_RICH_PARTS = ("rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote")

_SHAPES: dict[str, tuple[dict[str, Check], dict[str, Check]]] = {
    "section": (
        {},
        {
            "text": text(3_000),
            "fields": list_of(text(2_000), 10),
            "accessory": element(IN_SECTION),
            "expand": boolean,
        },
    ),
    "actions": ({"elements": list_of(element(IN_ACTIONS), 25)}, {}),
    "context": ({"elements": list_of(_context_element, 10)}, {}),
    "header": ({"text": plain(150)}, {}),
    "divider": ({}, {}),
    "image": (
        {"alt_text": string(2_000)},
        {"image_url": address, "slack_file": anything, "title": plain(2_000)},
    ),
    "input": (
        {"label": plain(2_000), "element": element(IN_INPUT)},
        {"hint": plain(2_000), "optional": boolean, "dispatch_action": boolean},
    ),
    "markdown": ({"text": string(12_000)}, {}),
    "rich_text": ({"elements": list_of(_rich_text_part, 100)}, {}),
}

_SURFACES: dict[Surface, frozenset[str]] = {
    "message": frozenset(_SHAPES),
    "modal": frozenset(_SHAPES) - {"markdown"},
    "home": frozenset(_SHAPES) - {"markdown"},
}


def read_blocks(sent: Any, surface: Surface) -> list[Json]:
    """The blocks as Slack keeps them: checked, and with the ids and settings that were left out.

    Raises:
        ValueError: `sent` is not a list of objects.
        BlocksError: Slack would refuse them.
    """
    if not isinstance(sent, list) or not all(isinstance(block, dict) for block in sent):
        raise ValueError("blocks must be an array of objects")
    report = Report()
    check_blocks(sent, surface, report)
    if report.messages:
        raise BlocksError(report.messages)
    return [_filled_in(block) for block in copy.deepcopy(sent)]


def check_blocks(sent: list[Json], surface: Surface, report: Report) -> None:
    """Write down every objection to `sent`."""
    if len(sent) > MOST[surface]:
        report.object_to(f"no more than {MOST[surface]} items allowed", "/blocks")
    for number, block in enumerate(sent):
        _check_block(block, f"/blocks/{number}", surface, report)
    _check_unique([block.get("block_id") for block in sent], "block_id", "/blocks", report)
    focused = [e for block in sent for e in elements_of(block) if e.get("focus_on_load") is True]
    if len(focused) > 1:
        report.object_to("only one element can have `focus_on_load` set to true", "/blocks")


def _check_block(block: Json, where: str, surface: Surface, report: Report) -> None:
    kind = block.get("type")
    if kind not in _SURFACES[surface]:
        report.object_to(f"unsupported type: {kind}", f"{where}/type")
        return
    required, optional = _SHAPES[kind]
    record({"type": one_of(kind)} | required, {"block_id": string(255)} | optional)(block, where, report)
    if kind == "section" and not block.get("text") and not block.get("fields"):
        report.object_to("must define either `text` or `fields`", where)
    if kind == "image" and (block.get("image_url") is None) == (block.get("slack_file") is None):
        report.object_to("must define either `image_url` or `slack_file`", where)
    _check_unique([e.get("action_id") for e in elements_of(block)], "action_id", where, report)


def _check_unique(given: list[Any], what: str, where: str, report: Report) -> None:
    used = [one for one in given if one is not None]
    for repeated in sorted({str(one) for one in used if used.count(one) > 1}):
        report.object_to(f"`{what}` {repeated} already exists", where)


def elements_of(block: Json) -> Iterator[Json]:
    """The interactive elements of one block, wherever they sit in it."""
    if block.get("type") == "actions" and isinstance(block.get("elements"), list):
        yield from (one for one in block["elements"] if isinstance(one, dict))
    for place in ("accessory", "element"):
        if isinstance(block.get(place), dict) and block[place].get("type") != "image":
            yield block[place]


def _filled_in(block: Json) -> Json:
    """Give the block and its elements the ids that were left out, and text objects their default settings."""
    block.setdefault("block_id", secrets.token_urlsafe(4)[:5])
    for one in elements_of(block):
        one.setdefault("action_id", secrets.token_urlsafe(4)[:5])
    _spell_out(block)
    return block


def _spell_out(value: Any) -> None:
    if isinstance(value, list):
        for part in value:
            _spell_out(part)
    elif isinstance(value, dict):
        if value.get("type") == "plain_text":
            value.setdefault("emoji", True)
        elif value.get("type") == "mrkdwn":
            value.setdefault("verbatim", False)
        for part in value.values():
            _spell_out(part)
