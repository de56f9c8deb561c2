"""What people type after `/sso quiet`, `off`, `away`, `back`, `cannot` and `duty`. Pure; help comes from its
table.

Somebody who is named before the days is who is away; somebody who is named after them stands in. Words behind
one's own hours and weekdays are never dropped: what they add to them cannot be said, so it is asked back.
"""

import re
from datetime import date, time, timedelta
from typing import Final

from handlers.grammar.absence_days import split_days
from handlers.grammar.asked_presence import (
    AWAY,
    BACK,
    CANNOT,
    DUTY,
    OFF,
    QUIET,
    Away,
    Back,
    DaysOff,
    Duty,
    OwnPresence,
    PresenceCommand,
    PresenceUnclear,
    Quiet,
    StandDown,
)
from handlers.grammar.dates import Days, ImpossibleDateError
from handlers.grammar.help_lines import Line, help_of
from handlers.grammar.presence_names import presence_named
from handlers.grammar.quiet_hours import by_night, split_hours, split_weekdays
from handlers.grammar.typed import EDGES, MENTION
from scheduling.presence.judging import MOST_QUIET, lasts

LONGEST_REASON: Final = 300

_NONE: Final = frozenset({"off", "none", "never", "no", "clear", "stop", "end", "nothing"})
_MENTION: Final = re.compile(MENTION, re.IGNORECASE)
_BEFORE_STAND_IN: Final = re.compile(
    r"(?:(?:stand-?in|stand in|stands in|with|by|cover(?:ed)?(?: by)?|instead|for me)[:,]? ?)*$",
    re.IGNORECASE,
)
_POLITE: Final = frozenset(
    {"please", "pls", "thanks", "thx", "every", "each", "night", "day", "daily", "nightly", "always"}
)
_NOT: Final = ("not", "no", "without", "never", "except")
_NOT_THEN: Final = frozenset({*_NOT, "last", "past", "since"})
"""Before somebody, and before days: these are not meant."""

_TIME_OF_DAY: Final = re.compile(
    r"\d ?[ap]m\b|\d:\d\d|\b(?:noon|midnight|hours?|minutes?|morning|afternoon|evening)\b", re.IGNORECASE
)
_IN_DAYS: Final = (
    "An absence is of whole days. For example `/sso away today`, `/sso away until friday`. "
    "For hours of every day: `/sso quiet 22:00 06:00`."
)
_BACK_NOW: Final = _POLITE | {
    "now",
    "again",
    "here",
    "home",
    "early",
    "at",
    "work",
    "in",
    "town",
    "for",
    "good",
}
"""What may follow `back` and says nothing more."""

_STAND_DOWN: Final = re.compile(
    r"(?:stand(?:ing)? ?-?in\b)?(?: ?for)? ?(?:(?:no\.? ?|#)?(\d{1,9}))?", re.IGNORECASE
)
_WHAT_CANNOT: Final = (
    f"`/sso {CANNOT}` says that you cannot stand in for somebody. Cannot come to a shift? `/shifts mine`. "
    f"Away yourself? `/sso {AWAY} tomorrow`."
)


LINES: Final = (
    Line("away tomorrow", "you are away: nobody waits for you, whoever comes next is told"),
    Line("away 12/24 .. 1/2 @stand-in", "the same, with who stands in; a reason may follow"),
    Line("back", "you are here again, or what you planned does not take place"),
    Line("quiet 22:00 06:00", "what is not urgent waits until 06:00, by your own clock"),
    Line("quiet off", "no quiet hours"),
    Line("off sat sun", "what is not urgent waits on these days of every week; `off none` ends it"),
    Line("cannot", "you cannot stand in, where you were named to", answers_for_others=True),
    Line("duty", "who is on duty, now and next"),
    Line("away @officer today ill", "somebody else is away: the reason is kept", answers_for_others=True),
    Line("back @officer well again", "and is here again", answers_for_others=True),
    Line(
        "quiet @officer 22:00 06:00 nights on patrol", "is quiet then; so with `off`", answers_for_others=True
    ),
)


