"""What a person typed after a command, out of the spelling in which Slack hands it over.

With `should_escape`, Slack writes `&lt;` for <, `<https://…>` for an address, `<#C1|shifts>` for a channel
and `<@U1|ada>` for a person.
"""

import re
from typing import Final
from unicodedata import category

from handlers.words.text import unescape

EDGES: Final = " \t\"'“”„‘’‚.,;:!?"
"""What may surround words without being part of them."""

MENTION: Final = r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>"
"""Somebody who was picked from Slack's list, as part of a pattern that takes small letters too."""

_CHANNEL = re.compile(r"<#[CG][A-Z0-9]+(?:\|([^>]*))?>")
_LINK = re.compile(r"<((?:https?|mailto|tel):[^|>]+)(?:\|([^>]*))?>")
_PERSON = re.compile(r"<@[UW][A-Z0-9]+\|([^>]+)>")
_BEHIND_A_WORD = re.compile(r"[\s:,;!]+")


def as_typed(text: str) -> str:
    """The words as they stood in the composer; a name that was copied from a message is the name again.
    People stay as Slack spells them: that says who is meant.
    """
    plain = _CHANNEL.sub(lambda found: f"#{found[1] or 'channel'}", printable(text))
    plain = _LINK.sub(lambda found: found[2] or found[1], plain)
    return unescape(plain)


def printable(text: str) -> str:
    """The same words with a blank for each character that has no shape; no database keeps all of these."""
    return "".join(" " if category(letter) in {"Cc", "Cs"} and letter != "\n" else letter for letter in text)


def tidied(text: str) -> str:
    """The words with one blank between them and nothing around them; `?` alone asks for help."""
    return " ".join(text.split()).strip(EDGES) if text.strip() != "?" else "help"


def head_and_rest(words: str) -> tuple[str, str]:
    """The first word and what follows it: `report: a man` and `report,a man` begin with `report`."""
    head, *rest = _BEHIND_A_WORD.split(words.strip(), maxsplit=1)
    return head, rest[0] if rest else ""


def not_picked(typed: str = "@") -> str:
    """The answer, in mrkdwn, to a name that was typed where Slack would have offered people; `typed` leads up
    to its list.
    """
    return f"Slack did not say who that is. Type `{typed}` and pick the person from the list."


def with_names(text: str) -> str:
    """People by their names, for words that are only read: `<@U1|ada>` becomes `@ada`."""
    return _PERSON.sub(r"@\1", text)
