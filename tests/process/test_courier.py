"""What people receive when Slack misbehaves: every notice once, late ones saying so, none in silence."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.courier import Courier
from bot.delivery.bundle import MOST_CHARACTERS
from bot.delivery.carriers.mail import ByMail
from bot.delivery.dispatch import URGENT_WAITS, Dispatch
from bot.gateways.mail import Mail
from bot.gateways.slack import SlackGateway
from bot.slack.app import web_client
from bot.watch.health import STALE_SECONDS
from handlers.message import Attachment, Message
from scheduling.outbox.actions import Notice, Urgency, enqueue, to_person
from scheduling.outbox.facts import BESIDES, NoticeState, Obsolete, RetryAt, Sent, Uncertain, Undeliverable
from scheduling.outbox.leases import LEASE, lease_due
from scheduling.outbox.resend import resend_notice
from scheduling.outbox.routes import AWAY_LONG
from scheduling.outbox.tables import notices
from scheduling.outbox.undelivered import list_untaken
from scheduling.roster.facts import Person
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.roster import change_person
from tests.fakes.slack_api import (
    DROP_AFTER,
    DROP_BEFORE,
    INVALID_BLOCKS,
    RATE_LIMITED,
    SERVER_ERROR,
    SlackApi,
    listening,
)
from tests.handlers.office import MovableClock
from tests.people import Cast, hire
from tests.process.launch import PATIENCE

CHANNELS = {"channel:shifts": "C0SHIFTS", "channel:supervisors": "C0SUPERVISORS"}
ADA = "DU0ADA"


def render(
    _tx: Transaction, kind: str, refs: Mapping[str, Any], addressee: Person | None
) -> Message | Obsolete:
    """Words a notice as its refs say, or fails as they say."""
    if kind == "poison":
        raise KeyError("shift")
    if refs.get("obsolete"):
        return Obsolete("released since")
    name = addressee.name if addressee else "all"
    if kind == "table":
        text = f"{name}: {refs.get('says', kind)}"
        return Message(text, ({"type": "divider"},), file=Attachment("table.csv", b"a,b\n1,2\n"))
    if kind == "question":
        button = {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "Release …"}}
        return Message(f"{name}: {refs.get('says', kind)}", ({"type": "actions", "elements": [button]},))
    return Message(f"{name}: {refs.get('says', kind)}", ({"type": "divider"},))


class MailServer:
    """Takes every mail, or answers as it is told."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.answer: Sent | RetryAt | Undeliverable | Uncertain = Sent()

    def send(self, mail: Mail) -> Sent | RetryAt | Undeliverable | Uncertain:
        """Take it."""
        self.mails.append(mail)
        return self.answer

    def readers(self) -> list[str]:
        """Who has been written to."""
        return sorted(address for mail in self.mails for address in mail.to)


class Cut:
    """A replica that the others have taken for dead."""

    id = "cut"

    def fresh(self) -> bool:
        return True

    def still_ours(self, lease: str) -> bool:
        return lease.startswith("another:")


