"""What the page shows, as JSON."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.practice.conversations import Conversation
from bot.practice.extras import Extra
from bot.practice.people import Member
from bot.practice.wire import Json

if TYPE_CHECKING:
    from bot.practice.workspace import Workspace


def state(workspace: "Workspace", sockets: int, extras: Iterable[Extra]) -> Json:
    """Everything that does not depend on who is looking."""
    app = workspace.app
    with workspace.changed:
        bot = {"id": app.bot_user_id, "name": app.name.lower(), "real_name": app.name, "is_bot": True}
        channels = [c for c in workspace.conversations if c.kind == "channel"]
        return {
            "workspace": {"team_id": app.team_id, "name": app.team_name},
            "app": {"name": app.name, "bot_user_id": app.bot_user_id, "app_id": app.app_id, "icon": None},
            "people": [person(member) for member in workspace.people] + [person(Member(app.name, "")) | bot],
            "channels": [
                {"id": c.id, "name": c.name, "private": c.private, "purpose": c.purpose} for c in channels
            ],
            "commands": [
                {"command": c.command, "description": c.description, "usage_hint": c.usage_hint}
                for c in app.commands.values()
            ],
            "shortcuts": app.global_shortcuts,
            "clock": {"now": workspace.clock.now().isoformat(), "ahead_seconds": _ahead(workspace)},
            "faults": workspace.faults.to_page(),
            "transport": "socket" if app.socket_mode else "http",
            "connections": {"socket": sockets},
            "extras": [{"id": e.id, "label": e.label, "description": e.description} for e in extras],
        }


def person(member: Member) -> Json:
    """A person as the page draws them."""
    return {
        "id": member.id,
        "name": member.name,
        "real_name": member.real_name,
        "title": member.title,
        "email": member.email,
        "tz": member.tz,
        "deactivated": member.deactivated,
        "guest": member.guest,
        "stranger": member.stranger,
        "hint": member.hint,
        "is_bot": False,
        "color": member.color,
        "initials": member.initials,
    }


def conversations(workspace: "Workspace", user_id: str) -> list[Json]:
    """The conversations of one person, their direct message with the app among them."""
    with workspace.changed:
        _known(workspace, user_id)
        workspace.direct(user_id)
        mine = [c for c in workspace.conversations if user_id in c.members]
        return [_conversation(workspace, c, user_id) for c in mine]


def messages(workspace: "Workspace", user_id: str, channel_id: str) -> list[Json]:
    """What one person sees in a conversation; they have read it now."""
    with workspace.changed:
        _known(workspace, user_id)
        conversation = workspace.conversation(channel_id)
        if user_id not in conversation.members:
            raise LookupError("You are not in this conversation.")
        conversation.read_up_to[user_id] = conversation.last_ts
        return workspace.messages(user_id, channel_id)


def stack(workspace: "Workspace", user_id: str) -> list[Json]:
    """One person's open modals, the topmost last."""
    return [{"id": view["id"], "hash": view["hash"], "view": view} for view in workspace.modals(user_id)]


def _conversation(workspace: "Workspace", conversation: Conversation, user_id: str) -> Json:
    others = sorted(conversation.members - {user_id})
    direct = conversation.kind == "dm"
    shown: Json = {
        "id": conversation.id,
        "kind": "channel" if conversation.kind == "channel" else "dm",
        "name": workspace.app.name if direct else conversation.name or _names(workspace, others),
        "unread": conversation.unread_by(user_id),
        "last_ts": conversation.last_ts,
    }
    return shown | ({"with": others[0]} if direct else {})


def _names(workspace: "Workspace", user_ids: list[str]) -> str:
    found = [workspace.people.find(user_id) for user_id in user_ids]
    return ", ".join(member.real_name for member in found if member)


def _known(workspace: "Workspace", user_id: str) -> None:
    if workspace.people.find(user_id) is None:
        raise LookupError(f"Nobody here has the id {user_id!r}.")


def _ahead(workspace: "Workspace") -> int:
    ahead = getattr(workspace.clock, "ahead", None)
    return int(ahead.total_seconds()) if ahead is not None else 0
