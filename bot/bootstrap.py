"""The one place where the parts meet."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from importlib.metadata import version
from os import getpid
from socket import gethostname
from typing import TypeVar

from slack_bolt import App
from slack_sdk import WebClient

import handlers
from bot.beats import Rung, list_beats
from bot.calendars.door import CalendarDoor
from bot.calendars.shelf import Shelf
from bot.clock import Clock, SystemClock
from bot.courier import Courier
from bot.database.sole_owner import SoleOwner
from bot.database.watch import DatabaseWatch, Explains
from bot.delivery.carriers.mail import ByMail, SendsMail
from bot.delivery.carriers.webhook import ByWebhook
from bot.delivery.dispatch import Dispatch
from bot.ending import OUTDATED, Ending
from bot.gateways.imap import Mailbox, MailboxUnreadError
from bot.gateways.mail import MailGateway
from bot.gateways.ping import Ping
from bot.gateways.slack import SlackGateway
from bot.gateways.webhook import WebhookGateway
from bot.heartbeat import Heartbeat
from bot.lifecycle import Process
from bot.logs import quiet_libraries
from bot.replicas.beats import ReplicaBeats
from bot.replicas.duties import Duties
from bot.replicas.replica import LoneReplica
from bot.replicas.shared_clock import SharedClock
from bot.settings import Settings
from bot.slack.answers import Answers
from bot.slack.app import build_app, web_client
from bot.slack.directory import Directory
from bot.slack.door import SlackDoor
from bot.slack.places import Places
from bot.slack.replay import ReplayGuard
from bot.slack.seen_requests import SeenRequests
from bot.slack.sockets import Sockets
from bot.slack.workspace import Workspace
from bot.tasks.auditor import Auditor, Outlook
from bot.tasks.calendar_reads import CalendarReads
from bot.tasks.clock_watch import ClockWatch
from bot.tasks.escalator import Escalator, sweep_due_escalations
from bot.tasks.feed_pulls import FeedPulls
from bot.tasks.mailbox import MAILBOX, MailboxPolls
from bot.tasks.source import CLOSURES, FEED, ROTA, Source
from bot.watch.gauges import Gauges
from bot.watch.health import Health
from bot.watch.metrics import Metrics
from bot.watch.watchdog import Part, Watchdog
from bot.web import Web
from handlers.announcements import render_call
from handlers.desk import Desk
from handlers.mail.calendar_kinds import render_calendar_mail
from handlers.notices import render
from scheduling.feed.profile import Profile, load_profile
from scheduling.outbox.actions import SHIFTS_CHANNEL, SUPERVISORS_CHANNEL
from scheduling.outbox.paces import PACE
from scheduling.policy.loader import load_policy
from scheduling.policy.schema import Policy
from scheduling.presence.imports.facts import What
from scheduling.store.engine import Database, open_database

T = TypeVar("T")


def build(
    settings: Settings,
    *,
    clock: Clock | None = None,
    mail: SendsMail | None = None,
    pace: timedelta = PACE,
) -> Process:
    """Put the bot together; nothing is opened, and nobody is asked anything, before `Process.start`.

    Args:
        settings: loaded with `serving=True`, or made by hand.
        clock: the database server's if left out, and the machine's where there is none; the practice
            workspace hands over one that can be moved.
        mail: in place of the mail server of the settings: the practice workspace keeps its mail to itself.
        pace: the time between two messages to one addressee; Slack's if left out.

    Raises:
        ValueError: the policy pack, the feed's profile or its address does not do; the sentence says why.
    """
    quiet_libraries()
    policy, profile = _read_files(settings)
    database = open_database(settings.database_url)
    clock = clock or _clock(database)
    set_clock = clock.look if isinstance(clock, SharedClock) else None
    watch = DatabaseWatch(database, clock)
    feed_pulls = _feed_pulls(settings, profile, database, clock, policy)
    mailbox = _mailbox(settings, database, clock)
    calendars = _calendars(settings, database, clock)
    token = settings.slack_bot_token.get_secret_value()
    client = web_client(settings.slack_api_url, token)
    workspace = Workspace(client, token)
    directory = Directory(client, database, clock, workspace)
    answers = Answers(watch.explains)
    ending = Ending()
    replica = _replica(settings, database, clock, ending)
    mails_from = settings.mail_from if mail is not None else settings.sends_mail_from
    dispatch = _dispatch(
        settings, database, clock, policy, client, mail or _mail(settings, clock), mails_from
    )
    metrics = Metrics()
    courier = Courier(
        database, clock, dispatch, watch.explains, replica=replica, sent=metrics.notice_sent, pace=pace
    )
    desk = Desk(
        database, clock, policy, settings.zone, answers.later, courier.wake, directory.link_account,
        public_url=settings.public_url, sends_mail=bool(mails_from),
    )  # fmt: skip
    sweep_escalations = partial(sweep_due_escalations, desk)
    escalator = Escalator(clock, sweep_escalations, watch.explains)
    desk = replace(desk, wake=_both(courier.wake, escalator.wake))
    app = _app(settings, desk, workspace, answers, watch.explains)
    places = Places()
    sockets = _sockets(settings, app, client, metrics, places)
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
        watchdog=Watchdog(_parts(watch, replica, heartbeat, courier, places)),
        web=Web(
            health,
            metrics.page,
            CalendarDoor(Shelf(database, clock, answers.later, watch.explains), settings.public_url),
            settings.host,
            settings.port,
            _slack_door(settings, app, seen, metrics, places),
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


def _read_files(settings: Settings) -> tuple[Policy, Profile]:
    """The policy pack and the feed's profile; the mistakes of both are reported at once."""
    mistakes: list[str] = []

    def read(load: Callable[[str], T], name_or_path: str) -> T | None:
        try:
            return load(name_or_path)
        except ValueError as mistake:
            mistakes.append(str(mistake))
            return None

    policy, profile = read(load_policy, settings.policy), read(load_profile, settings.feed_profile)
    if policy is None or profile is None:
        raise ValueError("\n".join(mistakes))
    return policy, profile