class Post:
    """The outbox, a courier, and Slack at the other end."""

    def __init__(self, database: Database, api: SlackApi, url: str, now: datetime) -> None:
        self.api = api
        self.clock = MovableClock(now)
        self.database = database
        gateway = SlackGateway(web_client(url, "xoxb-test"), self.clock)
        self.mail = MailServer()
        self.dispatch = Dispatch(database, self.clock, gateway, render, CHANNELS, mail=ByMail(self.mail))
        self.courier = Courier(database, self.clock, self.dispatch)
        with database.begin(now) as tx:
            self.cast: Cast = hire(tx)

    def put(self, key: str, *, to: str | None = None, kind: str = "shift_changed", **more: Any) -> None:
        """Enqueue a notice, to Ada if nobody is named."""
        notice = Notice(kind, to or to_person(self.cast.ada.id), key, **more)
        with self.database.begin(self.clock.now()) as tx:
            enqueue(tx, [notice])

    def work(self, *, after: timedelta = timedelta(0)) -> int:
        """Let time pass, then send whatever is due, one batch."""
        self.clock.advance(after)
        return self.courier.work()

    def work_off(self, *, rounds: int = 40, step: timedelta = timedelta(seconds=2)) -> None:
        """Let the courier run for a while."""
        for _ in range(rounds):
            self.work(after=step)

    def states(self) -> Counter[str]:
        """How many notices stand where."""
        with self.database.read(self.clock.now()) as tx:
            return Counter(tx.execute(select(notices.c.state)).scalars())

    def state(self, key: str) -> tuple[str, str]:
        """State and reason of a notice."""
        with self.database.read(self.clock.now()) as tx:
            row = tx.execute(
                select(notices.c.state, notices.c.reason).where(notices.c.dedupe_key == key)
            ).one()
        return row.state, row.reason

    def untold(self) -> list[str]:
        """Why notices will not arrive that somebody has to tell."""
        with self.database.read(self.clock.now()) as tx:
            return [one.reason for one in list_untaken(tx, 10)]


@pytest.fixture
def post(database: Database, now: datetime) -> Iterator[Post]:
    """A post office with the cast on its roster."""
    api = SlackApi()
    with listening(api) as url:
        opened = Post(database, api, url, now)
        yield opened
        opened.courier.stop()


def test_an_officer_gets_a_notice_as_a_direct_message(post: Post) -> None:
    post.put("a", refs={"says": "07:00 → 06:30"})
    assert post.work() == 1
    assert post.api.texts(ADA) == ["Ada Alder: 07:00 → 06:30"]
    assert post.state("a") == (NoticeState.SENT, "")


@pytest.mark.parametrize("fault", [DROP_BEFORE, DROP_AFTER, SERVER_ERROR])
def test_an_officer_gets_a_notice_once_although_the_call_broke(post: Post, fault: str) -> None:
    post.api.fail_next("chat.postMessage", fault)
    post.put("a")
    post.work_off()
    assert len(post.api.messages[ADA]) == 1
    assert post.state("a")[0] == NoticeState.SENT


def test_a_message_that_arrived_in_a_broken_call_is_found_and_not_sent_again(post: Post) -> None:
    post.api.fail_next("chat.postMessage", DROP_AFTER)
    post.put("a")
    post.work_off()
    assert post.api.called("chat.postMessage") == 1
    assert post.state("a") == (NoticeState.SENT, "found in Slack after a broken call")


def test_what_goes_to_one_addressee_waits_as_long_as_slack_asks_and_nobody_else_does(post: Post) -> None:
    post.api.fail_next("chat.postMessage", RATE_LIMITED)
    post.put("a", urgency=Urgency.URGENT)
    post.put("later")
    post.work()
    post.put("b", to=to_person(post.cast.ben.id))
    assert post.work(after=timedelta(seconds=6)) == 1
    assert post.state("b")[0] == NoticeState.SENT
    post.work_off(rounds=4)
    assert post.state("a")[0] == post.state("later")[0] == NoticeState.SENT
    assert post.api.called("chat.postMessage") == 4


def test_everybody_waits_once_slack_has_asked_for_patience_with_two(post: Post) -> None:
    post.api.fail_next("chat.postMessage", RATE_LIMITED, RATE_LIMITED)
    post.put("a")
    post.put("b", to=to_person(post.cast.ben.id))
    post.work()
    post.put("c", to="channel:shifts")
    assert post.work(after=timedelta(seconds=6)) == 0
    post.work_off(rounds=2)
    assert {post.state(key)[0] for key in "abc"} == {NoticeState.SENT}


