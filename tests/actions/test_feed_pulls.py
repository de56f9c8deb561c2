"""What becomes of a pull: applied, held, refused, seen again; on both databases."""

import sqlite3
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from scheduling.audit.tables import audit
from scheduling.escalations.tables import escalations
from scheduling.feed.actions import (
    compare_only,
    confirm_pull,
    discard_pull,
    note_unmodified,
    note_unreached,
    receive_pull,
)
from scheduling.feed.facts import AlreadyDecided, Difference, Kind, PullReport, PullState
from scheduling.feed.held import HeldDelivery, find_held_delivery
from scheduling.feed.pulls import content_of
from scheduling.feed.queries import list_known, list_pulls, list_quarantined, read_status
from scheduling.outbox.tables import notices
from scheduling.refusals import Refused, Rule
from scheduling.roster.queries import list_schools
from scheduling.shifts.facts import FieldChange, Status
from scheduling.shifts.tables import shifts
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.feed import MUSTER, PHOENIX, POLICY, feed, pull, row, rows
from tests.factories.roster import add_school
from tests.people import Cast, hire


def _hired(database: Database, now: datetime) -> Cast:
    with database.begin(now) as tx:
        return hire(tx)


def _by_id(tx: Transaction) -> dict[str, Any]:
    return {each.external_id: each for each in list_known(tx, "heron", [])}


def _notices(tx: Transaction, kind: str) -> list[Any]:
    return list(tx.execute(select(notices).where(notices.c.kind == kind).order_by(notices.c.id)))


def test_the_first_delivery_is_all_new_and_the_second_says_what_changed_field_by_field(
    database: Database, now: datetime
) -> None:
    _hired(database, now)
    with database.begin(now) as tx:
        first = pull(tx, *rows(10))
    with database.begin(now) as tx:
        second = pull(tx, row("J1", starts="2026-08-14T06:30", places=2), *rows(9)[1:], row("J11"))

    assert (first.new, first.changed, first.withdrawn, first.unchanged) == (10, 0, 0, 0)
    assert (second.new, second.changed, second.withdrawn, second.unchanged) == (1, 1, 1, 8)
    changed = _of_kind(second, Kind.CHANGED)
    seven = datetime(2026, 8, 14, 14, 0, tzinfo=UTC)
    assert changed.fields == {
        "starts_at": FieldChange(before=seven, after=seven - timedelta(minutes=30)),
        "places": FieldChange(before=1, after=2),
    }
    assert _of_kind(second, Kind.WITHDRAWN).external_id == "J10"
    assert _of_kind(second, Kind.NEW).number is not None


def _of_kind(report: PullReport, kind: Kind) -> Difference:
    return next(each for each in report.differences if each.kind is kind)


def test_a_vanished_shift_is_withdrawn_never_deleted_and_opens_again_when_it_returns(
    database: Database, now: datetime
) -> None:
    _hired(database, now)
    with database.begin(now) as tx:
        pull(tx, *rows(10))
        pull(tx, *rows(9))
        gone = _by_id(tx)["J10"]
    with database.begin(now) as tx:
        again = pull(tx, *rows(10))
        back = _by_id(tx)["J10"]

    assert gone.terms.status is Status.WITHDRAWN
    assert (back.id, back.terms.status) == (gone.id, Status.OPEN)
    assert (again.new, again.changed) == (0, 1)


def test_a_shift_that_the_feed_calls_cancelled_is_withdrawn_and_one_that_was_never_open_is_not_added(
    database: Database, now: datetime
) -> None:
    _hired(database, now)
    with database.begin(now) as tx:
        pull(tx, *rows(10))
        report = pull(tx, row("J1", status="cancelled"), *rows(10)[1:], row("J99", status="cancelled"))
        again = pull(tx, row("J1", status="cancelled"), *rows(10)[1:], row("J99", status="cancelled"))
        known = _by_id(tx)
        withdrawn_at = tx.execute(select(shifts.c.withdrawn_at).where(shifts.c.external_id == "J1")).scalar()

    assert (report.withdrawn, report.changed, report.new, report.left_alone) == (1, 0, 0, 1)
    assert (known["J1"].terms.status, withdrawn_at) == (Status.WITHDRAWN, now)
    assert "J99" not in known
    assert (again.withdrawn, again.unchanged) == (0, 10)


