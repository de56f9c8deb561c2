"""What one person of a story has in hand: a phone with the practice workspace on it.

Whatever a person reads is ticked off. What nobody has read at the end of the story makes it fail: a message
too many is as wrong as one too few.
"""

import re
from collections.abc import Iterator, Mapping
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

    def types(self, text: str) -> None:
        """Type a command into the direct message with Muster."""
        answer = self.workspace.type(self.id, self.dm, text)
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

    def submits(self, **values: object) -> None:
        """Fill in the modal on top and submit it."""
        modal = self.workspace.wait_for(lambda: self.workspace.modals(self.id))[-1]
        answer = self.workspace.submit(self.id, modal["id"], values)
        assert answer.ok, f"{self.name} submitted {values!r} and Slack said: {answer.sentence}"

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

    def reads(self, *fragments: str, channel: str | None = None) -> str:
        """Wait for an unread message that holds all the fragments; tick it off and answer its words."""
        where = self.workspace.channel(channel) if channel else self.dm
        reader = f"#{channel}" if channel else self.id

        def arrived() -> Json | None:
            unread = [m for m in self.workspace.messages(self.id, where) if not self._readings.has(reader, m)]
            return next((m for m in unread if holds(words_of(m), fragments) and not self._mine(m)), None)

        try:
            message = self.workspace.wait_for(arrived)
        except TimeoutError:
            seen = "\n---\n".join(words_of(m) for m in self.workspace.messages(self.id, where)) or "(nothing)"
            raise AssertionError(f"{self.name} waited for {fragments!r} and saw:\n{seen}") from None
        self._readings.tick(reader, message)
        self._last = message
        return words_of(message)

    def unread(self) -> list[str]:
        """What stands in the direct message with Muster and has not been read."""
        return [
            words_of(message)
            for message in self.workspace.messages(self.id, self.dm)
            if not self._mine(message) and not self._readings.has(self.id, message)
        ]

    def _mine(self, message: Json) -> bool:
        return message.get("user") == self.id


def words_of(thing: Json) -> str:
    """All the words that a person sees in a message or a view, a line for each text."""
    shown = thing.get("view", thing)
    blocks = shown.get("blocks") or []
    words = list(_texts(blocks)) if blocks else [thing.get("text", "")]
    return "\n".join(word for word in words if word)


def holds(words: str, fragments: tuple[str, ...]) -> bool:
    """Whether the words hold all fragments, however the emphasis stands."""
    plain = re.sub(r"[*_`~]", "", words)
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