def presence_help(*, answers_for_others: bool) -> list[tuple[str, str]]:
    """What can be typed and what it does: for oneself alone, or with what answers for others."""
    return help_of("/sso", LINES, answers_for_others=answers_for_others)


def parse_presence(head: str, rest: str, today: date) -> PresenceCommand | None:
    """The command in the first word after `/sso` (lower case) and what follows it; None: it is no such word.
    Never raises.
    """
    name = presence_named(head)
    try:
        return _read(name, " ".join(rest.split()).strip(EDGES), today) if name else None
    except ImpossibleDateError as problem:
        return PresenceUnclear(name, str(problem))


def _read(name: str, rest: str, today: date) -> PresenceCommand:
    if name in {DUTY, CANNOT}:
        return Duty() if name == DUTY else _stand_down(rest)
    if not rest and name != BACK:
        return PresenceUnclear(AWAY) if name == AWAY else OwnPresence()
    if name == QUIET:
        return _quiet(rest)
    if name == OFF:
        return _days_off(rest, today)
    return _away(rest, today) if name == AWAY else _back(rest, today)


def _quiet(rest: str) -> PresenceCommand:
    officer, rest = _named_anywhere(rest)
    if _unpicked(rest):
        return PresenceUnclear(QUIET, unpicked=True)
    nothing, reason = _nothing(rest, officer)
    if nothing:
        return Quiet(None, officer, reason)
    hours, after = split_hours(rest)
    if hours is None:
        return PresenceUnclear(QUIET, "From when until when? For example `/sso quiet 22:00 06:00`.")
    reason = _tidy(after)
    if officer:
        return Quiet(hours, officer, reason)
    night = by_night(rest)
    if night is not None and lasts(*hours) > MOST_QUIET:
        return _rather(QUIET, _quiet_words(night), f"{_clocks(hours)} is most of the day.")
    if _says_more(reason):
        return _rather(QUIET, _quiet_words(hours), "Quiet hours hold on every day, with nothing after them.")
    return Quiet(hours)


def _days_off(rest: str, today: date) -> PresenceCommand:
    officer, rest = _named_anywhere(rest)
    if _unpicked(rest):
        return PresenceUnclear(OFF, unpicked=True)
    nothing, reason = _nothing(rest, officer)
    if nothing:
        return DaysOff(frozenset(), officer, reason)
    days, after = split_weekdays(rest)
    reason = _tidy(after)
    if days and (officer or not _says_more(reason)):
        return DaysOff(days, officer, reason)
    once, _ = _days_in(rest, today)
    if once is not None:
        return _rather(OFF, f"{AWAY} {_written(once)}", "`/sso off` is for days of every week.")
    return PresenceUnclear(OFF, "Which days of the week? For example `/sso off sat sun`.")


def _nothing(rest: str, officer: str) -> tuple[bool, str]:
    """Whether it is to hold no more; what follows is the reason where it is said for somebody."""
    word, _, reason = rest.partition(" ")
    if rest.lower() in _NONE:
        return True, ""
    return bool(officer) and word.lower().strip(EDGES) in _NONE, _tidy(reason)


def _says_more(reason: str) -> bool:
    """Whether words after one's own hours or days mean something that would be lost."""
    return any(word.strip(EDGES) not in _POLITE for word in reason.lower().split())


def _rather(about: str, words: str, lead: str) -> PresenceUnclear:
    return PresenceUnclear(about, f"{lead} Do you mean `/sso {words}`?", nearest=words)


def _written(days: Days) -> str:
    return f"{days.first} .. {days.last}" if days.last > days.first else f"{days.first}"


def _quiet_words(hours: tuple[time, time]) -> str:
    return f"{QUIET} {hours[0]:%H:%M} {hours[1]:%H:%M}"


def _clocks(hours: tuple[time, time]) -> str:
    return f"{hours[0]:%H:%M} to {hours[1]:%H:%M}"


def _stand_down(rest: str) -> PresenceCommand:
    words = (word.strip(EDGES) for word in rest.lower().split())
    found = _STAND_DOWN.fullmatch(" ".join(word for word in words if word not in _POLITE))
    return StandDown(int(found[1] or 0)) if found else PresenceUnclear(CANNOT, _WHAT_CANNOT)


