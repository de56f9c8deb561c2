"""What several transactions tell the same reader goes as one message, and nothing of it is lost."""

from datetime import datetime, timedelta

import pytest

from scheduling.outbox.actions import Notice, to_person
from scheduling.outbox.facts import Outcome, Sent, Uncertain
from scheduling.outbox.joining import enqueue_joined
from scheduling.outbox.leases import lease_due
from scheduling.outbox.settlements import settle
from scheduling.store.engine import Database
from tests.factories.swept import told_of
from tests.people import Cast

SOON = timedelta(minutes=2)


def tell(database: Database, now: datetime, *numbers: int, reader: int = 1) -> None:
    notice = Notice(
        kind="training_overdue",
        addressee=to_person(reader),
        dedupe_key=f"training_overdue:{reader}",
        refs={"obligations": list(numbers)},
        due_at=now + SOON,
    )
    with database.begin(now) as tx:
        enqueue_joined(tx, [notice], "obligations")


def told(database: Database, now: datetime) -> list[list[int]]:
    with database.read(now) as tx:
        return [each["refs"]["obligations"] for each in told_of(tx, "training_overdue")]


def test_what_comes_while_it_waits_is_added_each_thing_once(database: Database, now: datetime) -> None:
    tell(database, now, 1, 2)
    tell(database, now + timedelta(minutes=1), 2, 3)
    tell(database, now, 9, reader=2)
    assert told(database, now) == [[1, 2, 3], [9]]


@pytest.mark.parametrize("became", [None, Sent("D1", "1.0"), Uncertain("the call broke half-way")])
def test_what_comes_once_it_may_have_been_sent_is_told_anew(
    database: Database, cast: Cast, now: datetime, became: Outcome | None
) -> None:
    tell(database, now, 1, reader=cast.sol.id)
    with database.begin(now + SOON) as tx:
        (letter,) = lease_due(tx)
    if became is not None:
        with database.begin(now + SOON) as tx:
            assert settle(tx, letter.first, became)
    for number in (2, 3):
        tell(database, now + SOON, number, reader=cast.sol.id)
    assert told(database, now) == [[1], [2, 3]]
