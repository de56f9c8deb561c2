"""The auditor sees what does not happen, tells it once, and is heard outside only while all is well."""

from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from zoneinfo import ZoneInfo

from sqlalchemy import select
from structlog.testing import capture_logs

from bot.gateways.imap import MailboxUnreadError
from bot.gateways.ping import Ping
from bot.heartbeat import Beat, Heartbeat
from bot.replicas.duties import Duties
from bot.replicas.replica import LoneReplica
from bot.tasks.auditor import Auditor, Outlook
from bot.tasks.mailbox import LOOK_FOR_MAIL, MAILBOX
from scheduling.escalations.tables import escalations
from scheduling.incidents.facts import IncidentKind
from scheduling.outbox.actions import SUPERVISORS_CHANNEL, Notice, enqueue
from scheduling.outbox.facts import NoticeState
from scheduling.outbox.tables import notices
from scheduling.policy.loader import load_policy
from scheduling.store.engine import Database
from tests.handlers.office import MovableClock

HALF_A_MINUTE = timedelta(seconds=30)


class Round:
    """An auditor, what it asks of others, and how often it was heard outside."""

    def __init__(
        self, database: Database, now: datetime, feed_every: timedelta | None = None, mailbox: str = ""
    ) -> None:
        self.clock = MovableClock(now)
        self.database = database
        self.pings = 0
        self.slack_away = False
        self.all_well = True
        outlook = Outlook(feed_every, mailbox, lambda: self.slack_away, lambda: self.all_well, self._ping)
        self.auditor = Auditor(database, self.clock, outlook, load_policy("default"), ZoneInfo("UTC"))

    def _ping(self) -> None:
        self.pings += 1

    def looks(self, times: int) -> None:
        for _ in range(times):
            self.clock.advance(HALF_A_MINUTE)
            self.auditor.look()

    def told(self) -> list[str]:
        """Each escalation: `open`, or how it ended."""
        with self.database.read(self.clock.now()) as tx:
            known = select(escalations.c.ending).order_by(escalations.c.id)
            return [ending or "open" for ending in tx.execute(known).scalars()]

    def settle(self) -> None:
        with self.database.begin(self.clock.now()) as tx:
            tx.execute(notices.update().values(state=NoticeState.SENT, settled_at=tx.now))


def forget_a_notice(database: Database, now: datetime) -> None:
    with database.begin(now) as tx:
        enqueue(tx, [Notice("typed_plainly", SUPERVISORS_CHANNEL, "forgotten")])


def test_a_watch_outside_hears_of_every_round_in_which_all_is_well(database: Database, now: datetime) -> None:
    rounds = Round(database, now)
    rounds.looks(2)
    assert rounds.pings == 2
    rounds.all_well = False
    rounds.looks(2)
    assert rounds.pings == 2


def test_a_notice_that_nobody_sends_is_escalated_once_and_over_when_it_has_gone_out(
    database: Database, now: datetime
) -> None:
    forget_a_notice(database, now)
    rounds = Round(database, now)
    rounds.looks(3)  # after 30, 60 and 90 s: overdue at the last
    assert rounds.told() == []
    assert rounds.pings == 2
    with capture_logs() as logged:
        rounds.looks(5)
    assert rounds.told() == ["open"]
    assert rounds.auditor.wrong == (IncidentKind.OVERDUE,)
    assert [line["log_level"] for line in logged] == ["error"]
    assert rounds.pings == 2
    rounds.settle()
    rounds.looks(4)
    assert rounds.told() == ["delivered"]
    assert rounds.pings == 6


def test_several_replicas_and_a_restart_tell_it_no_second_time(database: Database, now: datetime) -> None:
    forget_a_notice(database, now)
    late = now + timedelta(minutes=5)
    for _ in range(3):
        Round(database, late).looks(3)
    assert Round(database, late).told() == ["open"]


def test_while_slack_is_away_nothing_is_overdue(database: Database, now: datetime) -> None:
    forget_a_notice(database, now)
    rounds = Round(database, now + timedelta(minutes=5))
    rounds.slack_away = True
    rounds.looks(4)
    assert rounds.told() == []


def test_a_feed_that_falls_silent_is_told_and_a_process_that_has_just_started_gives_it_time(
    database: Database, now: datetime
) -> None:
    rounds = Round(database, now, feed_every=timedelta(minutes=15))
    rounds.looks(119)
    assert rounds.told() == []
    rounds.looks(5)
    assert rounds.told() == ["open"]
    assert rounds.auditor.wrong == (IncidentKind.FEED_SILENT,)


class Away:
    """A mailbox that can be read, or not."""

    def __init__(self) -> None:
        self.away = True
        self.looked = 0

    def poll(self) -> None:
        self.looked += 1
        if self.away:
            raise MailboxUnreadError("the mail server is away")


def test_a_mailbox_that_cannot_be_read_is_escalated_once_by_all_replicas_until_it_can(
    database: Database, now: datetime
) -> None:
    mailbox = Away()
    replicas = [Round(database, now, mailbox=MAILBOX) for _ in range(2)]
    hearts = [
        Heartbeat(
            one.clock, [Beat(MAILBOX, LOOK_FOR_MAIL, mailbox.poll, shared=True)],
            lambda _: True, Duties(database, one.clock, LoneReplica()),
        )
        for one in replicas
    ]  # fmt: skip

    def half_minutes(times: int) -> None:
        for _ in range(times):
            for one, heart in zip(replicas, hearts, strict=True):
                one.looks(1)
                heart.ring(heart.beats[0])

    half_minutes(60)
    assert replicas[0].told() == []
    assert mailbox.looked == 30, "they take turns"
    half_minutes(3)
    assert replicas[0].told() == ["open"]
    assert {one.auditor.wrong for one in replicas} == {(IncidentKind.MAILBOX_SILENT,)}
    replicas[0].settle()
    mailbox.away = False
    half_minutes(4)
    assert replicas[0].told() == ["delivered"]
    assert {one.auditor.wrong for one in replicas} == {()}
    replicas[0].settle()
    half_minutes(70)
    assert len(replicas[0].told()) == 1


def test_what_was_refused_today_is_counted_for_health(database: Database, now: datetime) -> None:
    forget_a_notice(database, now)
    with database.begin(now) as tx:
        tx.execute(notices.update().values(state=NoticeState.REFUSED, settled_at=now))
    rounds = Round(database, now)
    rounds.looks(1)
    assert rounds.auditor.set_aside == 1
    assert rounds.pings == 1, "its own telling is on its way already"


def test_a_ping_is_one_request_and_its_failure_is_told_once_without_the_address() -> None:
    answers, asked = [200, 500, 500, 200], list[str]()

    class Watch(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(answers[len(asked) - 1])
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Watch)
    serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    serving.start()
    ping = Ping(f"http://127.0.0.1:{server.server_port}/ping/secret-id")
    with capture_logs() as logged:
        for _ in answers:
            ping.send()
    server.shutdown()
    server.server_close()
    with capture_logs() as unreached:
        ping.send()
    assert asked == ["/ping/secret-id"] * 4
    assert len(logged) == 1
    assert len(unreached) == 1
    assert "secret-id" not in str(logged + unreached)


def test_where_no_feed_is_set_none_is_missed(database: Database, now: datetime) -> None:
    rounds = Round(database, now, feed_every=None)
    rounds.clock.advance(timedelta(days=30))
    rounds.looks(3)
    assert rounds.told() == []
