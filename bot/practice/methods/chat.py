"""chat.*: post, update and delete messages."""

from typing import TYPE_CHECKING, Any

from bot.practice.conversations import Conversation, Message
from bot.practice.methods.refusal import Args, CallError, joined, required
from bot.practice.strict.messages import UPDATE_TEXT, Content, MessageError, read_message
from bot.practice.threads import take_out, thread_for
from bot.practice.wire import Json, slack_ts

if TYPE_CHECKING:
    from bot.practice.workspace import Workspace


def post_message(workspace: "Workspace", args: Args) -> Json:
    """chat.postMessage: to a channel's id or name, or to a person's id."""
    conversation = _addressed(workspace, required(args, "channel"))
    content = _content(args)
    thread_ts = thread_for(conversation, args.get("thread_ts"))
    wait = workspace.pacing.seconds_to_wait(conversation.id)
    if wait:
        raise CallError("ratelimited", retry_after=wait)
    message = workspace.say(_message(workspace, conversation, content, thread_ts=thread_ts))
    return {"channel": conversation.id, "ts": message.ts, "message": _shown(workspace, message)}


def post_ephemeral(workspace: "Workspace", args: Args) -> Json:
    """chat.postEphemeral: for one person in a conversation."""
    user_id = required(args, "user")
    conversation = _addressed(workspace, required(args, "channel"))
    if user_id not in conversation.members:
        raise CallError("user_not_in_channel")
    content = _content(args)
    thread_ts = thread_for(conversation, args.get("thread_ts"))
    message = _message(workspace, conversation, content, only_for=user_id, thread_ts=thread_ts)
    workspace.say(message)
    return {"message_ts": message.ts}


def update(workspace: "Workspace", args: Args) -> Json:
    """chat.update: the app's own messages. Blocks stay as they are unless blocks are sent."""
    conversation = joined(workspace, required(args, "channel"))
    message = _own(workspace, conversation, required(args, "ts"))
    if not args.get("text") and args.get("blocks") is None:
        raise CallError("no_text")
    content = _content(args, longest=UPDATE_TEXT)
    message.text = content.text
    if content.sent_blocks is not None:
        message.blocks = content.sent_blocks
    if content.metadata is not None:
        message.metadata = content.metadata or None
    message.edited_ts = slack_ts(workspace.clock.now())
    workspace.show(message, "changed")
    shown = _shown(workspace, message)
    return {"channel": conversation.id, "ts": message.ts, "text": message.text, "message": shown}


def delete(workspace: "Workspace", args: Args) -> Json:
    """chat.delete: the app's own messages."""
    conversation = joined(workspace, required(args, "channel"))
    message = _own(workspace, conversation, required(args, "ts"), error="cant_delete_message")
    workspace.show(message, "deleted" if take_out(conversation, message) else "changed")
    return {"channel": conversation.id, "ts": message.ts}


def permalink(workspace: "Workspace", args: Args) -> Json:
    """chat.getPermalink: an address of the practice page."""
    conversation = joined(workspace, required(args, "channel"))
    ts = required(args, "message_ts")
    if ts not in conversation.messages:
        raise CallError("message_not_found")
    return {"channel": conversation.id, "permalink": f"{workspace.base_url}#{conversation.id}/{ts}"}


def _addressed(workspace: "Workspace", channel: str) -> Conversation:
    """The conversation that `channel` means: its id, a channel's name or a person's id."""
    person = workspace.people.find(channel)
    if person is not None:
        channel = workspace.direct(person.id).id
    named = workspace.conversations.find_by_name(channel)
    conversation = joined(workspace, named.id if named else channel)
    if conversation.archived:
        raise CallError("is_archived")
    others = conversation.members - {workspace.app.bot_user_id}
    found = [workspace.people.find(other) for other in others]
    if conversation.kind == "dm" and not workspace.app.messages_tab:
        raise CallError("messages_tab_disabled")
    if conversation.kind == "dm" and any(other is None or other.deactivated for other in found):
        raise CallError("channel_not_found")
    return conversation


def _content(args: Args, **limits: Any) -> Content:
    try:
        return read_message(args, **limits)
    except MessageError as refusal:
        # Slack repeats the sentences of invalid_blocks in a field of their own.
        more: dict[str, Any] = {"errors": refusal.messages} if refusal.error == "invalid_blocks" else {}
        raise CallError(refusal.error, messages=refusal.messages, **more) from refusal


def _message(
    workspace: "Workspace",
    conversation: Conversation,
    content: Content,
    *,
    only_for: str | None = None,
    thread_ts: str | None = None,
) -> Message:
    return Message(
        ts=conversation.new_ts(workspace.clock.now()),
        channel=conversation.id,
        user=workspace.app.bot_user_id,
        text=content.text,
        blocks=content.blocks,
        from_app=True,
        metadata=content.metadata or None,
        ephemeral_to=only_for,
        thread_ts=thread_ts,
    )


def _own(
    workspace: "Workspace", conversation: Conversation, ts: str, error: str = "cant_update_message"
) -> Message:
    message = conversation.messages.get(ts)
    # An ephemeral message has no place in the history, and of a deleted one only the place is left.
    if message is None or message.ephemeral_to is not None or message.tombstone:
        raise CallError("message_not_found")
    if message.user != workspace.app.bot_user_id:
        raise CallError(error)
    return message


def _shown(workspace: "Workspace", message: Message) -> Json:
    wire = message.to_slack(workspace.app)
    return wire | {"metadata": message.metadata} if message.metadata else wire
