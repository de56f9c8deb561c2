"""Threads: which message a reply hangs on, and what that message tells of its replies."""

from bot.practice.conversations import Conversation, Message
from bot.practice.wire import Json

_SHOWN_PEOPLE = 5


def thread_for(conversation: Conversation, asked: object) -> str | None:
    """The timestamp of the message in whose thread a reply goes that asks for `asked`.

    None where there is no such message: Slack then puts the reply into the channel itself, and says nothing
    of it but that its answer names no thread. A reply to a reply goes into the thread of the first message.
    """
    wanted = conversation.messages.get(asked) if isinstance(asked, str) else None
    if wanted is None or wanted.ephemeral_to is not None:
        return None
    return wanted.thread_ts or wanted.ts


def replies_to(conversation: Conversation, parent_ts: str) -> list[Message]:
    """The replies in the thread of a message, oldest first."""
    return [m for m in conversation.messages.values() if m.is_reply and m.thread_ts == parent_ts]


def take_out(conversation: Conversation, message: Message) -> bool:
    """Delete a message, and say whether it is gone: where it has replies, a tombstone stands in its place."""
    if not message.is_reply and replies_to(conversation, message.ts):
        message.bury()
        return False
    del conversation.messages[message.ts]
    return True


def in_thread(conversation: Conversation, message: Message) -> Json:
    """What a message says of its thread when Slack's history shows it; nothing where it is in none."""
    parent_ts = message.thread_ts or message.ts
    parent = conversation.messages.get(parent_ts)
    if message.is_reply:
        return {"parent_user_id": parent.user} if parent else {}
    replies = [one for one in replies_to(conversation, parent_ts) if one.ephemeral_to is None]
    if not replies:
        return {}
    people = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(people),
        "latest_reply": replies[-1].ts,
        "reply_users": people[:_SHOWN_PEOPLE],
        "is_locked": False,
        "subscribed": False,
    }
