"""views.*: modals and App Home."""

from typing import TYPE_CHECKING, Literal

from bot.practice.methods.refusal import Args, CallError, member, required
from bot.practice.strict.tickets import TicketError
from bot.practice.strict.views import InvalidViewError, read_view
from bot.practice.views import View, ViewError
from bot.practice.wire import Json

if TYPE_CHECKING:
    from bot.practice.workspace import Workspace


def open_modal(workspace: "Workspace", args: Args) -> Json:
    """views.open: with a trigger id of the last three seconds."""
    content = _modal(workspace, args)
    user_id = _exchange(workspace, args)
    try:
        view = workspace.views.open(user_id, content, workspace.clock.now())
    except ViewError as refusal:
        raise CallError(refusal.error) from refusal
    return _shown(workspace, view)


def push(workspace: "Workspace", args: Args) -> Json:
    """views.push: on top of the modal in which the trigger was earned, three at most."""
    content = _modal(workspace, args)
    is_of_modal = workspace.triggers.is_of_modal(str(args.get("trigger_id") or ""))
    user_id = _exchange(workspace, args)
    if not is_of_modal or not workspace.views.stack(user_id):
        raise CallError("invalid_trigger_id")
    try:
        view = workspace.views.push(user_id, content, workspace.clock.now())
    except ViewError as refusal:
        raise CallError(refusal.error) from refusal
    return _shown(workspace, view)


def update(workspace: "Workspace", args: Args) -> Json:
    """views.update: by id or external id, and only if `hash` (when sent) is still the view's."""
    view = workspace.views.find(str(args.get("view_id") or ""), str(args.get("external_id") or ""))
    if view is None:
        raise CallError("not_found")
    content = _content(args, "home") if view.content["type"] == "home" else _modal(workspace, args)
    try:
        workspace.views.replace(view, content, str(args.get("hash") or ""), workspace.clock.now())
    except ViewError as refusal:
        raise CallError(refusal.error) from refusal
    return _shown(workspace, view)


def publish(workspace: "Workspace", args: Args) -> Json:
    """views.publish: the App Home of one person."""
    if not workspace.app.home_tab:
        raise CallError("not_enabled")
    owner = member(workspace, required(args, "user_id"))
    if owner.deactivated:
        raise CallError("user_not_found")
    content = _content(args, "home")
    try:
        view = workspace.views.publish(owner.id, content, str(args.get("hash") or ""), workspace.clock.now())
    except ViewError as refusal:
        raise CallError(refusal.error) from refusal
    return _shown(workspace, view)


def _modal(workspace: "Workspace", args: Args) -> Json:
    """A form that takes files needs the scope that Slack documents for it."""
    content = _content(args, "modal")
    takes_files = any(block.get("element", {}).get("type") == "file_input" for block in content["blocks"])
    provided = workspace.app.scopes
    if takes_files and "files:read" not in provided:
        raise CallError("missing_scope", needed="files:read", provided=",".join(provided))
    return content


def _content(args: Args, kind: Literal["modal", "home"]) -> Json:
    if args.get("view") in (None, ""):
        raise CallError("invalid_arguments", messages=["[ERROR] missing required field: view"])
    try:
        return read_view(args["view"], kind)
    except InvalidViewError as refusal:
        raise CallError("invalid_arguments", messages=refusal.messages) from refusal


def _exchange(workspace: "Workspace", args: Args) -> str:
    try:
        return workspace.triggers.exchange(required(args, "trigger_id"))
    except TicketError as refusal:
        raise CallError(refusal.error) from refusal


def _shown(workspace: "Workspace", view: View) -> Json:
    wire = view.to_slack(workspace.app)
    if view.content["type"] == "home":
        workspace.live.publish("home", {"view": wire}, {view.user_id})
        workspace.touch()
    else:
        workspace.show_views(view.user_id)
    return {"view": wire}
