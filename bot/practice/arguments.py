"""Reads the arguments and the token of a Web API request, whichever of Slack's ways they come in."""

import json
from dataclasses import dataclass
from urllib.parse import parse_qsl

from bot.practice.wire import Json


class UnreadableError(ValueError):
    """A body that Slack would not understand; the argument is Slack's error code."""

    def __init__(self, error: str) -> None:
        """Refuse with Slack's `error`."""
        super().__init__(error)
        self.error = error


@dataclass(frozen=True)
class Call:
    """What was asked for, and with which token."""

    token: str
    args: Json


def read_call(content_type: str, authorization: str, body: bytes) -> Call:
    """Read a request.

    An SDK call without arguments sends an empty body marked as JSON; that is no arguments.

    Raises:
        UnreadableError: `invalid_json`, `json_not_object`, `invalid_form_data` or `invalid_post_type`.
    """
    args = _arguments(content_type.split(";", maxsplit=1)[0].strip().lower(), body)
    scheme, _, bearer = authorization.partition(" ")
    given = str(args.pop("token", "") or "")
    return Call(bearer.strip() if scheme.lower() == "bearer" else given, args)


def _arguments(content_type: str, body: bytes) -> Json:
    if not body.strip():
        return {}
    if content_type == "application/json":
        try:
            args = json.loads(body)
        except ValueError as cause:
            raise UnreadableError("invalid_json") from cause
        if not isinstance(args, dict):
            raise UnreadableError("json_not_object")
        return args
    if content_type in ("application/x-www-form-urlencoded", ""):
        try:
            return dict(parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True))
        except ValueError as cause:
            raise UnreadableError("invalid_form_data") from cause
    raise UnreadableError("invalid_post_type")
