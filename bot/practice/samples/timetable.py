"""A month of shifts: what each kind of school asks for week by week, from `schools.csv` and `posts.csv`."""

import csv
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from random import Random
from typing import Any

from scheduling.zones import LocalTimeError, instant_of, zone

Row = dict[str, Any]
"""One shift as the feed writes it (`docs/feed-format.md`)."""

_ONLY_OURS = ("level", "agency")
"""Columns of `schools.csv` here that are not columns of a schools file."""

_BACKUPS = {
    "Heron City Police": ["Plover Town Marshal", "Kestrel County Sheriff"],
    "Kestrel County Sheriff": ["Heron City Police"],
    "Plover Town Marshal": ["Heron City Police"],
}
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_STATUSES = ("open",) * 29 + ("closed", "draft")


def sample_schools() -> list[dict[str, str]]:
    """Every sample school: the columns of schools.csv, and `level` and `agency`."""
    return _table("schools.csv")


def school_rows() -> list[dict[str, str]]:
    """The rows of schools.csv."""
    return [{name: cell for name, cell in row.items() if name not in _ONLY_OURS} for row in sample_schools()]


def shift_rows(first: date, last: date) -> list[Row]:
    """Every shift of the days from `first` to `last`, soonest first; the same dates give the same shifts."""
    chance = Random(f"{first} {last}")  # noqa: S311  sample data, not a secret
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    schools, posts = sample_schools(), _table("posts.csv")
    return [
        _shift(day, school, post, chance)
        for day in days
        for school in schools
        for post in _posts_of(day, school, posts)
        if chance.randrange(100) < int(post["share"]) and _has_instants(day, post, school["time zone"])
    ]


def _posts_of(day: date, school: dict[str, str], posts: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    weekday = _WEEKDAYS[day.weekday()]
    for post in posts:
        if school["level"] in post["levels"].split() and weekday in post["weekdays"].split():
            yield post


def _shift(day: date, school: dict[str, str], post: dict[str, str], chance: Random) -> Row:
    starts, ends = _local_times(day, post)
    own = post["open to"] == "own agency"
    return {
        "id": f"{school['code']}-{day:%m%d}-{post['slug']}",
        "school": school["code"],
        "agency": school["agency"] if own else "",
        "backup_agencies": _BACKUPS[school["agency"]] if own else [],
        "post": post["post"],
        "programme": post["programme"],
        "armed": post["armed"] == "yes",
        "starts": f"{starts:%Y-%m-%dT%H:%M}",
        "ends": f"{ends:%Y-%m-%dT%H:%M}",
        "places": int(post["places"]),
        "status": chance.choice(_STATUSES),
        "notes": post["notes"],
    }


def _local_times(day: date, post: dict[str, str]) -> tuple[datetime, datetime]:
    starts = datetime.combine(day, time.fromisoformat(post["starts"]))
    ends = datetime.combine(day, time.fromisoformat(post["ends"]))
    return starts, ends if ends > starts else ends + timedelta(days=1)


def _has_instants(day: date, post: dict[str, str], zone_name: str) -> bool:
    """Whether both times exist once: a night watch on the night of a clock change may not."""
    try:
        for local in _local_times(day, post):
            instant_of(local, zone(zone_name))
    except LocalTimeError:
        return False
    return True


def _table(name: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