def _clock(database: Database) -> Clock:
    """Replicas go by one clock; a process that is alone goes by its own."""
    own = SystemClock()
    return SharedClock(database, own) if database.file is None else own


def _replica(
    settings: Settings, database: Database, clock: Clock, ending: Ending
) -> LoneReplica | ReplicaBeats:
    """A SQLite file belongs to one process; on PostgreSQL there may be others."""
    name = settings.replica or f"{gethostname()}:{getpid()}"
    if database.file is not None:
        return LoneReplica(name)
    return ReplicaBeats(
        database.engine.url,
        clock,
        name=name,
        release=version("muster"),
        outdated=partial(ending.ask, OUTDATED),
    )


def _parts(
    watch: DatabaseWatch,
    replica: LoneReplica | ReplicaBeats,
    heartbeat: Heartbeat,
    courier: Courier,
    places: Places,
) -> list[Part]:
    """What the watchdog watches. What waits for a database that is away is not stuck."""

    def database_away() -> bool:
        return bool(watch.trouble) or not replica.fresh()

    parts = [
        Part("heartbeat", lambda: heartbeat.seconds_since_ring, limit=120),
        Part("task", lambda: heartbeat.longest_run, limit=3600, excused=database_away),
        Part("courier", lambda: courier.seconds_since_turn, limit=120, excused=database_away),
        Part("listeners", lambda: places.seconds_wedged, limit=180, excused=database_away),
    ]
    if isinstance(replica, ReplicaBeats):
        parts.append(Part("replica", lambda: replica.seconds_since_turn, limit=60))
    return parts


def _feed_pulls(
    settings: Settings, profile: Profile, database: Database, clock: Clock, policy: Policy
) -> FeedPulls | None:
    if not settings.feed_url:
        return None
    return FeedPulls(Source(FEED, settings.feed_url), profile, database, clock, policy, settings.zone)


def _explained(watch: DatabaseWatch, error: BaseException) -> bool:
    """Whether the log has it already: in the words of who knows why."""
    return isinstance(error, MailboxUnreadError) or watch.explains(error)


def _mailbox(settings: Settings, database: Database, clock: Clock) -> MailboxPolls | None:
    url = settings.imap_url.get_secret_value()
    return MailboxPolls(Mailbox(url), database, clock, settings.mail_authority) if url else None


def _calendars(settings: Settings, database: Database, clock: Clock) -> tuple[CalendarReads, ...]:
    """The rota and the closures, where the settings say where they are."""
    named = ((What.ROTA, ROTA, settings.rota_url), (What.CLOSURES, CLOSURES, settings.closures_url))
    return tuple(
        CalendarReads(what, Source(published, url), database, clock, settings.zone)
        for what, published, url in named
        if url
    )


def _dispatch(
    settings: Settings,
    database: Database,
    clock: Clock,
    policy: Policy,
    client: WebClient,
    mail: SendsMail | None,
    mails_from: str,
) -> Dispatch:
    channels = {SHIFTS_CHANNEL: settings.shifts_channel, SUPERVISORS_CHANNEL: settings.supervisors_channel}
    return Dispatch(
        database,
        clock,
        SlackGateway(client, clock),
        partial(render, policy=policy),
        channels,
        mail=ByMail(mail) if mail is not None else None,
        webhook=_webhook(settings, clock),
        render_mail=partial(render_calendar_mail, mail_from=mails_from),
        render_call=render_call,
    )


def _mail(settings: Settings, clock: Clock) -> SendsMail | None:
    url = settings.smtp_url.get_secret_value()
    return MailGateway(url, settings.mail_from, clock) if url else None


def _webhook(settings: Settings, clock: Clock) -> ByWebhook | None:
    if not settings.webhook_url:
        return None
    secret = settings.webhook_secret.get_secret_value()
    return ByWebhook(WebhookGateway(settings.webhook_url, secret, clock))


def _app(settings: Settings, desk: Desk, workspace: Workspace, answers: Answers, explains: Explains) -> App:
    return build_app(
        api_url=settings.slack_api_url,
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        workspace=workspace,
        answers=answers,
        explains=explains,
        register=lambda app: handlers.register(app, desk),
    )


def _sockets(
    settings: Settings, app: App, client: WebClient, metrics: Metrics, places: Places
) -> Sockets | None:
    if settings.transport != "socket":
        return None
    return Sockets(app, client, settings.slack_app_token.get_secret_value(), metrics.acknowledged, places)


def _slack_door(
    settings: Settings, app: App, seen: SeenRequests, metrics: Metrics, places: Places
) -> SlackDoor | None:
    """The guard tells the time by the machine, whatever clock the bot lives by: Slack signs by its own."""
    if settings.transport != "http":
        return None
    guard = ReplayGuard(settings.slack_signing_secret.get_secret_value(), SystemClock())
    return SlackDoor(app, guard, seen.is_first, metrics.acknowledged, places)
