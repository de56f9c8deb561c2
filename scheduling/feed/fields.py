"""One value of a row, read strictly: text, a number, yes or no, a list, a status word."""

import re
import unicodedata
from collections.abc import Mapping

from scheduling.feed.limits import MAX_BACKUP_AGENCIES, MAX_PLACES, TEXT_LENGTHS
from scheduling.feed.profile import Profile
from scheduling.shifts.facts import Status

_NUMBER = re.compile(r"[0-9]{1,9}")
_DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_WORDS = {
    "id": "id",
    "school": "school code",
    "school_name": "school's name",
    "school_zone": "school's zone",
    "school_address": "school's address",
    "backup_agencies": "back-up agency",
    "clock_officer": "clock's officer",
}


class RowFlaw(ValueError):  # noqa: N818  a property of somebody's row, not a fault of ours
    """Why one row goes to the quarantine: one sentence."""


def read_text(values: Mapping[str, object], field: str) -> str:
    """The text of a field, without blanks around it; empty if the row lacks it.

    Raises:
        RowFlaw: it is not text, too long, or holds control characters. Notes may hold line breaks.
    """
    value = values.get(field, "")
    if isinstance(value, bool | list | dict):
        raise RowFlaw(f"The {_word(field)} is not text.")
    text = (value if isinstance(value, str) else str(value)).strip()
    if field == "notes":
        text = text.replace("\r\n", "\n")
    return checked_text(text, field)


def checked_text(text: str, field: str) -> str:
    """The same text, if it may be stored under this field.

    Raises:
        RowFlaw: it is too long, or holds control characters.
    """
    longest = TEXT_LENGTHS[field]
    if len(text) > longest:
        raise RowFlaw(f"The {_word(field)} has {len(text)} characters; at most {longest} fit.")
    if not text.isprintable() and (bad := _unwanted(text, line_breaks=field == "notes")):
        raise RowFlaw(f"The {_word(field)} holds a control character (U+{ord(bad):04X}): take it out.")
    return text


def read_number(values: Mapping[str, object], field: str, default: int) -> int:
    """A whole number from 1 to the most places a shift may have; `default` if the row lacks it.

    Raises:
        RowFlaw: it is anything else.
    """
    value = values.get(field, "")
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else "?"
    if text == "":
        return default
    number = int(text) if _NUMBER.fullmatch(text) else 0
    if not 1 <= number <= MAX_PLACES:
        raise RowFlaw(
            f"{_shown(value)} is no number of {field}: expected a whole number from 1 to {MAX_PLACES}."
        )
    return number


def read_yes(values: Mapping[str, object], field: str, profile: Profile) -> bool:
    """Yes or no, in the profile's words; no if the row lacks it.

    Raises:
        RowFlaw: another word: whether a post is armed is never guessed.
    """
    value = values.get(field, "")
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in profile.yes:
        return True
    if word in profile.no or word == "":
        return False
    raise RowFlaw(f"{_shown(value)} does not say whether the post is {field}: expected yes or no.")


def read_status(values: Mapping[str, object], profile: Profile) -> Status:
    """The status, by the profile's words; open if the row lacks it.

    Raises:
        RowFlaw: a word that the profile does not know.
    """
    value = values.get("status", "")
    word = str(value).strip().lower()
    if word == "":
        return Status.OPEN
    found = profile.status.get(word)
    if found is None:
        known = ", ".join(profile.status)
        raise RowFlaw(f"{_shown(value)} is no status that the profile “{profile.name}” knows ({known}).")
    return found


def read_agencies(values: Mapping[str, object], profile: Profile) -> tuple[str, ...]:
    """The back-up agencies: a JSON list, or one text with the profile's separator. Repeats are dropped.

    Raises:
        RowFlaw: not text, too long, control characters, or too many.
    """
    value = values.get("backup_agencies", "")
    parts = value if isinstance(value, list) else str(value).split(profile.separator)
    if isinstance(value, dict) or not all(isinstance(part, str) for part in parts):
        raise RowFlaw("The back-up agencies are not a list of names.")
    names = tuple(dict.fromkeys(checked_text(part.strip(), "agency") for part in parts if part.strip()))
    if len(names) > MAX_BACKUP_AGENCIES:
        raise RowFlaw(f"It names {len(names)} back-up agencies; at most {MAX_BACKUP_AGENCIES} fit.")
    return names


def safe(value: object, longest: int) -> str:
    """Any value as short text that can be stored and shown: what cannot be printed becomes U+FFFD."""
    text = (value if isinstance(value, str) else str(value))[: longest + 1]
    if not text.isprintable():
        text = "".join("\ufffd" if _is_unwanted(letter) else letter for letter in text)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _word(field: str) -> str:
    return _WORDS.get(field, field)


def _shown(value: object) -> str:
    return f"“{safe(value, 40)}”"


def _unwanted(text: str, *, line_breaks: bool) -> str | None:
    allowed = "\n\t" if line_breaks else ""
    return next((letter for letter in text if _is_unwanted(letter) and letter not in allowed), None)


def _is_unwanted(letter: str) -> bool:
    """Control characters, halves of surrogate pairs (no database stores them), marks that turn text round.

    None of them is printable, so that text that is needs no look at each letter.
    """
    return unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} or letter in _DIRECTION_MARKS
