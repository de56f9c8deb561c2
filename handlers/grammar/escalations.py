"""What people type after `/escalations`, read into what they ask for. Pure; help comes from its table."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Final

from handlers.grammar.dates import ImpossibleDateError
from handlers.grammar.help_lines import Line, help_of
from handlers.grammar.rests import EXAMPLES, Rest, parse_rest
from handlers.grammar.typed import with_names

ESCALATIONS: Final = "/escalations"

LONGEST_REASON: Final = 500
LAST_PAGE: Final = 100_000


class Which(StrEnum):
    """Which list."""

    OPEN = "open"
    MINE = "mine"
    ALL = "all"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list, from 1: what concerns me, what I have, all that is not over, what is over."""

    which: Which = Which.OPEN
    page: int = 1


@dataclass(frozen=True, slots=True)
class OneEscalation:
    """All of one."""

    number: int


@dataclass(frozen=True, slots=True)
class Take:
    """I have it."""

    number: int


@dataclass(frozen=True, slots=True)
class Resolve:
    """It is settled; without a reason a form asks for it."""

    number: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class HandOver:
    """Somebody else (a Slack user id) has it from now on; without one a form asks who."""

    number: int
    slack_id: str = ""


@dataclass(frozen=True, slots=True)
class Snooze:
    """I have it, and it rests; without a time a form asks until when."""

    number: int
    rest: Rest | None = None


@dataclass(frozen=True, slots=True)
class Escalate:
    """The next step is told at once."""

    number: int


@dataclass(frozen=True, slots=True)
class EscalationsHelp:
    """What can be typed."""


@dataclass(frozen=True, slots=True)
class EscalationsUnclear:
    """Not understood.

    Attributes:
        sentence: what is missing, for the person; empty where the first word is unknown.
        nearest: what may have been meant, ready to be typed after `/escalations`; empty where nothing is
            near.
    """

    typed: str
    sentence: str = ""
    nearest: str = ""


EscalationsCommand = (
    Listed
    | OneEscalation
    | Take
    | Resolve
    | HandOver
    | Snooze
    | Escalate
    | EscalationsHelp
    | EscalationsUnclear
)


LINES: Final = (
    Line("", "what concerns you and is not over, most urgent first"),
    Line("mine", "what you have"),
    Line("all", "everybody's that is not over"),
    Line("history", "what is over, and how it ended; `history 2` is the next page"),
    Line("12", "all of one: who was told when, and what can be done"),
    Line("take 12", "you have it, and nobody else is woken"),
    Line("resolve 12 called the school, it is covered", "it is settled; the reason is kept"),
    Line("handover 12 @person", "somebody else has it"),
    Line("snooze 12 1h", f"you have it, and it rests: {EXAMPLES}"),
    Line("escalate 12", "tells the next in the chain at once"),
    Line("help", "this list"),
)

_COMMAND: Final = re.compile(r"/?escalations?\b\s*", re.IGNORECASE)
_NUMBERED: Final = re.compile(
    r"(?:(?:escalation|number|no\.?|nr\.?)\s*)?#?(\d{1,9})\b[.,:;]?\s*(.*)", re.IGNORECASE
)
_GLUED: Final = re.compile(r"([a-z]+)(#?\d{1,9})\b(.*)", re.IGNORECASE)
_PERSON: Final = re.compile(r"(?:to )?<@([UW][A-Z0-9]+)(?:\|[^>]*)?>.*", re.IGNORECASE)
_SPOKEN: Final = (
    (re.compile(r"(?:i(?:['’]ve| have)|have)(?: got)?(?: it)?\s*(?=#?\d|$)", re.IGNORECASE), "take "),
    (re.compile(r"hand(?:ed)?[ -]?over\b\s*", re.IGNORECASE), "handover "),
    (re.compile(r"escalate now\b\s*", re.IGNORECASE), "escalate "),
)
_EDGES: Final = " \t\"'“”‘’.,;:!?"

_LISTS: Final = {
    **dict.fromkeys(("open", "list", "unresolved", "current"), Which.OPEN),
    **dict.fromkeys(("mine", "my", "me", "own"), Which.MINE),
    **dict.fromkeys(("all", "everything", "everybody", "everyone"), Which.ALL),
    **dict.fromkeys(("history", "over", "past", "resolved", "old", "closed"), Which.HISTORY),
}
_VERBS: Final = {
    **dict.fromkeys(("show", "open", "view", "see", "number", "escalation"), "show"),
    **dict.fromkeys(("take", "have", "ack", "acknowledge", "got", "mine"), "take"),
    **dict.fromkeys(("resolve", "done", "close", "settle", "finish", "resolved", "closed"), "resolve"),
    **dict.fromkeys(("handover", "give", "pass", "reassign", "assign"), "handover"),
    **dict.fromkeys(("snooze", "rest", "later", "wait", "sleep"), "snooze"),
    **dict.fromkeys(("escalate", "next", "raise", "up"), "escalate"),
}


