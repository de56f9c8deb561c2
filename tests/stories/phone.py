"""What one person of a story has in hand: a phone with the practice workspace on it.

Whatever a person reads is ticked off. What nobody has read at the end of the story makes it fail: a message
too many is as wrong as one too few.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.practice.people import Member
from bot.practice.workspace import Workspace

Json = dict[str, Any]


class Readings:
    """Which messages, in which wording, have been read by whom."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._read: set[tuple[str, str, str]] = set()

    def tick(self, reader: str, message: Json) -> None:
        """Note that `reader` has read the message as it stands."""
        self._read.add((reader, message["ts"], words_of(message)))

    def has(self, reader: str, message: Json) -> bool:
        """Whether `reader` has read the message as it stands."""
        return (reader, message["ts"], words_of(message)) in self._read


class Phone:
    """One person's view of the workspace, and their thumbs."""

    def __init__(self, workspace: Workspace, member: Member, readings: Readings) -> None:
        """Pick up the phone of `member`."""
        self.workspace = workspace
        self.member = member
        self.id = member.id
        self.name = member.real_name
        self._readings = readings
        self._last: Json | None = None

    # -- doing ---------------------------------------------------------------------------------------------

    def types(self, text: str, channel: str | None = None) -> None:
        """Type into the direct message with Muster, or into a channel."""
        answer = self.workspace.type(self.id, self._place(channel), text)
        assert answer.ok, f"{self.name} typed {text!r} and Slack said: {answer.sentence}"

    def presses(self, label: str, *, after: str = "", choose: object = None) -> None:
        """Press the first button with that label in what was read last; only from the words `after` on."""
        place = self._last
        assert place is not None, f"{self.name} has read nothing that has a button"
        element, block_id = find_element(place, label, after)
        answer = self.workspace.press(
            self.id, place, element["action_id"], element.get("value"), block_id=block_id, choose=choose
        )
        assert answer.ok, f"{self.name} pressed {label!r} and Slack said: {answer.sentence}"

    def uses_shortcut(self, name: str) -> None:
        """Use one of Muster's global shortcuts, by its name."""
        answer = self.workspace.use_shortcut(self.id, name)
        assert answer.ok, f"{self.name} used the shortcut {name!r} and Slack said: {answer.sentence}"

    def submits(self, **values: object) -> dict[str, str]:
        """Fill in the modal on top and submit it; answers what stands under which field, if it came back."""
        modal = self.workspace.wait_for(lambda: self.workspace.modals(self.id))[-1]
        answer = self.workspace.submit(self.id, modal["id"], values)
        assert answer.ok, f"{self.name} submitted {values!r} and Slack said: {answer.sentence}"
        return answer.errors

    def has_typed(self, field: str) -> str:
        """What stands in a field of the modal on top."""
        [entry] = self.workspace.modals(self.id)[-1]["state"]["values"][field].values()
        return str(entry["value"])

    def closes(self) -> None:
        """Close the modal on top."""
        modal = self.workspace.modals(self.id)[-1]
        answer = self.workspace.close(self.id, modal["id"])
        assert answer.ok, f"{self.name} closed a modal and Slack said: {answer.sentence}"

    def opens_home(self) -> str:
        """Open App Home and answer its words."""
        view = self.workspace.open_home(self.id)
        assert view is not None, f"{self.name} opened App Home and saw nothing"
        self._last = view
        return words_of(view)

    # -- reading -------------------------------------------------------------------------------------------

    @property
    def dm(self) -> str:
        """The conversation with Muster."""
        return self.workspace.dm(self.id)

    def reads(self, *fragments: str, channel: str | None = None, thread: bool = False) -> str:
        """Wait for an unread message that holds all the fragments; tick it off and answer its words.

        With `thread`, a reply in one of the threads there, and else none; the buttons under one's thumb stay
        those of what was read before.
        """
        where = self._place(channel)

        def unread() -> list[Json]:
            return [message for message in self._unread_in(where) if is_reply(message) == thread]

        message = self._waits_for(fragments, unread, self._all_in(where))
        self._readings.tick(self._reader_of(message, where), message)
        if not thread:
            self._last = message
        return words_of(message)

    def reads_again(self, *fragments: str, channel: str | None = None) -> str:
        """Scroll back to a message that holds all the fragments, read or not; answer its words."""
        every = self._all_in(self._place(channel))
        self._last = self._waits_for(fragments, every, every)
        return words_of(self._last)

    def reads_all(self) -> list[str]:
        """The words of every message in the conversation with Muster as they stand, oldest first."""
        return [words_of(message) for message in self._all_in(self.dm)()]

    def opens_file(self) -> bytes:
        """The bytes of the one file in what was read last."""
        assert self._last is not None, f"{self.name} has read nothing that has a file"
        [shown] = self._last["files"]
        stored = self.workspace.files.find(shown["id"])
        content = stored.content if stored is not None else None
        assert content is not None, f"{shown['name']} is not there"
        return content

    def sees(self, *fragments: str) -> str:
        """Wait until the modal on top holds all the fragments, and answer its words."""

        def on_top() -> list[Json]:
            return self.workspace.modals(self.id)[-1:]

        modal = self._waits_for(fragments, on_top, on_top)
        self._last = modal
        return words_of(modal)

    def sees_at_home(self, *fragments: str) -> str:
        """Wait until App Home, as it stands open, holds all the fragments, and answer its words."""

        def at_home() -> list[Json]:
            view = self.workspace.home(self.id)
            return [view] if view is not None else []

        view = self._waits_for(fragments, at_home, at_home)
        self._last = view
        return words_of(view)

    def looks_at_board(self, *fragments: str) -> str:
        """Wait until a day's post in #shifts holds all the fragments, and answer its words.

        The posts are updated in place, one after another, so this may take a while.
        """
        every = self._all_in(self.workspace.channel("shifts"))
        self._last = self._waits_for(fragments, every, every)
        return words_of(self._last)

    def unread(self) -> list[str]:
        """What only this person was told, wherever it stands, and has not read."""
        channels = [self.workspace.channel(name) for name in ("shifts", "supervisors")]
        for_me = [
            message
            for place in (self.dm, *channels)
            for message in self._unread_in(place)
            if place == self.dm or message["ephemeral"]
        ]
        return [words_of(message) for message in for_me]

    def _place(self, channel: str | None) -> str:
        return self.workspace.channel(channel) if channel else self.dm

    def _all_in(self, place: str) -> Callable[[], list[Json]]:
        return lambda: self.workspace.messages(self.id, place)

    def _unread_in(self, place: str) -> list[Json]:
        return [
            message
            for message in self.workspace.messages(self.id, place)
            if message.get("user") != self.id
            and not self._readings.has(self._reader_of(message, place), message)
        ]

    def _reader_of(self, message: Json, place: str) -> str:
        """A post in a channel is read once for all; what only this person sees, only by this person."""
        return self.id if place == self.dm or message["ephemeral"] else place

    def _waits_for(
        self,
        fragments: tuple[str, ...],
        look: Callable[[], list[Json]],
        show: Callable[[], list[Json]],
    ) -> Json:
        def found() -> Json | None:
            return next((thing for thing in look() if holds(words_of(thing), fragments)), None)

        try:
            thing = self.workspace.wait_for(found)
        except TimeoutError:
            thing = None
        if thing is None:
            seen = "\n---\n".join(words_of(thing) for thing in show()) or "(nothing)"
            raise AssertionError(f"{self.name} waited for {fragments!r} and saw:\n{seen}")
        return thing


