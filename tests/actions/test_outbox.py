"""Notices are leased to one courier, settled with a reason, and never lost or doubled by a crash."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from scheduling.outbox.actions import SUPERVISORS_CHANNEL, Notice, Urgency, enqueue, to_person
from scheduling.outbox.facts import (
    Broken,
    LeasedNotice,
    NoticeState,
    Obsolete,
    Outcome,
    RetryAt,
    Sent,
    Uncertain,
    Undeliverable,
)
from scheduling.outbox.leases import LEASE, end_leases, lease_due
from scheduling.outbox.queries import find_last_channel, find_post, measure_backlog
from scheduling.outbox.settlements import BROKEN_TRIES, UNCERTAIN_TRIES, settle
from scheduling.outbox.tables import notices
from scheduling.store.engine import Database


def _notice(key: str, *, to: str = to_person(1), **more: object) -> Notice:
    return Notice(kind="shift_changed", addressee=to, dedupe_key=key, **more)  # type: ignore[arg-type]  # test shorthand


def _put(database: Database, now: datetime, *batch: Notice) -> None:
    with database.begin(now) as tx:
        enqueue(tx, batch)


def _lease(database: Database, now: datetime, *busy: str) -> list[LeasedNotice]:
    with database.begin(now) as tx:
        return lease_due(tx, busy=busy)


def _settle(database: Database, now: datetime, notice: LeasedNotice, outcome: Outcome) -> bool:
    with database.begin(now) as tx:
        return settle(tx, notice, outcome)


def _state(database: Database, now: datetime, key: str) -> tuple[str, str]:
    with database.read(now) as tx:
        row = tx.execute(select(notices.c.state, notices.c.reason).where(notices.c.dedupe_key == key)).one()
    return row.state, row.reason


def test_an_urgent_notice_goes_before_a_confirmation_that_was_due_earlier(
    database: Database, now: datetime
) -> None:
    _put(database, now, _notice("calm", to=to_person(1)))
    _put(database, now + timedelta(seconds=1), _notice("urgent", to=to_person(2), urgency=Urgency.URGENT))
    assert [n.dedupe_key for n in _lease(database, now + timedelta(seconds=2))] == ["urgent", "calm"]


def test_a_notice_for_tomorrow_is_not_sent_today(database: Database, now: datetime) -> None:
    _put(database, now, _notice("tomorrow", due_at=now + timedelta(days=1)))
    assert _lease(database, now) == []
    assert [n.dedupe_key for n in _lease(database, now + timedelta(days=1))] == ["tomorrow"]


def test_the_same_notice_twice_is_one_notice(database: Database, now: datetime) -> None:
    _put(database, now, _notice("once"))
    _put(database, now, _notice("once"))
    assert len(_lease(database, now)) == 1


def test_one_officer_with_ten_notices_does_not_hold_up_another(database: Database, now: datetime) -> None:
    _put(database, now, *(_notice(f"ada-{n}", to=to_person(1)) for n in range(10)))
    _put(database, now, _notice("ben", to=to_person(2)))
    assert {n.dedupe_key for n in _lease(database, now)} == {"ada-0", "ben"}


def test_a_channel_that_was_just_posted_to_is_left_alone(database: Database, now: datetime) -> None:
    _put(database, now, _notice("board", to="channel:shifts"), _notice("ada"))
    assert [n.dedupe_key for n in _lease(database, now, "channel:shifts")] == ["ada"]


def test_a_leased_notice_is_not_given_to_a_second_courier(database: Database, now: datetime) -> None:
    _put(database, now, _notice("ada"))
    assert len(_lease(database, now)) == 1
    assert _lease(database, now + LEASE - timedelta(seconds=1)) == []


def test_a_notice_whose_courier_died_comes_back_as_doubtful(database: Database, now: datetime) -> None:
    _put(database, now, _notice("ada"))
    [first] = _lease(database, now)
    assert first.doubtful_since is None
    [again] = _lease(database, now + LEASE)
    assert again.doubtful_since == now + LEASE


def test_a_process_that_owns_its_database_takes_the_leases_of_its_dead_predecessor_at_once(
    database: Database, now: datetime
) -> None:
    _put(database, now, _notice("ada"))
    _lease(database, now)
    with database.begin(now) as tx:
        assert end_leases(tx) == 1
    [again] = _lease(database, now)
    assert again.doubtful_since == now


def test_a_courier_whose_lease_has_passed_to_another_changes_nothing(
    database: Database, now: datetime
) -> None:
    _put(database, now, _notice("ada"))
    [slow] = _lease(database, now)
    [fast] = _lease(database, now + LEASE)
    assert _settle(database, now + LEASE, fast, Sent("D1", "1.2"))
    assert not _settle(database, now + LEASE, slow, Undeliverable("channel_not_found"))
    assert _state(database, now, "ada") == (NoticeState.SENT, "")


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Sent("D1", "1.2"), NoticeState.SENT),
        (Obsolete("the shift has been released since"), NoticeState.OBSOLETE),
        (Undeliverable("channel_not_found"), NoticeState.REFUSED),
    ],
)
def test_a_settled_notice_is_never_leased_again(
    database: Database, now: datetime, outcome: Outcome, state: NoticeState
) -> None:
    _put(database, now, _notice("ada"))
    [leased] = _lease(database, now)
    assert _settle(database, now, leased, outcome)
    assert _state(database, now, "ada")[0] == state
    assert [n.dedupe_key for n in _lease(database, now + timedelta(days=9))] in (
        [],
        ["notice_undeliverable:1"],
    )


def test_slack_asking_for_patience_costs_the_notice_no_attempt(database: Database, now: datetime) -> None:
    _put(database, now, _notice("ada"))
    [leased] = _lease(database, now)
    _settle(database, now, leased, RetryAt(now + timedelta(seconds=30), "ratelimited"))
    assert _lease(database, now + timedelta(seconds=29)) == []
    [again] = _lease(database, now + timedelta(seconds=30))
    assert (again.attempts, again.doubtful_since) == (0, None)


def test_a_notice_that_broke_half_way_stays_doubtful_until_slack_has_been_asked(
    database: Database, now: datetime
) -> None:
    _put(database, now, _notice("ada"))
    [leased] = _lease(database, now)
    _settle(database, now, leased, Uncertain("timed out"))
    later = now + timedelta(minutes=2)
    [again] = _lease(database, later)
    assert (again.attempts, again.doubtful_since) == (1, now)
    _settle(database, later, again, RetryAt(later, "Slack could not be asked", still_doubtful=True))
    [third] = _lease(database, later)
    assert (third.attempts, third.doubtful_since) == (1, now)


def test_a_notice_that_keeps_breaking_is_given_up_and_the_supervisors_are_told(
    database: Database, now: datetime
) -> None:
    _put(database, now, _notice("ada"))
    for _ in range(UNCERTAIN_TRIES):
        now += timedelta(minutes=2)
        [leased] = _lease(database, now)
        _settle(database, now, leased, Uncertain("timed out"))
    assert _state(database, now, "ada")[0] == NoticeState.GAVE_UP
    [telling] = _lease(database, now)
    assert (telling.kind, telling.addressee) == ("notice_undeliverable", SUPERVISORS_CHANNEL)
    assert telling.refs["notice"] == leased.id


def test_a_telling_that_cannot_be_delivered_is_not_told(database: Database, now: datetime) -> None:
    _put(database, now, _notice("ada"))
    [leased] = _lease(database, now)
    _settle(database, now, leased, Undeliverable("account_inactive"))
    [telling] = _lease(database, now)
    _settle(database, now, telling, Undeliverable("channel_not_found"))
    assert _lease(database, now + timedelta(days=1)) == []


def test_a_notice_that_we_cannot_word_is_set_aside_after_three_attempts(
    database: Database, now: datetime
) -> None:
    _put(database, now, _notice("poison"))
    for _ in range(BROKEN_TRIES):
        now += timedelta(minutes=2)
        [leased] = _lease(database, now)
        _settle(database, now, leased, Broken("KeyError: 'shift'"))
    state, reason = _state(database, now, "poison")
    assert state == NoticeState.REFUSED
    assert "KeyError" in reason


def test_a_standing_post_is_remembered_and_moves_when_it_is_posted_anew(
    database: Database, now: datetime
) -> None:
    for revision, ts in (("a", "1.1"), ("b", "2.2")):
        _put(database, now, _notice(revision, to="channel:shifts", post_key="day_board:2026-08-12"))
        [leased] = _lease(database, now)
        _settle(database, now, leased, Sent("C1", ts))
    with database.read(now) as tx:
        post = find_post(tx, "day_board:2026-08-12")
        assert post is not None
        assert (post.slack_channel, post.slack_ts) == ("C1", "2.2")
        assert find_last_channel(tx, "channel:shifts") == "C1"
        assert find_last_channel(tx, "channel:supervisors") is None


def test_the_backlog_counts_what_is_due_and_not_settled(database: Database, now: datetime) -> None:
    _put(database, now, _notice("ada"), _notice("later", due_at=now + timedelta(hours=1)))
    with database.read(now) as tx:
        assert (measure_backlog(tx).overdue, measure_backlog(tx).oldest_due_at) == (1, now)


def test_the_key_that_travels_with_a_message_is_the_notices_own_and_says_nothing_about_it(
    database: Database, now: datetime
) -> None:
    _put(database, now, _notice("shift_changed:412:1"), _notice("shift_changed:412:2", to=to_person(2)))
    keys = {notice.message_key for notice in _lease(database, now)}
    assert len(keys) == 2
    assert all(set(key) <= set("0123456789abcdef") for key in keys)