def test_a_courier_that_waits_because_slack_asked_for_it_is_well(post: Post) -> None:
    post.api.fail_next("chat.postMessage", RATE_LIMITED, RATE_LIMITED)
    post.put("a")
    post.put("b", to=to_person(post.cast.ben.id))
    post.work()
    post.courier._passed_at -= STALE_SECONDS  # as if nothing had been looked at for so long
    assert post.work(after=timedelta(seconds=1)) == 0
    assert post.courier.seconds_since_pass < STALE_SECONDS


def test_a_channel_gets_one_message_a_second(post: Post) -> None:
    for key in "abc":
        post.put(key, to="channel:shifts")
    assert post.work() == 1
    assert post.work() == 0
    assert post.work(after=timedelta(seconds=1)) == 1


def test_a_courier_that_is_told_of_another_pace_keeps_that_one(post: Post) -> None:
    post.courier = Courier(post.database, post.clock, post.dispatch, pace=timedelta(milliseconds=50))
    for key in "abc":
        post.put(key, to="channel:shifts")
    assert post.work() == 1
    assert post.work(after=timedelta(milliseconds=49)) == 0
    assert post.work(after=timedelta(milliseconds=1)) == 1


def test_a_notice_that_is_no_longer_true_is_not_sent(post: Post) -> None:
    post.put("a", refs={"obsolete": True})
    post.work()
    assert post.api.messages == {}
    assert post.state("a") == (NoticeState.OBSOLETE, "released since")


def test_a_late_notice_says_how_late_it_is(post: Post) -> None:
    post.put("a")
    post.work(after=timedelta(hours=2))
    assert post.api.texts(ADA) == ["Late by 2 h. Ada Alder: shift_changed"]
    assert "Late by 2 h." in str(post.api.messages[ADA][0]["blocks"][0])


def test_a_notice_that_slack_and_the_mail_server_refuse_waits_for_somebody_who_tells_it(post: Post) -> None:
    post.api.refuse("conversations.open", "user_disabled")
    post.mail.answer = Undeliverable("550 5.1.1")
    post.put("a")
    post.work_off()
    assert post.state("a") == (NoticeState.REFUSED, "550 5.1.1")
    assert post.untold() == ["550 5.1.1"]


def test_a_notice_that_slack_refuses_goes_by_e_mail_and_the_supervisors_read_so(post: Post) -> None:
    post.api.refuse("conversations.open", "user_disabled")
    post.put("a")
    post.work_off()
    assert post.state("a") == (NoticeState.SENT, "by e-mail")
    assert post.mail.readers() == ["ada@example.org"]
    assert post.api.texts("C0SUPERVISORS") == ["all: notice_undeliverable"]


def test_a_post_that_its_channel_refuses_waits_for_somebody_who_tells_it(post: Post) -> None:
    post.api.refuse("chat.postMessage", "channel_not_found")
    post.put("a", to="channel:shifts")
    post.work_off()
    assert post.api.called("chat.postMessage") == 1
    assert post.untold() == ["channel_not_found"]


def test_a_notice_that_cannot_be_worded_does_not_hold_up_the_others(post: Post) -> None:
    post.put("poison", kind="poison", urgency=Urgency.URGENT)
    post.put("a", to=to_person(post.cast.ben.id))
    post.work()
    assert post.state("a")[0] == NoticeState.SENT
    post.work_off()
    assert post.state("poison")[0] == NoticeState.REFUSED


def test_what_an_officer_without_an_account_was_to_read_waits_for_somebody_who_tells_it(
    post: Post,
) -> None:
    with post.database.begin(post.clock.now()) as tx:
        change_person(tx, post.cast.ada, slack_id=None, email="")
    post.put("a")
    post.work_off()
    assert post.state("a")[0] == NoticeState.REFUSED
    assert len(post.untold()) == 1


def test_a_bad_token_loses_nothing(post: Post) -> None:
    post.api.refuse("chat.postMessage", "invalid_auth")
    post.put("a")
    post.work_off()
    assert post.state("a")[0] == NoticeState.WAITING
    post.api.refuse("chat.postMessage", None)
    post.work_off(rounds=60)
    assert len(post.api.messages[ADA]) == 1


