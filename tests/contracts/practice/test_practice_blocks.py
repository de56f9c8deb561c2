"""Blocks that Slack would refuse are refused, and the answer names the place."""

import copy
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.practice.strict.blocks import BlocksError, Surface, read_blocks
from bot.practice.strict.views import InvalidViewError, read_view
from tests.contracts.practice.probe import button, modal


def plain(text: str) -> dict[str, Any]:
    """A plain text object."""
    return {"type": "plain_text", "text": text}


def section(text: str = "x", **more: Any) -> dict[str, Any]:
    """A section."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def press(action_id: str | None = "go", **more: Any) -> dict[str, Any]:
    """A button."""
    return {"type": "button", "text": plain("Go"), **({"action_id": action_id} if action_id else {}), **more}


def actions(*elements: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An actions block."""
    return {"type": "actions", "elements": list(elements), **more}


def select(options: int = 2, **more: Any) -> dict[str, Any]:
    """A menu with so many options."""
    listed = [{"text": plain(f"Option {n}"), "value": f"{n}"} for n in range(options)]
    return {"type": "static_select", "action_id": "choose", "options": listed, **more}


def asked(element: dict[str, Any]) -> dict[str, Any]:
    """An input block."""
    return {"type": "input", "label": plain("Label"), "element": element}


def objections(blocks: Any, surface: Surface = "message") -> list[str]:
    """What is objected to."""
    with pytest.raises(BlocksError) as refusal:
        read_blocks(blocks, surface)
    return refusal.value.messages


