"""Every method that the workspace offers, by Slack's name."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.practice.methods import chat, conversations, files, users, views
from bot.practice.methods.refusal import Args, CallError
from bot.practice.wire import Json

if TYPE_CHECKING:
    from bot.practice.workspace import Workspace


def _auth_test(workspace: "Workspace", args: Args) -> Json:  # noqa: ARG001 - every method takes arguments
    app = workspace.app
    return {
        "url": workspace.base_url,
        "team": app.team_name,
        "user": app.name.lower(),
        "team_id": app.team_id,
        "user_id": app.bot_user_id,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


def _api_test(workspace: "Workspace", args: Args) -> Json:  # noqa: ARG001 - every method takes the workspace
    if args.get("error"):
        raise CallError(str(args["error"]), args=dict(args))
    return {"args": dict(args)}


def _bots_info(workspace: "Workspace", args: Args) -> Json:
    app = workspace.app
    if args.get("bot") not in (None, "", app.bot_id):
        raise CallError("bot_not_found")
    bot = {"id": app.bot_id, "app_id": app.app_id, "user_id": app.bot_user_id, "name": app.name}
    return {"bot": bot | {"deleted": False}}


def _team_info(workspace: "Workspace", args: Args) -> Json:  # noqa: ARG001 - every method takes arguments
    app = workspace.app
    return {"team": {"id": app.team_id, "name": app.team_name, "domain": app.team_domain}}


METHODS: dict[str, Callable[["Workspace", Args], Json]] = {
    "api.test": _api_test,
    "auth.test": _auth_test,
    "bots.info": _bots_info,
    "chat.delete": chat.delete,
    "chat.getPermalink": chat.permalink,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.postMessage": chat.post_message,
    "chat.update": chat.update,
    "conversations.history": conversations.history,
    "conversations.info": conversations.info,
    "conversations.list": conversations.list_all,
    "conversations.members": conversations.members,
    "conversations.open": conversations.open_direct,
    "conversations.replies": conversations.replies,
    "files.completeUploadExternal": files.complete,
    "files.delete": files.delete,
    "files.getUploadURLExternal": files.announce,
    "files.info": files.info,
    "team.info": _team_info,
    "users.info": users.info,
    "users.list": users.list_all,
    "users.lookupByEmail": users.lookup_by_email,
    "views.open": views.open_modal,
    "views.publish": views.publish,
    "views.push": views.push,
    "views.update": views.update,
}
