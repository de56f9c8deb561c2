"""What people type after `/sso quiet`, `off`, `away`, `back` and `duty`. Pure; help comes from its table.

Somebody who is named before the days is who is away; somebody who is named after them stands in.
"""

import re
from dataclasses import dataclass
from datetime import date, time
from difflib import get_close_matches
from typing import Final

from handlers.grammar.absence_days import split_days
from handlers.grammar.dates import Days, ImpossibleDateError, weekday_named
from handlers.grammar.help_lines import Line, help_of

QUIET, OFF, AWAY, BACK, DUTY = "quiet", "off", "away", "back", "duty"

LONGEST_REASON: Final = 300
_NEAR: Final = 0.75
"""How alike a slip of the finger must be; 1 is equal."""

_HEADS: Final = {
    QUIET: QUIET, "dnd": QUIET, "silent": QUIET, "sleep": QUIET, "presence": QUIET,
    OFF: OFF, "dayoff": OFF, "daysoff": OFF,
    AWAY: AWAY, "vacation": AWAY, "holiday": AWAY, "leave": AWAY, "pto": AWAY, "sick": AWAY, "ill": AWAY,
    BACK: BACK, "here": BACK, "return": BACK, "returned": BACK,
    DUTY: DUTY, "oncall": DUTY, "on-call": DUTY, "rota": DUTY, "turn": DUTY, "turns": DUTY,
}  # fmt: skip
_NONE: Final = frozenset({"off", "none", "never", "no", "clear", "stop", "end", "nothing", "always"})
_CLOCK: Final = r"(?:at )?(\d{1,2})(?:[:.h]?(\d{2}))? ?(am|pm|a|p)?"
_HOURS: Final = re.compile(
    rf"(?:from |between )?{_CLOCK} ?(?:-|–|to|until|till|til|and|\.\.)? ?{_CLOCK}", re.IGNORECASE
)
_MENTION: Final = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>", re.IGNORECASE)
_BEFORE_STAND_IN: Final = re.compile(
    r"(?:(?:stand-?in|stand in|stands in|with|by|cover(?:ed)?(?: by)?|instead|for me)[:,]? ?)*$",
    re.IGNORECASE,
)
_EDGES: Final = " \t\"'“”‘’.,;:!?"


