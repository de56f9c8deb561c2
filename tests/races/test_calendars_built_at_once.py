"""Two that build one calendar at the same moment: both serve what they built, and the newer is kept."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event

import pytest

from scheduling.calendars.facts import Link
from scheduling.calendars.pages import find_content, find_link, keep_page
from scheduling.store.engine import Database
from tests.factories.calendars import open_link
from tests.people import Cast
from tests.races.test_audit_races import PATIENCE, wait_until_somebody_waits_for_a_lock

DAY = timedelta(days=1)


def _link(database: Database, now: datetime, token: str) -> Link:
    with database.read(now) as tx:
        found = find_link(tx, token)
    assert found is not None
    return found


@pytest.mark.parametrize("already", [b"", b"yesterday's"])
def test_what_was_built_from_an_earlier_look_is_not_kept_over_the_newer_that_it_waited_for(
    database: Database, cast: Cast, now: datetime, already: bytes
) -> None:
    token = open_link(database, now, cast.ada).token
    slow = _link(database, now, token)
    quick = replace(slow, revision=slow.revision + 1)
    if already:
        with database.begin(now) as tx:
            keep_page(tx, slow, already, now + DAY)
    kept = Event()

    def keeps_the_newer() -> None:
        with database.begin(now) as tx:
            keep_page(tx, quick, b"newer", now + DAY)
            kept.set()
            if database.file is None:  # SQLite's one writer makes the other wait before it looks
                wait_until_somebody_waits_for_a_lock(database)

    def keeps_the_older() -> None:
        assert kept.wait(PATIENCE)
        with database.begin(now) as tx:
            assert keep_page(tx, slow, b"older", now + DAY).content == b"older"

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(keeps_the_newer), pool.submit(keeps_the_older)]:
            done.result()
    with database.read(now) as tx:
        found = find_link(tx, token)
        assert found is not None
        assert find_content(tx, found) == b"newer"
