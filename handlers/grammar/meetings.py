"""What people type after `/meetings`, read into what they ask for. Pure; help is made from the same table."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from handlers.grammar.typed import EDGES, tidied, with_names

MEETINGS: Final = "/meetings"

LONGEST_REASON: Final = 300

_COMMAND: Final = re.compile(r"/?meetings?\b\s*", re.IGNORECASE)
_NUMBERED: Final = re.compile(
    r"(?:(?:meeting|number|no\.?|nr\.?)\s*)?#?(\d{1,9})\b[.,:;]?\s*(.*)", re.IGNORECASE
)
_GLUED: Final = re.compile(r"([a-z]+)(#?\d{1,9})\b(.*)", re.IGNORECASE)
_FROM: Final = re.compile(r"from (\d{1,6})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Coming:
    """What is to come, from the line with a number on; `own`: only what I am asked to, or organise."""

    own: bool = False
    offset: int = 0


@dataclass(frozen=True, slots=True)
class OneMeeting:
    """One meeting, whole."""

    number: int


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """The form in which one is planned."""


@dataclass(frozen=True, slots=True)
class EditMeeting:
    """The form in which one is changed; of a series first the choice how much of it, from a line on."""

    number: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class CancelMeeting:
    """The form in which one is cancelled, with the reason that was typed already; likewise."""

    number: int
    reason: str = ""
    offset: int = 0


@dataclass(frozen=True, slots=True)
class MeetingsHelp:
    """What can be typed."""


@dataclass(frozen=True, slots=True)
class MeetingsUnclear:
    """Not understood.

    Attributes:
        nearest: what may have been meant, ready to be typed after `/meetings`; empty where nothing is near.
        lacks_number: the verb that says which meeting; empty where that is not the trouble.
    """

    typed: str
    nearest: str = ""
    lacks_number: str = ""


MeetingsCommand = (
    Coming | OneMeeting | NewMeeting | EditMeeting | CancelMeeting | MeetingsHelp | MeetingsUnclear
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of help: what may be typed after `/meetings`, and what it does."""

    example: str
    does: str
    plans: bool = False


LINES: Final = (
    Line("", "what is to come, soonest first"),
    Line("mine", "only what you are asked to, or organise"),
    Line("7", "when, where, what about, who comes; your answer"),
    Line("help", "this list"),
    Line("new", "plans a meeting; you see what it means before it is sent", plans=True),
    Line("edit 7", "changes it: all of it, one date, or one and those after it", plans=True),
    Line("cancel 7 power is out", "cancels it, with the reason; everybody is told", plans=True),
)

_PLAIN: Final[dict[str, MeetingsCommand]] = {
    **dict.fromkeys(("list", "all", "coming", "upcoming", "next"), Coming()),
    **dict.fromkeys(("mine", "my", "me", "own"), Coming(own=True)),
    **dict.fromkeys(("new", "plan", "add", "create", "schedule"), NewMeeting()),
    "help": MeetingsHelp(),
}
_SHOW: Final = frozenset(
    {"show", "open", "view", "see", "number", "meeting", "answer", "yes", "no", "maybe", "accept", "decline"}
)
_EDIT: Final = frozenset({"edit", "change", "move", "reschedule", "update"})
_CANCEL: Final = frozenset({"cancel", "delete", "remove", "drop"})


def parse_meetings(typed: str) -> MeetingsCommand:
    """The command in what was typed after `/meetings`; never raises."""
    words = tidied(typed)
    words = _COMMAND.sub("", words, count=1) if _COMMAND.match(words) else words
    if not words or _FROM.fullmatch(words):
        return Coming(offset=_offset(words))
    if number := _NUMBERED.fullmatch(words):
        return _numbered_first(int(number[1]), number[2])
    glued = _GLUED.match(words)
    words = f"{glued[1]} {glued[2]}{glued[3]}" if glued else words
    head, _, rest = words.partition(" ")
    return _verb(head.lower().strip(EDGES), rest.strip()) or _unclear(words)


def meetings_help(*, plans: bool) -> list[tuple[str, str]]:
    """What can be typed and what it does: for who is asked alone, or with what planners may."""
    return [(f"{MEETINGS} {line.example}".strip(), line.does) for line in LINES if plans or not line.plans]


def list_words(asked: Coming) -> str:
    """The command that asks for this page, as it would be typed: what a button says."""
    return _paged(f"{MEETINGS} mine" if asked.own else MEETINGS, asked.offset)


def choice_words(verb: str, number: int, offset: int) -> str:
    """The same for a page of what of a series is to be changed."""
    return _paged(f"{MEETINGS} {verb} {number}", offset)


def _paged(words: str, offset: int) -> str:
    return f"{words} from {offset}" if offset else words


def _verb(head: str, rest: str) -> MeetingsCommand | None:
    if head in _PLAIN:
        found = _PLAIN[head]
        return Coming(found.own, _offset(rest)) if isinstance(found, Coming) else found
    if head not in _SHOW | _EDIT | _CANCEL:
        return None
    number = _NUMBERED.fullmatch(rest)
    if number is None:
        return MeetingsUnclear(f"{head} {rest}".strip(), lacks_number=_named(head))
    return _about(head, int(number[1]), number[2])


def _about(head: str, number: int, rest: str) -> MeetingsCommand:
    offset = _offset(rest)
    if head in _EDIT:
        return EditMeeting(number, offset)
    if head in _CANCEL:
        reason = "" if offset else with_names(rest).strip(EDGES)[:LONGEST_REASON]
        return CancelMeeting(number, reason, offset)
    return OneMeeting(number)


def _numbered_first(number: int, rest: str) -> MeetingsCommand:
    """`7`, `#7`, and the other way round: `7 cancel power is out`."""
    head, _, more = rest.partition(" ")
    return _about(head.lower().strip(EDGES), number, more)


def _offset(rest: str) -> int:
    found = _FROM.fullmatch(rest)
    return int(found[1]) if found else 0


def _named(head: str) -> str:
    """The verb of a family, as help has it."""
    return "edit" if head in _EDIT else "cancel" if head in _CANCEL else "show"


def _unclear(words: str) -> MeetingsUnclear:
    head, _, rest = words.partition(" ")
    known = [*_PLAIN, *_SHOW, *_EDIT, *_CANCEL]
    close = get_close_matches(head.lower(), known, n=1, cutoff=0.6) if head.isalpha() else []
    if not close:
        return MeetingsUnclear(words)
    return MeetingsUnclear(words, close[0] if close[0] in _PLAIN else f"{close[0]} {rest}".strip())
