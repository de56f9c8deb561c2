"""A rota as a spreadsheet saves it: who by e-mail address, from when, until when."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from scheduling.presence.imports.facts import Duty, ImportRefused, Wrong
from scheduling.roster.sheets.cells import CellRefused, read_email
from scheduling.roster.sheets.columns import Column, Entry, read_entries
from scheduling.roster.sheets.sheet import SheetRefused, read_sheet
from scheduling.zones import LocalTimeError, end_of_day, instant_of, start_of_day

_DAYS: Final = ("%Y-%m-%d", "%m/%d/%Y")
_MOMENTS: Final = (
    "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M %p",
)  # fmt: skip
_YEARS: Final = range(2000, 2200)
"""Where the calendar ends, some local times have no instant."""


def read_csv(content: bytes, zone: ZoneInfo) -> tuple[list[Duty], list[Wrong]]:
    """The lines of the file, and what is wrong with those that say nothing; times are of `zone`.

    Raises:
        ImportRefused: the file as a whole cannot be read.
    """
    try:
        entries = read_entries(read_sheet(content), _columns(), "email", unique=False)
    except SheetRefused as problem:
        raise ImportRefused(str(problem)) from problem
    duties: list[Duty] = []
    wrong = [Wrong(row.line, row.reason) for row in entries.bad]
    for entry in entries.good:
        try:
            duties.append(_duty(entry, zone))
        except LocalTimeError as problem:
            wrong.append(Wrong(entry.line, str(problem)))
    return duties, wrong


def _columns() -> dict[str, Column]:
    return {
        "email": Column(("who", "e-mail", "e-mail address", "supervisor", "mail"), read_email, required=True),
        "starts": Column(("from", "start", "starts", "begins", "since"), _read_moment, required=True),
        "ends": Column(("until", "to", "end", "ends"), _read_moment, required=True),
    }


def _duty(entry: Entry, zone: ZoneInfo) -> Duty:
    """A day without its hour is all of it: `until 2026-12-04` ends with that day."""
    starts, ends = entry.given["starts"], entry.given["ends"]
    return Duty(
        entry.line,
        instant_of(starts, zone) if isinstance(starts, datetime) else start_of_day(starts, zone),
        instant_of(ends, zone) if isinstance(ends, datetime) else end_of_day(ends, zone),
        addresses=(entry.given["email"],),
    )


def _read_moment(cell: str) -> date | datetime:
    """A local time, or a day.

    Raises:
        CellRefused: neither.
    """
    words = " ".join(cell.replace("T", " ").upper().split())
    for form in (*_DAYS, *_MOMENTS):
        try:
            found = datetime.strptime(words, form)  # noqa: DTZ007  local time; the zone comes later
        except ValueError:
            continue
        if found.year in _YEARS:
            return found.date() if form in _DAYS else found
    raise CellRefused(
        f"“{cell[:40]}” is no time; expected one such as 2026-11-30 07:00, or a day such as 2026-11-30"
    )