def test_a_doubtful_notice_waits_while_slack_cannot_be_asked(post: Post) -> None:
    post.api.fail_next("chat.postMessage", DROP_AFTER)
    post.api.refuse("conversations.history", "missing_scope")
    post.put("a")
    post.work_off(rounds=120)
    assert post.state("a")[0] == NoticeState.UNCERTAIN
    post.api.refuse("conversations.history", None)
    post.work_off()
    assert post.state("a")[0] == NoticeState.SENT
    assert len(post.api.messages[ADA]) == 1


def test_an_urgent_doubtful_notice_goes_out_after_a_minute_and_says_that_it_may_be_the_second(
    post: Post,
) -> None:
    post.api.fail_next("chat.postMessage", DROP_AFTER)
    post.api.refuse("conversations.history", "missing_scope")
    post.put("a", urgency=Urgency.URGENT)
    post.work_off(rounds=10)
    assert len(post.api.messages[ADA]) == 1
    post.work(after=URGENT_WAITS)
    first, second = post.api.texts(ADA)
    assert second.startswith("You may have had this already.")
    assert first in second


def test_a_standing_post_is_updated_in_place(post: Post) -> None:
    board = {"to": "channel:shifts", "post_key": "day_board:2026-08-12"}
    post.put("a", refs={"says": "3 open"}, **board)
    post.work()
    post.put("b", refs={"says": "2 open"}, **board)
    post.work(after=timedelta(hours=3))
    assert post.api.texts("C0SHIFTS") == ["all: 2 open"]


def test_a_standing_post_that_somebody_deleted_is_put_up_anew(post: Post) -> None:
    board = {"to": "channel:shifts", "post_key": "day_board:2026-08-12"}
    post.put("a", **board)
    post.work()
    post.api.messages["C0SHIFTS"].clear()
    post.put("b", refs={"says": "2 open"}, **board)
    post.work(after=timedelta(seconds=1))
    post.put("c", refs={"says": "1 open"}, **board)
    post.work(after=timedelta(seconds=1))
    assert post.api.texts("C0SHIFTS") == ["all: 1 open"]


def test_a_standing_post_that_may_have_arrived_is_looked_for_before_the_next_update_puts_it_up_again(
    post: Post,
) -> None:
    board = {"to": "channel:shifts", "post_key": "day_board:2026-08-12"}
    post.api.fail_next("chat.postMessage", DROP_AFTER)
    post.put("a", refs={"says": "3 open"}, **board)
    post.work()
    post.put("b", refs={"says": "2 open"}, **board)
    post.work_off()
    assert post.api.texts("C0SHIFTS") == ["all: 2 open"]
    assert post.state("a")[0] == post.state("b")[0] == NoticeState.SENT


def test_a_board_is_never_late_but_a_question_that_will_be_settled_in_place_says_so(post: Post) -> None:
    post.put("board", to="channel:shifts", post_key="day_board:2026-08-12")
    post.put("question", post_key="question:1:1")
    post.clock.advance(timedelta(minutes=20))
    post.work_off()
    assert post.api.texts("C0SHIFTS") == ["all: shift_changed"]
    assert post.api.texts(ADA) == ["Late by 20 min. Ada Alder: shift_changed"]


def test_what_is_put_right_in_its_place_after_an_outage_says_what_is_so_and_not_that_it_is_late(
    post: Post,
) -> None:
    post.put("asked", post_key="question:1:1", refs={"says": "asked"})
    post.work_off()
    post.put("moved", post_key="question:1:1", refs={"says": "moved"})
    post.clock.advance(timedelta(hours=22))
    post.work_off()
    assert post.api.texts(ADA) == ["Ada Alder: moved"]