def is_reply(message: Json) -> bool:
    """Whether it stands in the thread of another message."""
    return message["thread_ts"] not in {None, message["ts"]}


def words_of(thing: Json) -> str:
    """All the words that a person sees in a message or a view, a line for each text."""
    shown = thing.get("view", thing)
    blocks = shown.get("blocks") or []
    title = (shown.get("title") or {}).get("text", "") if shown.get("type") == "modal" else ""
    words = [title, *_texts(blocks)] if blocks else [thing.get("text", "")]
    return "\n".join(word for word in words if word)


def holds(words: str, fragments: tuple[str, ...]) -> bool:
    """Whether the words hold all fragments, however the emphasis stands."""
    plain = re.sub(r"[*_`~]", "", words).replace("\N{NO-BREAK SPACE}", " ")
    return all(re.sub(r"[*_`~]", "", fragment) in plain for fragment in fragments)


def find_element(place: Json, label: str, after: str) -> tuple[Json, str]:
    """The first element with that label, and its block id; only blocks from the words `after` on count."""
    blocks = place.get("view", place).get("blocks") or []
    begun = not after
    for block in blocks:
        begun = begun or holds("\n".join(_texts([block])), (after,))
        if begun:
            for element in _elements(block):
                if label in {_label(element), element.get("action_id")}:
                    return element, block["block_id"]
    every = [_label(element) for block in blocks for element in _elements(block)]
    raise AssertionError(f"there is no {label!r} to press; there are {every}")


def _elements(block: Json) -> Iterator[Json]:
    if "accessory" in block:
        yield block["accessory"]
    if block.get("type") == "actions":
        yield from block["elements"]
    if "element" in block:
        yield block["element"]


def _label(element: Json) -> str:
    text = element.get("text") or element.get("placeholder") or {}
    return str(text.get("text", ""))


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, Mapping):
        if isinstance(node.get("text"), str):
            yield str(node["text"])
        for key, value in node.items():
            if key not in {"confirm", "value", "metadata"}:
                yield from _texts(value)
    elif isinstance(node, list):
        for child in node:
            yield from _texts(child)
