"""What stands behind a verb of `/shifts`: the number of a shift, an officer, a reason. Pure."""

import re

from handlers.grammar.asked import Unclear
from handlers.grammar.typed import EDGES, MENTION, not_picked, with_names

NUMBER = re.compile(
    r"(?:shift |number |no |nr |for |on )*#? ?(\d{1,9})(?=[\s,;]|$)[\s,;]*(.*)", re.IGNORECASE
)
"""A shift's number, and what follows it."""

PERSON = re.compile(rf"{MENTION}\s*(.*)", re.IGNORECASE)
"""Somebody who was picked from Slack's list, and what follows."""

_MORE_NUMBERS = re.compile(r"(?:(?:and |& ?|\+ ?)?#?\d{1,9}[\s,;]*)+")


def numbered(rest: str, example: str) -> tuple[int, str] | Unclear:
    """The number that `rest` begins with and what follows it; `example` is the verb with a number."""
    found = NUMBER.fullmatch(rest)
    if found is None:
        return Unclear(f"Which shift? Its number stands in the list: `/shifts {example}`.", rest)
    number, more = int(found.group(1)), found.group(2).strip()
    if _MORE_NUMBERS.fullmatch(more):
        verb = example.partition(" ")[0]
        return Unclear("One shift at a time, please.", rest, f"{verb} {number}")
    return number, more


def reason_in(words: str) -> str:
    """A reason as it is kept: people by their names, no stray marks around it."""
    return with_names(words).strip(EDGES)


def unpicked(rest: str) -> Unclear:
    """The answer to a name that was typed where Slack would have offered people."""
    return Unclear(not_picked(), rest)
