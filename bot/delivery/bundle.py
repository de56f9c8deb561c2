"""A storm of notices as one message: a heading that counts them, and a line for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from handlers.message import Block, Message
from handlers.words.text import counted

MOST_CHARACTERS: Final = 10_000
"""Of all lines together. Slack shows no more than some 13,000 characters of a message as blocks."""

_SECTION: Final = 3_000
_LINE: Final = 600
_ANSWERED: Final = frozenset({"actions", "input"})


@dataclass(frozen=True, slots=True)
class Line:
    """What one notice says in a bundle: how late it is, if it is, and its text, a full sentence."""

    text: str
    late: str | None = None

    def __str__(self) -> str:
        """As it stands in the message."""
        said = f"{self.late} {self.text}" if self.late else self.text
        said = " ".join(said.split())
        return f"• {said}" if len(said) <= _LINE else f"• {said[: _LINE - 1]}…"


def wants_answer(message: Message) -> bool:
    """Whether there is something to press or fill in, or a file to keep: what is pressed is replaced, and a
    file has no lines, so it must stand alone.
    """
    return message.file is not None or any(
        block.get("type") in _ANSWERED or block.get("accessory", {}).get("type", "image") != "image"
        for block in message.blocks
    )


def how_many_fit(lines: Sequence[Line]) -> int:
    """How many of the lines, from the first on, go into one message; at least one."""
    length = 0
    for count, line in enumerate(lines):
        length += len(str(line)) + 1
        if length > MOST_CHARACTERS:
            return max(1, count)
    return len(lines)


def bundled(lines: Sequence[Line]) -> Message:
    """The message. The notification on a telephone reads the heading and the first line."""
    heading = counted(len(lines), "notice")
    head: Block = {
        "type": "section",
        "text": {"type": "mrkdwn", "text": f":card_index_dividers: *{heading} at once*"},
    }
    return Message(f"{heading} at once. {lines[0]}", (head, *_sections([str(line) for line in lines])))


def _sections(lines: Sequence[str]) -> list[Block]:
    parts: list[list[str]] = [[]]
    length = 0
    for line in lines:
        if length + len(line) + 1 > _SECTION:
            parts.append([])
            length = 0
        parts[-1].append(line)
        length += len(line) + 1
    return [
        {"type": "section", "text": {"type": "mrkdwn", "text": "\n".join(part)}} for part in parts if part
    ]
