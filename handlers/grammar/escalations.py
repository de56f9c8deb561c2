"""What people type after `/escalations`, read into what they ask for. Pure; help comes from its table.

Nothing is done by half: words or numbers behind what is done at once (`take 12 and 13`) are asked back.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Final

from handlers.grammar.dates import ImpossibleDateError
from handlers.grammar.help_lines import Line, help_of
from handlers.grammar.rests import EXAMPLES, Rest, parse_rest
from handlers.grammar.spoken_escalations import NUMBERED, VERBS, verb_first
from handlers.grammar.typed import EDGES, MENTION, not_picked, tidied, with_names
from handlers.grammar.written_numbers import with_plain_number

ESCALATIONS: Final = "/escalations"

LONGEST_REASON: Final = 500
LAST_PAGE: Final = 100_000
_BEGUN: Final = 3
"""So many letters begin a word."""


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
        sentence: what is missing or too much, for the person; empty where the first word is unknown.
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
_PERSON: Final = re.compile(rf"(?:to )?{MENTION}.*", re.IGNORECASE)
_NO_MORE: Final = re.compile(
    r":[\w+-]+(?::|$)|\b(?:now|please|pls|thanks|thank you|thx|it|myself|ok|yes)\b|[^\w<@#]", re.IGNORECASE
)
"""What may follow a number and says nothing more; pictures, too."""

_ANOTHER: Final = re.compile(r"(?:(?:and|or|&|\+)\s*)+#?\d{1,9}\b.*|#\d.*|[\d\s]+", re.IGNORECASE)
_NO_REASON: Final = re.compile(
    r"\W*(?:(?:not?|nope|never|later)(?: yet| now| done| resolved)?)?\W*", re.IGNORECASE
)
"""Marks, pictures and a no: a form asks for the reason."""

_OPPOSITE: Final = re.compile(r"not|no|never|don|dont|un[a-z]+|de[a-z]+")
"""Whoever begins so means none of what sounds near."""

_LISTS: Final = {
    **dict.fromkeys(("open", "list", "unresolved", "current"), Which.OPEN),
    **dict.fromkeys(("mine", "my", "me", "own"), Which.MINE),
    **dict.fromkeys(("all", "everything", "everybody", "everyone"), Which.ALL),
    **dict.fromkeys(("history", "over", "past", "resolved", "old", "closed"), Which.HISTORY),
}


def parse_escalations(typed: str, today: date) -> EscalationsCommand:
    """The command in what was typed after `/escalations`; `today` is the asker's; never raises."""
    words = with_plain_number(tidied(typed))
    words = _COMMAND.sub("", words, count=1) if _COMMAND.match(words) else words
    if not words:
        return Listed()
    words = verb_first(words)
    head, _, rest = words.partition(" ")
    head, rest = head.lower().strip(EDGES), rest.strip()
    if head == "help":
        return EscalationsHelp()
    number = NUMBERED.fullmatch(rest)
    if head in VERBS and number is not None and not _is_page(head, number):
        return _about(VERBS[head], int(number[1]), number[2], today)
    if head in _LISTS:
        return Listed(_LISTS[head], _page(rest))
    if head in VERBS:
        example = f"`{ESCALATIONS} {VERBS[head]} 12`" if VERBS[head] != "show" else f"`{ESCALATIONS} 12`"
        return EscalationsUnclear(words, f"Which one? Its number stands in the message: {example}.")
    return _unclear(words, today)


def escalations_help() -> list[tuple[str, str]]:
    """What can be typed and what it does."""
    return help_of(ESCALATIONS, LINES, answers_for_others=True)


def list_words(which: Which, page: int = 1) -> str:
    """What is typed after `/escalations` for a page of a list."""
    return f"{which} page {page}" if page > 1 else str(which)


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
        return _resolve(number, with_names(rest).strip(EDGES)[:LONGEST_REASON])
    if verb == "show":
        return OneEscalation(number)
    if _NO_MORE.sub("", rest):
        sentence = "Nothing is done yet: one number at a time, with nothing behind it."
        return EscalationsUnclear(rest, sentence, f"{verb} {number}")
    return Take(number) if verb == "take" else Escalate(number)


def _resolve(number: int, reason: str) -> EscalationsCommand:
    if _ANOTHER.fullmatch(reason):
        return EscalationsUnclear(reason, "Nothing is done yet: one at a time, please.", f"resolve {number}")
    return Resolve(number, "" if _NO_REASON.fullmatch(reason) else reason)


def _hand_over(number: int, rest: str) -> EscalationsCommand:
    if not rest:
        return HandOver(number)
    person = _PERSON.fullmatch(rest)
    if person and "<@" in rest[person.end(1) :]:
        return EscalationsUnclear(rest, "Nothing is done yet: one person has it. Whom do you mean?")
    if person:
        return HandOver(number, person[1].upper())
    return EscalationsUnclear(rest, not_picked(f"{ESCALATIONS} handover {number} @"))


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
    known = [*_LISTS, *VERBS, "help"]
    is_word = head.isalpha() and not _OPPOSITE.fullmatch(head.lower())
    close = _close(head.lower(), known) if is_word else ""
    if close in {"", head.lower()}:
        return EscalationsUnclear(words)
    nearest = f"{close} {rest}".strip()
    meant = parse_escalations(nearest, today)
    if not isinstance(meant, EscalationsUnclear):
        return EscalationsUnclear(words, nearest=nearest)
    return meant if not rest else EscalationsUnclear(words)


def _close(head: str, known: Sequence[str]) -> str:
    """The word that was begun (`hist`), or else the most alike; empty for none."""
    begun = [word for word in known if len(head) >= _BEGUN and word.startswith(head)]
    return next(iter(begun or get_close_matches(head, known, n=1, cutoff=0.6)), "")
