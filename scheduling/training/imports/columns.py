"""The columns of a file of training records. `docs/training.md` describes them for whoever exports one."""

import re
from datetime import date, datetime, time
from functools import partial
from typing import Final

from scheduling.roster.sheets.cells import CellRefused, read_day, read_email, read_text
from scheduling.roster.sheets.columns import Column
from scheduling.training.records.hours import HoursUnreadableError, read_hours

_SEPARATORS = re.compile(r"[;|]")
_MOMENTS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M %p")
_YEARS: Final = range(1960, 2200)
"""Of which records are kept. Where the calendar ends, some local times have no instant."""

_TIMES = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p")

PERSON: Final = ("email", "badge")
"""The fields that name the officer: one of them is enough."""


def record_columns(*, today: date) -> dict[str, Column]:
    """Field → column, in the order in which they are documented.

    Args:
        today: the district's local date; nothing was done after it.
    """
    return {
        "email": Column(("e-mail", "e-mail address", "mail"), read_email),
        "badge": Column(("badge", "badge number", "badge no", "badge #"), partial(read_text, longest=40)),
        "requirement": Column(
            ("requirement", "course", "training", "training title"), partial(read_text, longest=200)
        ),
        "done_on": Column(
            ("done on", "date", "completed on", "completion date", "date completed"),
            partial(read_day, today=today),
            required=True,
        ),
        "minutes": Column(("hours", "credit hours", "duration", "training hours"), _read_hours, empty=None),
        "missed_minutes": Column(("missed hours", "hours missed"), _read_hours, empty=0),
        "sessions": Column(("sessions", "session", "module", "modules"), _read_names, empty=()),
        "topics": Column(("topics", "topic", "subject", "subjects"), _read_names, empty=()),
        "starts": Column(("starts", "start", "start time", "starts at"), _read_moment, empty=None),
        "ends": Column(("ends", "end", "end time", "ends at"), _read_moment, empty=None),
        "provider": Column(("provider", "training provider", "given by"), partial(read_text, longest=120)),
        "certificate": Column(
            ("certificate", "certificate number", "certificate no"), partial(read_text, longest=500)
        ),
        "id": Column(("id", "record id", "record number", "record no"), partial(read_text, longest=100)),
    }


def _read_hours(cell: str) -> int:
    """Minutes.

    Raises:
        CellRefused: no amount of time.
    """
    try:
        return read_hours(cell)
    except HoursUnreadableError as problem:
        raise CellRefused(str(problem)) from problem


def _read_names(cell: str) -> tuple[str, ...]:
    """Names parted by semicolons or upright strokes.

    Raises:
        CellRefused: one of them cannot be taken.
    """
    parts = (read_text(part.strip(), longest=200) for part in _SEPARATORS.split(cell))
    return tuple(dict.fromkeys(part for part in parts if part))


def _read_moment(cell: str) -> time | datetime:
    """A local time, with or without its date.

    Raises:
        CellRefused: neither.
    """
    words = " ".join(cell.replace("T", " ").upper().split())
    for form in _TIMES:
        if (found := _parsed(words, form)) is not None:
            return found.time()
    for form in _MOMENTS:
        found = _parsed(words, form)
        if found is not None and found.year in _YEARS:
            return found
    raise CellRefused(f"“{cell[:40]}” is no time; expected one such as 09:00, 9:00 AM or 2026-03-15 09:00")


def _parsed(words: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(words, form)  # noqa: DTZ007  local time; the officer's zone comes later
    except ValueError:
        return None
