"""What people type after `/shifts`, read into a command. Pure; today is an argument.

One table of verbs says what is understood, and the help text is made from the same table.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from handlers.grammar.asked import (
    Assign,
    Claim,
    Command,
    Help,
    LeaveLine,
    Mine,
    OpenList,
    Release,
    Unclear,
    Wait,
    Who,
)
from handlers.grammar.coming import alarm_in, read_as_coming, read_in, read_out, slip_in_coming
from handlers.grammar.dates import EXAMPLES, Days, ImpossibleDateError, parse_days
from handlers.grammar.numbered import NUMBER, PERSON, numbered, reason_in, unpicked
from handlers.grammar.typed import EDGES
from handlers.grammar.written_numbers import with_plain_number


@dataclass(frozen=True, slots=True)
class Verb:
    """A row of the table.

    Attributes:
        names: what may be typed; the first is the one that help shows.
        example: a whole line, as a person would type it after `/shifts`.
        does: what then happens.
        read: reads the words after the verb.
        answers_for_others: shown only to supervisors and coordinators.
    """

    names: tuple[str, ...]
    example: str
    does: str
    read: Callable[[str, date], Command]
    answers_for_others: bool = False


_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", " ": " "})


_GLUED = re.compile(r"([a-z]+)[-#]{0,2}(\d{1,9})", re.IGNORECASE)
"""`in412`, `in-412`."""

_POLITE = frozenset({"please", "pls", "now", "thanks", "thank you"})
_NO = frozenset({"not", "never", "don't", "dont", "no"})


def parse(typed: str, today: date) -> Command:
    """The command in what was typed after `/shifts`; never raises."""
    text = read_as_coming(_tidy(typed))
    if not text:
        return OpenList()
    head, _, rest = text.partition(" ")
    verb = VERBS_BY_NAME.get(head.lower().strip(EDGES))
    if verb is not None:
        return verb.read(rest.strip(), today)
    if number := NUMBER.fullmatch(text):
        return _claim(number.group(0), today)
    try:
        found = _filters(text, today)
    except ImpossibleDateError as problem:
        return Unclear(str(problem), text)
    return (
        found
        or slip_in_coming(text)
        or alarm_in(text)
        or Unclear("", text, _nearest(head.lower(), rest, today))
    )


def _tidy(typed: str) -> str:
    if typed.strip() == "?":
        return "help"
    text = with_plain_number(" ".join(typed.translate(_QUOTES).split())).strip(EDGES)
    for filler in ("/shifts ", "shifts ", "shift ", "please ", "pls ", "show me ", "show "):
        if text.lower().startswith(filler):
            text = text[len(filler) :]
    if (glued := _GLUED.fullmatch(text)) and glued[1].lower() in VERBS_BY_NAME:
        return f"{glued[1]} {glued[2]}"
    return "" if text.lower() in {"/shifts", "please", "show"} else text


def _nearest(head: str, rest: str, today: date) -> str:
    """What may have been meant, if that can be done; nothing where somebody says no, and after `a` and `i`,
    which begin sentences.
    """
    if len(head) < 3 or not head.replace("'", "").isalpha() or head in _NO:
        return ""
    close = get_close_matches(head, VERBS_BY_NAME, n=1, cutoff=0.6)
    if not close:
        return ""
    nearest = f"{VERBS_BY_NAME[close[0]].names[0]} {rest}".strip()
    return "" if rest and isinstance(parse(nearest, today), Unclear) else nearest


def _filters(text: str, today: date) -> OpenList | None:
    """`fri`, `next week at quartz`, `at quartz on 8/12`; None where the words are no filter."""
    before, at, where = f" {text}".partition(" at ")
    days = _days(before, today)
    if before.strip() and days is None:
        return None
    if not at:
        return OpenList("", days)
    school, days_after = _split_days(where, today)
    return OpenList(school, days or days_after)


def _days(text: str, today: date) -> Days | None:
    words = text.strip()
    for little in ("on ", "for ", "from "):
        words = words.removeprefix(little)
    return parse_days(words, today)


def _split_days(where: str, today: date) -> tuple[str, Days | None]:
    """A school as typed, and the days that may stand behind it."""
    words = where.split()
    for count in (4, 3, 2, 1):
        if len(words) > count and (days := _days(" ".join(words[-count:]).lower(), today)):
            return " ".join(words[:-count]).strip(EDGES), days
    return where.strip(EDGES), None


def _open(rest: str, today: date) -> Command:
    if not rest:
        return OpenList()
    return parse(rest, today)


def _on(rest: str, today: date) -> Command:
    try:
        found = _filters(rest.lower(), today) if rest else None
    except ImpossibleDateError as problem:
        return Unclear(str(problem), rest)
    return found or Unclear(f"Which day? Type for example {EXAMPLES}.", rest)


def _at(rest: str, today: date) -> Command:
    if not rest:
        return Unclear("Which school? Type its name or a part of it: `/shifts at quartz`.")
    try:
        school, days = _split_days(rest, today)
    except ImpossibleDateError as problem:
        return Unclear(str(problem), rest)
    return OpenList(school, days)


def _mine(_rest: str, _today: date) -> Command:
    return Mine()


def _help(_rest: str, _today: date) -> Command:
    return Help()


def _who(rest: str, _today: date) -> Command:
    words = rest.split()
    while words and words[0].lower().strip(EDGES) in {"is", "s", "on", "at", "now", "works", "duty"}:
        words.pop(0)
    while words and words[-1].lower().strip(EDGES) in {"now", "right", "duty", "on", "today"}:
        words.pop()
    return Who(" ".join(words).strip(EDGES))


def _claim(rest: str, _today: date) -> Command:
    found = numbered(rest, "claim 412")
    if isinstance(found, Unclear):
        return found
    return Claim(found[0], now=found[1].lower().strip(EDGES) == "now")


def _wait(rest: str, _today: date) -> Command:
    return _alone(rest, "wait", Wait)


def _leave(rest: str, _today: date) -> Command:
    return _alone(rest, "unwait", LeaveLine)


def _alone(rest: str, verb: str, meant: Callable[[int], Command]) -> Command:
    """A number with nothing behind it: `wait 10 minutes` is no shift."""
    found = numbered(rest, f"{verb} 412")
    if isinstance(found, Unclear):
        return found
    number, more = found
    if more and more.lower().strip(EDGES) not in _POLITE:
        return Unclear("Nothing is done yet: one number, with nothing behind it.", rest, f"{verb} {number}")
    return meant(number)


def _release(rest: str, _today: date) -> Command:
    found = numbered(rest, "release 412")
    if isinstance(found, Unclear):
        return found
    person = PERSON.fullmatch(found[1])
    if person is not None:
        return Release(found[0], person.group(1).upper(), reason_in(person.group(2)))
    if found[1].startswith("@"):
        return unpicked(rest)
    return Release(found[0], "", reason_in(found[1]))


def _assign(rest: str, _today: date) -> Command:
    found = numbered(rest, "assign 412 @officer")
    if isinstance(found, Unclear):
        return found
    person = PERSON.fullmatch(found[1])
    if person is None and found[1].startswith("@"):
        return unpicked(rest)
    if person is None:
        return Unclear("Whom? Name one officer: `/shifts assign 412 @officer`.", rest)
    return Assign(found[0], person.group(1).upper(), reason_in(person.group(2)))


VERBS = (
    Verb(("open", "list", "all"), "", "open shifts, soonest first", _open),
    Verb(("mine", "my", "me"), "mine", "the shifts you hold, and where you stand in line", _mine),
    Verb(("claim", "take", "pick"), "claim 412", "your hours and rest first, then *Claim it*", _claim),
    Verb(("claim",), "claim 412 now", "claims at once, without the preview", _claim),
    Verb(("release", "drop", "cancel"), "release 412 sick child", "gives a shift back", _release),
    Verb(("wait", "waitlist", "queue"), "wait 412", "stands in line for a full shift", _wait),
    Verb(("unwait", "leave"), "unwait 412", "steps out of line", _leave),
    Verb(("on",), "on fri", f"open shifts of one day: {EXAMPLES}", _on),
    Verb(("at",), "at quartz next week", "open shifts of one school; a part of its name will do", _at),
    Verb(("who", "who's", "whos"), "who quartz", "who is on now, and who is next", _who),
    Verb(("in", "here", "arrived"), "in", "checks you in; `in 412` where you hold several", read_in),
    Verb(("out", "leaving", "left"), "out", "checks you out", read_out),
    Verb(("help",), "help", "this list", _help),
    Verb(
        ("assign", "give"),
        "assign 412 @officer short notice",
        "puts an officer on a shift",
        _assign,
        answers_for_others=True,
    ),
    Verb(
        ("release",),
        "release 412 @officer ill",
        "gives an officer's shift back",
        _release,
        answers_for_others=True,
    ),
    Verb(
        ("in",),
        "in 412 @officer radio down",
        "checks an officer in; `out` likewise",
        read_in,
        answers_for_others=True,
    ),
)

VERBS_BY_NAME: Mapping[str, Verb] = {name: verb for verb in reversed(VERBS) for name in verb.names}
"""Every word that may begin a command; where two rows share a word, they share its reader."""


def help_lines(*, answers_for_others: bool) -> list[tuple[str, str]]:
    """What can be typed and what it does: for officers alone, or with what answers for others."""
    return [
        (f"/shifts {verb.example}".strip(), verb.does)
        for verb in VERBS
        if answers_for_others or not verb.answers_for_others
    ]
