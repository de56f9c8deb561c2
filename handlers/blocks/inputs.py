"""The fields of forms, within Slack's limits by construction. A block has one field, so one id names both."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from handlers.message import Block
from handlers.words.text import BUTTON, shorten

LABEL = 150
HINT = 300
BOXES = 10
"""More than so many boxes Slack does not take in one field; a menu takes a hundred."""

CERTIFICATE_TYPES = ("pdf", "png", "jpg", "jpeg", "heic", "docx")
"""What Slack offers for upload; the officer's word for what it is counts, not the ending."""


def day_input(
    block_id: str, label: str, *, hint: str = "", chosen: date | None = None, optional: bool = False
) -> Block:
    """A date."""
    initial = {"initial_date": chosen.isoformat()} if chosen is not None else {}
    return _input(block_id, label, {"type": "datepicker", **initial}, hint, optional=optional)


def clock_input(block_id: str, label: str, *, hint: str = "") -> Block:
    """A time of day, which may be left out."""
    return _input(block_id, label, {"type": "timepicker"}, hint, optional=True)


def line_input(
    block_id: str, label: str, *, hint: str = "", most: int, optional: bool = False, shown: str = ""
) -> Block:
    """A line of at most `most` characters; `shown` stands in it, pale, until something is typed."""
    field: dict[str, Any] = {"type": "plain_text_input", "max_length": most}
    if shown:
        field["placeholder"] = _plain(shown, LABEL)
    return _input(block_id, label, field, hint, optional=optional)


def one_of_input(
    block_id: str, label: str, options: Sequence[tuple[str, str]], *, chosen: str = "", hint: str = ""
) -> Block:
    """One of a few: pairs of value and words. The first is chosen already, unless `chosen` is another."""
    offered = [_option(value, words) for value, words in options]
    initial = next((one for one in offered if one["value"] == chosen), offered[0])
    field = {"type": "radio_buttons", "options": offered, "initial_option": initial}
    return _input(block_id, label, field, hint)


def some_of_input(
    block_id: str,
    label: str,
    names: Sequence[tuple[str, str]],
    *,
    hint: str = "",
    chosen: Collection[str] = (),
) -> Block:
    """Any of many: pairs of value and words. Boxes to tick; beyond `BOXES` a menu of at most a hundred."""
    options = [_option(value, words) for value, words in names[:100]]
    ticked = [one for one in options if one["value"] in chosen]
    initial = {"initial_options": ticked} if ticked else {}
    if len(options) <= BOXES:
        return _input(block_id, label, {"type": "checkboxes", "options": options, **initial}, hint)
    field = {
        "type": "multi_static_select", "options": options, "placeholder": _plain("Choose", LABEL), **initial,
    }  # fmt: skip
    return _input(block_id, label, field, hint)


def file_input(block_id: str, label: str, *, hint: str = "") -> Block:
    """One file of at most 10 MB, which may be left out."""
    field = {"type": "file_input", "filetypes": list(CERTIFICATE_TYPES), "max_files": 1}
    return _input(block_id, label, field, hint, optional=True)


def _input(
    block_id: str, label: str, field: dict[str, Any], hint: str = "", *, optional: bool = False
) -> Block:
    block: dict[str, Any] = {
        "type": "input",
        "block_id": block_id,
        "label": _plain(label, LABEL),
        "element": {**field, "action_id": block_id},
    }
    if hint:
        block["hint"] = _plain(hint, HINT)
    if optional:
        block["optional"] = True
    return block


def _option(value: str, words: str) -> Block:
    return {"text": _plain(words, BUTTON), "value": value}


def _plain(text: str, most: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": shorten(text, most), "emoji": True}
