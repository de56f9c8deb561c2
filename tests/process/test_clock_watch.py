"""A clock that is put right leaves nothing waiting for the year it came from, and sends nothing twice."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from bot.tasks.clock_watch import ClockWatch
from scheduling.outbox.actions import Notice, enqueue, to_person
from scheduling.outbox.facts import NoticeState
from scheduling.outbox.leases import lease_due
from scheduling.store.engine import Database
from tests.fakes.slack_api import SERVER_ERROR, SlackApi, listening
from tests.process.test_courier import ADA, Post

YEAR = timedelta(days=365)


@pytest.fixture
def post(database: Database, now: datetime) -> Iterator[Post]:
    """A post office with the cast on its roster."""
    api = SlackApi()
    with listening(api) as url:
        opened = Post(database, api, url, now)
        yield opened
        opened.courier.stop()


@pytest.fixture
def watch(post: Post) -> ClockWatch:
    """A watch that has looked once."""
    watch = ClockWatch(post.database, post.clock)
    watch.look()
    return watch


def test_a_notice_that_waits_for_its_next_try_in_a_wrong_year_goes_out_once(
    post: Post, watch: ClockWatch
) -> None:
    post.put("a")
    post.clock.advance(YEAR)
    watch.look()
    post.api.fail_next("chat.postMessage", SERVER_ERROR)
    post.work()
    assert post.state("a")[0] == NoticeState.UNCERTAIN
    post.clock.advance(-YEAR)
    watch.look()
    post.work_off()
    assert post.state("a")[0] == NoticeState.SENT
    assert len(post.api.messages[ADA]) == 1


def test_a_notice_that_was_written_and_leased_in_a_wrong_year_goes_out_once(
    post: Post, watch: ClockWatch
) -> None:
    post.clock.advance(YEAR)
    watch.look()
    post.put("a")
    with post.database.begin(post.clock.now()) as tx:
        assert lease_due(tx)
    post.clock.advance(-YEAR)
    watch.look()
    post.work_off()
    assert post.state("a")[0] == NoticeState.SENT
    assert len(post.api.messages[ADA]) == 1


def test_what_a_process_with_a_wrong_clock_left_behind_goes_out_after_the_next_start(post: Post) -> None:
    post.clock.advance(YEAR)
    post.put("a")
    post.clock.advance(-YEAR)
    ClockWatch(post.database, post.clock).look()
    post.work_off()
    assert post.state("a")[0] == NoticeState.SENT


def test_a_reminder_for_next_month_is_left_where_it_is(post: Post, watch: ClockWatch) -> None:
    reminder = Notice(
        "shift_changed", to_person(post.cast.ada.id), "later",
        due_at=post.clock.now() + timedelta(days=30),
    )  # fmt: skip
    with post.database.begin(post.clock.now()) as tx:
        enqueue(tx, [reminder])
    post.clock.advance(timedelta(hours=1))
    watch.look()
    post.clock.advance(-timedelta(hours=1))
    watch.look()
    post.work_off()
    assert post.state("later")[0] == NoticeState.WAITING
    post.work(after=timedelta(days=30))
    assert post.state("later")[0] == NoticeState.SENT


def test_a_clock_that_leaps_forward_and_back_sends_nothing_twice(post: Post, watch: ClockWatch) -> None:
    for key in "abc":
        post.put(key)
    for leap in (timedelta(hours=1), -timedelta(hours=1), YEAR, -YEAR):
        post.work()
        post.clock.advance(leap)
        watch.look()
    post.work_off()
    assert [post.state(key)[0] for key in "abc"] == [NoticeState.SENT] * 3
    assert set(post.api.posted_keys().values()) == {1}