@dataclass(frozen=True, slots=True)
class OwnPresence:
    """What holds for the person who asks."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Quiet from one time of day until another; None: at no time."""

    hours: tuple[time, time] | None


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Quiet on these weekdays, 0 is Monday; none: on no day."""

    days: frozenset[int]


@dataclass(frozen=True, slots=True)
class Away:
    """Away on these days; `officer` and `stand_in` are Slack user ids, empty for oneself and nobody."""

    days: Days
    officer: str = ""
    stand_in: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Back:
    """Here again, now or from a day on."""

    officer: str = ""
    day: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """Who is on duty, now and next."""


@dataclass(frozen=True, slots=True)
class PresenceUnclear:
    """Not understood: `sentence` says what is missing, `about` is the word that it was said after;
    `unpicked` where somebody was named whom Slack did not recognise.
    """

    about: str
    sentence: str = ""
    unpicked: bool = False


PresenceCommand = OwnPresence | Quiet | DaysOff | Away | Back | Duty | PresenceUnclear


LINES: Final = (
    Line("away tomorrow", "you are away: nobody waits for you, whoever comes next is told"),
    Line("away 12/24 .. 1/2 @stand-in", "the same, with who stands in; a reason may follow"),
    Line("back", "you are here again, or what you planned does not take place"),
    Line("quiet 22:00 06:00", "what is not urgent waits until 06:00, by your own clock"),
    Line("quiet off", "no quiet hours"),
    Line("off sat sun", "what is not urgent waits on these days of every week; `off none` ends it"),
    Line("duty", "who is on duty, now and next"),
    Line("away @officer today ill", "somebody else is away: the reason is kept", answers_for_others=True),
    Line("back @officer well again", "and is here again", answers_for_others=True),
)


def presence_help(*, answers_for_others: bool) -> list[tuple[str, str]]:
    """What can be typed and what it does: for oneself alone, or with what answers for others."""
    return help_of("/sso", LINES, answers_for_others=answers_for_others)


def parse_presence(head: str, rest: str, today: date) -> PresenceCommand | None:
    """The command in the first word after `/sso` (lower case) and what follows it; None: it is no such word.
    Never raises.
    """
    near = get_close_matches(head, _HEADS, 1, _NEAR) if len(head) > 3 else []
    name = _HEADS.get(head) or (_HEADS[near[0]] if near else "")
    try:
        return _read(name, " ".join(rest.split()).strip(_EDGES), today) if name else None
    except ImpossibleDateError as problem:
        return PresenceUnclear(name, str(problem))


def _read(name: str, rest: str, today: date) -> PresenceCommand:
    if name == DUTY:
        return Duty()
    if not rest and name != BACK:
        return PresenceUnclear(AWAY) if name == AWAY else OwnPresence()
    if name == QUIET:
        return _quiet(rest)
    if name == OFF:
        return _days_off(rest)
    return _away(rest, today) if name == AWAY else _back(rest, today)


def _quiet(rest: str) -> PresenceCommand:
    if rest.lower() in _NONE:
        return Quiet(None)
    found = _HOURS.fullmatch(rest)
    starts, ends = (_time(*found.groups()[:3]), _time(*found.groups()[3:])) if found else (None, None)
    if starts is None or ends is None:
        return PresenceUnclear(QUIET, "From when until when? For example `/sso quiet 22:00 06:00`.")
    return Quiet((starts, ends))


def _time(hours: str, minutes: str | None, half: str | None) -> time | None:
    hour, minute = int(hours), int(minutes or 0)
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
    if hour == 24 and not minute:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _days_off(rest: str) -> PresenceCommand:
    if rest.lower() in _NONE:
        return DaysOff(frozenset())
    days: set[int] = set()
    for word in re.split(r"[ ,/&+]+", rest.lower()):
        if word in {"and", "every", "on"}:
            continue
        found = _weekdays(word)
        if not found:
            return PresenceUnclear(OFF, "Which days of the week? For example `/sso off sat sun`.")
        days |= found
    return DaysOff(frozenset(days))


def _weekdays(word: str) -> set[int]:
    """`sat`, `saturdays`, `weekends`, `fri-sun`; empty: none of these."""
    if word in {"weekend", "weekends"}:
        return {5, 6}
    first, dash, last = word.replace("–", "-").partition("-")
    begins = _weekday(first)
    ends = _weekday(last) if dash else begins
    if begins is None or ends is None:
        return set()
    return {(begins + step) % 7 for step in range((ends - begins) % 7 + 1)}


def _weekday(name: str) -> int | None:
    found = weekday_named(name)
    return found if found is not None else weekday_named(name.removesuffix("s"))


def _away(rest: str, today: date) -> PresenceCommand:
    officer, rest = _leading_mention(rest)
    days, rest = split_days(rest, today)
    if days is None:
        return PresenceUnclear(AWAY, unpicked=rest.startswith("@"))
    if re.search(r"(?:^|\s)@\w", rest):
        return PresenceUnclear(AWAY, unpicked=True)
    stand_in, reason = "", rest
    if found := _MENTION.search(rest):
        before = _BEFORE_STAND_IN.sub("", rest[: found.start()])
        stand_in, reason = found[1].upper(), f"{before.strip()} {rest[found.end() :].strip(_EDGES)}"
    return Away(days, officer, stand_in, _tidy(reason))


def _back(rest: str, today: date) -> PresenceCommand:
    officer, rest = _leading_mention(rest)
    if rest.startswith("@"):
        return PresenceUnclear(BACK, unpicked=True)
    days, reason = split_days(rest, today)
    return Back(officer, days.first if days is not None else None, _tidy(reason))


def _leading_mention(rest: str) -> tuple[str, str]:
    found = _MENTION.match(rest)
    return (found[1].upper(), rest[found.end() :].strip(_EDGES)) if found else ("", rest)


def _tidy(reason: str) -> str:
    words = " ".join(reason.split()).strip(_EDGES)
    return words.removeprefix("because ")[:LONGEST_REASON]
