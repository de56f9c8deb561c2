"""The limits of a message, whichever way it is sent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.practice.strict.blocks import BlocksError, read_blocks
from bot.practice.wire import Json

POST_TEXT = 40_000
"""Characters of text in a new message; https://docs.slack.dev/reference/methods/chat.postMessage."""

UPDATE_TEXT = 4_000
"""Characters of text in an updated message; https://docs.slack.dev/reference/methods/chat.update."""


class MessageError(Exception):
    """A message that Slack would not accept: its error code and, for blocks, where the fault lies."""

    def __init__(self, error: str, messages: list[str] | None = None) -> None:
        """Refuse with Slack's `error`; `messages` become `response_metadata.messages`."""
        super().__init__(error)
        self.error = error
        self.messages = messages or []


@dataclass(frozen=True)
class Content:
    """What a message says. `blocks` is None when none were sent, which differs from an empty list."""

    text: str
    sent_blocks: list[Json] | None
    metadata: Json | None

    @property
    def blocks(self) -> list[Json]:
        """The blocks, none if none were sent."""
        return self.sent_blocks or []


def read_message(args: Mapping[str, Any], *, longest: int = POST_TEXT) -> Content:
    """Read text, blocks and metadata out of a request's arguments.

    Raises:
        MessageError: `no_text`, `msg_too_long`, `invalid_blocks_format`, `invalid_blocks`,
            `invalid_attachments` or `invalid_metadata_format`.
    """
    text = args.get("text") or ""
    if not isinstance(text, str):
        raise MessageError("invalid_arguments", ["[ERROR] text must be a string [json-pointer:/text]"])
    blocks = _blocks(args.get("blocks"))
    if args.get("attachments") not in (None, "", [], "[]"):
        # The bot sends blocks only; what the page cannot show must not pass for shown.
        raise MessageError(
            "invalid_attachments", ["[ERROR] attachments are legacy: send blocks [json-pointer:/attachments]"]
        )
    if not text and not blocks:
        raise MessageError("no_text")
    if len(text) > longest:
        raise MessageError("msg_too_long")
    return Content(text, blocks, _metadata(args.get("metadata")))


def _blocks(sent: Any) -> list[Json] | None:
    if sent is None or sent == "":
        return None
    try:
        return read_blocks(parse(sent), "message")
    except ValueError as cause:
        raise MessageError("invalid_blocks_format") from cause
    except BlocksError as refusal:
        raise MessageError("invalid_blocks", refusal.messages) from refusal


def _metadata(sent: Any) -> Json | None:
    if sent is None or sent == "":
        return None
    try:
        metadata = parse(sent)
    except ValueError as cause:
        raise MessageError("invalid_metadata_format") from cause
    if metadata == {}:
        return {}
    well_formed = (
        isinstance(metadata, dict)
        and isinstance(metadata.get("event_type"), str)
        and metadata["event_type"]
        and isinstance(metadata.get("event_payload"), dict)
    )
    if not well_formed:
        raise MessageError("invalid_metadata_format")
    return {"event_type": metadata["event_type"], "event_payload": metadata["event_payload"]}


def parse(sent: Any) -> Any:
    """Decode an argument that may come as JSON or, inside a form field, as its text.

    Raises:
        ValueError: it is text and not JSON.
    """
    return json.loads(sent) if isinstance(sent, str) else sent
