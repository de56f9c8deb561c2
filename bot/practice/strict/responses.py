"""What the acknowledgement of a submission may say: nothing, errors, or another view.

After https://docs.slack.dev/surfaces/modals#response_actions.
"""

from dataclasses import dataclass, field
from datetime import datetime

from bot.practice.answers import ResponseAction
from bot.practice.strict.views import InvalidViewError, read_view
from bot.practice.views import View, ViewError, Views
from bot.practice.wire import Json


class ResponseError(Exception):
    """An acknowledgement that Slack cannot follow; the person sees that something went wrong."""


@dataclass(frozen=True)
class Outcome:
    """What became of the modal."""

    action: ResponseAction | None
    errors: dict[str, str] = field(default_factory=dict)


def apply_response(views: Views, view: View, body: Json | None, now: datetime) -> Outcome:
    """Do what `body` says with the submitted `view`.

    Raises:
        ResponseError: it says nothing that Slack understands.
    """
    if not body:
        views.close(view)
        return Outcome(None)
    action = body.get("response_action")
    if action == "errors":
        return Outcome("errors", _errors(view, body.get("errors")))
    if action == "clear":
        views.clear(view.user_id)
        return Outcome("clear")
    if action not in ("update", "push"):
        raise ResponseError(f"{action!r} is not a response_action: errors, update, push or clear")
    try:
        content = read_view(body.get("view"), "modal")
        if action == "push":
            views.push(view.user_id, content, now)
            return Outcome("push")
        views.replace(view, content, "", now)
    except InvalidViewError as refusal:
        raise ResponseError(str(refusal)) from refusal
    except ViewError as refusal:
        raise ResponseError(refusal.error) from refusal
    return Outcome("update")


def _errors(view: View, errors: object) -> dict[str, str]:
    if not isinstance(errors, dict) or not errors:
        raise ResponseError("response_action errors needs errors: a sentence for each block_id")
    inputs = {block["block_id"] for block in view.content["blocks"] if block["type"] == "input"}
    for block_id, sentence in errors.items():
        if block_id not in inputs:
            raise ResponseError(f"errors names {block_id!r}, which is not the block_id of an input block")
        if not isinstance(sentence, str) or not sentence:
            raise ResponseError(f"the error for {block_id!r} is not a sentence")
    return dict(errors)
