"""A person submits a modal, or closes it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.practice.answers import Answer, accepted, refused
from bot.practice.envelopes import Envelope
from bot.practice.input_values import NotOfferedError, is_empty, state_of
from bot.practice.payloads import interaction
from bot.practice.strict.responses import ResponseError, apply_response
from bot.practice.strict.typed_values import complaint
from bot.practice.views import View
from bot.practice.wire import Json

if TYPE_CHECKING:
    from bot.practice.workspace import Workspace

_TROUBLE = "We had some trouble connecting. Try again?"


def submit(workspace: "Workspace", user_id: str, view_id: str, given: Mapping[str, Any]) -> Answer:
    """Send `view_submission` and do what the acknowledgement says."""
    with workspace.changed:
        view = workspace.views.find(view_id)
        if view is None or view not in workspace.views.stack(user_id):
            return refused("submit", "not_found", "This view is not open any more.")
        try:
            view.values = state_of(view.content["blocks"], given, view.values)
        except NotOfferedError as refusal:
            return refused("submit", "invalid_option", str(refusal))
        complaints = _complaints(view)
        if complaints:
            # Slack's client keeps an incomplete form to itself; the app never hears of it.
            return accepted("submit", response_action="errors", errors=complaints)
        envelope = _envelope(workspace, view, "view_submission")
    acks = workspace.post_office.deliver(envelope)
    failed = next((ack for ack in acks if not ack.ok), None)
    if failed:
        return refused("submit", failed.error, _TROUBLE, failed.ms)
    with workspace.changed:
        try:
            outcome = apply_response(workspace.views, view, acks[0].body, workspace.clock.now())
        except ResponseError as refusal:
            workspace.record(
                "to_slack",
                "view_submission response",
                ok=False,
                ms=0.0,
                summary=str(refusal),
                body=acks[0].body,
            )
            return refused("submit", "invalid_response", _TROUBLE, acks[0].ms)
        workspace.show_views(user_id)
    return accepted("submit", acks[0].ms, response_action=outcome.action, errors=outcome.errors)


def close(workspace: "Workspace", user_id: str, view_id: str) -> Answer:
    """Close a modal, and those above it; the app hears `view_closed` if the view asks for it."""
    with workspace.changed:
        view = workspace.views.find(view_id)
        if view is None or view not in workspace.views.stack(user_id):
            return refused("close", "not_found", "This view is not open any more.")
        closing = (
            workspace.views.clear(user_id)
            if view.content.get("clear_on_close")
            else workspace.views.close(view)
        )
        notices = [
            _envelope(workspace, v, "view_closed") for v in closing if v.content.get("notify_on_close")
        ]
        workspace.show_views(user_id)
    for notice in notices:
        workspace.post_office.deliver(notice)
    return accepted("close")


def _complaints(view: View) -> dict[str, str]:
    """What Slack's client would object to before sending, by block id."""
    found: dict[str, str] = {}
    for block in view.content["blocks"]:
        if block["type"] != "input":
            continue
        entry = view.values[block["block_id"]][block["element"]["action_id"]]
        if is_empty(entry):
            if not block.get("optional"):
                found[block["block_id"]] = "Please complete this required field."
        elif objection := complaint(block["element"], entry):
            found[block["block_id"]] = objection
    return found


def _envelope(workspace: "Workspace", view: View, kind: str) -> Envelope:
    """The caller holds the workspace's lock."""
    member = workspace.people.get(view.user_id)
    trigger_id = workspace.triggers.issue(member.id, in_modal=True)
    payload: Json = interaction(kind, workspace.app, member, trigger_id)
    payload["view"] = view.to_slack(workspace.app)
    if kind == "view_submission":
        payload["response_urls"] = []
    else:
        del payload["trigger_id"]
        payload["is_cleared"] = bool(view.content.get("clear_on_close"))
    what = f"{kind} {view.content.get('callback_id', '')}".strip()
    return Envelope("interactive", payload, what, accepts_response=kind == "view_submission")
