"""What goes into the thread of a standing post: after it, once, and nowhere else."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from scheduling.outbox.actions import SUPERVISORS_CHANNEL, leave_posts
from scheduling.outbox.facts import NoticeState
from scheduling.outbox.leases import BUNDLE_OVER
from scheduling.store.engine import Database
from tests.fakes.slack_api import DROP_AFTER, DROP_BEFORE, SERVER_ERROR, SlackApi, listening
from tests.process.test_courier import CHANNELS, Post

CHANNEL = CHANNELS[SUPERVISORS_CHANNEL]


class Desk(Post):
    """The outbox of the supervisors' channel."""

    def put_up(self, key: str = "post", thread: str = "alert", **more: object) -> None:
        """The standing post, or a change of it."""
        self.put(key, to=SUPERVISORS_CHANNEL, kind="alert", post_key=thread, **more)

    def adds(self, key: str, thread: str = "alert", **more: object) -> None:
        """A line of its thread."""
        refs = {"says": key, **more}
        self.put(key, to=SUPERVISORS_CHANNEL, kind="line", thread_key=thread, refs=refs)

    def threads(self) -> dict[str, list[str]]:
        """What stands in the channel, each with what stands in its thread."""
        said = self.api.messages[CHANNEL]
        top = [one for one in said if "thread_ts" not in one]
        return {
            one["text"]: [reply["text"] for reply in said if reply.get("thread_ts") == one["ts"]]
            for one in top
        }


@pytest.fixture
def desk(database: Database, now: datetime) -> Iterator[Desk]:
    """A courier, and Slack."""
    api = SlackApi()
    with listening(api) as url:
        made = Desk(database, api, url, now)
        yield made
        made.courier.stop()


def test_a_line_goes_into_the_thread_of_its_post(desk: Desk) -> None:
    desk.put_up()
    desk.work()
    desk.adds("taken")
    desk.work_off(rounds=2)
    assert desk.threads() == {"all: alert": ["all: taken"]}


def test_a_line_waits_for_its_post_and_nobody_else_waits_for_either(desk: Desk) -> None:
    desk.adds("taken")
    desk.put_up(due_at=desk.clock.now() + timedelta(minutes=5))
    desk.put("other", to=SUPERVISORS_CHANNEL)
    desk.work_off(rounds=5)
    assert desk.threads() == {"all: shift_changed": []}
    assert desk.state("taken")[0] == NoticeState.WAITING
    desk.work_off(rounds=4, step=timedelta(minutes=2))
    assert desk.threads() == {"all: shift_changed": [], "all: alert": ["all: taken"]}


@pytest.mark.parametrize("fault", [DROP_AFTER, DROP_BEFORE, SERVER_ERROR])
def test_a_line_waits_while_nobody_knows_whether_its_post_has_arrived(desk: Desk, fault: str) -> None:
    desk.put_up()
    desk.api.fail_next("chat.postMessage", fault)
    desk.work()
    desk.adds("taken")
    desk.work_off()
    assert desk.threads() == {"all: alert": ["all: taken"]}


def test_a_line_whose_post_is_no_longer_wanted_is_put_aside(desk: Desk) -> None:
    desk.put_up(refs={"obsolete": True})
    desk.adds("taken")
    desk.work_off(rounds=3)
    assert desk.threads() == {}
    assert desk.state("taken") == ("obsolete", "the message in whose thread it goes never came")


def test_a_line_whose_post_slack_refuses_is_put_aside_and_troubles_nobody(desk: Desk) -> None:
    desk.api.refuse("chat.postMessage", "is_archived")
    desk.put_up()
    desk.adds("taken")
    desk.work_off(rounds=3)
    assert [desk.state(key)[0] for key in ("post", "taken")] == [NoticeState.REFUSED, NoticeState.OBSOLETE]
    assert desk.untold() == ["is_archived"]
    assert desk.mail.mails == []


@pytest.mark.parametrize("fault", [DROP_AFTER, DROP_BEFORE, SERVER_ERROR])
def test_a_line_arrives_once_although_its_call_broke(desk: Desk, fault: str) -> None:
    desk.put_up()
    desk.work()
    desk.adds("taken")
    desk.api.fail_next("chat.postMessage", fault)
    desk.work_off()
    assert desk.threads() == {"all: alert": ["all: taken"]}
    assert desk.state("taken")[0] == NoticeState.SENT


def test_lines_of_many_threads_never_become_one_message(desk: Desk) -> None:
    many = [f"alert-{number}" for number in range(BUNDLE_OVER + 2)]
    for thread in many:
        desk.put_up(f"post of {thread}", thread, refs={"says": thread})
        desk.adds(f"taken {thread}", thread)
    desk.work_off()
    assert desk.threads() == {f"all: {thread}": [f"all: taken {thread}"] for thread in many}


def test_a_line_for_a_post_that_somebody_deleted_says_so_in_the_outbox(desk: Desk) -> None:
    desk.put_up()
    desk.work()
    desk.api.messages[CHANNEL].clear()
    desk.adds("taken")
    desk.work_off(rounds=2)
    why = "the message in whose thread it goes is gone: it stands in the channel"
    assert desk.state("taken") == ("sent", why)


@pytest.mark.parametrize("refusal", ["thread_not_found", "cannot_reply_to_message"])
def test_a_line_that_slack_refuses_for_want_of_a_thread_is_put_aside(desk: Desk, refusal: str) -> None:
    desk.put_up()
    desk.work()
    desk.api.refuse("chat.postMessage", refusal)
    desk.adds("taken")
    desk.work_off(rounds=2)
    why = f"the message in whose thread it goes is gone: {refusal}"
    assert desk.state("taken") == ("obsolete", why)
    assert desk.untold() == []


def test_a_line_for_a_deleted_post_is_found_in_the_channel_after_a_broken_call(desk: Desk) -> None:
    desk.put_up()
    desk.work()
    desk.api.messages[CHANNEL].clear()
    desk.adds("taken")
    desk.api.fail_next("chat.postMessage", DROP_AFTER)
    desk.work_off()
    assert desk.threads() == {"all: taken": []}


def test_a_line_goes_under_the_new_post_where_the_old_one_was_left_as_it_was(desk: Desk) -> None:
    desk.put_up()
    desk.work()
    with desk.database.begin(desk.clock.now()) as tx:
        leave_posts(tx, ["alert"])
    desk.adds("taken")
    desk.put_up("post anew", refs={"says": "again"})
    desk.work_off(rounds=4)
    assert desk.threads() == {"all: alert": [], "all: again": ["all: taken"]}


def test_a_line_does_not_say_that_it_is_late(desk: Desk) -> None:
    desk.put_up()
    desk.adds("taken")
    desk.api.fail_next("chat.postMessage", *[SERVER_ERROR] * 3)
    desk.work_off(rounds=3, step=timedelta(hours=1))
    desk.work_off(rounds=20, step=timedelta(minutes=2))
    assert [reply for replies in desk.threads().values() for reply in replies] == ["all: taken"]


def test_while_slack_is_away_a_line_is_mailed_to_nobody(desk: Desk) -> None:
    desk.put_up()
    desk.work()
    desk.adds("taken")
    desk.api.refuse("chat.postMessage", "token_revoked")
    desk.work_off(rounds=10, step=timedelta(minutes=1))
    assert desk.mail.mails == []
    assert desk.state("taken")[0] == NoticeState.WAITING
