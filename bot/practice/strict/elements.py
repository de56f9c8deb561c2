"""Buttons, menus, pickers and inputs: their fields and limits.

Not offered: menus whose options the app supplies while somebody types (`external_select`).

Figures from https://docs.slack.dev/reference/block-kit/block-elements and …/composition-objects.
"""

from typing import Any

from bot.practice.strict.shape import (
    Check,
    Report,
    address,
    anything,
    boolean,
    day,
    integer,
    list_of,
    one_of,
    plain,
    record,
    string,
    text,
    time_of_day,
)

_confirm = record(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
_option = record({"text": plain(75), "value": string(150)}, {"description": plain(75)})
_rich_option = record({"text": text(75), "value": string(150)}, {"description": text(75)})
_overflow_option = record(
    {"text": plain(75), "value": string(150)}, {"description": plain(75), "url": address}
)
_option_group = record({"label": plain(75), "options": list_of(_option, 100)})
_dispatch_config = record(
    {}, {"trigger_actions_on": list_of(one_of("on_enter_pressed", "on_character_entered"), 2)}
)
_filter = record(
    {},
    {
        "include": list_of(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
_id = string(20)

# What each family of elements has besides its type.
_action: dict[str, Check] = {"action_id": string(255)}
_confirmed = _action | {"confirm": _confirm}
_focusable = _confirmed | {"focus_on_load": boolean}
_menu = _focusable | {"placeholder": plain(150)}
_multi = _menu | {"max_selected_items": integer(1, 100)}
_typed: dict[str, Check] = _action | {
    "placeholder": plain(150),
    "dispatch_action_config": _dispatch_config,
    "focus_on_load": boolean,
}
_static = {"options": list_of(_option, 100), "option_groups": list_of(_option_group, 100)}
_conversations = {"default_to_current_conversation": boolean, "filter": _filter}
_some_options = {"options": list_of(_rich_option, 10)}

_SHAPES: dict[str, tuple[dict[str, Check], dict[str, Check]]] = {
    "button": (
        {"text": plain(75)},
        _confirmed
        | {
            "url": address,
            "value": string(2_000, least=0),
            "style": one_of("primary", "danger"),
            "accessibility_label": string(75),
        },
    ),
    "image": ({"alt_text": string(2_000)}, {"image_url": address, "slack_file": anything}),
    "overflow": ({"options": list_of(_overflow_option, 5)}, _confirmed),
    "checkboxes": (_some_options, _focusable | {"initial_options": list_of(_rich_option, 10)}),
    "radio_buttons": (_some_options, _focusable | {"initial_option": _rich_option}),
    "static_select": ({}, _menu | _static | {"initial_option": _option}),
    "multi_static_select": ({}, _multi | _static | {"initial_options": list_of(_option, 100)}),
    "users_select": ({}, _menu | {"initial_user": _id}),
    "multi_users_select": ({}, _multi | {"initial_users": list_of(_id, 100)}),
    "conversations_select": (
        {},
        _menu | _conversations | {"initial_conversation": _id, "response_url_enabled": boolean},
    ),
    "multi_conversations_select": (
        {},
        _multi | _conversations | {"initial_conversations": list_of(_id, 100)},
    ),
    "channels_select": ({}, _menu | {"initial_channel": _id, "response_url_enabled": boolean}),
    "multi_channels_select": ({}, _multi | {"initial_channels": list_of(_id, 100)}),
    "datepicker": ({}, _menu | {"initial_date": day}),
    "timepicker": ({}, _menu | {"initial_time": time_of_day, "timezone": string(50)}),
    "datetimepicker": ({}, _focusable | {"initial_date_time": integer(1_000_000_000, 9_999_999_999)}),
    "plain_text_input": (
        {},
        _typed
        | {
            "initial_value": string(3_000, least=0),
            "multiline": boolean,
            "min_length": integer(0, 3_000),
            "max_length": integer(1, 3_000),
        },
    ),
    "email_text_input": ({}, _typed | {"initial_value": string(3_000, least=0)}),
    "url_text_input": ({}, _typed | {"initial_value": string(3_000, least=0)}),
    "number_input": (
        {"is_decimal_allowed": boolean},
        _typed | {"initial_value": string(30), "min_value": string(30), "max_value": string(30)},
    ),
    "file_input": ({}, _action | {"filetypes": list_of(string(20), 100), "max_files": integer(1, 10)}),
}

IN_SECTION = frozenset(_SHAPES) - {
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "file_input",
}
"""Elements that may stand beside a section's text."""

IN_ACTIONS = (
    IN_SECTION
    - {"image", "multi_static_select", "multi_users_select"}
    - {
        "multi_conversations_select",
        "multi_channels_select",
    }
)
"""Elements that an actions block may hold; Slack keeps multi-select menus out of it."""

IN_INPUT = frozenset(_SHAPES) - {"button", "image", "overflow"}
"""Elements that an input block may hold."""


def element(allowed: frozenset[str]) -> Check:
    """One of those elements, with its own fields and limits."""

    def check(value: Any, where: str, report: Report) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind not in allowed:
            report.object_to(f"unsupported type: {kind}", f"{where}/type")
            return
        required, optional = _SHAPES[kind]
        record({"type": one_of(kind)} | required, optional)(value, where, report)
        _check_together(value, where, report)

    return check


def _check_together(value: dict[str, Any], where: str, report: Report) -> None:
    """What Slack asks of several fields of an element at once."""
    kind = value["type"]
    if kind in ("static_select", "multi_static_select"):
        if (value.get("options") is None) == (value.get("option_groups") is None):
            report.object_to("must define either options or option_groups, not both", where)
        offered = _values(value)
        if len(offered) != len(set(offered)):
            report.object_to("option values must be unique", where)
    if kind == "image" and (value.get("image_url") is None) == (value.get("slack_file") is None):
        report.object_to("must define either image_url or slack_file", where)
    _check_initial(value, where, report)
    if kind == "plain_text_input" and value.get("min_length", 0) > value.get("max_length", 3_000):
        report.object_to("min_length cannot be greater than max_length", where)


def _check_initial(value: dict[str, Any], where: str, report: Report) -> None:
    """Initial options must be among the options, exactly as they stand there."""
    initial = [value["initial_option"]] if value.get("initial_option") else value.get("initial_options") or []
    offered = all_options(value)
    for option in initial:
        if not any(_same(option, other) for other in offered):
            report.object_to("initial option must exactly match one of the options", where)


def _same(one: Any, other: Any) -> bool:
    """Whether two options say the same; `emoji` and `verbatim` are settings that Slack fills in itself."""

    def bare(option: Any) -> Any:
        if isinstance(option, dict):
            return {k: bare(v) for k, v in option.items() if k not in ("emoji", "verbatim")}
        return option

    return bool(bare(one) == bare(other))


def all_options(value: dict[str, Any]) -> list[dict[str, Any]]:
    """The options of an element, those in groups included."""
    direct = value.get("options") or []
    grouped = [
        o for g in value.get("option_groups") or [] if isinstance(g, dict) for o in g.get("options") or []
    ]
    return [option for option in [*direct, *grouped] if isinstance(option, dict)]


def _values(value: dict[str, Any]) -> list[Any]:
    return [option.get("value") for option in all_options(value)]
