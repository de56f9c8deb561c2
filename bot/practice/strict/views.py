"""The limits of a view: modals and App Home. Figures from https://docs.slack.dev/reference/views."""

from typing import Any, Literal

from bot.practice.strict.blocks import BlocksError, check_blocks, read_blocks
from bot.practice.strict.messages import parse
from bot.practice.strict.shape import Check, Report, anything, boolean, one_of, plain, record, string
from bot.practice.wire import Json

_SHARED: dict[str, Check] = {
    "private_metadata": string(3_000, least=0),
    "callback_id": string(255, least=0),
    "external_id": string(255, least=0),
}
_MODAL = record(
    {"type": one_of("modal"), "title": plain(24), "blocks": anything},
    _SHARED
    | {
        "close": plain(24),
        "submit": plain(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
)
_HOME = record({"type": one_of("home"), "blocks": anything}, _SHARED)


class InvalidViewError(Exception):
    """A view that Slack would not accept; `messages` name each place."""

    def __init__(self, messages: list[str]) -> None:
        """Refuse with Slack's `response_metadata.messages`."""
        super().__init__("; ".join(messages))
        self.messages = messages


def read_view(sent: Any, kind: Literal["modal", "home"]) -> Json:
    """The view as Slack keeps it: checked, and with the ids that were left out.

    Raises:
        InvalidViewError: Slack would answer `invalid_arguments` with these messages.
    """
    try:
        view = parse(sent)
    except ValueError as cause:
        raise InvalidViewError(["[ERROR] failed to parse the view [json-pointer:/view]"]) from cause
    if not isinstance(view, dict):
        raise InvalidViewError(["[ERROR] must provide an object [json-pointer:/view]"])
    report = Report()
    (_MODAL if kind == "modal" else _HOME)(view, "/view", report)
    blocks = _blocks(view.get("blocks"), kind, report)
    has_inputs = any(block.get("type") == "input" for block in blocks)
    if kind == "modal" and has_inputs and not view.get("submit"):
        report.object_to("missing required field: submit", "/view")
    if report.messages:
        raise InvalidViewError([message.replace(":/blocks", ":/view/blocks") for message in report.messages])
    return {key: value for key, value in view.items() if value is not None} | {"blocks": blocks}


def _blocks(sent: Any, kind: Literal["modal", "home"], report: Report) -> list[Json]:
    try:
        return read_blocks(sent, kind)
    except ValueError:
        report.object_to("must provide an array of objects", "/blocks")
    except BlocksError:
        check_blocks(sent, kind, report)
    return []
