"""How an escalation ended, in words."""

from collections.abc import Mapping
from typing import Final

from scheduling.escalations.facts import Ending

ENDINGS: Final[Mapping[Ending, str]] = {
    Ending.RESOLVED: "resolved",
    Ending.CLAIMED: "filled",
    Ending.CHECKED_IN: "checked in",
    Ending.RELEASED: "given back",
    Ending.COMPLETED: "done",
    Ending.PUT_OFF: "put off",
    Ending.EXEMPTED: "let off",
    Ending.QUALIFIED: "qualified again",
    Ending.ENOUGH: "enough will come",
    Ending.CANCELLED: "cancelled",
    Ending.MOVED: "moved to another time",
    Ending.DELIVERED: "in order again",
    Ending.PUT_RIGHT: "put right",
    Ending.DECIDED: "decided",
    Ending.BACK: "back again",
    Ending.NOTHING_LEFT: "nothing left to do",
    Ending.OVER: "its time has passed",
    Ending.SWITCHED_OFF: "no longer escalated",
}
"""To stand after a colon or a dash."""


def ending_word(value: str) -> str:
    """The words for a stored ending; of one that this release does not know, `no longer open`."""
    try:
        return ENDINGS[Ending(value)]
    except ValueError:
        return "no longer open"