def test_a_courier_in_its_thread_sends_what_it_is_woken_for(post: Post) -> None:
    post.courier.start()
    post.put("a")
    post.courier.wake()
    with post.api.changed:
        assert post.api.changed.wait_for(lambda: post.api.messages.get(ADA), timeout=PATIENCE)
    post.courier.stop()
    assert post.state("a")[0] == NoticeState.SENT


def test_five_hundred_alerts_to_one_channel_are_there_within_a_few_messages(post: Post) -> None:
    for number in range(500):
        post.put(f"alert-{number}", to="channel:shifts", refs={"says": f"alert <{number}>"})
    post.put("urgent", to="channel:shifts", urgency=Urgency.URGENT)
    post.work_off(rounds=8)
    assert post.states() == {NoticeState.SENT: 501}
    first, *bundles = post.api.messages["C0SHIFTS"]
    assert first["text"] == "all: shift_changed"
    assert len(bundles) <= 6
    read = "\n".join(str(block["text"]["text"]) for message in bundles for block in message["blocks"])
    assert all(f"• all: alert <{number}>\n" in read + "\n" for number in range(500))
    for message in bundles:
        texts = [block["text"]["text"] for block in message["blocks"]]
        assert all(len(text) <= 3000 for text in texts)
        assert sum(len(text) for text in texts) <= MOST_CHARACTERS + 100
    assert bundles[0]["blocks"][0]["text"]["text"] == ":card_index_dividers: *100 notices at once*"


def test_one_bad_notice_in_a_bundle_is_settled_by_itself_and_the_others_go(post: Post) -> None:
    for key in "abcd":
        post.put(key)
    post.put("gone", refs={"obsolete": True})
    post.put("poison", kind="poison")
    post.work()
    assert {post.state(key)[0] for key in "abcd"} == {NoticeState.SENT}
    assert post.state("gone") == (NoticeState.OBSOLETE, "released since")
    assert post.state("poison")[0] == NoticeState.WAITING
    assert len(post.api.messages[ADA]) == 1


def test_a_notice_with_a_button_goes_in_a_message_of_its_own(post: Post) -> None:
    for number in range(5):
        post.put(f"question-{number}", kind="question", refs={"says": f"question {number}"})
        post.put(f"news-{number}", refs={"says": f"news {number}"})
    post.work_off(rounds=8)
    assert post.states() == {NoticeState.SENT: 10}
    assert sorted(text for text in post.api.texts(ADA) if "question" in text) == [
        f"Ada Alder: question {number}" for number in range(5)
    ]
    assert len(post.api.messages[ADA]) < 10


@pytest.mark.parametrize("fault", [DROP_BEFORE, DROP_AFTER, SERVER_ERROR])
def test_a_bundle_whose_call_broke_arrives_once_and_whole(post: Post, fault: str) -> None:
    post.api.fail_next("chat.postMessage", fault)
    for number in range(9):
        post.put(f"n{number}", refs={"says": f"news {number}"})
    post.work()
    assert post.states() == {NoticeState.UNCERTAIN: 9}
    post.put("later")
    post.work_off()
    assert post.states() == {NoticeState.SENT: 10}
    read = str(post.api.messages[ADA])
    assert all(read.count(f"news {number}") >= 1 for number in range(9))
    assert sorted(post.api.posted_keys().values()) == [1, 1]


def test_a_bundle_that_slack_finds_fault_with_goes_notice_by_notice(post: Post) -> None:
    post.api.fail_next("chat.postMessage", INVALID_BLOCKS)
    for number in range(5):
        post.put(f"n{number}", refs={"says": f"news {number}"})
    post.work_off()
    assert post.states() == {NoticeState.SENT: 5}
    assert sorted(post.api.texts(ADA)) == [f"Ada Alder: news {number}" for number in range(5)]


