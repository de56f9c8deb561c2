"""How a method says no, and how it reads what it was given."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.practice.conversations import Conversation
from bot.practice.people import Member
from bot.practice.strict.messages import parse
from bot.practice.wire import Json

if TYPE_CHECKING:
    from bot.practice.workspace import Workspace

Args = Mapping[str, Any]


class CallError(Exception):
    """A call that Slack would not carry out: its error code and what else stands in the answer."""

    def __init__(
        self, error: str, *, retry_after: int = 0, messages: list[str] | None = None, **more: Any
    ) -> None:
        """Refuse with Slack's `error`.

        Args:
            error: the code, such as `channel_not_found`.
            retry_after: seconds; makes the answer a 429.
            messages: for `response_metadata.messages`.
            more: further fields of the answer.
        """
        super().__init__(error)
        self.error = error
        self.retry_after = retry_after
        self.body: Json = {"ok": False, "error": error, **more}
        if messages:
            self.body["response_metadata"] = {"messages": messages}


def required(args: Args, name: str) -> str:
    """A text argument that must be there.

    Raises:
        CallError: `invalid_arguments`, naming it.
    """
    value = args.get(name)
    if not isinstance(value, str) or not value:
        raise CallError("invalid_arguments", messages=[f"[ERROR] missing required field: {name}"])
    return value


def flag(args: Args, name: str) -> bool:
    """A yes or no, as any of Slack's spellings."""
    return args.get(name) in (True, 1, "1", "true", "True")


def number(args: Args, name: str, default: int, most: int) -> int:
    """A whole number from 1 to `most`.

    Raises:
        CallError: `invalid_arguments`, naming it.
    """
    try:
        value = int(args.get(name) or default)
    except (TypeError, ValueError) as cause:
        raise CallError("invalid_arguments", messages=[f"[ERROR] {name} must be a number"]) from cause
    return max(1, min(value, most))


def decoded(args: Args, name: str) -> Any:
    """An argument that may be JSON or its text, or None when it is not there.

    Raises:
        CallError: `invalid_arguments`, naming it.
    """
    value = args.get(name)
    if value in (None, ""):
        return None
    try:
        return parse(value)
    except ValueError as cause:
        raise CallError("invalid_arguments", messages=[f"[ERROR] {name} must be JSON"]) from cause


def member(workspace: "Workspace", user_id: str) -> Member:
    """The person with that id.

    Raises:
        CallError: `user_not_found`.
    """
    found = workspace.people.find(user_id)
    if found is None:
        raise CallError("user_not_found")
    return found


def joined(workspace: "Workspace", channel: str) -> Conversation:
    """The conversation with that id, if the app is in it.

    Raises:
        CallError: `channel_not_found` or `not_in_channel`.
    """
    found = workspace.conversations.find(channel)
    if found is None:
        raise CallError("channel_not_found")
    if workspace.app.bot_user_id not in found.members:
        raise CallError("channel_not_found" if found.private else "not_in_channel")
    return found


def page(items: list[Any], args: Args, default: int) -> tuple[list[Any], str]:
    """The part of `items` that the cursor and limit ask for, and the next cursor.

    Raises:
        CallError: `invalid_cursor`.
    """
    cursor = str(args.get("cursor") or "at:0")
    if not cursor.startswith("at:") or not cursor[3:].isdigit():
        raise CallError("invalid_cursor")
    start = int(cursor[3:])
    end = start + number(args, "limit", default, 1_000)
    return items[start:end], f"at:{end}" if end < len(items) else ""
