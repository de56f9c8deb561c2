"""An operator sends a notice again: what failed waits once more, what arrived goes not twice by mistake."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from scheduling.outbox.actions import Notice, enqueue, to_person
from scheduling.outbox.facts import NoticeState, Route, letter_key, message_key
from scheduling.outbox.resend import NotResentError, Resent, resend_notice
from scheduling.outbox.tables import notices
from scheduling.store.engine import Database
from tests.factories.told import list_recorded

HOUR = timedelta(hours=1)


def put(database: Database, now: datetime, **became: Any) -> int:
    """A notice that became what is said of it; answers its number."""
    with database.begin(now) as tx:
        enqueue(tx, [Notice("shift_changed", to_person(1), "n1", {"shift": 412})])
        number: int = tx.execute(update(notices).values(**became).returning(notices.c.id)).scalar_one()
    return number


def row_of(database: Database, now: datetime, number: int) -> Any:
    with database.read(now) as tx:
        return tx.execute(select(notices).where(notices.c.id == number)).one()


@pytest.mark.parametrize("state", [NoticeState.REFUSED, NoticeState.GAVE_UP])
def test_a_notice_that_failed_waits_again_with_a_clean_slate(
    database: Database, now: datetime, state: NoticeState
) -> None:
    number = put(database, now, state=state, reason="account_inactive", attempts=3, settled_at=now)
    with database.begin(now + HOUR) as tx:
        assert resend_notice(tx, number, reason="the account is back") == Resent(number, asks_first=False)
    row = row_of(database, now, number)
    assert (row.state, row.reason, row.attempts, row.settled_at) == ("waiting", "", 0, None)
    assert (row.due_at, row.try_at) == (now, now + HOUR)
    with database.read(now) as tx:
        assert list_recorded(tx) == [("command-line", "notice_resent")]


def test_what_may_have_arrived_is_asked_for_first_under_the_key_it_went_with(
    database: Database, now: datetime
) -> None:
    letter = letter_key([message_key("n1")], now)
    number = put(
        database, now, state=NoticeState.GAVE_UP, doubtful_since=now, letter=letter, settled_at=now
    )  # fmt: skip
    with database.begin(now + HOUR) as tx:
        assert resend_notice(tx, number).asks_first
    row = row_of(database, now, number)
    assert (row.state, row.doubtful_since, row.letter) == ("uncertain", now, letter)


def test_what_expired_is_sent_after_all_and_what_is_not_true_any_more_is_not(
    database: Database, now: datetime
) -> None:
    expired = {"state": NoticeState.OBSOLETE, "expires_at": now, "settled_at": now}
    number = put(database, now, reason="expired: it was of use until noon", **expired)
    with database.begin(now + HOUR) as tx:
        resend_notice(tx, number)
    assert row_of(database, now, number).expires_at is None
    with database.begin(now) as tx:
        tx.execute(update(notices).values(state=NoticeState.OBSOLETE, reason="released since"))
    with database.begin(now) as tx, pytest.raises(NotResentError, match="released since"):
        resend_notice(tx, number)


def test_what_has_arrived_is_sent_again_only_on_demand_and_as_another_notice(
    database: Database, now: datetime
) -> None:
    number = put(database, now, state=NoticeState.SENT, settled_at=now, slack_ts="1.2")
    with database.begin(now + HOUR) as tx, pytest.raises(NotResentError, match=r"2026-08-12 19:00.*--again"):
        resend_notice(tx, number)
    with database.begin(now + HOUR) as tx:
        done = resend_notice(tx, number, again=True)
    assert done.notice_id != number
    first, second = row_of(database, now, number), row_of(database, now, done.notice_id)
    assert first.state == "sent"
    assert (second.state, second.refs, second.slack_ts) == ("waiting", {"shift": 412}, None)
    assert second.due_at == now + HOUR


@pytest.mark.parametrize("state", [NoticeState.WAITING, NoticeState.LEASED, NoticeState.UNCERTAIN])
def test_what_is_under_way_is_left_alone(database: Database, now: datetime, state: NoticeState) -> None:
    number = put(database, now, state=state)
    with database.begin(now) as tx, pytest.raises(NotResentError, match="still under way"):
        resend_notice(tx, number, again=True)
    assert row_of(database, now, number).state == state


def test_a_call_to_the_agency_gets_its_whole_patience_again(database: Database, now: datetime) -> None:
    number = put(database, now, state=NoticeState.GAVE_UP, route=Route.WEBHOOK, settled_at=now)
    with database.begin(now + 90 * HOUR) as tx:
        resend_notice(tx, number)
    assert row_of(database, now, number).due_at == now + 90 * HOUR


def test_a_number_that_is_none_is_a_sentence(database: Database, now: datetime) -> None:
    with database.begin(now) as tx, pytest.raises(NotResentError, match="muster outbox list"):
        resend_notice(tx, 1)
