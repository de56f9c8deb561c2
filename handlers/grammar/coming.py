"""How officers say that they come and go, at the end of a night as at its beginning. Pure.

Whoever is at a gate types what comes to mind: `im here`, `clock in`, `going home`. All of it is read as `in`
and `out`. What follows is never passed over: `in 12 running late` checks nobody in.
"""

import re
from difflib import get_close_matches

from handlers.grammar.asked import CheckIn, CheckOut, Unclear
from handlers.grammar.numbered import PERSON, numbered, reason_in, unpicked
from handlers.grammar.reports import find_alarm
from handlers.grammar.typed import EDGES
from handlers.words.reports import DANGER

_I_AM = r"(?:i'm|im|i am|i've|ive|i have|we're|just)\s+(?:just\s+)?"
_CLOCK = r"(?:check|clock|sign|punch|log)(?:ed|ing|ged|ging)?[ -]?"
_FILLER = r"(?:now|here|there|please|pls|today|thanks|thank you|sir|at work|on site)\b"
_FOLLOWED = rf"\b(?=[\s,.:;!]*(?:$|#|\d|<?@|shift\b|at\b|{_FILLER}))"  # by nothing that says something else
_IN = re.compile(
    rf"(?:(?:{_I_AM})?(?:{_CLOCK}in|on (?:site|scene|post)|arrived|reporting)"
    rf"|{_I_AM}(?:here|there|in|at work|on duty|present)){_FOLLOWED}",
    re.IGNORECASE,
)
_OUT = re.compile(
    rf"(?:(?:{_I_AM})?(?:{_CLOCK}out|(?:going|heading) home|off duty|leaving)"
    rf"|{_I_AM}(?:out|off|done)){_FOLLOWED}",
    re.IGNORECASE,
)
_FILLERS = re.compile(rf"(?:(?:{_FILLER}|:[\w+-]+(?::|$)|[^\w\s<@#])[\s.,!]*)+", re.IGNORECASE)
"""Says nothing more; a picture, too."""

_CANNOT = re.compile(
    r"\b(?:sick|ill|late|(?:can'?t|cannot)(?: come| make|$)|not coming|won'?t (?:come|make))\b",
    re.IGNORECASE,
)
_GIVE_BACK = (
    "Cannot come? `/shifts mine` lists your shifts, each with a button to give it back. "
    "Late? Call your supervisor."
)
_DANGER = f"{DANGER} `/sso report` then tells whoever has to know."
_SHORT = 6
"""So many words at most say that somebody cannot come; more of them tell a story."""
_CLOCKS = ("check", "clock", "sign", "checking", "clocking")


def read_as_coming(text: str) -> str:
    """The same words, with `in` or `out` where they say as much in others: `im here, 12` becomes `in 12`."""
    for verb, said in (("in", _IN), ("out", _OUT)):
        if found := said.match(text):
            return f"{verb} {text[found.end() :].strip(EDGES)}".strip()
    return text


def slip_in_coming(text: str) -> Unclear | None:
    """The answer to a slip of the finger in one of these, and to who cannot come; None for anything else."""
    if _says_cannot(text) and not any(letter.isdigit() for letter in text):
        return Unclear(_GIVE_BACK, text)
    head, _, rest = text.lower().partition(" ")
    verb, _, more = rest.partition(" ")
    is_meant = not more or more.removeprefix("#").isdecimal()
    if verb in {"in", "out"} and is_meant and get_close_matches(head, _CLOCKS, n=1, cutoff=0.6):
        return Unclear("", text, f"{verb} {more}".strip())
    return Unclear("", text, "out") if head == "done" else None


def alarm_in(text: str) -> Unclear | None:
    """The answer to who is in danger, rather than at a gate; None for anything else."""
    return Unclear(_DANGER, text) if find_alarm(text) else None


def read_in(rest: str, _today: object) -> CheckIn | Unclear:
    """`in`, `in 412`, `in 412 @officer radio down`: the words after the verb."""
    found = _come_or_gone(rest, "in")
    return found if isinstance(found, Unclear) else CheckIn(*found)


def read_out(rest: str, _today: object) -> CheckOut | Unclear:
    """The same of `out`."""
    found = _come_or_gone(rest, "out")
    return found if isinstance(found, Unclear) else CheckOut(*found)


def _come_or_gone(rest: str, verb: str) -> tuple[int, str, str] | Unclear:
    """The number of the shift (0: none was typed), and of somebody else the account and the reason."""
    if not rest or _FILLERS.fullmatch(rest):
        return 0, "", ""
    if rest.startswith(("@", "<@")):
        return Unclear(
            f"Which shift? Name it before the officer: `/shifts {verb} 412 @officer radio down`.", rest
        )
    found = numbered(rest, f"{verb} 412")
    if isinstance(found, Unclear):
        return found if found.nearest else _only_a_number(rest, verb)
    number, more = found
    person = PERSON.fullmatch(more)
    if person is not None and number:
        return number, person.group(1).upper(), reason_in(person.group(2))
    if more.startswith("@"):
        return unpicked(rest)
    if not number or (more and not _FILLERS.fullmatch(more)):
        return _only_a_number(rest, f"{verb} {number}" if number else verb)
    return number, "", ""


def _only_a_number(rest: str, nearest: str) -> Unclear:
    if alarm := alarm_in(rest):
        return alarm
    verb = nearest.partition(" ")[0]
    says = "you are there" if verb == "in" else "you leave"
    sentence = f"`/shifts {verb}` alone says that {says}; with several shifts, `/shifts {verb} 412`."
    return Unclear(_GIVE_BACK, rest) if _says_cannot(rest) else Unclear(sentence, rest, nearest)


def _says_cannot(text: str) -> bool:
    return len(text.split()) <= _SHORT and _CANNOT.search(text) is not None
