"""The fields of forms, within Slack's limits by construction. A block has one field, so one id names both."""

from collections.abc import Collection, Sequence
from datetime import date, time
from typing import Any

from handlers.blocks.choices import MENU, headed, of_menu, plain
from handlers.blocks.elements import context
from handlers.message import Block
from handlers.words.text import BUTTON

LABEL = 150
HINT = 300
BOXES = 10
"""More than so many boxes Slack does not take in one field; a menu takes a hundred."""
CHOICES = 1_000
"""So many people fit into one menu: Slack takes no form of more than 250 kB."""
PEOPLE = 100
"""How many people Slack lets somebody choose in one field."""

CERTIFICATE_TYPES = ("pdf", "png", "jpg", "jpeg", "heic", "docx")
"""What Slack offers for upload; the officer's word for what it is counts, not the ending."""


def day_input(
    block_id: str, label: str, *, hint: str = "", chosen: date | None = None, optional: bool = False
) -> Block:
    """A date."""
    initial = {"initial_date": chosen.isoformat()} if chosen is not None else {}
    return _input(block_id, label, {"type": "datepicker", **initial}, hint, optional=optional)


def clock_input(
    block_id: str, label: str, *, hint: str = "", chosen: time | None = None, optional: bool = True
) -> Block:
    """A time of day, which may be left out unless told otherwise."""
    initial = {"initial_time": f"{chosen:%H:%M}"} if chosen is not None else {}
    return _input(block_id, label, {"type": "timepicker", **initial}, hint, optional=optional)


def line_input(
    block_id: str, label: str, *, hint: str = "", most: int, optional: bool = False, shown: str = "",
    typed: str = "",
) -> Block:  # fmt: skip
    """A line of at most `most` characters, with what was typed before; `shown` stands in it, pale, until
    something is typed.
    """
    field: dict[str, Any] = {"type": "plain_text_input", "max_length": most, **_typed(typed, most)}
    if shown:
        field["placeholder"] = plain(shown, LABEL)
    return _input(block_id, label, field, hint, optional=optional)


def lines_input(
    block_id: str, label: str, *, hint: str = "", most: int, optional: bool = False, typed: str = ""
) -> Block:
    """A field of several lines."""
    field = {"type": "plain_text_input", "multiline": True, "max_length": most, **_typed(typed, most)}
    return _input(block_id, label, field, hint, optional=optional)


def number_input(
    block_id: str, label: str, *, hint: str = "", least: int, most: int, typed: str = ""
) -> Block:
    """A whole number, which may be left out."""
    field: dict[str, Any] = {
        "type": "number_input", "is_decimal_allowed": False, "min_value": str(least), "max_value": str(most),
        **_typed(typed, 30),
    }  # fmt: skip
    return _input(block_id, label, field, hint, optional=True)


def people_input(
    block_id: str, label: str, *, hint: str = "", chosen: Sequence[str] = (), most: int = PEOPLE
) -> Block:
    """Anybody in Slack, by their accounts, at most a hundred; it may be left empty."""
    field: dict[str, Any] = {
        "type": "multi_users_select", "placeholder": plain("Choose people", LABEL),
        "max_selected_items": most,
    }  # fmt: skip
    if chosen:
        field["initial_users"] = list(chosen[:most])
    return _input(block_id, label, field, hint, optional=True)


def menu_input(
    block_id: str, label: str, options: Sequence[tuple[str, str]], *, hint: str = "", chosen: str = "",
    optional: bool = False,
) -> Block:  # fmt: skip
    """One of many, from a menu: pairs of value and words. Nothing is chosen unless `chosen` is offered."""
    offered = [_option(value, words) for value, words in options]
    field: dict[str, Any] = {
        "type": "static_select",
        "placeholder": plain("Choose", LABEL),
        **of_menu(offered),
    }
    if (initial := next((one for one in offered if one["value"] == chosen), None)) is not None:
        field["initial_option"] = initial
    return _input(block_id, label, field, hint, optional=optional)


def person_input(
    block_id: str, label: str, people: Sequence[tuple[str, str]], *, hint: str, otherwise: str
) -> list[Block]:
    """One person of many, from a menu. Where it cannot offer all of them, it says so, and in a sentence of
    mrkdwn how the others are named `otherwise`.
    """
    menu = menu_input(block_id, label, people[:CHOICES], hint=hint)
    if len(people) <= CHOICES:
        return [menu]
    return [menu, context(f"{CHOICES:,} of {len(people):,} stand here. {otherwise}")]


def menus_input(
    block_id: str,
    label: str,
    menus: Sequence[tuple[str, Sequence[tuple[str, str]]]],
    *,
    hint: str = "",
    chosen: Collection[str] = (),
) -> Block:
    """Any of many, from a menu with headings: heading, and pairs of value and words. It may be left empty."""
    groups = [
        (heading, [_option(value, words) for value, words in options])
        for heading, options in menus
        if options
    ]
    ticked = [one for _, options in groups for one in options if one["value"] in chosen]
    field: dict[str, Any] = {
        "type": "multi_static_select",
        "placeholder": plain("Choose groups", LABEL),
        "option_groups": [group for heading, options in groups for group in headed(heading, options)],
    }
    if ticked:
        field["initial_options"] = ticked[:MENU]
    return _input(block_id, label, field, hint, optional=True)


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
    optional: bool = False,
) -> Block:
    """Any of many: pairs of value and words. Boxes to tick; beyond `BOXES` a menu of at most a hundred."""
    options = [_option(value, words) for value, words in names[:MENU]]
    ticked = [one for one in options if one["value"] in chosen]
    initial = {"initial_options": ticked} if ticked else {}
    if len(options) <= BOXES:
        return _input(
            block_id, label, {"type": "checkboxes", "options": options, **initial}, hint, optional=optional
        )
    field = {
        "type": "multi_static_select", "options": options, "placeholder": plain("Choose", LABEL), **initial,
    }  # fmt: skip
    return _input(block_id, label, field, hint, optional=optional)


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
        "label": plain(label, LABEL),
        "element": {**field, "action_id": block_id},
    }
    if hint:
        block["hint"] = plain(hint, HINT)
    if optional:
        block["optional"] = True
    return block


def _typed(text: str, most: int) -> dict[str, str]:
    return {"initial_value": text[:most]} if text else {}


def _option(value: str, words: str) -> Block:
    return {"text": plain(words, BUTTON), "value": value}
