"""Somebody joins the workspace, or an account is switched off or on."""

from typing import TYPE_CHECKING

from bot.practice.payloads import event
from bot.practice.people import Member, user_object

if TYPE_CHECKING:
    from bot.practice.workspace import Workspace


def invite(workspace: "Workspace", member: Member) -> Member:
    """Let `member` join, and into all public channels. The app hears `team_join`."""
    with workspace.changed:
        joined = workspace.people.add(member)
        for conversation in workspace.conversations:
            if conversation.kind == "channel" and not conversation.private:
                conversation.members.add(joined.id)
    _tell(workspace, "team_join", joined)
    return joined


def deactivate(workspace: "Workspace", user_id: str, deactivated: bool) -> Member:
    """Switch an account off or on. The app hears `user_change`.

    Raises:
        LookupError: nobody has that id.
    """
    with workspace.changed:
        member = workspace.people.deactivate(user_id, deactivated)
        if deactivated:
            workspace.views.clear(user_id)
    _tell(workspace, "user_change", member)
    return member


def _tell(workspace: "Workspace", what: str, member: Member) -> None:
    app = workspace.app
    with workspace.changed:
        user = user_object(
            member, app.team_id, workspace.clock.now(), with_email="users:read.email" in app.scopes
        )
        news = event(workspace, {"type": what, "user": user}, member.name)
        workspace.live.publish("people", {})
        workspace.touch()
    workspace.post_office.announce(news)
