"""The people of the practice workspace, from `people.csv`: on the roster, in Slack, or in both."""

import csv
from datetime import date, timedelta
from importlib.resources import files

from bot.practice.people import Member

_ONLY_OURS = ("qualified days ago", "in slack")
"""Columns of `people.csv` that are not columns of a roster: the first becomes a date, the second a member."""

OUTSIDERS = (
    Member("Oz Oleander", "oz@example.org", title="Facilities", tz="America/Phoenix"),
    Member("Hal Holly", "hal@example.org", title="Substitute teacher", tz="America/Phoenix", guest=True),
)
"""In Slack and not on the roster: an employee and a guest."""


def sample_rows() -> list[dict[str, str]]:
    """Every sample person as `people.csv` has them."""
    text = files(__package__).joinpath("people.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def roster_rows(today: date) -> list[dict[str, str]]:
    """The rows of roster.csv: days since a qualification become the day itself."""
    return [_roster_row(row, today) for row in sample_rows()]


def _roster_row(row: dict[str, str], today: date) -> dict[str, str]:
    days = row["qualified days ago"]
    qualified_on = str(today - timedelta(days=int(days))) if days else ""
    return {name: cell for name, cell in row.items() if name not in _ONLY_OURS} | {
        "qualified on": qualified_on
    }


def sample_members() -> list[Member]:
    """Who has a Slack account: everybody of the roster but those marked otherwise, and two outsiders."""
    return [_member(row) for row in sample_rows() if row["in slack"] == "yes"] + list(OUTSIDERS)


def _member(row: dict[str, str]) -> Member:
    role = "" if row["role"] == "officer" else row["role"].capitalize()
    title = " · ".join(part for part in (role, row["kind"], row["agency"]) if part)
    return Member(row["name"], row["e-mail"], title=title, tz=row["time zone"])
