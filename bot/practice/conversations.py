"""Channels, direct messages and what was said in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.practice.installation import Installation
from bot.practice.wire import Ids, Json, next_ts, slack_ts

SLACKBOT = "USLACKBOT"
"""Whoever Slack names as the author of what it says itself."""


@dataclass(frozen=True)
class Channel:
    """A channel to create: everybody is in a public one, `members` (by e-mail) are in a private one."""

    name: str
    purpose: str = ""
    private: bool = False
    members: tuple[str, ...] = ()


@dataclass
class Message:
    """One message as it stands now; `ephemeral_to` names the only person who sees it."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    from_app: bool = False
    metadata: Json | None = None
    ephemeral_to: str | None = None
    edited_ts: str | None = None
    thread_ts: str | None = None
    files: list[Json] = field(default_factory=list)
    tombstone: bool = False

    def bury(self) -> None:
        """Leave only that there was a message: Slack shows so much of one whose replies are still there."""
        self.user, self.text, self.tombstone = SLACKBOT, "This message was deleted.", True
        self.blocks, self.files, self.metadata = [], [], None
        self.from_app, self.edited_ts = False, None

    @property
    def is_reply(self) -> bool:
        """Whether it stands in the thread of another message."""
        return self.thread_ts not in (None, self.ts)

    def to_slack(self, app: Installation) -> Json:
        """The message object of Slack's API; metadata is added by those who may see it."""
        wire: Json = {
            "type": "message",
            "user": self.user,
            "text": self.text,
            "ts": self.ts,
            "team": app.team_id,
        }
        if self.from_app:
            wire |= {"bot_id": app.bot_id, "app_id": app.app_id, "bot_profile": bot_profile(app)}
        if self.blocks:
            wire["blocks"] = self.blocks
        if self.files:
            wire["files"] = self.files
        if self.thread_ts:
            wire["thread_ts"] = self.thread_ts
        if self.tombstone:
            wire |= {"subtype": "tombstone", "hidden": True}
        if self.edited_ts:
            wire["edited"] = {"user": self.user, "ts": self.edited_ts}
        return wire

    def to_page(self, app: Installation) -> Json:
        """The message as the page and the story tests see it."""
        page: Json = {
            "ts": self.ts,
            "channel": self.channel,
            "user": self.user,
            "text": self.text,
            "blocks": self.blocks,
            "files": self.files,
            "ephemeral": self.ephemeral_to is not None,
            "edited": self.edited_ts is not None,
            "thread_ts": self.thread_ts,
            "at": datetime.fromtimestamp(float(self.ts), UTC).isoformat(),
        }
        if self.from_app:
            page["bot_id"] = app.bot_id
        if self.tombstone:
            page["username"] = "Slackbot"
        return page


def bot_profile(app: Installation) -> Json:
    """The part of a message that tells which app wrote it."""
    return {
        "id": app.bot_id,
        "app_id": app.app_id,
        "name": app.name,
        "deleted": False,
        "team_id": app.team_id,
        "user_id": app.bot_user_id,
    }


@dataclass
class Conversation:
    """A channel, a direct message with the app, or one among several people."""

    id: str
    kind: str  # "channel", "dm" or "group": what the page shows
    name: str
    members: set[str]
    private: bool = False
    purpose: str = ""
    messages: dict[str, Message] = field(default_factory=dict)
    read_up_to: dict[str, str] = field(default_factory=dict)
    archived: bool = False

    @property
    def last_ts(self) -> str:
        """The newest timestamp given out here, or an early one."""
        return next(reversed(self.messages), "0.000000")

    def visible_to(self, user_id: str) -> list[Message]:
        """What that person sees, oldest first."""
        return [m for m in self.messages.values() if m.ephemeral_to in (None, user_id)]

    def unread_by(self, user_id: str) -> int:
        """How many messages of others arrived since that person last looked; no replies in threads."""
        seen = float(self.read_up_to.get(user_id, "0"))
        fresh = [m for m in self.visible_to(user_id) if float(m.ts) > seen and m.user != user_id]
        return sum(1 for message in fresh if not message.is_reply)

    def new_ts(self, now: datetime) -> str:
        """A timestamp for a message said at `now`, later than every other of this conversation."""
        wanted = slack_ts(now)
        return wanted if float(wanted) > float(self.last_ts) else next_ts(self.last_ts)

    def channel_name(self) -> str:
        """The name that payloads carry: Slack does not tell the app who is in a direct message."""
        if self.kind == "dm":
            return "directmessage"
        return "privategroup" if self.private else self.name


class Conversations:
    """All conversations, by id."""

    def __init__(self, ids: Ids) -> None:
        """Begin with none."""
        self._ids = ids
        self._all: dict[str, Conversation] = {}

    def __iter__(self) -> Iterator[Conversation]:
        return iter(list(self._all.values()))

    def find(self, conversation_id: str) -> Conversation | None:
        """The conversation with that id, or None."""
        return self._all.get(conversation_id)

    def find_by_name(self, name: str) -> Conversation | None:
        """The channel with that name, with or without the #."""
        wanted = name.removeprefix("#")
        return next((c for c in self if c.kind == "channel" and c.name == wanted), None)

    def create_channel(self, channel: Channel, members: set[str]) -> Conversation:
        """Open a channel with those people (ids, the bot's among them)."""
        letter = "G" if channel.private else "C"
        return self._keep(
            Conversation(
                self._ids.new(letter), "channel", channel.name, members, channel.private, channel.purpose
            )
        )

    def open_direct(self, members: set[str]) -> tuple[Conversation, bool]:
        """The direct message among exactly those ids, and whether it was there before."""
        for conversation in self:
            if conversation.kind in ("dm", "group") and conversation.members == members:
                return conversation, True
        pair = len(members) == 2
        made = Conversation(
            self._ids.new("D" if pair else "G"), "dm" if pair else "group", "", members, private=True
        )
        return self._keep(made), False

    def _keep(self, conversation: Conversation) -> Conversation:
        self._all[conversation.id] = conversation
        return conversation