def test_the_same_delivery_again_changes_nothing_and_is_only_seen_again(
    database: Database, now: datetime
) -> None:
    _hired(database, now)
    with database.begin(now) as tx:
        first = pull(tx, *rows(3))
        written = _audit_rows(tx)
    with database.begin(now + timedelta(minutes=5)) as tx:
        second = pull(tx, *rows(3))
        again = _audit_rows(tx)
        (remembered,) = list_pulls(tx)

    assert (second.new, second.unchanged, second.pull_id) == (0, 3, first.pull_id)
    assert written == again
    assert (remembered.new, remembered.at, remembered.seen_at) == (3, now, now + timedelta(minutes=5))


def _escalated(tx: Transaction) -> list[tuple[str, str, str]]:
    """Subject, zone and ending of what was opened."""
    known = select(escalations.c.subject, escalations.c.zone, escalations.c.ending)
    return [(row.subject, row.zone, row.ending) for row in tx.execute(known.order_by(escalations.c.id))]


def _audit_rows(tx: Transaction) -> int:
    tx.finish_deferred()
    return int(tx.execute(select(func.count()).select_from(audit)).scalar_one())


def test_a_delivery_that_withdraws_more_than_a_fifth_waits_and_is_escalated(
    database: Database, now: datetime
) -> None:
    _hired(database, now)
    with database.begin(now) as tx:
        pull(tx, *rows(10))
        at_the_limit = pull(tx, *rows(8))
        assert _escalated(tx) == []
        held = pull(tx, *rows(6))
        escalated = _escalated(tx)
        known = _by_id(tx)

    assert at_the_limit.state is PullState.APPLIED
    assert held.state is PullState.HELD
    assert (
        held.reason == "It would withdraw 2 of 8 coming shifts (25%); more than 20% waits for a coordinator."
    )
    assert known["J8"].terms.status is Status.OPEN
    assert escalated == [("feed:held", "America/Phoenix", "")]


def test_cancelling_most_shifts_by_status_is_held_like_leaving_them_out(
    database: Database, now: datetime
) -> None:
    _hired(database, now)
    with database.begin(now) as tx:
        pull(tx, *rows(10))
        assert pull(tx, *rows(3, status="cancelled"), *rows(10)[3:]).state is PullState.HELD


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (feed(), "It is empty"),
        (feed(row(status="?")), "None of its 1 rows could be read"),
    ],
)
def test_an_empty_delivery_is_held_until_it_is_confirmed_and_not_asked_about_again(
    database: Database, now: datetime, content: bytes, reason: str
) -> None:
    cast = _hired(database, now)

    def deliver(tx: Transaction) -> PullReport:
        return receive_pull(tx, content=content, profile=MUSTER, policy=POLICY, district_zone=PHOENIX)

    with database.begin(now) as tx:
        held = deliver(tx)
        assert held.pull_id is not None
        confirm_pull(tx, actor=cast.cora, pull_id=held.pull_id, policy=POLICY)
        again = deliver(tx)

    assert held.state is PullState.HELD
    assert reason in held.reason
    assert again.state is PullState.APPLIED


def test_the_same_held_delivery_again_asks_nobody_twice(database: Database, now: datetime) -> None:
    _hired(database, now)
    with database.begin(now) as tx:
        pull(tx, *rows(10))
        first = pull(tx, *rows(2))
        second = pull(tx, *rows(2))
        assert len(_escalated(tx)) == 1

    assert (second.state, second.pull_id) == (PullState.HELD, first.pull_id)


