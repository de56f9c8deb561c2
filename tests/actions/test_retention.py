"""What is old is forgotten, in small batches; what anybody still needs never is."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.tasks.retention import SWEPT, Retention
from handlers.desk import Desk
from scheduling.audit.tables import audit
from scheduling.feed.facts import PullState
from scheduling.feed.forget import forget_pulls
from scheduling.feed.queries import read_status
from scheduling.feed.tables import pulls, quarantine
from scheduling.ical.replies import Unreadable
from scheduling.meetings.mail.forget import forget_replies
from scheduling.meetings.mail.replies import receive_reply
from scheduling.meetings.notices.replies import load_meeting_not_taken
from scheduling.meetings.notices.slack import load_meeting_mail
from scheduling.meetings.tables import meeting_replies
from scheduling.outbox.actions import Notice, enqueue
from scheduling.outbox.facts import NoticeState, Obsolete
from scheduling.outbox.forget import forget_settled
from scheduling.outbox.tables import notices
from scheduling.policy.loader import load_policy
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.conftest import NOON

DAY = timedelta(days=1)
KEPT = 180 * DAY


class Stopped:
    """A clock that stands."""

    def now(self) -> datetime:
        return NOON


def add_notice(
    database: Database,
    key: str,
    *,
    days_ago: int,
    state: NoticeState = NoticeState.SENT,
    post: str | None = None,
) -> None:
    """A notice that was enqueued, and settled unless its state says otherwise, so many days ago."""
    at = NOON - days_ago * DAY
    settled = state not in {NoticeState.WAITING, NoticeState.UNCERTAIN, NoticeState.LEASED}
    with database.begin(at) as tx:
        enqueue(tx, [Notice("shift_claimed", "person:1", key, post_key=post)])
        changed = {"state": state, "settled_at": at if settled else None}
        tx.execute(notices.update().where(notices.c.dedupe_key == key).values(**changed))


def add_pull(
    tx: Transaction, *, days_ago: int, state: PullState = PullState.APPLIED, source: str = "district"
) -> int:
    """A delivery of the feed with one row in quarantine."""
    at = tx.now - days_ago * DAY
    pull_id: int = tx.execute(
        pulls.insert().returning(pulls.c.id),
        {"source": source, "at": at, "seen_at": at, "state": state.value},
    ).scalar_one()
    tx.execute(quarantine.insert(), {"pull_id": pull_id, "row": 1, "reason": "no time", "raw": {}})
    return pull_id


def keys(database: Database) -> set[str]:
    with database.read(NOON) as tx:
        return set(tx.execute(select(notices.c.dedupe_key)).scalars())


def pull_ids(tx: Transaction) -> set[int]:
    return set(tx.execute(select(pulls.c.id)).scalars())


def forget(database: Database, *, keep: timedelta = KEPT) -> int:
    with database.begin(NOON) as tx:
        return forget_settled(tx, NOON - keep, most=500)


def test_only_what_was_settled_long_ago_is_forgotten(database: Database) -> None:
    for state in NoticeState:
        add_notice(database, f"old {state}", days_ago=181, state=state)
    add_notice(database, "young", days_ago=179)
    assert forget(database) == 4
    assert keys(database) == {"old waiting", "old leased", "old uncertain", "young"}


def test_the_newest_notice_stays_so_that_its_number_is_never_given_again(database: Database) -> None:
    add_notice(database, "older", days_ago=200)
    add_notice(database, "newest", days_ago=190)
    assert forget(database) == 1
    assert keys(database) == {"newest"}


def test_a_notice_of_which_the_supervisors_are_still_to_be_told_stays(database: Database) -> None:
    add_notice(database, "refused", days_ago=200, state=NoticeState.REFUSED)
    with database.read(NOON) as tx:
        notice_id = tx.execute(select(notices.c.id)).scalar_one()
    telling = f"notice_undeliverable:{notice_id}"
    add_notice(database, telling, days_ago=200, state=NoticeState.WAITING)
    assert forget(database) == 0
    with database.begin(NOON) as tx:
        tx.execute(
            notices.update().where(notices.c.dedupe_key == telling).values(state="sent", settled_at=NOON)
        )
    assert forget(database) == 1


def test_a_board_is_not_put_up_again_because_the_first_time_was_forgotten(database: Database) -> None:
    add_notice(database, "board", days_ago=15, post="day_board:2026-08-13")
    add_notice(database, "claim", days_ago=15)
    add_notice(database, "newest", days_ago=0)
    assert forget(database, keep=DAY) == 1
    assert keys(database) == {"board", "newest"}


def test_of_each_source_the_last_deliveries_stay_and_what_waits_for_a_coordinator(database: Database) -> None:
    with database.begin(NOON) as tx:
        gone = {add_pull(tx, days_ago=50), add_pull(tx, days_ago=45, state=PullState.UNREACHED)}
        last_good = add_pull(tx, days_ago=44)
        held = add_pull(tx, days_ago=43, state=PullState.HELD)
        refused = add_pull(tx, days_ago=42, state=PullState.REFUSED)
        last = add_pull(tx, days_ago=41, state=PullState.UNREACHED)
        others = add_pull(tx, days_ago=60, source="agency")
        before = read_status(tx, "district")
        assert forget_pulls(tx, NOON - 30 * DAY, most=500) == len(gone)
        assert pull_ids(tx) == {last_good, held, refused, last, others}
        assert read_status(tx, "district") == before
        assert set(tx.execute(select(quarantine.c.pull_id)).scalars()) == pull_ids(tx)


def add_mail(database: Database, text: str, *, days_ago: int) -> None:
    """A mail that came in so many days ago."""
    with database.begin(NOON - days_ago * DAY) as tx:
        receive_reply(tx, text.encode(), Unreadable(text))


def mails(tx: Transaction) -> list[str]:
    return list(tx.execute(select(meeting_replies.c.why).order_by(meeting_replies.c.id)).scalars())


def test_mails_that_came_long_ago_are_forgotten_a_few_at_a_time(database: Database) -> None:
    for days_ago in (190, 185, 181, 179):
        add_mail(database, f"{days_ago} days ago", days_ago=days_ago)
    with database.begin(NOON) as tx:
        assert forget_replies(tx, NOON - KEPT, most=2) == 2
        assert mails(tx) == ["181 days ago", "179 days ago"]
        assert forget_replies(tx, NOON - KEPT, most=2) == 1
        assert mails(tx) == ["179 days ago"]


def test_a_mail_that_may_be_delivered_once_more_is_known_however_little_is_kept(database: Database) -> None:
    for days_ago in (15, 13, 2):
        add_mail(database, f"{days_ago} days ago", days_ago=days_ago)
    with database.begin(NOON) as tx:
        assert forget_replies(tx, NOON - DAY, most=500) == 1
        assert receive_reply(tx, b"13 days ago", Unreadable("13 days ago")).again


def test_the_newest_mail_stays_so_that_its_number_is_never_given_again(database: Database) -> None:
    add_mail(database, "older", days_ago=200)
    add_mail(database, "newest", days_ago=190)
    with database.begin(NOON) as tx:
        assert forget_replies(tx, NOON - KEPT, most=500) == 1
        assert mails(tx) == ["newest"]


@pytest.mark.parametrize("load", [load_meeting_mail, load_meeting_not_taken])
def test_a_notice_about_a_mail_that_is_forgotten_is_obsolete(database: Database, load: Any) -> None:
    with database.read(NOON) as tx:
        assert isinstance(load(tx, {"reply": 7, "sequence": 0}), Obsolete)


def test_a_sweep_takes_small_batches_and_writes_one_row_of_the_audit_with_the_counts(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(7):
        add_notice(database, f"old {number}", days_ago=200)
        add_mail(database, f"old {number}", days_ago=200)
    add_notice(database, "newest", days_ago=0)
    monkeypatch.setattr("bot.tasks.retention._BATCH", 3)
    desk = Desk(
        database, Stopped(), load_policy("default"), ZoneInfo("America/Phoenix"), lambda work: work(),
        lambda: None, lambda _account: None,
    )  # fmt: skip
    retention = Retention(desk, keep_notices=KEPT, keep_feeds=30 * DAY)
    retention.sweep()
    retention.sweep()
    assert keys(database) == {"newest"}
    with database.read(NOON) as tx:
        rows = tx.execute(select(audit.c.after).where(audit.c.verb == SWEPT)).scalars().all()
    assert rows == [{"notices": 7, "feed_pulls": 0, "mails": 6}]
