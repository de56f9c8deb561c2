"""users.*: who is in the workspace."""

from typing import TYPE_CHECKING

from bot.practice.methods.refusal import Args, CallError, member, page, required
from bot.practice.people import Member, user_object
from bot.practice.wire import Json

if TYPE_CHECKING:
    from bot.practice.workspace import Workspace


def info(workspace: "Workspace", args: Args) -> Json:
    """users.info: deactivated people too, with `deleted: true`."""
    user_id = required(args, "user")
    if user_id == workspace.app.bot_user_id:
        return {"user": _bot(workspace)}
    return {"user": _described(workspace, member(workspace, user_id))}


def list_all(workspace: "Workspace", args: Args) -> Json:
    """users.list: everybody, the app's own bot last."""
    everybody = [_described(workspace, one) for one in workspace.people] + [_bot(workspace)]
    part, cursor = page(everybody, args, default=200)
    now = int(workspace.clock.now().timestamp())
    return {"members": part, "cache_ts": now, "response_metadata": {"next_cursor": cursor}}


def lookup_by_email(workspace: "Workspace", args: Args) -> Json:
    """users.lookupByEmail: Slack finds neither deactivated accounts nor those of other workspaces."""
    found = workspace.people.find_by_email(required(args, "email"))
    if found is None or found.deactivated or found.stranger:
        raise CallError("users_not_found")
    return {"user": _described(workspace, found)}


def _described(workspace: "Workspace", one: Member) -> Json:
    app = workspace.app
    return user_object(one, app.team_id, workspace.clock.now(), with_email="users:read.email" in app.scopes)


def _bot(workspace: "Workspace") -> Json:
    app = workspace.app
    return {
        "id": app.bot_user_id,
        "team_id": app.team_id,
        "name": app.name.lower(),
        "real_name": app.name,
        "deleted": False,
        "is_bot": True,
        "is_app_user": False,
        "profile": {"real_name": app.name, "bot_id": app.bot_id, "api_app_id": app.app_id},
    }
