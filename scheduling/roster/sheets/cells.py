"""One cell to one value: what is accepted, and the sentence where it is not."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from zoneinfo import available_timezones

from scheduling.zones import find_zone

FORMULA_STARTS = "=+-@"
"""A cell that begins with one of these is run as a formula by a spreadsheet."""

_SSN = re.compile(r"\b\d{3}-\d{2}-\d{4}\b")
_EMAIL = re.compile(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+\.[^@\s<>,;:\".]+")
_YES = frozenset({"yes", "y", "true", "1", "x"})
_NO = frozenset({"no", "n", "false", "0"})
_DAYS = ("%Y-%m-%d", "%m/%d/%Y")
_EARLIEST = date(1960, 1, 1)


class CellRefused(ValueError):  # noqa: N818  it is an answer to a person, not a fault
    """A cell that says nothing that can be taken; the message says what was expected."""


def read_text(cell: str, *, longest: int) -> str:
    """One line of text, its blanks made single; an apostrophe that guards against formulas is taken off.
    A lone hyphen means nothing.

    Raises:
        CellRefused: too long, several lines or control characters, a formula, or a social security number.
    """
    text = unicodedata.normalize("NFC", cell).replace("\u00a0", " ")
    if not text.isprintable():
        raise CellRefused("has a line break or a control character in it; write it in one line")
    text = " ".join(text.split())
    if text[:1] == "'" and text[1:2] and text[1] in FORMULA_STARTS:
        return _fitting(text[1:], longest)
    if text[:1] and text[0] in FORMULA_STARTS and text != "-":
        raise CellRefused(f"begins with “{text[0]}”, which a spreadsheet runs as a formula; take it off")
    if _SSN.search(text):
        raise CellRefused("looks like a social security number, which Muster never takes in; take it out")
    return "" if text == "-" else _fitting(text, longest)


def _fitting(text: str, longest: int) -> str:
    if len(text) > longest:
        raise CellRefused(f"has {len(text)} characters; at most {longest} fit")
    return text


def read_email(cell: str) -> str:
    """An e-mail address in lower case.

    Raises:
        CellRefused: it is none.
    """
    address = cell.removeprefix("mailto:").lower()
    if not _EMAIL.fullmatch(address) or not address.isprintable() or len(address) > 200:
        raise CellRefused(f"“{cell[:60]}” is not an e-mail address; expected one such as ada@example.org")
    return address


def read_yes_or_no(cell: str) -> bool:
    """Whether the cell says yes.

    Raises:
        CellRefused: neither yes nor no.
    """
    word = cell.lower()
    if word not in _YES | _NO:
        raise CellRefused(f"“{cell[:40]}” is neither yes nor no")
    return word in _YES


def read_day(cell: str, *, today: date, ahead: timedelta = timedelta(0)) -> date:
    """A day written 2026-08-12 or 8/12/2026 (month first).

    Args:
        cell: what was written.
        today: the local date.
        ahead: how far the day may lie ahead of it; left out, not at all.

    Raises:
        CellRefused: not a date, too far ahead, or so long ago that it can only be a slip.
    """
    for form in _DAYS:
        try:
            day = datetime.strptime(cell, form).date()  # noqa: DTZ007  a civil date has no zone
        except ValueError:
            continue
        if day > today + ahead:
            raise CellRefused(_too_far_ahead(day, ahead))
        if day < _EARLIEST:
            raise CellRefused(f"{day} is too long ago to be right; expected a day such as 2026-03-15")
        return day
    raise CellRefused(f"“{cell[:40]}” is not a date; expected one such as 2026-03-15 or 3/15/2026")


def _too_far_ahead(day: date, ahead: timedelta) -> str:
    if not ahead:
        return f"{day} is still to come; expected the day it was done"
    return f"{day} is more than {ahead.days} days ahead; is the year right?"


def read_zone(cell: str) -> str:
    """An IANA time zone name.

    Raises:
        CellRefused: there is no such zone; a near miss is named.
    """
    if find_zone(cell) is not None:
        return cell
    near = get_close_matches(cell.replace(" ", "_"), sorted(available_timezones()), n=1, cutoff=0.75)
    hint = f"did you mean {near[0]}?" if near else "expected a name such as America/Phoenix"
    raise CellRefused(f"“{cell[:60]}” is not a time zone; {hint}")


def read_choice(cell: str, choices: Mapping[str, Sequence[str]]) -> str:
    """The value that a cell stands for; capitals, hyphens and underscores do not matter.

    Args:
        cell: what was written.
        choices: value → its spellings, the documented one first.

    Raises:
        CellRefused: none of them.
    """
    word = re.sub(r"[\s_-]+", " ", cell.lower()).strip()
    for value, spellings in choices.items():
        if word in map(str.lower, spellings):
            return value
    expected = ", ".join(spellings[0] for spellings in choices.values())
    raise CellRefused(f"“{cell[:40]}” is none of: {expected}")
