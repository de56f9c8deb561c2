"""The key of a Slack request: the same for a second delivery of it, different for every other request."""

from collections.abc import Mapping
from typing import Any


def key_of(body: Mapping[str, Any]) -> str:
    """The key of a command, click, submission or event.

    A command is told by its trigger, a submission by its view and the view's hash, a click by the message (or
    view) it was made in, its instant and who made it, an event by its own id.
    """
    match body.get("type"):
        case "view_submission" | "view_closed":
            return f"submission:{body['view']['id']}:{body['view'].get('hash', '')}"
        case "block_actions":
            return f"click:{_place(body)}:{body['actions'][0]['action_ts']}:{body['user']['id']}"
        case "event_callback":
            return f"event:{body['event_id']}"
        case _:
            return f"command:{body['trigger_id']}"


def _place(body: Mapping[str, Any]) -> str:
    container = body.get("container", {})
    return str(container.get("message_ts") or container.get("view_id") or "")
