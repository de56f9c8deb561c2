"""A held feed delivery: the coordinator decides, in the message that asks."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from scheduling.feed.actions import receive_pull
from scheduling.feed.profile import load_profile
from scheduling.policy.loader import load_policy
from scheduling.shifts.queries import find_shift
from scheduling.store.engine import Database
from tests.handlers.office import Json, Office, Visitor
from tests.handlers.posting import post_shift
from tests.people import Cast

EMPTY = b'{"format": "muster-shifts", "version": 1, "source": "tests", "shifts": []}'


@pytest.fixture
def held(database: Database, now: datetime, cast: Cast) -> int:
    """A delivery that would withdraw the only shift; answers the pull's id."""
    post_shift(database, now, cast)
    with database.begin(now) as tx:
        report = receive_pull(
            tx,
            content=EMPTY,
            profile=load_profile("muster"),
            policy=load_policy("default"),
            district_zone=ZoneInfo("America/Phoenix"),
        )
    assert report.pull_id is not None
    return report.pull_id


def click(who: Visitor, action: str, pull: int) -> Json:
    """The request that pressing a button of the message in the supervisors' channel makes."""
    return who.click({"type": "button", "action_id": action, "value": f"pull.1:[{pull}]"}, within="channel")


def test_a_coordinator_applies_it_and_reads_so_beside_the_message_that_is_kept_true(
    office: Office, database: Database, now: datetime, cora: Visitor, held: int
) -> None:
    (shown,) = office.send(click(cora, "apply_pull", held))
    assert shown.how == "beside"
    assert "Cora Cypress applied the delivery: 0 new, 0 changed, 1 withdrawn" in shown.words
    with database.read(now) as tx:
        shift = find_shift(tx, 1)
    assert shift is not None
    assert shift.status == "withdrawn"


def test_a_coordinator_discards_it_and_a_second_one_reads_that_it_is_decided(
    office: Office, cora: Visitor, held: int
) -> None:
    (shown,) = office.send(click(cora, "discard_pull", held))
    assert "Cora Cypress discarded the delivery" in shown.words
    (late,) = office.send(click(cora, "apply_pull", held))
    assert "it was discarded by Cora Cypress" in late.words


def test_a_sergeant_who_presses_it_is_told_beside_the_message(
    office: Office, sol: Visitor, held: int
) -> None:
    (shown,) = office.send(click(sol, "apply_pull", held))
    assert shown.how == "beside"
    assert "Only a coordinator may." in shown.words


def test_a_delivery_that_is_not_there_is_said_so(office: Office, cora: Visitor) -> None:
    (shown,) = office.send(click(cora, "apply_pull", 999))
    assert "no longer there" in shown.words


def test_a_coordinator_is_told_when_it_could_not_be_applied(
    office: Office, cora: Visitor, held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ConnectionError("the database went away")

    monkeypatch.setattr("handlers.buttons.feed_pulls.confirm_pull", fail)
    with pytest.raises(ConnectionError):
        office.send(click(cora, "apply_pull", held))
    office.waiting.pop(0)()
    assert office.shown[-1].how == "beside"
    assert "could not finish" in office.shown[-1].words
