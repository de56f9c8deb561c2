"""What a restored copy believes unsent is looked for before it is sent; what is too old is dropped."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from scheduling.audit.tables import audit
from scheduling.copies.errors import CopyError
from scheduling.copies.reconcile import DROPPED, RECONCILED, Reconciled, list_waiting, reconcile
from scheduling.outbox.actions import Notice, enqueue, to_person
from scheduling.outbox.facts import NoticeState
from scheduling.outbox.holds import OUTBOX, SERVING, find_hold, place_hold
from scheduling.outbox.leases import lease_due
from scheduling.outbox.tables import notices, posts
from scheduling.shifts.boards import board_key
from scheduling.store.engine import Database
from tests.conftest import NOON

DAY = timedelta(days=1)
BACKED_UP = NOON - DAY
TOMORROW = date(2026, 8, 13)


def _held(database: Database) -> None:
    """A copy of yesterday: one notice of two days ago, one of yesterday, one for tomorrow, and a board."""
    with database.begin(BACKED_UP - DAY) as tx:
        enqueue(tx, [Notice("shift_claimed", to_person(1), "old")])
    with database.begin(BACKED_UP) as tx:
        enqueue(
            tx,
            [
                Notice("shift_claimed", to_person(2), "new"),
                Notice("shift_claimed", to_person(3), "later", due_at=NOON + DAY),
                Notice("day_board", "channel:shifts", "board", post_key=board_key(TOMORROW)),
            ],
        )
        key = board_key(TOMORROW)
        tx.execute(
            posts.insert(), {"key": key, "slack_channel": "C1", "slack_ts": "1.1", "updated_at": tx.now}
        )
        place_hold(tx, OUTBOX, since=BACKED_UP, reason="restored from a backup")


def _reconciled(database: Database, *, drop: timedelta | None = None) -> Reconciled:
    with database.begin(NOON) as tx:
        return reconcile(tx, drop_older_than=drop)


def _states(database: Database) -> dict[str, str]:
    with database.read(NOON) as tx:
        rows = tx.execute(select(notices.c.dedupe_key, notices.c.state))
        return {row.dedupe_key: row.state for row in rows if len(row.dedupe_key) < 9}


def test_what_may_have_been_sent_is_doubtful_since_the_backup_and_what_is_due_later_waits(
    database: Database,
) -> None:
    _held(database)
    assert _reconciled(database) == Reconciled(doubtful=3, dropped=0, later=1)
    uncertain, waiting = NoticeState.UNCERTAIN, NoticeState.WAITING
    assert _states(database) == {"old": uncertain, "new": uncertain, "later": waiting, "board": uncertain}
    with database.read(NOON) as tx:
        since = select(notices.c.doubtful_since).where(notices.c.state == uncertain)
        assert set(tx.execute(since).scalars()) == {BACKED_UP}


def test_after_it_everything_that_is_due_is_given_out_again_as_doubtful(database: Database) -> None:
    _held(database)
    with database.begin(NOON) as tx:
        assert lease_due(tx) == []
    _reconciled(database)
    with database.begin(NOON) as tx:
        leased = lease_due(tx)
        assert find_hold(tx) is None
    assert len(leased) == 3
    assert all(letter.doubtful_since == BACKED_UP for letter in leased)


def test_what_is_too_old_is_dropped_with_a_reason_and_an_audit_row_but_never_a_board(
    database: Database,
) -> None:
    _held(database)
    assert _reconciled(database, drop=timedelta(hours=30)) == Reconciled(doubtful=2, dropped=1, later=1)
    assert _states(database)["old"] == NoticeState.OBSOLETE
    assert _states(database)["board"] == NoticeState.UNCERTAIN
    with database.read(NOON) as tx:
        reason = tx.execute(select(notices.c.reason).where(notices.c.dedupe_key == "old")).scalar_one()
        told = tx.execute(select(audit.c.verb, audit.c.reason).order_by(audit.c.id)).all()
    assert "due before" in reason
    assert [row.verb for row in told] == [DROPPED, RECONCILED]
    assert told[0].reason == reason


def test_boards_that_show_what_the_copy_does_not_know_are_brought_up_to_date(database: Database) -> None:
    _held(database)
    _reconciled(database)
    with database.read(NOON) as tx:
        update = select(notices.c.id).where(
            notices.c.post_key == board_key(TOMORROW), notices.c.state == NoticeState.WAITING
        )
        assert len(tx.execute(update).all()) == 1


def test_a_database_that_was_moved_away_may_be_served_again_once_it_is_reconciled(
    database: Database,
) -> None:
    with database.begin(NOON) as tx:
        place_hold(tx, OUTBOX, since=NOON, reason="moved to postgresql")
        place_hold(tx, SERVING, since=NOON, reason="moved to postgresql")
    _reconciled(database)
    with database.read(NOON) as tx:
        assert find_hold(tx, SERVING) is None


def test_an_outbox_that_is_not_held_is_left_alone(database: Database) -> None:
    with pytest.raises(CopyError, match="not held"):
        _reconciled(database)


def test_what_waits_is_listed_by_kind_and_addressee_with_the_oldest(database: Database) -> None:
    _held(database)
    with database.read(NOON) as tx:
        people, board = list_waiting(tx)
    assert (people.kind, people.addressees, people.count) == ("shift_claimed", "person", 3)
    assert (people.oldest_due_at, people.newest_due_at) == (BACKED_UP - DAY, NOON + DAY)
    assert (board.kind, board.addressees, board.count) == ("day_board", "channel", 1)
