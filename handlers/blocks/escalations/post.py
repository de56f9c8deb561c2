"""One message that tells of one escalation, or of many at once, and is kept true in its place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo

from handlers.blocks.elements import actions, context, section
from handlers.blocks.escalations.buttons import open_button, rows_of, take_button
from handlers.blocks.escalations.standing import heading_of, opened, stands, stands_shortly
from handlers.concerns.standing import Standing
from handlers.message import Block, Message, message
from handlers.words.plain_text import plain_text
from handlers.words.text import counted, escape

TOGETHER: Final = 15
"""So many share a message at most: chat.update takes 4,000 characters, and a phone shows few more."""

_LATER: Final = "_Told again further down._"


@dataclass(frozen=True, slots=True)
class TellingLine:
    """One escalation of a message.

    Attributes:
        standing: how it stands.
        why: in mrkdwn, why its reader is told; empty in a channel.
        is_later: a later message to the same reader tells of it, and that one is kept true.
    """

    standing: Standing
    why: str = ""
    is_later: bool = False


def post_message(lines: Sequence[TellingLine], reader: ZoneInfo | None, post: int, note: str = "") -> Message:
    """The message as it stands now.

    Args:
        lines: at least one, at most `TOGETHER`.
        reader: the clock of whoever reads it; None in a channel.
        post: its number.
        note: what is said to somebody who has just pressed a button in it, in mrkdwn.
    """
    shown = _alone(lines[0], reader, post) if len(lines) == 1 else _together(lines, reader, post)
    return replace(shown, blocks=(section(note), *shown.blocks)) if note else shown


def _alone(line: TellingLine, reader: ZoneInfo | None, post: int) -> Message:
    of = line.standing
    if line.is_later:
        return message(_said(of, reader), [section(f"{of.concerning.line(reader)}\n{_LATER} #{of.number}")])
    small = [opened(of, reader), f"`/escalations {of.number}` shows its history"]
    told = section(f"{heading_of(of, reader)}\n{stands(of, reader)}")
    notes = [line.why] if line.why and not of.is_over else []
    blocks = [told, *rows_of(of, post), context("\n".join([*notes, " · ".join(small)]))]
    return message(_said(of, reader), blocks)


def _together(lines: Sequence[TellingLine], reader: ZoneInfo | None, post: int) -> Message:
    left = [line for line in lines if line.standing.is_open and not line.is_later]
    head = f"{counted(len(left), 'escalation needs', 'escalations need')} somebody"
    if not left:
        head = f"{counted(len(lines), 'escalation')}: all taken or over"
    blocks = [section(f"*{head}*")]
    for line in lines:
        blocks += _line_of(line, reader, post)
    why = next((line.why for line in left if line.why), "")
    small = "`/escalations` lists what is open"
    return message(head, [*blocks, context("\n".join(part for part in (why, small) if part))])


def _line_of(line: TellingLine, reader: ZoneInfo | None, post: int) -> list[Block]:
    of = line.standing
    if line.is_later:
        return [section(f"{of.concerning.line(reader)}\n{_LATER} #{of.number}")]
    told = section(f"{heading_of(of, reader)}\n#{of.number} · {stands_shortly(of, reader)}")
    if of.is_over:
        return [told]
    take = [take_button(of.number, post)] if of.is_open else []
    return [told, *actions(*take, open_button(of.number))]


def _said(of: Standing, reader: ZoneInfo | None) -> str:
    """The notification's words: without marks, and what is over says so first."""
    at = reader or of.zone
    line = escape(plain_text(of.concerning.line(reader), at))
    return f"Over: {line}" if of.is_over else line
