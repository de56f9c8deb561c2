"""The database fails the courier in the worst moment: nothing is lost, nothing comes twice."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import DBAPIError
from structlog.testing import capture_logs

from bot.courier import Courier
from bot.database.watch import DatabaseWatch
from scheduling.outbox.facts import NoticeState
from scheduling.outbox.leases import LEASE
from scheduling.store.engine import Database
from tests.fakes.slack_api import SlackApi, listening
from tests.process.test_courier import ADA, Post
from tests.troubles import only_readable


@pytest.fixture
def post(database: Database, now: datetime) -> Iterator[Post]:
    """A post office whose courier knows trouble of the database."""
    api = SlackApi()
    with listening(api) as url:
        opened = Post(database, api, url, now)
        watch = DatabaseWatch(database, opened.clock)
        opened.courier = Courier(database, opened.clock, opened.dispatch, watch.explains)
        yield opened
        opened.courier.stop()


def test_a_message_whose_arrival_could_not_be_written_down_is_found_in_slack_and_not_sent_again(
    post: Post,
) -> None:
    with ExitStack() as trouble, capture_logs() as log:

        def fail_from_now_on(method: str) -> None:
            if method == "chat.postMessage":
                trouble.enter_context(only_readable(post.database))

        post.api.on_accepted = fail_from_now_on
        post.put("a")
        assert post.work() == 0
        assert post.state("a")[0] == NoticeState.LEASED
    post.work_off(rounds=5, step=LEASE / 2)
    assert post.state("a") == (NoticeState.SENT, "found in Slack after a broken call")
    assert len(post.api.messages[ADA]) == 1
    assert [line["event"].split("(")[0] for line in log if line["log_level"] == "error"] == [
        "The database cannot be written "
    ]


def test_what_is_due_while_nothing_can_be_written_is_sent_once_afterwards(post: Post) -> None:
    post.put("a")
    with only_readable(post.database):
        for _ in range(3):
            with pytest.raises(DBAPIError):
                post.work(after=timedelta(seconds=1))
    assert post.api.messages == {}
    post.work_off()
    assert post.state("a")[0] == NoticeState.SENT
    assert len(post.api.messages[ADA]) == 1