FITS: list[tuple[Surface, list[dict[str, Any]]]] = [
    ("message", [section("x" * 3_000)] * 50),
    ("modal", [section()] * 100),
    ("home", [section()] * 100),
    ("message", [{"type": "header", "text": plain("x" * 150)}]),
    ("message", [{"type": "section", "fields": [plain("x" * 2_000)] * 10}]),
    ("message", [actions(*(press(f"a{n}") for n in range(25)))]),
    ("message", [{"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 10}]),
    ("message", [actions(press(value="x" * 2_000, style="danger", text=plain("x" * 75)))]),
    ("message", [actions(select(100))]),
    ("message", [section(accessory=select(2, initial_option={"text": plain("Option 1"), "value": "1"}))]),
    ("message", [{"type": "image", "image_url": "https://a.example/x.png", "alt_text": "A map"}]),
    ("message", [{"type": "markdown", "text": "**bold**"}]),
    ("modal", [asked({"type": "number_input", "is_decimal_allowed": False})]),
    ("modal", [asked({"type": "timepicker", "initial_time": "07:30"})]),
    ("modal", [asked({"type": "file_input", "filetypes": ["pdf"], "max_files": 10})]),
    ("home", [actions({"type": "datepicker", "initial_date": "2026-08-12"})]),
]


@pytest.mark.parametrize(("surface", "blocks"), FITS)
def test_blocks_at_the_limit_pass(surface: Surface, blocks: list[dict[str, Any]]) -> None:
    assert len(read_blocks(blocks, surface)) == len(blocks)


TOO_MUCH: list[tuple[list[dict[str, Any]], str]] = [
    ([section()] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    ([section("x" * 3_001)], "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    ([section("")], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    ([{"type": "section"}], "must define either `text` or `fields` [json-pointer:/blocks/0]"),
    (
        [{"type": "header", "text": plain("x" * 151)}],
        "less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
        "plain_text [json-pointer:/blocks/0/text/type]",
    ),
    (
        [{"type": "section", "fields": [plain("x")] * 11}],
        "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
    ),
    (
        [actions(*(press(f"a{n}") for n in range(26)))],
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    ([actions()], "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
    ([{"type": "context", "elements": [plain("x")] * 11}], "no more than 10 items"),
    (
        [actions(press(text=plain("x" * 76)))],
        "less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    (
        [actions(press(value="x" * 2_001))],
        "less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    ([actions(press(style="green"))], "one of primary, danger"),
    ([actions(press(url="javascript:alert(1)"))], "must provide a valid URL"),
    ([actions(press(), press())], "`action_id` go already exists [json-pointer:/blocks/0]"),
    ([section(block_id="a"), section(block_id="a")], "`block_id` a already exists [json-pointer:/blocks]"),
    ([section(block_id="x" * 256)], "less than 256 characters [json-pointer:/blocks/0/block_id]"),
    ([actions(select(101))], "no more than 100 items allowed"),
    ([actions(select(0))], "no fewer than 1 items allowed"),
    ([actions(select(2, option_groups=[]))], "either options or option_groups"),
    ([actions(select(2, initial_option={"text": plain("Other"), "value": "9"}))], "must exactly match"),
    ([actions({"type": "overflow", "options": select(6)["options"]})], "no more than 5 items allowed"),
    ([actions({"type": "checkboxes", "options": select(11)["options"]})], "no more than 10 items allowed"),
    ([actions({"type": "multi_static_select", "options": []})], "unsupported type: multi_static_select"),
    ([actions({"type": "plain_text_input"})], "unsupported type: plain_text_input"),
    ([section(accessory={"type": "plain_text_input"})], "unsupported type: plain_text_input"),
    ([asked(press())], "unsupported type: button"),
    ([asked({"type": "file_input", "max_files": 11})], "must be between 1 and 10"),
    ([actions({"type": "file_input"})], "unsupported type: file_input"),
    ([section(accessory={"type": "file_input"})], "unsupported type: file_input"),
    ([actions({"type": "datepicker", "initial_date": "2026-02-30"})], "valid date"),
    ([actions({"type": "timepicker", "initial_time": "7:30"})], "valid time"),
    ([{"type": "nonsense"}], "unsupported type: nonsense [json-pointer:/blocks/0/type]"),
    ([section(colour="red")], "invalid additional property: colour [json-pointer:/blocks/0]"),
    (
        [actions(press(colour="red"))],
        "invalid additional property: colour [json-pointer:/blocks/0/elements/0]",
    ),
    ([{"type": "actions"}], "missing required field: elements [json-pointer:/blocks/0]"),
    ([{"type": "image", "image_url": "https://a.example/x.png"}], "missing required field: alt_text"),
    ([actions({"type": "button", "action_id": "go"})], "missing required field: text"),
    ([section() | {"text": "words"}], "must provide an object [json-pointer:/blocks/0/text]"),
    ([actions(press(confirm={"title": plain("Sure?")}))], "missing required field: deny"),
    ([actions(press(action_id="x" * 256))], "less than 256 characters"),
]


@pytest.mark.parametrize(("blocks", "objection"), TOO_MUCH)
def test_blocks_beyond_the_limit_are_refused_by_place(blocks: list[dict[str, Any]], objection: str) -> None:
    assert any(objection in message for message in objections(blocks)), objections(blocks)


def test_markdown_blocks_are_for_messages_only() -> None:
    assert "unsupported type: markdown" in objections([{"type": "markdown", "text": "x"}], "home")[0]


def test_two_inputs_cannot_both_have_the_focus() -> None:
    blocks = [asked({"type": "plain_text_input", "focus_on_load": True}) for _ in range(2)]
    assert "focus_on_load" in objections(blocks, "modal")[0]


def test_ids_and_settings_that_were_left_out_are_filled_in() -> None:
    given = [actions(press(None), press(None)), section()]
    untouched = copy.deepcopy(given)
    first, second = read_blocks(given, "message")
    assert given == untouched
    assert first["block_id"] != second["block_id"]
    assert len({element["action_id"] for element in first["elements"]}) == 2
    assert first["elements"][0]["text"]["emoji"] is True
    assert second["text"]["verbatim"] is False


def test_a_refused_message_names_the_place_as_slack_does(client: WebClient) -> None:
    with pytest.raises(SlackApiError, match="invalid_blocks") as refusal:
        client.chat_postMessage(channel="#shifts", text="x", blocks=[{"type": "divider"}, section("")])
    assert refusal.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be more than 0 characters [json-pointer:/blocks/1/text/text]"
    ]


@pytest.mark.parametrize(
    ("change", "objection"),
    [
        ({"title": plain("x" * 25)}, "less than 25 characters [json-pointer:/view/title/text]"),
        ({"title": None}, "missing required field: title [json-pointer:/view]"),
        ({"submit": plain("x" * 25)}, "[json-pointer:/view/submit/text]"),
        ({"submit": None}, "missing required field: submit [json-pointer:/view]"),
        (
            {"private_metadata": "x" * 3_001},
            "less than 3001 characters [json-pointer:/view/private_metadata]",
        ),
        ({"callback_id": "x" * 256}, "less than 256 characters"),
        ({"type": "home"}, "[json-pointer:/view/type]"),
        ({"blocks": [section("")]}, "[json-pointer:/view/blocks/0/text/text]"),
        ({"blocks": None}, "missing required field: blocks"),
        ({"colour": "red"}, "invalid additional property: colour [json-pointer:/view]"),
    ],
)
def test_a_modal_beyond_the_limits_is_refused_by_place(change: dict[str, Any], objection: str) -> None:
    with pytest.raises(InvalidViewError) as refusal:
        read_view(modal() | change, "modal")
    assert any(objection in message for message in refusal.value.messages), refusal.value.messages


def test_a_modal_at_the_limits_passes() -> None:
    view = modal("x" * 24) | {"private_metadata": "x" * 3_000, "close": plain("x" * 24)}
    assert read_view(view, "modal")["blocks"][0]["block_id"] == "why"


def test_a_home_takes_no_submit_button() -> None:
    with pytest.raises(InvalidViewError, match="invalid additional property: submit"):
        read_view({"type": "home", "blocks": [button("go", "1")], "submit": plain("Send")}, "home")