def _away(rest: str, today: date) -> PresenceCommand:
    officer, rest = _leading_mention(rest)
    if _unpicked(rest):
        return PresenceUnclear(AWAY, unpicked=True)
    days, after = split_days(rest, today)
    if days is None:
        return _away_otherwise(rest, officer, today)
    more, further = _days_in(after.removeprefix("and "), days.first)
    if more is not None:
        both = Days(min(days.first, more.first), max(days.last, more.last))
        return _rather_away(both, officer, further, "These are several days.")
    stand_in, reason = "", after
    if found := _MENTION.search(after):
        before, behind = _BEFORE_STAND_IN.sub("", after[: found.start()]), after[found.end() :]
        if _MENTION.search(behind) or before.strip().lower().endswith(_NOT):
            return PresenceUnclear(AWAY, "One person can stand in. Name nobody else after the days, please.")
        stand_in, reason = found[1].upper(), f"{before.strip()} {behind.strip(EDGES)}"
    return Away(days, officer, stand_in, _tidy(reason))


def _away_otherwise(rest: str, officer: str, today: date) -> PresenceUnclear:
    """The words begin with no days: those that stand further on may be meant, or the day of coming back."""
    words = rest.split()
    for at in range(1, len(words)):
        days, after = _days_in(" ".join(words[at:]), today)
        if days is None:
            continue
        if words[at - 1].lower() in _NOT_THEN:
            break
        if words[at - 1].lower() == BACK and days.first > today:
            until = Days(today, days.first - timedelta(days=1))
            return _rather_away(until, officer, " ".join([*words[: at - 1], after]), "Away from today on?")
        return _rather_away(days, officer, " ".join([*words[:at], after]), "The days come first.")
    return PresenceUnclear(AWAY, _IN_DAYS if _TIME_OF_DAY.search(rest) else "")


def _days_in(typed: str, today: date) -> tuple[Days | None, str]:
    """The days that words begin with which need not be days: a date that no calendar has is none."""
    try:
        return split_days(typed, today)
    except ImpossibleDateError:
        return None, typed


def _rather_away(days: Days, officer: str, after: str, lead: str) -> PresenceUnclear:
    """Whoever is named, and the reason, are kept in what the button says; the sentence names the days."""
    said = _written(days)
    whole = " ".join(filter(None, [AWAY, f"<@{officer}>" if officer else "", said, after.strip()]))
    return PresenceUnclear(AWAY, f"{lead} Do you mean {said}?", nearest=whole)


def _back(rest: str, today: date) -> PresenceCommand:
    officer, rest = _leading_mention(rest)
    if _unpicked(rest):
        return PresenceUnclear(BACK, unpicked=True)
    days, reason = split_days(rest, today)
    if not officer and not _is_back(reason):
        return _rather(BACK, BACK, "This would end your absence at once.")
    return Back(officer, days.first if days is not None else None, _tidy(reason))


def _is_back(words: str) -> bool:
    """Whether words after one's own `back` leave it at that: `back in 10` and `back later` do not."""
    said = [word.strip(EDGES) for word in words.lower().split()]
    return all(word in _BACK_NOW for word in said if word)


def _unpicked(rest: str) -> bool:
    """Whether somebody is named whom Slack did not recognise; an address is nobody's name."""
    return re.search(r"(?:^|\s)@\w", rest) is not None


def _named_anywhere(rest: str) -> tuple[str, str]:
    """Whoever is named, and the words without them."""
    found = _MENTION.search(rest)
    if found is None:
        return "", rest
    return found[1].upper(), f"{rest[: found.start()].strip()} {rest[found.end() :].strip(EDGES)}".strip()


def _leading_mention(rest: str) -> tuple[str, str]:
    found = _MENTION.match(rest)
    return (found[1].upper(), rest[found.end() :].strip(EDGES)) if found else ("", rest)


def _tidy(reason: str) -> str:
    words = " ".join(reason.split()).strip(EDGES)
    return words.removeprefix("because ")[:LONGEST_REASON]