def parse_escalations(typed: str, today: date) -> EscalationsCommand:
    """The command in what was typed after `/escalations`; `today` is the asker's; never raises."""
    words = " ".join(typed.split()).strip(_EDGES) if typed.strip() != "?" else "help"
    words = _COMMAND.sub("", words, count=1) if _COMMAND.match(words) else words
    if not words:
        return Listed()
    words = _verb_first(_spoken(words))
    head, _, rest = words.partition(" ")
    head, rest = head.lower().strip(_EDGES), rest.strip()
    if head == "help":
        return EscalationsHelp()
    number = _NUMBERED.fullmatch(rest)
    if head in _VERBS and number is not None and not _is_page(head, number):
        return _about(_VERBS[head], int(number[1]), number[2], today)
    if head in _LISTS:
        return Listed(_LISTS[head], _page(rest))
    if head in _VERBS:
        example = f"`{ESCALATIONS} {_VERBS[head]} 12`" if _VERBS[head] != "show" else f"`{ESCALATIONS} 12`"
        return EscalationsUnclear(words, f"Which one? Its number stands in the message: {example}.")
    return _unclear(words, today)


def escalations_help() -> list[tuple[str, str]]:
    """What can be typed and what it does."""
    return help_of(ESCALATIONS, LINES, answers_for_others=True)


def list_words(which: Which, page: int = 1) -> str:
    """What is typed after `/escalations` for a page of a list."""
    return f"{which} page {page}" if page > 1 else str(which)


def _spoken(words: str) -> str:
    for said, verb in _SPOKEN:
        if said.match(words):
            return said.sub(verb, words, count=1)
    return words


def _verb_first(words: str) -> str:
    """`12 resolve it is covered` is `resolve 12 it is covered`; `take12` is `take 12`; `#12` is `show 12`."""
    if glued := _GLUED.match(words):
        return f"{glued[1]} {glued[2]}{glued[3]}"
    number = _NUMBERED.fullmatch(words)
    if number is None:
        return words
    head, _, rest = _spoken(f"{number[2]} ").strip().partition(" ")
    verb = head.lower().strip(_EDGES)
    return f"{verb} {number[1]} {rest}".strip() if verb in _VERBS else f"show {number[1]}"


def _is_page(head: str, number: re.Match[str]) -> bool:
    """`mine 2`, `resolved 2`: a page of a list rather than one escalation, where both could be meant."""
    return head in {"mine", "resolved", "closed"} and not number[2]


def _page(rest: str) -> int:
    found = re.fullmatch(r"(?:page |from )?(\d{1,6})", rest, re.IGNORECASE)
    return min(max(int(found[1]), 1), LAST_PAGE) if found else 1


def _about(verb: str, number: int, rest: str, today: date) -> EscalationsCommand:
    if verb == "handover":
        return _hand_over(number, rest)
    if verb == "snooze":
        return _snooze(number, rest, today)
    if verb == "resolve":
        return Resolve(number, with_names(rest).strip(_EDGES)[:LONGEST_REASON])
    plain: dict[str, Callable[[int], EscalationsCommand]] = {
        "take": Take, "escalate": Escalate, "show": OneEscalation,
    }  # fmt: skip
    return plain[verb](number)


def _hand_over(number: int, rest: str) -> EscalationsCommand:
    if not rest:
        return HandOver(number)
    if person := _PERSON.fullmatch(rest):
        return HandOver(number, person[1].upper())
    again = f"Type `{ESCALATIONS} handover {number} @` and pick them from the list."
    return EscalationsUnclear(rest, f"Slack did not say who that is. {again}")


def _snooze(number: int, rest: str, today: date) -> EscalationsCommand:
    if not rest:
        return Snooze(number)
    try:
        found = parse_rest(rest, today)
    except ImpossibleDateError as problem:
        return EscalationsUnclear(rest, str(problem))
    if found is None:
        return EscalationsUnclear(rest, f"Until when? Try {EXAMPLES}.")
    return Snooze(number, found)


def _unclear(words: str, today: date) -> EscalationsUnclear:
    """What may have been meant, if that is something that can be done."""
    head, _, rest = words.partition(" ")
    known = [*_LISTS, *_VERBS, "help"]
    close = get_close_matches(head.lower(), known, n=1, cutoff=0.6) if head.isalpha() else []
    if not close or close[0] == head.lower():
        return EscalationsUnclear(words)
    nearest = f"{close[0]} {rest}".strip()
    meant = parse_escalations(nearest, today)
    if not isinstance(meant, EscalationsUnclear):
        return EscalationsUnclear(words, nearest=nearest)
    return meant if not rest else EscalationsUnclear(words)