def test_a_later_delivery_supersedes_the_one_that_waits(database: Database, now: datetime) -> None:
    cast = _hired(database, now)
    with database.begin(now) as tx:
        pull(tx, *rows(10))
        held = pull(tx, *rows(2))
        worse = pull(tx, *rows(1))
        assert _escalated(tx) == [("feed:held", "America/Phoenix", "")]
        good = pull(tx, *rows(10))
        assert _escalated(tx) == [("feed:held", "America/Phoenix", "delivered")]
        assert held.pull_id is not None
        late = confirm_pull(tx, actor=cast.cora, pull_id=held.pull_id, policy=POLICY)
        states = [each.state for each in list_pulls(tx)]
        gone = find_held_delivery(tx, worse.pull_id)

    assert good.state is PullState.APPLIED
    assert isinstance(late, AlreadyDecided)
    assert states == ["applied", "superseded", "superseded", "applied"]
    assert gone is None


def test_a_coordinator_confirms_and_the_pull_is_compared_with_the_shifts_as_they_are_then(
    database: Database, now: datetime
) -> None:
    cast = _hired(database, now)
    with database.begin(now) as tx:
        pull(tx, *rows(3), row("J4", starts="2026-08-12T14:00", ends="2026-08-12T20:00"))
        held = pull(tx, row("J1"))
        assert held.pull_id is not None
        facts = find_held_delivery(tx, held.pull_id)
    with database.begin(now + timedelta(hours=3)) as tx:
        done = confirm_pull(tx, actor=cast.cora, pull_id=held.pull_id, policy=POLICY)
        twice = confirm_pull(tx, actor=cast.cora, pull_id=held.pull_id, policy=POLICY)
        known = _by_id(tx)
        kept = content_of(tx, held.pull_id)
        assert _escalated(tx) == [("feed:held", "America/Phoenix", "decided")]

    assert isinstance(facts, HeldDelivery)
    assert kept is None
    assert facts.report.withdrawn == 3
    assert isinstance(done, PullReport)
    assert (done.state, done.withdrawn) == (PullState.APPLIED, 2)
    assert known["J4"].terms.status is Status.OPEN  # it has begun meanwhile and is left alone
    assert isinstance(twice, AlreadyDecided)
    assert twice.pull.decided_by == f"person:{cast.cora.id}"


def test_a_discarded_delivery_leaves_the_schedule_and_is_not_asked_about_again(
    database: Database, now: datetime
) -> None:
    cast = _hired(database, now)
    with database.begin(now) as tx:
        pull(tx, *rows(10))
        held = pull(tx, *rows(2))
        assert held.pull_id is not None
        discard_pull(tx, actor=cast.cora, pull_id=held.pull_id)
        again = pull(tx, *rows(2))
        known = _by_id(tx)

    assert again.state is PullState.DISCARDED
    assert known["J10"].terms.status is Status.OPEN


def test_nobody_but_a_coordinator_decides(database: Database, now: datetime) -> None:
    cast = _hired(database, now)
    with database.begin(now) as tx:
        pull(tx, *rows(10))
        held = pull(tx, *rows(2))
        assert held.pull_id is not None
        for actor in (cast.ada, cast.sol):
            with pytest.raises(Refused) as refused:
                confirm_pull(tx, actor=actor, pull_id=held.pull_id, policy=POLICY)
            assert refused.value.refusals[0].rule is Rule.NOT_ENTITLED
        with pytest.raises(LookupError, match="There is no pull 999"):
            discard_pull(tx, actor=cast.cora, pull_id=999)


def test_a_file_that_cannot_be_read_is_remembered_once_and_the_last_good_snapshot_stays(
    database: Database, now: datetime
) -> None:
    _hired(database, now)
    with database.begin(now) as tx:
        pull(tx, *rows(3), row("J4", status="?"))
        for _ in range(2):
            refused = receive_pull(tx, content=b"{", profile=MUSTER, policy=POLICY, district_zone=PHOENIX)
        status = read_status(tx)
        assert status.last_good is not None
        bad = list_quarantined(tx, status.last_good.id)
        known = _by_id(tx)

    assert (refused.state, refused.reason[:24]) == (PullState.REFUSED, "The feed is not JSON: Ex")
    assert [each.state for each in (status.last, status.last_good) if each] == ["refused", "applied"]
    assert [each.external_id for each in bad] == ["J4"]
    assert len(known) == 3


