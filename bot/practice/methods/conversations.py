"""conversations.*: open them, list them, read them."""

from typing import TYPE_CHECKING

from bot.practice.conversations import Conversation, Message
from bot.practice.methods.refusal import Args, CallError, flag, joined, page, required
from bot.practice.strict.scopes import family
from bot.practice.threads import in_thread, replies_to, thread_for
from bot.practice.wire import Json

if TYPE_CHECKING:
    from bot.practice.workspace import Workspace

MOST_PEOPLE = 8
"""People in a group direct message; https://docs.slack.dev/reference/methods/conversations.open."""


def open_direct(workspace: "Workspace", args: Args) -> Json:
    """conversations.open: a direct message with one person, or a group of up to eight."""
    users = [user for user in str(args.get("users") or "").replace(" ", "").split(",") if user]
    if not users:
        raise CallError("users_list_not_supplied")
    if len(set(users)) > MOST_PEOPLE:
        raise CallError("too_many_users")
    _need(workspace, "im:write" if len(users) == 1 else "mpim:write")
    for user in users:
        found = workspace.people.find(user)
        if found is None:
            raise CallError("user_not_found")
        if found.deactivated:
            raise CallError("user_disabled")
    conversation, was_there = workspace.conversations.open_direct({*users, workspace.app.bot_user_id})
    channel = _described(workspace, conversation) if flag(args, "return_im") else {"id": conversation.id}
    return {"no_op": was_there, "already_open": was_there, "channel": channel}


def history(workspace: "Workspace", args: Args) -> Json:
    """conversations.history: newest first, without ephemeral messages and replies in threads."""
    conversation = joined(workspace, required(args, "channel"))
    said = [m for m in conversation.messages.values() if not m.ephemeral_to]
    top = [m for m in said if not m.is_reply]
    return _answer(workspace, conversation, _between(top, args)[::-1], args)


def replies(workspace: "Workspace", args: Args) -> Json:
    """conversations.replies: a thread, oldest first; its first message always, whatever the bounds."""
    conversation = joined(workspace, required(args, "channel"))
    parent = conversation.messages.get(thread_for(conversation, required(args, "ts")) or "")
    if parent is None:
        raise CallError("thread_not_found")
    said = [m for m in replies_to(conversation, parent.ts) if not m.ephemeral_to]
    return _answer(workspace, conversation, [parent, *_between(said, args)], args)


def info(workspace: "Workspace", args: Args) -> Json:
    """conversations.info."""
    conversation = joined(workspace, required(args, "channel"))
    return {"channel": _described(workspace, conversation)}


def list_all(workspace: "Workspace", args: Args) -> Json:
    """conversations.list: of the kinds asked for, each of which needs its own scope."""
    words = {"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}
    kinds = [kind for kind in str(args.get("types") or "public_channel").replace(" ", "").split(",") if kind]
    if any(kind not in words for kind in kinds):
        raise CallError("invalid_types")
    families = {words[kind] for kind in kinds}
    for one in sorted(families):
        _need(workspace, f"{one}:read")
    seen = [
        c
        for c in workspace.conversations
        if family(c) in families and (not c.private or workspace.app.bot_user_id in c.members)
    ]
    part, cursor = page([_described(workspace, c) for c in seen], args, default=100)
    return {"channels": part, "response_metadata": {"next_cursor": cursor}}


def members(workspace: "Workspace", args: Args) -> Json:
    """conversations.members."""
    conversation = joined(workspace, required(args, "channel"))
    part, cursor = page(sorted(conversation.members), args, default=100)
    return {"members": part, "response_metadata": {"next_cursor": cursor}}


def _need(workspace: "Workspace", scope: str) -> None:
    if scope not in workspace.app.scopes:
        raise CallError("missing_scope", needed=scope, provided=",".join(workspace.app.scopes))


def _between(messages: list[Message], args: Args) -> list[Message]:
    """Those after `oldest` and before `latest`, the ends included if `inclusive` says so."""
    inclusive = flag(args, "inclusive")

    def within(message: Message) -> bool:
        ts = float(message.ts)
        oldest, latest = float(args.get("oldest") or 0), float(args.get("latest") or "inf")
        return (oldest <= ts <= latest) if inclusive else (oldest < ts < latest)

    try:
        return [message for message in messages if within(message)]
    except ValueError as cause:
        raise CallError("invalid_ts_oldest") from cause


def _answer(workspace: "Workspace", conversation: Conversation, messages: list[Message], args: Args) -> Json:
    part, cursor = page(messages, args, default=100)
    with_metadata = flag(args, "include_all_metadata")
    read = [_read(workspace, m, with_metadata=with_metadata) | in_thread(conversation, m) for m in part]
    answer: Json = {"messages": read}
    answer |= {"has_more": bool(cursor), "pin_count": 0}
    if cursor:
        answer["response_metadata"] = {"next_cursor": cursor}
    return answer


def _read(workspace: "Workspace", message: Message, *, with_metadata: bool) -> Json:
    wire = message.to_slack(workspace.app)
    return wire | {"metadata": message.metadata} if with_metadata and message.metadata else wire


def _described(workspace: "Workspace", conversation: Conversation) -> Json:
    if conversation.kind == "dm":
        other = next(iter(conversation.members - {workspace.app.bot_user_id}))
        return {"id": conversation.id, "is_im": True, "is_org_shared": False, "user": other}
    return {
        "id": conversation.id,
        "name": conversation.name,
        "is_channel": not conversation.private,
        "is_group": conversation.private and conversation.kind == "channel",
        "is_mpim": conversation.kind == "group",
        "is_im": False,
        "is_private": conversation.private,
        "is_archived": conversation.archived,
        "is_member": workspace.app.bot_user_id in conversation.members,
        "num_members": len(conversation.members),
        "purpose": {"value": conversation.purpose, "creator": "", "last_set": 0},
        "topic": {"value": "", "creator": "", "last_set": 0},
    }
