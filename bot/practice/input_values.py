"""What stands in the inputs of a message or view: Slack's `state.values`."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.practice.strict.blocks import elements_of
from bot.practice.strict.elements import all_options
from bot.practice.wire import Json

# element type -> (name of the value, name of the initial value)
_NAMES = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "overflow": ("selected_option", ""),
    "multi_static_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", ""),
}


class NotOfferedError(ValueError):
    """Somebody chose what the element does not offer; Slack's client would not let them."""


def state_of(blocks: list[Json], given: Mapping[str, Any], kept: Mapping[str, Any] | None = None) -> Json:
    """The values of every input in `blocks`, as Slack sends them.

    `given` maps a block id or an action id to a plain value, or a block id to Slack's own form. What it
    leaves out comes from `kept` (an earlier state), then from the element's initial value.

    Raises:
        NotOfferedError: a given value is not among an element's options, or names no input.
    """
    values: Json = {}
    used: set[str] = set()
    for block, element in inputs(blocks):
        block_id, action_id = block["block_id"], element["action_id"]
        found, key = _given_for(given, block_id, action_id)
        if key:
            used.add(key)
            entry = read_value(element, found)
        else:
            entry = (kept or {}).get(block_id, {}).get(action_id) or _initial(element)
        values.setdefault(block_id, {})[action_id] = entry
    # The page speaks Slack's form and may still remember a block that an update took away; a plain value that
    # fits nowhere is a mistake of whoever wrote it.
    unknown = {name for name, value in given.items() if name not in used and not isinstance(value, dict)}
    if unknown:
        raise NotOfferedError(f"There is no input named {', '.join(sorted(unknown))}.")
    return values


def kept_values(blocks: list[Json], values: Mapping[str, Any]) -> Json:
    """The part of an earlier state whose block and action are still there."""
    kept: Json = {}
    for block, element in inputs(blocks):
        entry = values.get(block["block_id"], {}).get(element["action_id"])
        if entry is not None:
            kept.setdefault(block["block_id"], {})[element["action_id"]] = entry
    return kept


def inputs(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every element that holds a value, with its block."""
    for block in blocks:
        for element in elements_of(block):
            if element["type"] in _NAMES and element["type"] != "overflow":
                yield block, element


def read_value(element: Json, plain: object) -> Json:
    """A value in Slack's form, from Slack's form or a plain one; options are taken from the element itself.

    Raises:
        NotOfferedError: it is not among the element's options.
    """
    name, _ = _NAMES[element["type"]]
    if isinstance(plain, dict) and (name in plain or plain.get("type") == element["type"]):
        plain = plain.get(name)
    if name == "selected_option":
        plain = None if plain is None else _option(element, plain)
    elif name == "selected_options":
        plain = [_option(element, one) for one in _as_list(plain)]
    elif name in ("selected_users", "selected_conversations", "selected_channels", "files"):
        plain = _as_list(plain)
    elif name == "value":
        plain = None if plain in (None, "") else str(plain)
    return {"type": element["type"], name: plain}


def is_empty(entry: Json) -> bool:
    """Whether nothing was typed or chosen."""
    return all(value in (None, "", []) for key, value in entry.items() if key != "type")


def _given_for(given: Mapping[str, Any], block_id: str, action_id: str) -> tuple[object, str]:
    """The value meant for an element and the key under which it came; an empty key when there is none."""
    if block_id in given:
        value = given[block_id]
        if isinstance(value, dict) and action_id in value:
            return value[action_id], block_id
        about_others = isinstance(value, dict) and all(isinstance(one, dict) for one in value.values())
        return (None, "") if about_others else (value, block_id)
    if action_id in given:
        return given[action_id], action_id
    return None, ""


def _initial(element: Json) -> Json:
    name, initial = _NAMES[element["type"]]
    empty: object = [] if name.endswith("s") else None
    return {"type": element["type"], name: element.get(initial, empty)}


def _option(element: Json, wanted: object) -> Json:
    """The element's own option that `wanted` means: an option object, its value or its text."""
    if isinstance(wanted, dict):
        wanted = wanted.get("value")
    options = all_options(element)
    for option in options:
        if wanted in (option["value"], option["text"]["text"]):
            return option
    offered = ", ".join(option["text"]["text"] for option in options)
    raise NotOfferedError(f"“{wanted}” is not offered; choose from {offered}.")


def _as_list(plain: object) -> list[Any]:
    if plain is None:
        return []
    return list(plain) if isinstance(plain, list | tuple) else [plain]
