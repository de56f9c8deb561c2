"""What people type after `/training`, read into what they ask for. Pure; help is made from the same table."""

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final

from handlers.grammar.help_lines import Line, help_of
from handlers.grammar.typed import EDGES, MENTION, tidied
from scheduling.training.rules.urgency import EVERYTHING, TeamFilter

TRAINING: Final = "/training"

_PERSON: Final = re.compile(rf"(?:of |for )?{MENTION}", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(?:officer|person) #?(\d{1,9})", re.IGNORECASE)
_FROM: Final = re.compile(r"(.*?)\s*\bfrom (\d{1,6})", re.IGNORECASE)
_DAYS: Final = re.compile(
    r"\b(?:(?:next|within|in) )?(?:(\d{1,3}) ?(?:days?|d)\b|(week|fortnight|month)\b)", re.IGNORECASE
)
_SPANS: Final = {"week": 7, "fortnight": 14, "month": 30}
_FILLERS: Final = frozenset(
    {"all", "at", "in", "of", "the", "only", "due", "agency", "for", "what", "is", "and"}
)


@dataclass(frozen=True, slots=True)
class Own:
    """What I owe."""


@dataclass(frozen=True, slots=True)
class OfOfficer:
    """What an officer owes: a Slack user id, or the number that a button carries."""

    slack_id: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Team:
    """What my officers owe, from the line with a number on; as a table for a spreadsheet where `table`."""

    wanted: TeamFilter = EVERYTHING
    offset: int = 0
    table: bool = False


@dataclass(frozen=True, slots=True)
class Log:
    """The form in which progress is logged."""


@dataclass(frozen=True, slots=True)
class Extend:
    """The form in which more time is asked for."""


@dataclass(frozen=True, slots=True)
class TrainingHelp:
    """What can be typed."""


@dataclass(frozen=True, slots=True)
class TrainingUnclear:
    """Not understood; `unpicked` where somebody was named whom Slack did not recognise.

    `nearest` is what may have been meant, ready to be typed after `/training`; empty where nothing is near.
    """

    typed: str
    nearest: str = ""
    unpicked: bool = False


TrainingCommand = Own | OfOfficer | Team | Log | Extend | TrainingHelp | TrainingUnclear


LINES: Final = (
    Line("", "what you owe: how far you are, and by when"),
    Line("log", "logs what you have done, or plan to do"),
    Line("extend", "asks for more time"),
    Line("help", "this list"),
    Line("@officer", "what an officer owes", answers_for_others=True),
    Line("team", "what your officers owe, most urgent first", answers_for_others=True),
    Line("team overdue", "what is overdue; `team blocked` who may not claim", answers_for_others=True),
    Line("team 14 days", "what is due within so many days", answers_for_others=True),
    Line("team firearms", "of one requirement, agency or name: a part will do", answers_for_others=True),
    Line("team verify", "what waits for your word", answers_for_others=True),
    Line("team csv", "the same as a table; filters may stand before it", answers_for_others=True),
)

_VERBS: Final[dict[str, TrainingCommand]] = {
    **dict.fromkeys(("mine", "my", "me", "own", "status", "list", "show"), Own()),
    **dict.fromkeys(("log", "done", "progress", "record", "plan"), Log()),
    **dict.fromkeys(("extend", "extension", "later", "exempt", "exemption"), Extend()),
    "help": TrainingHelp(),
}
_TEAM: Final = frozenset({"team", "officers", "everybody", "everyone", "overview"})


def parse_training(typed: str) -> TrainingCommand:
    """The command in what was typed after `/training`; never raises."""
    words = tidied(typed)
    words = words[len(TRAINING) :].strip() if words.lower().startswith(TRAINING) else words
    if not words:
        return Own()
    head, _, rest = words.partition(" ")
    head = head.lower().strip(EDGES)
    if head in _TEAM:
        return _team(rest)
    return _VERBS.get(head) or _officer(words) or _unclear(words, head, rest)


def training_help(*, answers_for_others: bool) -> list[tuple[str, str]]:
    """What can be typed and what it does: for officers alone, or with what answers for others."""
    return help_of(TRAINING, LINES, answers_for_others=answers_for_others)


def team_words(team: Team) -> str:
    """The command that asks for this, as it would be typed: what a button says."""
    wanted = team.wanted
    parts = [
        f"{TRAINING} team",
        "overdue" if wanted.overdue else "",
        "blocked" if wanted.blocked else "",
        f"{wanted.days} days" if wanted.days is not None else "",
        "verify" if wanted.waiting else "",
        *wanted.words,
        "csv" if team.table else "",
        f"from {team.offset}" if team.offset else "",
    ]
    return " ".join(part for part in parts if part)


def _officer(words: str) -> OfOfficer | None:
    if person := _PERSON.fullmatch(words):
        return OfOfficer(slack_id=person[1].upper())
    number = _NUMBER.fullmatch(words)
    return OfOfficer(number=int(number[1])) if number else None


def _unclear(words: str, head: str, rest: str) -> TrainingUnclear:
    if words.startswith("@"):
        return TrainingUnclear(words, unpicked=True)
    close = get_close_matches(head, [*_VERBS, *_TEAM], n=1, cutoff=0.6) if head.isalpha() else []
    return TrainingUnclear(words, f"{close[0]} {rest}".strip() if close else "")


def _team(rest: str) -> Team:
    """`overdue`, `14 days firearms`, `verify`, `kestrel csv`: filters in any order."""
    paged = _FROM.fullmatch(rest.strip())
    words, offset = (paged[1], int(paged[2])) if paged else (rest, 0)
    wanted = EVERYTHING
    if span := _DAYS.search(words):
        wanted = replace(wanted, days=int(span[1]) if span[1] else _SPANS[span[2].lower()])
        words = f"{words[: span.start()]} {words[span.end() :]}"
    left = []
    table = False
    for word in (word.strip(EDGES) for word in words.lower().split()):
        match word:
            case "overdue" | "late":
                wanted = replace(wanted, overdue=True)
            case "blocked":
                wanted = replace(wanted, blocked=True)
            case "verify" | "waiting" | "requests" | "decide":
                wanted = replace(wanted, waiting=True)
            case "csv" | "table" | "export" | "file" | "excel":
                table = True
            case _ if word and word not in _FILLERS:
                left.append(word)
    return Team(replace(wanted, words=tuple(left)), offset, table)
