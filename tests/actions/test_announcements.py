"""An agency's own system hears of every claim and release, once each and in order; on both databases."""

import json
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from handlers.announcements import render_call
from scheduling.audit.actions import FEED, Change, record
from scheduling.feed.queries import list_known
from scheduling.outbox.facts import Obsolete
from scheduling.outbox.tables import notices
from scheduling.roster.facts import Person
from scheduling.shifts.actions import claim_shift, join_waitlist, release_shift
from scheduling.shifts.announcements import (
    AGENCY,
    BATCH,
    begin_announcements,
    has_announcements,
    relay_announcements,
    replay_announcements,
)
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.feed import POLICY, pull, row, rows
from tests.people import Cast, hire

OTHERS = [row(f"K{number}", starts="2026-09-01T07:00", ends="2026-09-01T15:00") for number in range(10)]
"""Enough other shifts that withdrawing one is no fifth of them."""


class Office:
    """What people do, each in a transaction of its own, as in earnest: the audit is written at its end."""

    def __init__(self, database: Database, now: datetime) -> None:
        """The cast is hired, and the feed lists the shift J1."""
        self.database, self.now = database, now
        with self.begin() as tx:
            self.cast: Cast = hire(tx)
            pull(tx, row("J1", notes="Ring at the side door"), *OTHERS)
            known = list_known(tx, "heron", [])
            self.shift = next(each.id for each in known if each.external_id == "J1")

    def begin(self) -> AbstractContextManager[Transaction]:
        return self.database.begin(self.now)

    def claims(self, officer: Person, by: Person | None = None) -> None:
        with self.begin() as tx:
            claim_shift(tx, actor=by or officer, shift_id=self.shift, policy=POLICY, officer=officer)

    def releases(self, officer: Person, by: Person | None = None) -> None:
        with self.begin() as tx:
            release_shift(
                tx, actor=by or officer, shift_id=self.shift, policy=POLICY, officer=officer,
                reason="in hospital",
            )  # fmt: skip

    def relays(self) -> int:
        with self.begin() as tx:
            return relay_announcements(tx)

    def told(self) -> list[dict[str, Any]]:
        """The bodies of all calls that were put into the outbox, in its order."""
        with self.database.read(self.now) as tx:
            found = tx.execute(_CALLS).all()
            bodies = [render_call(tx, each.kind, each.refs) for each in found]
        return [json.loads(body) for body in bodies if isinstance(body, bytes)]

    def events(self) -> list[tuple[str, bool, str]]:
        return [(one["event"], one["holds"], one["officer"]["badge"]) for one in self.told()]


_CALLS = (
    select(notices.c.kind, notices.c.refs, notices.c.dedupe_key)
    .where(notices.c.addressee == AGENCY)
    .order_by(notices.c.id)
)


@pytest.fixture
def office(database: Database, now: datetime) -> Office:
    """Whose agency is told from now on."""
    opened = Office(database, now)
    opened.relays()
    return opened


def test_every_turn_a_place_can_take_is_told_in_the_order_in_which_it_happened(office: Office) -> None:
    ada, ben, sol = office.cast.ada, office.cast.ben, office.cast.sol
    office.claims(ada)
    with office.begin() as tx:
        join_waitlist(tx, actor=ben, shift_id=office.shift, policy=POLICY)
    office.releases(ada)  # Ben moves up
    office.releases(ben, by=sol)
    office.claims(ada, by=sol)
    with office.begin() as tx:
        pull(tx, *OTHERS)  # the shift is no longer listed
    office.relays()
    assert office.events() == [
        ("claimed", True, ada.badge),
        ("released", False, ada.badge),
        ("moved_up", True, ben.badge),
        ("taken_off", False, ben.badge),
        ("assigned", True, ada.badge),
        ("withdrawn", False, ada.badge),
    ]
    numbers = [one["sequence"] for one in office.told()]
    assert numbers == sorted(set(numbers))


