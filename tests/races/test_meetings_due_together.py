"""Three replicas look after meetings at once: everybody is reminded once, and the organiser asked once."""

from collections import Counter
from datetime import datetime
from functools import partial

import pytest

from scheduling.escalations.facts import EscalationKind
from scheduling.meetings.sweep import is_meeting_due, sweep_meetings
from scheduling.store.engine import Database
from tests.factories.escalated import list_escalated
from tests.factories.meetings import POLICY, phoenix_at, plan, planned
from tests.factories.swept import told_of
from tests.people import Cast
from tests.races.together import at_once

AGAIN = pytest.mark.parametrize("again", range(3))
SWEEPING = partial(sweep_meetings, policy=POLICY)
KINDS = ("meeting_reminder", "meeting_short", "meeting_attendance")


def three_sweep(database: Database, *moments: datetime) -> None:
    """Three at once, and then whoever finds what they left to each other."""
    for now in moments:
        assert at_once(database, now, SWEEPING, SWEEPING, SWEEPING) == [None] * 3
        while True:
            with database.read(now) as tx:
                if not is_meeting_due(tx):
                    break
            with database.begin(now) as tx:
                SWEEPING(tx)


def told(database: Database, now: datetime) -> Counter[tuple[str, str]]:
    with database.read(now) as tx:
        return Counter((kind, each["addressee"]) for kind in KINDS for each in told_of(tx, kind))


@AGAIN
def test_three_replicas_remind_and_ask_once(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    ada, ben, sol = (f"person:{each.id}" for each in (cast.ada, cast.ben, cast.sol))
    with database.begin(now) as tx:
        for title in ("First", "Second", "Third"):
            planned(tx, cast.sol, plan(cast.ada, cast.ben, title=title, quorum=1))
    three_sweep(database, now, phoenix_at(8, 15, 10), phoenix_at(8, 17, 10), phoenix_at(8, 18, 8))
    so_far = told(database, phoenix_at(8, 18))
    asked = Counter({person: so_far["meeting_reminder", person] for person in (ada, ben)})
    with database.read(phoenix_at(8, 18)) as tx:
        due = Counter(
            (each["addressee"], number)
            for each in told_of(tx, "meeting_reminder")
            for number, _ in each["refs"]["due"]
        )
    assert set(due.values()) == {3}, "each of three meetings at three days, one day and one hour"
    assert set(asked) == {ada, ben}
    assert so_far["meeting_short", sol] == 3
    with database.read(phoenix_at(8, 18)) as tx:
        assert len(list_escalated(tx, EscalationKind.MEETING_SHORT)) == 3
    three_sweep(database, phoenix_at(8, 18, 11))
    assert told(database, phoenix_at(8, 18, 11))["meeting_attendance", sol] == 3
