"""Words from people and from the feed, made safe and short enough for Slack; and small figures in words."""

import re
from collections.abc import Iterable
from datetime import timedelta

SECTION = 3_000
BUTTON = 75
HEADER = 150

_BEGUN_WORD = re.compile(r"\s+\S*\Z")
_TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Marks that turn the line they stand in, beyond the words that they came with."""

_UNSAFE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", **dict.fromkeys(_TURNS, "")})

_ALIKE = {
    "*": "\N{ASTERISK OPERATOR}",
    "~": "\N{TILDE OPERATOR}",
    "`": "\N{MODIFIER LETTER GRAVE ACCENT}",
    "_": "\N{MODIFIER LETTER LOW MACRON}",
}
"""Slack knows no escape for its marks, so that what only looks like one is written in their place."""

_MARK = re.compile(r"[*~`]|(?<![^\W_])_|_(?![^\W_])")
"""Marks; an underscore within a word is none, and stays: accounts and files are named so."""

_MEANT = str.maketrans({alike: mark for mark, alike in _ALIKE.items()})


def escape(text: str) -> str:
    """Text that came from outside, for mrkdwn: it can mention nobody, hide no link, turn no line round, and
    neither begin nor end what is bold.
    """
    return escape_address(_MARK.sub(lambda mark: _ALIKE[mark[0]], text))


def escape_address(address: str) -> str:
    """The same of an address, letter for letter: what stands in `<…|` has no marks."""
    return " ".join(address.split()).translate(_UNSAFE)


def unescape(mrkdwn: str) -> str:
    """What was escaped, as it was written; but for marks that turn lines round."""
    return mrkdwn.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").translate(_MEANT)


def shorten(text: str, most: int) -> str:
    """At most `most` characters, cut at a word, with an ellipsis where something is missing."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    if not text[most - 1].isspace():
        cut = _BEGUN_WORD.sub("", cut)
    return cut.rstrip(" ,;·") + "…"


def escaped(text: str, most: int = 200) -> str:
    """Text from outside, cut first and escaped after, so that no escape is cut in half."""
    return escape(shorten(" ".join(text.split()), most))


def figure(duration: timedelta) -> str:
    """Hours as a bare figure: `8`, `46.5`, `0.25`."""
    return f"{duration.total_seconds() / 3600:.2f}".rstrip("0").rstrip(".")


def length(duration: timedelta) -> str:
    """A duration with its unit: minutes below one hour, days from three days on, hours between."""
    minutes = round(duration.total_seconds() / 60)
    if abs(minutes) < 60:
        return f"{minutes} min"
    if minutes >= 3 * 24 * 60:
        return counted(minutes // (24 * 60), "day")
    return f"{figure(duration)} h"


def lasted(duration: timedelta) -> str:
    """A duration as people tell it afterwards, in whole minutes: `12 min`, `1 h 5 min`, `3 days 2 h`."""
    minutes = duration // timedelta(minutes=1)
    days, hours, left = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        parts = [counted(days, "day"), f"{hours} h" if hours else ""]
    else:
        parts = [f"{hours} h" if hours else "", f"{left} min" if left or not hours else ""]
    return " ".join(part for part in parts if part)


def unbroken(text: str) -> str:
    """The same with no-break spaces: a telephone puts no end of line between `8.5` and `h`."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def ago(age: timedelta) -> str:
    """`just now`, `5 min ago`, `3 h 10 min ago`."""
    return "just now" if age < timedelta(minutes=1) else f"{lasted(age)} ago"


def counted(number: int, noun: str, several: str = "") -> str:
    """`1 shift`, `2 shifts`; `several` where that is no `s`: `1 person`, `2 people`."""
    return f"{number} {noun}" if number == 1 else f"{number} {several or f'{noun}s'}"


def listed(names: Iterable[str], joint: str = "and") -> str:
    """`A`, `A and B`, `A, B and C`."""
    every = list(names)
    if len(every) < 2:
        return "".join(every)
    return f"{', '.join(every[:-1])} {joint} {every[-1]}"


def capital(words: str) -> str:
    """The same with a large first letter, to begin a sentence: `filled` is `Filled`."""
    return f"{words[:1].upper()}{words[1:]}"


def named(names: Iterable[str], most: int) -> str:
    """Names of people, escaped; of many the first few: `Ada Alder, Ben Birch and 4 more`."""
    every = [escaped(name, 60) for name in names]
    more = len(every) - most
    return listed([*every[:most], f"{more} more"] if more > 0 else every)
