"""What was fetched before another process took in a later delivery does not undo it."""

from collections.abc import Hashable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.clock import PracticeClock
from bot.tasks.feed_pulls import FeedPulls
from bot.tasks.source import FEED, Fetched, Source, Unmodified
from scheduling.audit.tables import audit
from scheduling.feed.facts import PullState
from scheduling.feed.queries import list_pulls
from scheduling.shifts.tables import shifts
from scheduling.store.engine import Database
from tests.factories.feed import MUSTER, PHOENIX, POLICY, feed, pull, row

OLD = {"post": "gate 4"}
NEW = {"post": "gate 5"}


class OvertakenSource(Source):
    """Between its first fetch and what is done with it, another process takes in a later delivery."""

    def __init__(self, file: Path, database: Database, now: datetime) -> None:
        super().__init__(FEED, str(file))
        self._file, self._database, self._now = file, database, now
        self.fetches = 0

    def fetch(self, stands: Hashable = None) -> Fetched | Unmodified:
        fetched = super().fetch(stands)
        self.fetches += 1
        if self.fetches == 1:
            self._file.write_bytes(feed(row(**NEW)))
            with self._database.begin(self._now) as tx:
                pull(tx, row(**NEW))
        return fetched


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("fetched_first", [feed(row(**OLD)), b"half of a fi"], ids=["older", "broken"])
def test_a_pull_that_was_overtaken_asks_again_and_nobody_is_sent_back_to_gate_4(
    database: Database, now: datetime, tmp_path: Path, fetched_first: bytes
) -> None:
    with database.begin(now) as tx:
        pull(tx, row(**OLD | {"post": "gate 3"}))
    file = tmp_path / "shifts.json"
    file.write_bytes(fetched_first)
    source = OvertakenSource(file, database, now)
    pulls = FeedPulls(source, MUSTER, database, PracticeClock(now), POLICY, PHOENIX)

    report = pulls.pull()

    assert report is not None
    assert (report.state, report.changed, report.unchanged) == (PullState.APPLIED, 0, 1)
    assert source.fetches == 2
    with database.read(now) as tx:
        assert tx.execute(select(shifts.c.post)).scalars().all() == ["gate 5"]
        changes = tx.execute(select(audit.c.after).where(audit.c.verb == "shift_changed")).scalars().all()
        assert len(changes) == 1
        assert [each.state for each in list_pulls(tx)] == [PullState.APPLIED] * 2
