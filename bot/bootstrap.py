"""The one place where the parts meet."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.beats import Rung, list_beats
from bot.calendars.door import CalendarDoor
from bot.calendars.shelf import Shelf
from bot.clock import Clock
from bot.courier import Courier
from bot.database.sole_owner import SoleOwner
from bot.database.watch import DatabaseWatch
from bot.delivery.carriers.mail import SendsMail
from bot.ending import Ending
from bot.gateways.imap import MailboxUnreadError
from bot.gateways.ping import Ping
from bot.heartbeat import Heartbeat
from bot.lifecycle import Process
from bot.logs import quiet_libraries
from bot.replicas.duties import Duties
from bot.replicas.shared_clock import SharedClock
from bot.settings import Settings
from bot.slack.answers import Answers
from bot.slack.app import web_client
from bot.slack.directory import Directory
from bot.slack.places import Places
from bot.slack.seen_requests import SeenRequests
from bot.slack.workspace import Workspace
from bot.tasks.auditor import Auditor, Outlook
from bot.tasks.clock_watch import ClockWatch
from bot.tasks.escalator import Escalator, sweep_due_escalations
from bot.tasks.mailbox import MAILBOX
from bot.watch.gauges import Gauges
from bot.watch.health import Health
from bot.watch.metrics import Metrics
from bot.watch.watchdog import Watchdog
from bot.web import Web
from bot.wiring.files import read_files
from bot.wiring.outlets import build_dispatch, build_mail
from bot.wiring.replicas import build_clock, build_replica
from bot.wiring.slack import build_slack_app, build_slack_door, build_sockets
from bot.wiring.sources import build_calendar_reads, build_feed_pulls, build_mailbox
from bot.wiring.watched import list_watched
from handlers.desk import Desk
from scheduling.outbox.paces import PACE
from scheduling.store.engine import ANSWERING_PATIENCE, open_database


def build(
    settings: Settings,
    *,
    clock: Clock | None = None,
    mail: SendsMail | None = None,
    pace: timedelta = PACE,
    patience: timedelta = ANSWERING_PATIENCE,
) -> Process:
    """Put the bot together; nothing is opened, and nobody is asked anything, before `Process.start`.

    Args:
        settings: loaded with `serving=True`, or made by hand.
        clock: the database server's if left out, and the machine's where there is none; the practice
            workspace hands over one that can be moved.
        mail: in place of the mail server of the settings: the practice workspace keeps its mail to itself.
        pace: the time between two messages to one addressee; Slack's if left out.
        patience: how long a change may wait for its turn while somebody waits for the answer; what Slack
            leaves time for if left out.

    Raises:
        ValueError: the policy pack, the feed's profile or its address does not do; the sentence says why.
    """
    quiet_libraries()
    policy, profile = read_files(settings)
    database = open_database(settings.database_url)
    clock = clock or build_clock(database)
    set_clock = clock.look if isinstance(clock, SharedClock) else None
    watch = DatabaseWatch(database, clock)

    feed_pulls = build_feed_pulls(settings, profile, database, clock, policy)
    mailbox = build_mailbox(settings, database, clock)
    calendars = build_calendar_reads(settings, database, clock)

    token = settings.slack_bot_token.get_secret_value()
    client = web_client(settings.slack_api_url, token)
    workspace = Workspace(client, token)
    directory = Directory(client, database, clock, workspace)
    answers = Answers(watch.explains)

    ending = Ending()
    replica = build_replica(settings, database, clock, ending)
    mails_from = settings.mail_from if mail is not None else settings.sends_mail_from
    dispatch = build_dispatch(
        settings, database, clock, policy, client, mail or build_mail(settings, clock), mails_from
    )
    metrics = Metrics()
    courier = Courier(
        database, clock, dispatch, watch.explains, replica=replica, sent=metrics.notice_sent, pace=pace
    )

    desk = Desk(
        database, clock, policy, settings.zone, answers.later, courier.wake, directory.link_account,
        public_url=settings.public_url, sends_mail=bool(mails_from), patience=patience,
    )  # fmt: skip
    sweep_escalations = partial(sweep_due_escalations, desk)
    escalator = Escalator(clock, sweep_escalations, watch.explains)
    desk = replace(desk, wake=_both(courier.wake, escalator.wake))

    app = build_slack_app(settings, desk, workspace, answers, watch.explains)
    places = Places()
    sockets = build_sockets(settings, app, client, metrics, places)

    outlook = Outlook(
        feed_every=settings.feed_every if settings.feed_url else None,
        mailbox=MAILBOX if mailbox is not None else "",
        slack_away=lambda: bool(workspace.trouble) or courier.is_quiet,
        all_well=lambda: health.look()[0],
        ping=Ping(settings.ping_url).send if settings.ping_url else lambda: None,
        calendars=frozenset(each.what for each in calendars),
    )
    rung = Rung(
        database=watch,
        auditor=Auditor(database, clock, outlook, policy, settings.zone),
        clock=ClockWatch(database, clock, set_clock),
        workspace=workspace,
        directory=directory,
        courier=courier,
        escalate=sweep_escalations,
        feed_pulls=feed_pulls,
        mailbox=mailbox,
        calendars=calendars,
        sockets=sockets,
    )
    heartbeat = Heartbeat(
        clock, list_beats(settings, desk, rung), partial(_explained, watch), Duties(database, clock, replica)
    )

    metrics.watch(Gauges(database, clock, courier, heartbeat, sockets))
    seen = SeenRequests(database, clock, watch)
    health = Health(
        database, watch, clock, workspace, courier, heartbeat, sockets, rung.auditor, replica, mailbox
    )

    return Process(
        owner=SoleOwner(settings.database_url),
        database=database,
        clock=clock,
        set_clock=set_clock,
        replica=replica,
        ending=ending,
        desk=desk,
        courier=courier,
        escalator=escalator,
        heartbeat=heartbeat,
        watchdog=Watchdog(list_watched(watch, replica, heartbeat, courier, places)),
        web=Web(
            health,
            metrics.page,
            CalendarDoor(Shelf(database, clock, answers.later, watch.explains), settings.public_url),
            settings.host,
            settings.port,
            build_slack_door(settings, app, seen, metrics, places),
        ),
        answers=answers,
        directory=directory,
        feed_pulls=feed_pulls,
        mailbox=mailbox,
        calendars=calendars,
        sockets=sockets,
    )


def _both(first: Callable[[], None], then: Callable[[], None]) -> Callable[[], None]:
    """Both, one after the other."""

    def run() -> None:
        first()
        then()

    return run


def _explained(watch: DatabaseWatch, error: BaseException) -> bool:
    """Whether the log has it already: in the words of who knows why."""
    return isinstance(error, MailboxUnreadError) or watch.explains(error)
