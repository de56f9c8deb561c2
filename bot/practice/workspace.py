"""The workspace: its state behind one lock, and the things that people do in it.

State changes happen while `changed` is held; nothing waits for the app while holding it. Whoever waits for a
change uses `wait_for`, so that no test needs to sleep.
"""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from bot.clock import Clock
from bot.practice.answers import Answer
from bot.practice.conversations import Channel, Conversation, Conversations, Message
from bot.practice.faults import Faults
from bot.practice.files import Files
from bot.practice.gestures import homes, membership, presses, shortcuts, submissions, typed
from bot.practice.installation import install
from bot.practice.live import Live
from bot.practice.people import Member, People
from bot.practice.post_office import PostOffice
from bot.practice.strict.manifest import check_manifest
from bot.practice.strict.pacing import Pacing
from bot.practice.strict.tickets import ResponseTickets, Triggers
from bot.practice.traffic import Direction, Traffic
from bot.practice.views import View, Views
from bot.practice.wire import Ids, Json

T = TypeVar("T")


class Workspace:
    """One practice workspace with one app installed.

    Args:
        manifest: the content of app.yaml, or of its HTTP variant.
        people: who is in the workspace from the start.
        channels: names, or `Channel` for a purpose or a private one. The app is in all of them.
        clock: gives every message its time.

    Raises:
        ManifestError: Slack would not accept the manifest.
    """

    def __init__(
        self,
        manifest: Mapping[str, Any],
        people: Sequence[Member],
        channels: Sequence[str | Channel],
        clock: Clock,
    ) -> None:
        """Install the app, let everybody in and open the channels."""
        check_manifest(manifest)
        self.app = install(manifest)
        self.clock = clock
        self.changed = threading.Condition(threading.RLock())
        self._changes = 0
        self.ids = Ids()
        self.people = People(self.ids)
        self.conversations = Conversations(self.ids)
        self.views = Views(self.ids)
        self.files = Files(self.ids)
        self.triggers = Triggers()
        self.response_tickets = ResponseTickets()
        self.pacing = Pacing()
        self.faults = Faults()
        self.traffic = Traffic()
        self.live = Live()
        self.post_office = PostOffice(self)
        self.base_url = ""  # known once the server listens
        for member in people:
            self.people.add(member)
        for channel in channels:
            self._create_channel(Channel(channel) if isinstance(channel, str) else channel)

    # -- looking ---------------------------------------------------------------------------------------------

    def member(self, email: str) -> Member:
        """The person with that e-mail address.

        Raises:
            LookupError: nobody has it.
        """
        with self.changed:
            found = self.people.find_by_email(email)
        if found is None:
            raise LookupError(f"nobody in the practice workspace has the address {email}")
        return found

    def channel(self, name: str) -> str:
        """The id of the channel with that name.

        Raises:
            LookupError: there is none.
        """
        with self.changed:
            found = self.conversations.find_by_name(name)
        if found is None:
            raise LookupError(f"the practice workspace has no channel #{name}")
        return found.id

    def dm(self, user_id: str) -> str:
        """The id of that person's direct message with the app, opened if need be."""
        with self.changed:
            return self.direct(user_id).id

    def messages(self, user_id: str, channel_id: str) -> list[Json]:
        """What that person sees in a conversation, oldest first, ephemeral messages included."""
        with self.changed:
            return [m.to_page(self.app) for m in self.conversation(channel_id).visible_to(user_id)]

    def home(self, user_id: str) -> Json | None:
        """That person's App Home as last published, or None."""
        with self.changed:
            view = self.views.home(user_id)
            return view.to_slack(self.app) if view else None

    def modals(self, user_id: str) -> list[Json]:
        """That person's open modals, the topmost last."""
        with self.changed:
            return [view.to_slack(self.app) for view in self.views.stack(user_id)]

    def wait_for(self, predicate: Callable[[], T], timeout: float = 60.0) -> T:
        """Wait until `predicate()` is true and answer its value; it is asked again after every change.

        The predicate runs without the workspace's lock: it may look anywhere, and may call the app.

        Raises:
            TimeoutError: it did not become true within `timeout` seconds.
        """
        deadline = time.monotonic() + timeout
        while True:
            with self.changed:
                seen = self._changes
            if value := predicate():
                return value
            with self.changed:
                news = self.changed.wait_for(partial(self._moved_on, seen), deadline - time.monotonic())
            if not news:
                raise TimeoutError(
                    f"the practice workspace did not come to the awaited state in {timeout:g} s"
                )

    # -- doing -----------------------------------------------------------------------------------------------

    def type(self, user_id: str, channel_id: str, text: str) -> Answer:
        """Type into the composer: a slash command or a message. Blocks until the acknowledgement."""
        return typed.type_text(self, user_id, channel_id, text)

    def press(
        self,
        user_id: str,
        where: Mapping[str, Any],
        action_id: str,
        value_contains: str | None = None,
        *,
        choose: object = None,
        values: Mapping[str, Any] | None = None,
        block_id: str | None = None,
    ) -> Answer:
        """Press a button or choose from a menu. Blocks until the acknowledgement.

        Args:
            user_id: who presses.
            where: a message from `messages`, a view from `home` or `modals`, or the page's container.
            action_id: of the element.
            value_contains: picks among several elements with that action id.
            choose: for menus and pickers: an option's value or text, a date, a person's id.
            values: what stands in the other inputs, see `submit`.
            block_id: picks the block if need be.
        """
        wanted = presses.Wanted(action_id, value_contains, block_id, choose, values or {})
        return presses.press(self, user_id, where, wanted)

    def submit(self, user_id: str, view_id: str, values: Mapping[str, Any]) -> Answer:
        """Submit a modal. Blocks until the acknowledgement.

        `values` maps a block id or an action id to a plain value (text, an option's value or text, a date, a
        list of those), or block ids to Slack's own `state.values`.
        """
        return submissions.submit(self, user_id, view_id, values)

    def use_shortcut(self, user_id: str, name: str) -> Answer:
        """Use a global shortcut, by its name or callback id. Blocks until the acknowledgement."""
        return shortcuts.use_shortcut(self, user_id, name)

    def close(self, user_id: str, view_id: str) -> Answer:
        """Close a modal by its cross."""
        return submissions.close(self, user_id, view_id)

    def open_home(self, user_id: str) -> Json | None:
        """Open the App Home and answer the view that the app published upon it, within three seconds."""
        return homes.open_home(self, user_id)

    def deactivate(self, user_id: str, deactivated: bool = True) -> Member:
        """Switch somebody's account off or on; the app hears `user_change`."""
        return membership.deactivate(self, user_id, deactivated)

    def invite(self, member: Member) -> Member:
        """Let somebody join; the app hears `team_join`."""
        return membership.invite(self, member)

    # -- for the other modules of this package; they hold `changed` ------------------------------------------

    def conversation(self, channel_id: str) -> Conversation:
        """The conversation with that id.

        Raises:
            LookupError: there is none.
        """
        found = self.conversations.find(channel_id)
        if found is None:
            raise LookupError(f"the practice workspace has no conversation {channel_id}")
        return found

    def direct(self, user_id: str) -> Conversation:
        """The direct message between that person and the app."""
        return self.conversations.open_direct({user_id, self.app.bot_user_id})[0]

    def _moved_on(self, seen: int) -> bool:
        return self._changes != seen

    def touch(self) -> None:
        """Wake everybody who waits for a change."""
        with self.changed:
            self._changes += 1
            self.changed.notify_all()

    def tell_faults(self) -> None:
        """Tell the pages where the fault switches stand: one was turned, or a counter ran down."""
        self.live.publish("faults", {"faults": self.faults.to_page()})
        self.touch()

    def record(
        self, direction: Direction, what: str, *, ok: bool, ms: float, summary: str, body: Any
    ) -> None:
        """Note in the traffic record, and tell the pages. Needs no lock."""
        entry = self.traffic.note(self.clock.now(), direction, what, ok=ok, ms=ms, summary=summary, body=body)
        self.live.publish("traffic", {"entry": entry})
        self.touch()

    def say(self, message: Message) -> Message:
        """Put a message into its conversation and tell everybody who sees it."""
        conversation = self.conversation(message.channel)
        conversation.messages[message.ts] = message
        self.show(message, "message")
        for user_id in self._audience(message) & self.live.listeners():
            unread = {"channel": message.channel, "unread": conversation.unread_by(user_id)}
            self.live.publish("unread", unread, {user_id})
        return message

    def show(self, message: Message, event: str) -> None:
        """Tell everybody who sees `message` that it came, changed (`changed`) or went (`deleted`)."""
        data: Json = {"channel": message.channel}
        data |= {"ts": message.ts} if event == "deleted" else {"message": message.to_page(self.app)}
        self.live.publish(event, data, self._audience(message))
        self.touch()

    def show_views(self, user_id: str) -> None:
        """Tell the pages of that person which modals are open."""
        self.live.publish(
            "views", {"stack": [stacked(v, self) for v in self.views.stack(user_id)]}, {user_id}
        )
        self.touch()

    def _audience(self, message: Message) -> set[str]:
        return {message.ephemeral_to} if message.ephemeral_to else self.conversation(message.channel).members

    def _create_channel(self, channel: Channel) -> None:
        wanted = {email.lower() for email in channel.members}
        inside = {m.id for m in self.people if not channel.private or m.email.lower() in wanted}
        self.conversations.create_channel(channel, inside | {self.app.bot_user_id})


def stacked(view: View, workspace: Workspace) -> Json:
    """An open modal as the page wants it."""
    return {"id": view.id, "hash": view.hash, "view": view.to_slack(workspace.app)}