def test_a_feed_that_cannot_be_reached_or_has_not_changed_is_noted_without_a_row_each_time(
    database: Database, now: datetime
) -> None:
    _hired(database, now)
    with database.begin(now) as tx:
        pull(tx, *rows(3))
    for minutes in (5, 10):
        with database.begin(now + timedelta(minutes=minutes)) as tx:
            note_unreached(tx, reason="The feed server sleeps.")
    with database.begin(now + timedelta(minutes=15)) as tx:
        note_unmodified(tx)
        status = read_status(tx)
        remembered = list_pulls(tx)

    assert [(each.state, each.source) for each in remembered] == [
        ("unreached", "heron"),
        ("applied", "heron"),
    ]
    assert status.age(now + timedelta(minutes=16)) == timedelta(minutes=1)


def test_an_outage_that_is_over_is_not_told_as_how_the_feed_stands(database: Database, now: datetime) -> None:
    _hired(database, now)
    with database.begin(now) as tx:
        pull(tx, *rows(3))
    with database.begin(now + timedelta(minutes=5)) as tx:
        note_unreached(tx, reason="The feed server sleeps.")
        during = read_status(tx).last
    with database.begin(now + timedelta(minutes=10)) as tx:
        pull(tx, *rows(3))
        after = read_status(tx).last

    assert during is not None
    assert after is not None
    assert (during.state, after.state) == (PullState.UNREACHED, PullState.APPLIED)


def test_a_feed_that_has_not_changed_since_a_broken_file_does_not_make_the_schedule_look_fresh(
    database: Database, now: datetime
) -> None:
    _hired(database, now)
    with database.begin(now) as tx:
        pull(tx, *rows(3))
        receive_pull(tx, content=b"{", profile=MUSTER, policy=POLICY, district_zone=PHOENIX, source="heron")
        note_unreached(tx, reason="The feed server sleeps.")
    with database.begin(now + timedelta(hours=1)) as tx:
        note_unmodified(tx)
        status = read_status(tx)

    assert status.age(now + timedelta(hours=1)) == timedelta(hours=1)


def test_a_row_in_quarantine_keeps_its_shift_as_it_was(database: Database, now: datetime) -> None:
    _hired(database, now)
    with database.begin(now) as tx:
        pull(tx, *rows(3))
        report = pull(tx, *rows(2), row("J3", ends="soon"))
        known = _by_id(tx)

    assert (report.withdrawn, len(report.quarantined)) == (0, 1)
    assert known["J3"].terms.status is Status.OPEN


def test_the_quarantine_is_that_of_the_last_delivery(database: Database, now: datetime) -> None:
    _hired(database, now)
    with database.begin(now) as tx:
        first = pull(tx, *rows(3), row("J4", status="?"))
        second = pull(tx, *rows(3), row("J5", status="?"))
        assert first.pull_id is not None
        assert second.pull_id is not None

        assert list_quarantined(tx, first.pull_id) == []
        assert [each.external_id for each in list_quarantined(tx, second.pull_id)] == ["J5"]


def test_a_school_that_joined_while_a_delivery_waited_is_not_added_twice(
    database: Database, now: datetime
) -> None:
    cast = _hired(database, now)
    obsidian = {"code": "OBS", "name": "Obsidian Middle", "zone": "America/Denver"}
    with database.begin(now) as tx:
        pull(tx, *rows(10))
        held = pull(tx, row("J11", school=obsidian))
        assert held.pull_id is not None
        add_school(tx, code="OBS", name="Obsidian School")
        confirm_pull(tx, actor=cast.cora, pull_id=held.pull_id, policy=POLICY)
        tx.finish_deferred()
        added = tx.execute(select(func.count()).where(audit.c.verb == "school_added")).scalar()
        names = [each.name for each in list_schools(tx) if each.code == "OBS"]

    assert (added, names) == (0, ["Obsidian School"])


