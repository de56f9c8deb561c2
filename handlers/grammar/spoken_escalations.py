"""The many ways in which people speak of an escalation, put into one order: verb, number, the rest. Pure."""

import re
from typing import Final

from handlers.grammar.typed import EDGES

VERBS: Final = {
    **dict.fromkeys(("show", "open", "view", "see", "number", "escalation"), "show"),
    **dict.fromkeys(("take", "have", "ack", "acknowledge", "got", "mine"), "take"),
    **dict.fromkeys(("resolve", "done", "close", "settle", "finish", "resolved", "closed"), "resolve"),
    **dict.fromkeys(("handover", "give", "pass", "reassign", "assign"), "handover"),
    **dict.fromkeys(("snooze", "rest", "later", "wait", "sleep"), "snooze"),
    **dict.fromkeys(("escalate", "next", "raise", "up"), "escalate"),
}

NUMBERED: Final = re.compile(
    r"(?:(?:escalation|number|no\.?|nr\.?)\s*)?#? ?(\d{1,9})\b[.,:;]?\s*(.*)", re.IGNORECASE
)
"""An escalation's number, and what follows it."""

_GLUED: Final = re.compile(r"([a-z]+)(#?\d{1,9})\b(.*)", re.IGNORECASE)
_SAID: Final = (
    (r"(?:please|pls)\b,? *", ""),
    (r"show (?:me )?(?=(?:all|mine|my|history)\b|#?\d)", ""),
    (r"(?:i(?:['’]?ve| have)(?: got)?|i got|have(?: got)?|got)(?: it)?\s*(?=#?\d|$)", "take "),
    (r"hand(?:ed)?[ -]?over\b\s*", "handover "),
    (r"(?:hand|give|pass) (#?\d{1,9})(?: over)?(?= to\b| <@)", r"handover \1"),
    (r"(?:handover|give|pass) (?:to )?(<@[^>]+>) (?:to )?(#?\d{1,9})$", r"handover \2 \1"),
    (r"escalate now\b\s*", "escalate "),
)
_SPOKEN: Final = tuple((re.compile(said, re.IGNORECASE), meant) for said, meant in _SAID)


def verb_first(words: str) -> str:
    """`12 resolve it is covered` is `resolve 12 it is covered`; `take12` is `take 12`; `#12` is `show 12`."""
    words = _spoken(words)
    if glued := _GLUED.match(words):
        return f"{glued[1]} {glued[2]}{glued[3]}"
    number = NUMBERED.fullmatch(words)
    if number is None:
        return words
    head, _, rest = _spoken(f"{number[2]} ").strip().partition(" ")
    verb = head.lower().strip(EDGES)
    is_verb = verb in VERBS and (verb != "next" or not rest)  # `12 next week` is no next step
    return f"{verb} {number[1]} {rest}".strip() if is_verb else f"show {number[1]}"


def _spoken(words: str) -> str:
    for said, meant in _SPOKEN:
        if said.match(words):
            words = said.sub(meant, words, count=1)
    return words