def test_those_of_a_bundle_that_are_sent_again_one_by_one_all_arrive(post: Post) -> None:
    """The first of them goes in a message of its own, which is not the message of the others."""
    post.api.fail_next("chat.postMessage", DROP_BEFORE)
    for number in range(5):
        post.put(f"n{number}", refs={"says": f"news {number}"})
    post.work()
    with post.database.begin(post.clock.now()) as tx:
        gave_up = {"state": NoticeState.GAVE_UP, "settled_at": tx.now}
        numbers = tx.execute(update(notices).values(gave_up).returning(notices.c.id)).scalars().all()
    for number in numbers:
        with post.database.begin(post.clock.now()) as tx:
            resend_notice(tx, number)
        post.work_off(rounds=2)
    assert post.states() == {NoticeState.SENT: 5}
    assert sorted(post.api.texts(ADA)) == [f"Ada Alder: news {number}" for number in range(5)]


def test_those_of_a_bundle_that_arrived_after_all_are_found_when_one_is_sent_again(post: Post) -> None:
    post.api.fail_next("chat.postMessage", DROP_AFTER)
    for number in range(5):
        post.put(f"n{number}", refs={"says": f"news {number}"})
    post.work()
    with post.database.begin(post.clock.now()) as tx:
        tx.execute(update(notices).values(state=NoticeState.GAVE_UP, settled_at=tx.now))
        numbers = tx.execute(select(notices.c.id).order_by(notices.c.id)).scalars().all()
        resend_notice(tx, numbers[-1])
    post.work_off(rounds=2)
    assert post.state("n4") == (NoticeState.SENT, "found in Slack after a broken call")
    assert len(post.api.messages[ADA]) == 1


def test_each_line_of_a_bundle_says_how_late_it_is(post: Post) -> None:
    for key in "abcd":
        post.put(key)
    post.clock.advance(timedelta(hours=2))
    post.put("fresh")
    post.work()
    said = str(post.api.messages[ADA][0]["blocks"])
    assert said.count("• Late by 2 h. Ada Alder") == 4
    assert said.count("• Ada Alder") == 1


def test_an_urgent_notice_goes_by_e_mail_when_slack_has_been_away_for_two_minutes_and_only_then(
    post: Post,
) -> None:
    post.api.refuse("conversations.open", "invalid_auth")
    post.put("urgent", urgency=Urgency.URGENT)
    post.put("calm", to=to_person(post.cast.ben.id))
    post.work_off(rounds=50)
    assert post.mail.mails == []
    post.work(after=AWAY_LONG)
    post.work_off(rounds=5)
    assert post.mail.readers() == ["ada@example.org"]
    assert post.state("urgent") == (NoticeState.SENT, "by e-mail")
    post.api.refuse("conversations.open", None)
    post.work_off(rounds=40)
    assert post.state("calm")[0] == NoticeState.SENT
    assert ADA not in post.api.messages, "what went by e-mail does not go by Slack as well"


def test_an_urgent_message_that_is_to_stand_in_a_persons_slack_goes_by_e_mail_as_long_as_it_does_not(
    post: Post,
) -> None:
    post.put("shown", urgency=Urgency.URGENT, post_key="escalation_post:1")
    post.work()
    assert post.state("shown")[0] == NoticeState.SENT
    post.api.refuse("conversations.open", "invalid_auth")
    post.api.refuse("chat.update", "invalid_auth")
    post.put("redrawn", urgency=Urgency.URGENT, post_key="escalation_post:1")
    post.put("new", urgency=Urgency.URGENT, post_key="escalation_post:2", kind="question")
    post.work(after=AWAY_LONG)
    post.work_off(rounds=10)
    assert post.state("new") == (NoticeState.SENT, "by e-mail")
    assert len(post.mail.mails) == 1
    assert post.state("redrawn")[0] == NoticeState.WAITING