def test_a_call_names_the_shift_as_its_feed_does_and_tells_nobodys_name_or_reason(office: Office) -> None:
    ada = office.cast.ada
    office.claims(ada)
    office.releases(ada)
    office.relays()
    body = office.told()[-1]
    assert body["version"] == 1
    assert body["at"] == "2026-08-12T19:00:00Z"
    assert body["shift"] == {
        "number": office.shift, "source": "heron", "id": "J1", "school": "QTZ", "status": "open",
        "starts_at": "2026-08-14T14:00:00Z", "ends_at": "2026-08-14T22:00:00Z", "zone": "America/Phoenix",
    }  # fmt: skip
    assert body["officer"] == {"id": ada.id, "badge": ada.badge, "agency": "Heron City Police"}
    written = json.dumps(office.told())
    assert not [word for word in ("Ada", "Alder", "hospital", "side door") if word in written]


def test_each_is_told_once_and_what_was_before_the_first_time_is_not(
    database: Database, now: datetime
) -> None:
    office = Office(database, now)
    office.claims(office.cast.ada)
    with database.read(now) as tx:
        assert has_announcements(tx), "nobody has looked yet"
    office.relays()
    assert office.told() == []
    with database.read(now) as tx:
        assert not has_announcements(tx)
    office.releases(office.cast.ada)
    for _ in range(2):
        office.relays()
        assert [event for event, _, _ in office.events()] == ["released"]


def test_a_change_that_is_undone_was_never_told(office: Office) -> None:
    with pytest.raises(ZeroDivisionError), office.begin() as tx:
        claim_shift(tx, actor=office.cast.ada, shift_id=office.shift, policy=POLICY)
        raise ZeroDivisionError
    office.claims(office.cast.ben)
    office.relays()
    assert office.events() == [("claimed", True, office.cast.ben.badge)]


def test_a_relay_that_is_undone_is_made_again(office: Office) -> None:
    office.claims(office.cast.ada)
    with pytest.raises(ZeroDivisionError), office.begin() as tx:
        assert relay_announcements(tx)
        raise ZeroDivisionError
    assert office.told() == []
    office.relays()
    assert [event for event, _, _ in office.events()] == ["claimed"]


def test_a_long_walk_is_made_in_steps_and_loses_nothing(office: Office) -> None:
    office.claims(office.cast.ada)
    with office.begin() as tx:
        record(tx, *(Change(FEED, "shift_changed", "shift", office.shift) for _ in range(BATCH)))
    office.releases(office.cast.ada)
    assert office.relays() == BATCH
    assert [event for event, _, _ in office.events()] == ["claimed"]
    assert office.relays() == 3  # the last change, the release, and that a place so near is escalated
    assert [event for event, _, _ in office.events()] == ["claimed", "released"]


def test_a_replay_tells_what_was_told_once_more_under_keys_of_its_own(office: Office) -> None:
    office.claims(office.cast.ada)
    office.releases(office.cast.ada)
    office.relays()
    claimed, released = office.told()
    for _ in range(2):  # the same replay twice is one
        with office.begin() as tx:
            until = begin_announcements(tx)
            done = replay_announcements(tx, since=claimed["sequence"], until=until, mark="again")
            assert done == (1, until)
    assert office.told() == [claimed, released, released]
    with office.begin() as tx:
        assert len({each.dedupe_key for each in tx.execute(_CALLS)}) == 3


def test_shifts_that_come_and_change_are_no_news_to_the_agency(office: Office) -> None:
    with office.begin() as tx:
        pull(tx, row("J1", post="Library"), *OTHERS, *rows(30)[1:])
    assert office.relays() > 0
    assert office.told() == []


def test_a_kind_that_is_not_known_is_no_call(office: Office) -> None:
    with office.begin() as tx, pytest.raises(LookupError, match="brand_new"):
        render_call(tx, "brand_new", {})


def test_an_officer_who_is_not_known_any_more_is_told_of_to_nobody(office: Office) -> None:
    with office.begin() as tx:
        record(tx, Change(FEED, "claim_withdrawn", "shift", office.shift, {"officer": 9999}))
    office.relays()
    with office.begin() as tx:
        call = tx.execute(_CALLS).one()
        assert isinstance(render_call(tx, call.kind, call.refs), Obsolete)
