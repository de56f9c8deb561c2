"""The people of the practice workspace, from `people.csv`: on the roster, in Slack, or in both."""

import csv
from datetime import date, timedelta
from importlib.resources import files

from bot.practice.people import Member

_DAYS_AGO = " days ago"
_ONLY_OURS = ("in slack",)
"""Columns of `people.csv` that are not columns of a roster: whether there is a member. And those that count
days ago are dates there: `qualified days ago` is `qualified on`; less than none lies ahead.
"""

OUTSIDERS = (
    Member("Oz Oleander", "oz@example.org", title="Facilities", tz="America/Phoenix"),
    Member("Hal Holly", "hal@example.org", title="Substitute teacher", tz="America/Phoenix", guest=True),
)
"""In Slack and not on the roster: an employee and a guest."""

_HINTS = {
    "ada@example.org": "Type `/shifts` and press *Claim*; then `/training`.",
    "sol@example.org": "Type `/escalations` and press *I have it*; then look into *Home*: what needs you.",
    "cora@example.org": "Press *Deliver the next feed* on the practice desk, then look into #supervisors.",
}
"""What to try first as an officer, a supervisor and a coordinator."""


def sample_rows() -> list[dict[str, str]]:
    """Every sample person as `people.csv` has them."""
    text = files(__package__).joinpath("people.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def roster_rows(today: date) -> list[dict[str, str]]:
    """The rows of roster.csv: days ago become the day itself."""
    return [
        dict(_cell(name, cell, today) for name, cell in row.items() if name not in _ONLY_OURS)
        for row in sample_rows()
    ]


def _cell(name: str, cell: str, today: date) -> tuple[str, str]:
    if not name.endswith(_DAYS_AGO):
        return name, cell
    day = str(today - timedelta(days=int(cell))) if cell else ""
    return f"{name.removesuffix(_DAYS_AGO)} on", day


def sample_members() -> list[Member]:
    """Who has a Slack account: everybody of the roster but those marked otherwise, and two outsiders.

    Those who come with a hint stand first, in the order in which a newcomer may best be them.
    """
    members = [_member(row) for row in sample_rows() if row["in slack"] == "yes"]
    order = list(_HINTS)
    prepared = sorted((m for m in members if m.hint), key=lambda member: order.index(member.email))
    return prepared + [m for m in members if not m.hint] + list(OUTSIDERS)


def _member(row: dict[str, str]) -> Member:
    role = "" if row["role"] == "officer" else row["role"].capitalize()
    title = " · ".join(part for part in (role, row["kind"], row["agency"]) if part)
    hint = _HINTS.get(row["e-mail"], "")
    return Member(row["name"], row["e-mail"], title=title, tz=row["time zone"], hint=hint)
