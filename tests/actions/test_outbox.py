"""Notices are leased to one courier, settled with a reason, and never lost or doubled by a crash."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from scheduling.audit.tables import audit
from scheduling.outbox.actions import SUPERVISORS_CHANNEL, Notice, Urgency, enqueue, to_person
from scheduling.outbox.due import next_due_at
from scheduling.outbox.facts import (
    Broken,
    LeasedLetter,
    LeasedNotice,
    NoticeState,
    Obsolete,
    Outcome,
    Rerouted,
    RetryAt,
    Route,
    Sent,
    Uncertain,
    Undeliverable,
)
from scheduling.outbox.holds import OUTBOX, lift_hold, place_hold
from scheduling.outbox.leases import LEASE, end_leases, lease_due
from scheduling.outbox.paces import PACE
from scheduling.outbox.queries import count_by_state, find_last_channel, find_post, measure_backlog
from scheduling.outbox.settlements import BROKEN_TRIES, settle, settle_all
from scheduling.outbox.tables import notices
from scheduling.outbox.undelivered import list_untaken
from scheduling.store.engine import Database
from scheduling.store.schema import head_version


def _notice(key: str, *, to: str = to_person(1), **more: Any) -> Notice:
    return Notice(kind="shift_changed", addressee=to, dedupe_key=key, **more)


def _put(database: Database, now: datetime, *batch: Notice) -> None:
    with database.begin(now) as tx:
        enqueue(tx, batch)


def _lease(database: Database, now: datetime) -> list[LeasedNotice]:
    """The first notice of each letter."""
    return [letter.first for letter in _letters(database, now)]


def _letters(database: Database, now: datetime, **more: Any) -> list[LeasedLetter]:
    with database.begin(now) as tx:
        return lease_due(tx, **more)


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
    board = {"to": "channel:shifts"}
    _put(database, now, _notice("board", **board))
    [posted] = _lease(database, now)
    _settle(database, now, posted, Sent("C1", "1.1"))
    _put(database, now, _notice("again", **board), _notice("ada"))
    assert [n.dedupe_key for n in _lease(database, now + timedelta(milliseconds=999))] == ["ada"]
    assert [n.dedupe_key for n in _lease(database, now + PACE)] == ["again"]


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
    assert _lease(database, now + timedelta(days=9)) == []


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
    [third] = _lease(database, later + PACE)
    assert (third.attempts, third.doubtful_since) == (1, now)


def test_a_notice_that_keeps_breaking_is_given_up_and_waits_for_somebody_who_tells_it(
    database: Database, now: datetime
) -> None:
    _put(database, now, _notice("ada"))
    for _ in range(13):
        now += timedelta(hours=2)
        [leased] = _lease(database, now)
        _settle(database, now, leased, Uncertain("timed out"))
    assert _state(database, now, "ada")[0] == NoticeState.GAVE_UP
    with database.read(now) as tx:
        assert [one.id for one in list_untaken(tx, 10)] == [leased.id]
    assert _lease(database, now) == []


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
        now += PACE
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


def test_four_notices_to_one_officer_are_taken_as_one_letter_and_three_are_not(
    database: Database, now: datetime
) -> None:
    _put(database, now, *(_notice(f"ada-{n}") for n in range(4)))
    _put(database, now, *(_notice(f"ben-{n}", to=to_person(2)) for n in range(3)))
    ada, ben = _letters(database, now)
    assert [n.dedupe_key for n in ada.notices] == ["ada-0", "ada-1", "ada-2", "ada-3"]
    assert [n.dedupe_key for n in ben.notices] == ["ben-0"]


def test_only_what_is_alike_goes_together(database: Database, now: datetime) -> None:
    to = {"to": "channel:shifts"}
    _put(database, now, *(_notice(f"calm-{n}", **to) for n in range(4)))
    _put(database, now, *(_notice(f"urgent-{n}", urgency=Urgency.URGENT, **to) for n in range(4)))
    _put(database, now, _notice("board", urgency=Urgency.URGENT, post_key="day_board:1", **to))
    [urgent] = _letters(database, now)
    assert {n.dedupe_key for n in urgent.notices} == {f"urgent-{n}" for n in range(4)}
    settled = now + PACE
    with database.begin(settled) as tx:
        settle_all(tx, [(notice, Sent("C1", "1.1")) for notice in urgent.notices])
    [board] = _letters(database, settled)
    assert [n.dedupe_key for n in board.notices] == ["board"]


def test_kinds_that_want_an_answer_are_not_taken_together(database: Database, now: datetime) -> None:
    _put(database, now, *(_notice(f"ada-{n}") for n in range(9)))
    [letter] = _letters(database, now, single={"shift_changed"})
    assert [n.dedupe_key for n in letter.notices] == ["ada-0"]


def test_a_doubtful_letter_comes_back_whole_under_the_same_key(database: Database, now: datetime) -> None:
    _put(database, now, *(_notice(f"ada-{n}") for n in range(5)))
    [first] = _letters(database, now)
    _put(database, now, _notice("ada-new"))
    [again] = _letters(database, now + LEASE)
    assert (again.key, again.notices[-1].dedupe_key) == (first.key, "ada-4")
    assert again.doubtful_since == now + LEASE
    assert again.tried_from == now
    with database.begin(now + LEASE) as tx:
        settle_all(tx, [(notice, Uncertain("503")) for notice in again.notices])
    [third] = _letters(database, now + 2 * LEASE)
    assert (third.key, len(third.notices)) == (first.key, 5)


def test_a_letter_that_was_certainly_not_sent_gets_a_new_key_and_takes_others_along(
    database: Database, now: datetime
) -> None:
    _put(database, now, *(_notice(f"ada-{n}") for n in range(5)))
    [first] = _letters(database, now)
    with database.begin(now) as tx:
        settle_all(tx, [(notice, RetryAt(now, "Slack is away", away=True)) for notice in first.notices])
    _put(database, now, _notice("ada-new"))
    [again] = _letters(database, now + 2 * PACE)
    assert again.key != first.key
    assert len(again.notices) == 6


def test_a_notice_that_has_failed_once_does_not_sink_the_others_with_it(
    database: Database, now: datetime
) -> None:
    _put(database, now, *(_notice(f"ada-{n}") for n in range(5)))
    [letter] = _letters(database, now)
    outcomes = [(n, Broken("KeyError")) for n in letter.notices[:1]]
    with database.begin(now) as tx:
        settle_all(tx, [*outcomes, *((n, RetryAt(now, "away", away=True)) for n in letter.notices[1:])])
    [others] = _letters(database, now + 2 * PACE)
    assert [n.dedupe_key for n in others.notices] == ["ada-1", "ada-2", "ada-3", "ada-4"]


def test_two_replicas_never_write_to_one_channel_within_a_second(database: Database, now: datetime) -> None:
    _put(database, now, *(_notice(f"n{n}", to="channel:shifts") for n in range(2)))
    [mine] = _letters(database, now, replica="one")
    assert mine.first.lease.startswith("one:")
    assert _letters(database, now, replica="two") == []
    _settle(database, now, mine.first, Sent("C1", "1.1"))
    assert _letters(database, now + PACE - timedelta(milliseconds=1), replica="two") == []
    assert len(_letters(database, now + PACE, replica="two")) == 1


def test_a_channel_is_left_alone_while_a_replica_is_still_sending_to_it(
    database: Database, now: datetime
) -> None:
    _put(database, now, *(_notice(f"n{n}", to="channel:shifts") for n in range(2)))
    _letters(database, now, replica="one")
    assert _letters(database, now + 10 * PACE, replica="two") == []


def test_the_addressee_of_a_dead_replica_is_free_at_once(database: Database, now: datetime) -> None:
    _put(database, now, _notice("ada"))
    _letters(database, now, replica="one")
    with database.begin(now) as tx:
        assert end_leases(tx, of="two") == 0
        assert end_leases(tx, of="one") == 1
    assert len(_letters(database, now, replica="two")) == 1


def test_a_clock_that_jumps_back_does_not_silence_anybody(database: Database, now: datetime) -> None:
    _put(database, now, _notice("ada"))
    [leased] = _lease(database, now)
    _settle(database, now, leased, Sent("D1", "1.1"))
    earlier = now - timedelta(hours=1)
    _put(database, earlier, _notice("after the jump"))
    assert [n.dedupe_key for n in _lease(database, earlier)] == ["after the jump"]


def test_webhooks_go_side_by_side_and_keep_no_pace(database: Database, now: datetime) -> None:
    _put(database, now, *(_notice(f"w{n}", to="webhook:agency", route=Route.WEBHOOK) for n in range(5)))
    letters = _letters(database, now, room={Route.WEBHOOK: 2})
    assert [letter.first.dedupe_key for letter in letters] == ["w0", "w1"]
    assert len(_letters(database, now)) == 3


def test_nothing_is_leased_by_a_way_for_which_there_is_no_room(database: Database, now: datetime) -> None:
    _put(database, now, _notice("ada"), _notice("mail", to=to_person(2), route=Route.EMAIL))
    room = {Route.SLACK: 0, Route.EMAIL: 1}
    assert [letter.first.dedupe_key for letter in _letters(database, now, room=room)] == ["mail"]


def test_nothing_is_leased_while_the_outbox_rests(database: Database, now: datetime) -> None:
    _put(database, now, _notice("ada"))
    with database.begin(now) as tx:
        place_hold(tx, OUTBOX, since=now, reason="a restored copy")
    assert _letters(database, now) == []
    with database.begin(now) as tx:
        lift_hold(tx, OUTBOX)
    assert len(_letters(database, now)) == 1


def test_nothing_is_leased_by_a_release_older_than_the_schema(database: Database, now: datetime) -> None:
    _put(database, now, _notice("ada"))
    assert _letters(database, now, schema="0002") == []
    assert len(_letters(database, now, schema=head_version())) == 1


def test_a_later_notice_about_the_same_thing_takes_the_place_of_the_one_that_waits(
    database: Database, now: datetime
) -> None:
    for rung in range(3):
        _put(database, now + timedelta(days=rung), _notice(f"rung-{rung}", supersede_key="countdown:7"))
    later = now + timedelta(days=7)
    assert [n.dedupe_key for n in _lease(database, later)] == ["rung-2"]
    assert _state(database, now, "rung-0") == (NoticeState.OBSOLETE, "superseded by a later shift_changed")
    assert _audited(database, now) == ["notice_superseded", "notice_superseded"]


def test_what_may_have_been_sent_is_not_superseded(database: Database, now: datetime) -> None:
    _put(database, now, _notice("old", supersede_key="countdown:7"))
    [leased] = _lease(database, now)
    _put(database, now, _notice("new", supersede_key="countdown:7"))
    _settle(database, now, leased, Uncertain("503"))
    _put(database, now, _notice("newest", supersede_key="countdown:7"))
    assert _state(database, now, "old")[0] == NoticeState.UNCERTAIN
    assert _state(database, now, "new")[0] == NoticeState.OBSOLETE


def test_an_old_notice_that_is_put_in_again_supersedes_nothing_newer(
    database: Database, now: datetime
) -> None:
    for key in ("old", "new", "old"):
        _put(database, now, _notice(key, supersede_key="countdown:7"))
    assert _state(database, now, "new")[0] == NoticeState.WAITING


def test_a_notice_that_has_expired_is_settled_with_a_reason_and_never_sent(
    database: Database, now: datetime
) -> None:
    _put(database, now, _notice("soon", expires_at=now + timedelta(hours=1)), _notice("ever"))
    assert [n.dedupe_key for n in _lease(database, now + timedelta(hours=2))] == ["ever"]
    state, reason = _state(database, now, "soon")
    assert (state, reason) == (NoticeState.OBSOLETE, "expired: it was of use until 2026-08-12 20:00 UTC")
    assert _audited(database, now) == ["notice_expired"]


def test_one_in_doubt_is_asked_for_although_it_has_expired(database: Database, now: datetime) -> None:
    _put(database, now, _notice("soon", expires_at=now + timedelta(seconds=1)))
    _lease(database, now)
    [again] = _lease(database, now + LEASE)
    assert again.dedupe_key == "soon"


@pytest.mark.parametrize(
    ("outcome", "verb"),
    [
        (Obsolete("released since"), "notice_obsolete"),
        (Undeliverable("is_archived"), "notice_refused"),
        (Uncertain("503"), "notice_uncertain"),
        (Sent("D1", "1.1"), "notice_sent_late"),
        (Rerouted("is_archived", (to_person(1),)), "notice_rerouted"),
    ],
)
def test_what_people_may_ask_about_later_stands_in_the_audit(
    database: Database, now: datetime, outcome: Outcome, verb: str
) -> None:
    _put(database, now, _notice("ada"))
    late = now + timedelta(minutes=11)
    [leased] = _lease(database, late)
    _settle(database, late, leased, outcome)
    assert _audited(database, now) == [verb]


def test_a_notice_that_changes_its_way_goes_by_e_mail_and_no_longer_by_slack(
    database: Database, now: datetime
) -> None:
    _put(database, now, _notice("ada"))
    [leased] = _lease(database, now)
    _settle(database, now, leased, Rerouted("Slack is away", (to_person(1),), doubtful=True))
    later = now + 2 * PACE
    assert _letters(database, later, room={Route.SLACK: 8}) == []
    [mail] = _letters(database, later)
    assert (mail.first.route, mail.first.doubtful_since) == (Route.EMAIL, now)


def test_what_cannot_be_posted_to_the_supervisors_goes_to_each_of_them_by_e_mail(
    database: Database, now: datetime
) -> None:
    _put(database, now, _notice("ask", to=SUPERVISORS_CHANNEL, urgency=Urgency.URGENT))
    [leased] = _lease(database, now)
    _settle(database, now, leased, Rerouted("Slack is away", (to_person(4), to_person(5)), doubtful=True))
    mails = _letters(database, now + 2 * PACE)
    assert [(m.first.addressee, m.first.route) for m in mails] == [
        (to_person(4), Route.EMAIL),
        (to_person(5), Route.EMAIL),
    ]
    assert all(mail.doubtful_since == now for mail in mails)
    numbers = ", ".join(str(mail.first.id) for mail in mails)
    assert _state(database, now, "ask") == (
        NoticeState.REFUSED,
        f"by e-mail instead, as notices {numbers}: Slack is away",
    )


def test_an_agencys_system_is_tried_for_three_days_and_then_somebody_is_to_tell_it(
    database: Database, now: datetime
) -> None:
    told = {"to": "webhook:agency", "route": Route.WEBHOOK}
    _put(database, now, _notice("one", **told), _notice("two", **told))
    end = now + timedelta(days=4)
    while now < end:
        now += timedelta(hours=6)
        for leased in _lease(database, now):
            _settle(database, now, leased, Uncertain("503"))
    state, reason = _state(database, now, "one")
    assert state == NoticeState.GAVE_UP
    assert reason == "tried for 3 days; the last: 503"
    with database.read(now) as tx:
        assert [one.addressee for one in list_untaken(tx, 10)] == ["webhook:agency"] * 2


def test_the_next_look_is_when_something_falls_due_or_an_addressee_is_free(
    database: Database, now: datetime
) -> None:
    with database.read(now) as tx:
        assert next_due_at(tx) is None
    _put(database, now, _notice("ada"), _notice("later", due_at=now + timedelta(minutes=5)))
    _lease(database, now)
    with database.read(now) as tx:
        assert next_due_at(tx) == now + PACE
    with database.read(now + PACE) as tx:
        assert next_due_at(tx) == now + LEASE
        assert count_by_state(tx) == {
            NoticeState.WAITING: 0,
            NoticeState.LEASED: 1,
            NoticeState.UNCERTAIN: 0,
        }


def _audited(database: Database, now: datetime) -> list[str]:
    with database.read(now) as tx:
        return list(tx.execute(select(audit.c.verb).order_by(audit.c.id)).scalars())
