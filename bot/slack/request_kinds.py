"""What kind of request Slack sent, and how long it took, for those who measure."""

from collections.abc import Callable, Mapping
from typing import Any, Final

Acknowledged = Callable[[str, float], None]
"""Told of each acknowledgement: the kind of the request, and the seconds from the door to there."""

_KINDS: Final = {"block_actions": "button", "view_submission": "form", "event_callback": "event"}


def kind_of_request(body: Mapping[str, Any]) -> str:
    """`command`, `button`, `form`, `event`, or `other`."""
    return "command" if "command" in body else _KINDS.get(str(body.get("type")), "other")


def unmeasured(_kind: str, _seconds: float) -> None:
    """Where nobody measures."""
