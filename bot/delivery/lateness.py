"""What a late or doubtful message says of itself, in front of everything else."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from handlers.message import Message
from scheduling.outbox.facts import LATE

POSSIBLE_DUPLICATE: Final = "You may have had this already."

_MOST_BLOCKS: Final = 50


def words_for_lateness(late: timedelta) -> str | None:
    """“Late by 2 h.”, or None for a notice that is as good as on time."""
    if late < LATE:
        return None
    minutes = int(late.total_seconds() // 60)
    hours = round(minutes / 60)
    if minutes < 60:
        return f"Late by {minutes} min."
    return f"Late by {hours} h." if hours < 48 else f"Late by {round(hours / 24)} days."


def marked(message: Message, *remarks: str | None) -> Message:
    """The message with remarks in front, in its text and in its blocks."""
    said = " ".join(remark for remark in remarks if remark)
    if not said:
        return message
    line = {"type": "context", "elements": [{"type": "mrkdwn", "text": f":hourglass: {said}"}]}
    fits = message.blocks and len(message.blocks) < _MOST_BLOCKS
    blocks = (line, *message.blocks) if fits else message.blocks
    return replace(message, text=f"{said} {message.text}", blocks=blocks)