def test_a_message_beside_which_a_mail_goes_out_waits_for_slack_and_goes_by_no_other(post: Post) -> None:
    post.api.refuse("conversations.open", "invalid_auth")
    post.put("post", urgency=Urgency.URGENT, post_key="escalation_post:1", refs={BESIDES: True})
    post.work(after=5 * AWAY_LONG)
    post.work_off(rounds=5)
    assert post.mail.mails == []
    post.api.refuse("conversations.open", None)
    post.work_off(rounds=40)
    assert post.state("post")[0] == NoticeState.SENT
    assert len(post.api.texts(ADA)) == 1
    post.api.refuse("chat.postMessage", "is_archived")
    post.put("refused", urgency=Urgency.URGENT, post_key="escalation_post:2", refs={BESIDES: True})
    post.work_off(rounds=5)
    assert (post.mail.mails, post.untold()) == ([], ["is_archived"])


def test_a_hundred_urgent_notices_go_by_e_mail_without_a_call_for_each(post: Post) -> None:
    post.api.refuse("chat.postMessage", "invalid_auth")
    people = [post.cast.ada, post.cast.ben, post.cast.cleo, post.cast.sol, post.cast.cora]
    for person in people:
        post.put(f"urgent-{person.id}", to=to_person(person.id), urgency=Urgency.URGENT)
    post.work(after=AWAY_LONG)
    calls = post.api.called("chat.postMessage")
    post.work_off(rounds=4)
    assert post.api.called("chat.postMessage") == calls
    assert len(post.mail.readers()) == len(people)


def test_a_mail_in_place_of_a_message_that_may_have_arrived_says_so(post: Post) -> None:
    post.api.refuse("chat.postMessage", "internal_error")
    post.api.refuse("conversations.history", "internal_error")
    post.put("urgent", urgency=Urgency.URGENT)
    post.work_off(rounds=90)
    assert [mail.text.count("You may have had this already.") for mail in post.mail.mails] == [1]


def test_an_alarm_that_cannot_be_posted_to_the_supervisors_reaches_each_of_them_by_e_mail(
    post: Post,
) -> None:
    post.api.refuse("chat.postMessage", "token_revoked")
    post.put("alarm", to="channel:supervisors", urgency=Urgency.URGENT)
    post.work_off(rounds=90)
    assert post.mail.readers() == ["cora@example.org", "sol@example.org"]
    state, reason = post.state("alarm")
    assert state == NoticeState.REFUSED
    assert "by e-mail instead, as notices" in reason


def test_slack_being_down_for_hours_is_not_the_notices_fault(post: Post) -> None:
    post.api.refuse("chat.postMessage", "internal_error")
    post.put("a")
    post.work_off(rounds=60, step=timedelta(minutes=3))
    assert post.state("a")[0] == NoticeState.UNCERTAIN
    post.api.refuse("chat.postMessage", None)
    post.work_off(rounds=4, step=timedelta(minutes=2))
    assert post.state("a")[0] == NoticeState.SENT
    assert len(post.api.messages[ADA]) == 1


def test_a_process_whose_leases_are_others_now_sends_nothing_and_settles_nothing(post: Post) -> None:
    post.courier = Courier(post.database, post.clock, post.dispatch, replica=Cut())
    post.put("a")
    post.work()
    assert post.api.messages == {}
    assert post.state("a")[0] == NoticeState.LEASED


def test_a_process_that_was_frozen_for_longer_than_its_lease_sends_nothing(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.tenure.monotonic", lambda: monotonic() + LEASE.total_seconds())
    post.put("a")
    post.work()
    assert post.api.called("chat.postMessage") == 0
    assert post.state("a")[0] == NoticeState.LEASED


def test_a_courier_that_stops_gives_back_what_it_holds(post: Post) -> None:
    post.put("a")
    with post.database.begin(post.clock.now()) as tx:
        lease_due(tx, replica=post.courier._replica.id)
    post.courier.start()
    post.courier.stop()
    with post.database.begin(post.clock.now()) as tx:
        assert len(lease_due(tx, replica="another")) == 1
