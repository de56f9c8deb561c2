"""What of quiet hours, days off, absences and duty somebody means by the first word after `/sso`. Pure.

A slip of the finger is read as what it is near to, except near a word that others are near to as well:
whoever begins with `there` does not say `here`.
"""

from difflib import get_close_matches
from typing import Final

from handlers.grammar.asked_presence import AWAY, BACK, CANNOT, DUTY, OFF, QUIET

_HEADS: Final = {
    QUIET: QUIET, "dnd": QUIET, "silent": QUIET, "sleep": QUIET, "presence": QUIET,
    OFF: OFF, "dayoff": OFF, "daysoff": OFF,
    AWAY: AWAY, "ooo": AWAY, "vacation": AWAY, "holiday": AWAY, "leave": AWAY, "pto": AWAY,
    "unavailable": AWAY, "sick": AWAY, "ill": AWAY,
    BACK: BACK, "here": BACK, "return": BACK, "returned": BACK,
    CANNOT: CANNOT, "cant": CANNOT, "can't": CANNOT, "can’t": CANNOT, "decline": CANNOT,
    DUTY: DUTY, "oncall": DUTY, "on-call": DUTY, "rota": DUTY, "turn": DUTY, "turns": DUTY,
}  # fmt: skip
_SPELLED: Final = (QUIET, AWAY, BACK, CANNOT, DUTY, "vacation", "holiday", "unavailable")
"""What a slip of the finger may have meant."""

_NEAR: Final = 0.75
"""How alike a slip of the finger must be; 1 is equal."""


def presence_named(head: str) -> str:
    """The command that the word, in lower case, names; empty: none."""
    near = get_close_matches(head, _SPELLED, 1, _NEAR) if len(head) > 3 else []
    return _HEADS.get(head) or (_HEADS[near[0]] if near else "")
