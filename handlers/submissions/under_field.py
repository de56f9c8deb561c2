"""What stands in the way, said under the field of a form in which it can be mended."""

from typing import Final
from zoneinfo import ZoneInfo

from handlers.refusals.wording import sentence_of
from handlers.words.plain_text import plain_text
from scheduling.refusals import Refusal

_LONGEST: Final = 300
"""Characters: a telephone shows little more."""


def said_under_field(refusal: Refusal, reader: ZoneInfo) -> str:
    """The refusal in plain words: Slack draws no marks there."""
    return plain_text(sentence_of(refusal, reader).whole, reader)[:_LONGEST]
