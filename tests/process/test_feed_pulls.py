"""The feed at an address that says whether it has changed: unchanged is only what stands."""

from datetime import timedelta
from hashlib import sha256

import httpx
import pytest
from sqlalchemy import select

from bot.clock import PracticeClock
from bot.tasks.feed_pulls import FeedPulls
from bot.tasks.source import FEED, Source
from scheduling.feed.queries import read_status
from scheduling.shifts.tables import shifts
from scheduling.store.engine import Database
from tests.conftest import NOON
from tests.factories.feed import MUSTER, PHOENIX, POLICY, feed, row

GATE_4 = feed(row(post="gate 4"))
GATE_5 = feed(row(post="gate 5"))

pytestmark = pytest.mark.usefixtures("cast")


class _Address:
    """An agency's address with one file, and one of the processes that pull it."""

    def __init__(self, database: Database) -> None:
        self.content = b""
        self.answered: list[int] = []
        self.clock = PracticeClock(NOON)
        source = Source(FEED, "https://feed.example.org", transport=httpx.MockTransport(self._answer))
        self.pulls = FeedPulls(source, MUSTER, database, self.clock, POLICY, PHOENIX)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        tag = sha256(self.content).hexdigest()
        is_known = request.headers.get("If-None-Match") == tag
        self.answered.append(304 if is_known else 200)
        body = httpx.ByteStream(b"" if is_known else self.content)
        return httpx.Response(self.answered[-1], stream=body, headers={"ETag": tag})

    def says(self, content: bytes) -> None:
        self.clock.advance(timedelta(minutes=5))
        self.content = content
        self.pulls.pull()


def _posts(database: Database) -> list[str]:
    with database.read(NOON) as tx:
        return list(tx.execute(select(shifts.c.post)).scalars())


def test_a_file_that_has_not_changed_is_fetched_once(database: Database) -> None:
    agency = _Address(database)
    for _ in range(3):
        agency.says(GATE_4)
    assert agency.answered == [200, 304, 304]


def test_a_file_that_is_as_it_was_before_a_flawed_one_is_taken_in_again(database: Database) -> None:
    agency = _Address(database)
    agency.says(GATE_4)
    agency.says(feed(row(post="gate 5"), row("J2", school="NOWHERE")))
    assert _posts(database) == ["gate 5"]

    agency.says(GATE_4)

    assert _posts(database) == ["gate 4"]


def test_a_file_that_is_whole_again_after_a_broken_one_is_in_order_again(database: Database) -> None:
    agency = _Address(database)
    agency.says(GATE_4)
    agency.says(b"half of a fi")
    agency.says(GATE_4)

    with database.read(NOON) as tx:
        status = read_status(tx)
    assert status.last == status.last_good
    age = status.age(agency.clock.now())
    assert age is not None
    assert age < timedelta(minutes=5)


def test_what_another_process_took_in_meanwhile_is_not_taken_for_unchanged(database: Database) -> None:
    one, other = _Address(database), _Address(database)
    one.says(GATE_4)
    other.clock.advance(timedelta(minutes=1))
    other.says(GATE_5)
    one.says(GATE_4)
    assert _posts(database) == ["gate 4"]
