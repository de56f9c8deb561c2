"""Dates as people type them, as civil days. Pure: today is an argument.

Rules where typing leaves room:

- A weekday is the coming one, today included; `next fri` is the Friday of the next Monday-to-Sunday week.
- `this week` runs from today to Sunday; `next week` from Monday to Sunday.
- A date without a year lies in this year, unless that is more than half a year ago: then in the next.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from scheduling.zones import week_of

HALF_A_YEAR = timedelta(days=183)
FIRST_YEAR, LAST_YEAR = 2000, 2099
EXAMPLES = "`tomorrow`, `fri`, `8/12` or `2026-08-12`"

_FULL_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_FULL_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_AHEAD = {
    "today": 0, "tonight": 0, "tomorrow": 1, "tmrw": 1, "tmr": 1, "tomorow": 1, "tommorow": 1, "tommorrow": 1,
    "yesterday": -1,
}  # fmt: skip

_ISO = re.compile(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})")
_SLASHED = re.compile(r"(?P<month>\d{1,2})[/-](?P<day>\d{1,2})(?:[/-](?P<year>\d{4}|\d{2}))?")
_MONTH_FIRST = re.compile(r"(?P<name>[a-z]+) (?P<day>\d{1,2})(?:st|nd|rd|th)?(?: (?P<year>\d{4}))?")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)? (?:of )?(?P<name>[a-z]+)(?: (?P<year>\d{4}))?")


class ImpossibleDateError(ValueError):
    """Something that is meant as a date and is none; the message is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Days:
    """Civil days from `first` to `last`, both included."""

    first: date
    last: date


def parse_days(typed: str, today: date) -> Days | None:
    """The days that were typed, or None where the words are no date at all.

    Raises:
        ImpossibleDateError: the words are a date that no calendar has (`2/30`).
    """
    words = " ".join(typed.lower().replace(",", " ").replace(".", " ").split()).removeprefix("the ")
    if words in _AHEAD:
        return _single(today + timedelta(days=_AHEAD[words]))
    return _stretch(words, today) or _weekday(words, today) or _calendar_date(words, today)


def _single(day: date) -> Days:
    return Days(day, day)


def _stretch(words: str, today: date) -> Days | None:
    monday = week_of(today)
    sunday = monday + timedelta(days=6)
    saturday = sunday - timedelta(days=1)
    week = timedelta(days=7)
    return {
        "week": Days(today, sunday),
        "this week": Days(today, sunday),
        "next week": Days(monday + week, sunday + week),
        "weekend": Days(max(today, saturday), sunday),
        "this weekend": Days(max(today, saturday), sunday),
        "next weekend": Days(saturday + week, sunday + week),
    }.get(words)


def _weekday(words: str, today: date) -> Days | None:
    which, _, name = words.rpartition(" ")
    number = weekday_named(name)
    if number is None or which not in {"", "this", "next", "on"}:
        return None
    if which == "next":
        return _single(week_of(today) + timedelta(days=7 + number))
    return _single(today + timedelta(days=(number - today.weekday()) % 7))


def weekday_named(name: str) -> int | None:
    """The weekday that a word names, by three letters or more; 0 is Monday. None: it names none."""
    return _position(name.removesuffix("s") if name in {"tues", "weds", "thurs"} else name, _FULL_WEEKDAYS)


def _position(name: str, full_names: tuple[str, ...]) -> int | None:
    """Which of the full names starts with these at least three letters."""
    if len(name) < 3:
        return None
    return next((i for i, full in enumerate(full_names) if full.startswith(name)), None)


def _calendar_date(words: str, today: date) -> Days | None:
    head, _, rest = words.partition(" ")
    weekday = weekday_named(head)
    if weekday is not None and rest:
        return _checked_weekday(weekday, _calendar_date(rest, today))
    for pattern in (_ISO, _SLASHED):
        if found := pattern.fullmatch(words):
            return _single(_civil(found["year"], int(found["month"]), int(found["day"]), today))
    for pattern in (_MONTH_FIRST, _DAY_FIRST):
        found = pattern.fullmatch(words)
        month = _position(found["name"], _FULL_MONTHS) if found else None
        if found and month is not None:
            return _single(_civil(found["year"], month + 1, int(found["day"]), today))
    return None


def _checked_weekday(weekday: int, days: Days | None) -> Days | None:
    if days is not None and days.first.weekday() != weekday:
        raise ImpossibleDateError(
            f"{_said(days.first)} is a {days.first:%A}, not a {_FULL_WEEKDAYS[weekday].capitalize()}. "
            "Which day do you mean?"
        )
    return days


def _said(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _civil(typed_year: str | None, month: int, day: int, today: date) -> date:
    years = (today.year, today.year + 1) if typed_year is None else (_year(typed_year),)
    for year in years:
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if typed_year is not None or today - found <= HALF_A_YEAR:
            return found
    raise ImpossibleDateError(f"{month}/{day}/{years[0]} is not in the calendar. Try {EXAMPLES}.")


def _year(typed: str) -> int:
    year = int(typed) if len(typed) == 4 else 2000 + int(typed)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ImpossibleDateError(f"The year {year} is far from here. Try {EXAMPLES}.")
    return year
