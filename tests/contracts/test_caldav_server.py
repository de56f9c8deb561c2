"""Radicale, a CalDAV server, takes whatever Muster writes, and hands it out as it was meant."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scheduling.calendars.facts import Display, Privacy
from scheduling.revisions.facts import Scope
from scheduling.store.engine import Database
from tests.factories.calendars import fetch, open_link
from tests.factories.years import FIELD, fill_a_year
from tests.fakes.caldav_server import CaldavServer, caldav_server
from tests.fakes.parsers.programs import Programs
from tests.fakes.parsers.seen import Seen
from tests.people import Cast

LONG_AGO, FAR_AWAY = datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)


@pytest.fixture
def radicale(tmp_path: Path) -> Iterator[CaldavServer]:
    """An empty one."""
    with caldav_server(tmp_path / "collections") as server:
        yield server


def feed_of(database: Database, now: datetime, cast: Cast, zone: str, privacy: Privacy) -> bytes:
    with database.begin(now) as tx:
        fill_a_year(tx, cast, zone)
    token = open_link(database, now, cast.ada, Scope.MINE, display=Display(privacy)).token
    found = fetch(database, now, token)
    assert found is not None
    return found.page.content


def one_by_one(feed: bytes) -> dict[str, bytes]:
    """A calendar of each uid by itself: a series with what differs in it is one thing."""
    head, *_ = re.split(rb"(?=BEGIN:VEVENT\r\n)", feed, maxsplit=1)
    found: dict[str, bytes] = {}
    for event in re.findall(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", feed, re.DOTALL):
        uid = re.search(rb"UID:(.*?)\r\n(?! )", event, re.DOTALL)
        assert uid is not None
        name = uid[1].replace(b"\r\n ", b"").decode()
        found[name] = found.get(name, head) + event
    return {name: events + b"END:VCALENDAR\r\n" for name, events in found.items()}


def shown(programs: Programs, content: bytes) -> list[Seen]:
    return programs.show(content, LONG_AGO, FAR_AWAY)


@pytest.mark.parametrize(
    ("zone", "privacy"), [*((zone, Privacy.FULL) for zone in FIELD), (FIELD[0], Privacy.BUSY)]
)
def test_a_year_that_radicale_has_taken_is_the_same_year(
    database: Database, cast: Cast, now: datetime, programs: Programs, radicale: CaldavServer, zone: str,
    privacy: Privacy,
) -> None:  # fmt: skip
    feed = feed_of(database, now, cast, zone, privacy)
    radicale.put("/ada/feed/", feed)
    assert shown(programs, radicale.get("/ada/feed/")) == shown(programs, feed)


def test_each_thing_that_radicale_has_taken_by_itself_is_the_same_thing(
    database: Database, cast: Cast, now: datetime, programs: Programs, radicale: CaldavServer
) -> None:
    feed = feed_of(database, now, cast, FIELD[0], Privacy.FULL)
    radicale.make_calendar("/ada/each/")
    found: list[Seen] = []
    for number, content in enumerate(one_by_one(feed).values()):
        radicale.put(f"/ada/each/{number}.ics", content)
        found += shown(programs, radicale.get(f"/ada/each/{number}.ics"))
    assert sorted(found) == shown(programs, feed)


def test_radicale_does_refuse_what_is_no_calendar(radicale: CaldavServer) -> None:
    radicale.make_calendar("/ada/each/")
    with pytest.raises(AssertionError, match="400"):
        radicale.put("/ada/each/1.ics", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n")