def test_a_delivery_that_covers_a_week_withdraws_nothing_after_it(database: Database, now: datetime) -> None:
    _hired(database, now)
    later = row("J9", starts="2026-08-28T07:00", ends="2026-08-28T15:00")
    with database.begin(now) as tx:
        pull(tx, *rows(3), later)
        report = pull(tx, *rows(3), covers_until="2026-08-20T00:00")

    assert (report.withdrawn, report.unchanged) == (0, 3)


def test_a_shift_that_has_begun_is_left_alone_and_its_id_cannot_be_given_to_another(
    database: Database, now: datetime
) -> None:
    _hired(database, now)
    today = row("J1", starts="2026-08-12T14:00", ends="2026-08-12T20:00")
    over = row("J0", starts="2026-08-11T14:00", ends="2026-08-11T20:00")
    with database.begin(now) as tx:
        first = pull(tx, today, over, row("J2"))
    with database.begin(now + timedelta(hours=4)) as tx:
        edited = pull(tx, today | {"post": "Hall"}, row("J2"))
        gone = pull(tx, row("J2"))
        moved = pull(tx, today | {"starts": "2026-08-20T14:00", "ends": "2026-08-20T20:00"}, row("J2"))
        post = tx.execute(select(shifts.c.post, shifts.c.status).where(shifts.c.external_id == "J1")).one()

    assert (first.new, first.left_alone) == (2, 1)
    assert (edited.changed, edited.left_alone, gone.withdrawn) == (0, 1, 0)
    assert "has begun already" in moved.quarantined[0].reason
    assert tuple(post) == ("Front gate", "open")


def test_a_dry_run_says_everything_and_writes_nothing(database: Database, now: datetime) -> None:
    _hired(database, now)
    with database.begin(now) as tx:
        pull(tx, *rows(4))
        before = _audit_rows(tx)
    with database.read(now) as tx:
        school = {"code": "OBS", "name": "Obsidian Middle", "zone": "America/Denver"}
        report = compare_only(
            tx,
            content=feed(row("J1", post="Hall"), row("J7", school=school), row("J8", status="?")),
            profile=MUSTER,
            policy=POLICY,
            district_zone=PHOENIX,
        )
        after = _audit_rows(tx)
        codes = [each.code for each in list_schools(tx)]

    assert (report.state, report.pull_id) == (PullState.COMPARED, None)
    assert (report.new, report.changed, report.withdrawn, len(report.quarantined)) == (1, 1, 3, 1)
    assert "It would withdraw 3 of 4 coming shifts (75%)" in report.reason
    assert _of_kind(report, Kind.NEW).school.name == "Obsidian Middle"
    assert (before, codes) == (after, ["BAS", "QTZ"])


def test_a_school_met_in_the_feed_joins_the_roster_and_one_that_is_there_is_never_altered(
    database: Database, now: datetime
) -> None:
    _hired(database, now)
    obsidian = {"code": "OBS", "name": "Obsidian Middle", "zone": "America/Denver"}
    quartz = {"code": "QTZ", "name": "Quartz K-8", "zone": "America/Denver"}
    with database.begin(now) as tx:
        pull(tx, row("J1", school=obsidian), row("J2", school=quartz))
        found = {each.code: (each.name, each.zone) for each in list_schools(tx)}

    assert found["OBS"] == ("Obsidian Middle", "America/Denver")
    assert found["QTZ"] == ("Quartz Elementary", "America/Phoenix")


def test_a_delivery_that_changes_more_shifts_than_one_statement_takes_is_applied(
    database: Database, now: datetime
) -> None:
    _hired(database, now)
    with database.begin(now) as tx:
        pull(tx, *rows(1_100))
    with database.begin(now) as tx:
        driver = tx.connection.connection.driver_connection
        if isinstance(driver, sqlite3.Connection):  # some builds take 999, most 32,766
            driver.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 999)
        assert pull(tx, *rows(1_100, post="Back gate")).changed == 1_100
