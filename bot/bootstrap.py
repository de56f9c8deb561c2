"""The one place where the parts meet."""

from datetime import timedelta

from bot.calendars.door import CalendarDoor
from bot.calendars.shelf import Shelf
from bot.clock import Clock
from bot.courier import Courier
from bot.database.sole_owner import SoleOwner
from bot.delivery.carriers.mail import SendsMail
from bot.ending import Ending
from bot.lifecycle import Process
from bot.logs import quiet_libraries
from bot.settings import Settings
from bot.watch.gauges import Gauges
from bot.watch.health import Health
from bot.watch.metrics import Metrics
from bot.watch.watchdog import Watchdog
from bot.web import Web
from bot.wiring.desk import build_desk
from bot.wiring.ground import build_ground
from bot.wiring.outlets import build_dispatch, build_mail
from bot.wiring.recurring import build_auditor, build_heartbeat
from bot.wiring.replicas import build_replica
from bot.wiring.slack import build_entrances, build_slack
from bot.wiring.sources import build_sources
from bot.wiring.watched import list_watched
from scheduling.outbox.paces import PACE
from scheduling.store.engine import ANSWERING_PATIENCE


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
    on, ending, metrics = build_ground(settings, clock), Ending(), Metrics()
    sources, slack = build_sources(on), build_slack(on)
    database, clock, watch = on.database, on.clock, on.watch
    replica = build_replica(settings, database, clock, ending)

    by_mail = build_mail(on, instead=mail)
    dispatch = build_dispatch(on, slack.client, by_mail)
    courier = Courier(
        database, clock, dispatch, watch.explains, replica=replica, sent=metrics.notice_sent, pace=pace
    )
    desk, escalator = build_desk(on, slack, courier, sends_mail=bool(by_mail.sender), patience=patience)
    entrances = build_entrances(on, slack, desk, metrics)

    auditor = build_auditor(on, sources, slack.workspace, courier, all_well=lambda: health.look()[0])
    heartbeat = build_heartbeat(
        on, desk, replica, auditor=auditor, slack=slack, courier=courier, escalator=escalator,
        sources=sources, sockets=entrances.sockets,
    )  # fmt: skip
    health = Health(
        database, watch, clock, slack.workspace, courier, heartbeat, entrances.sockets, auditor, replica,
        sources.mailbox,
    )  # fmt: skip
    metrics.watch(Gauges(database, clock, courier, heartbeat, entrances.sockets))
    shelf = Shelf(database, clock, slack.answers.later, watch.explains)

    return Process(
        owner=SoleOwner(settings.database_url),
        database=database,
        clock=clock,
        set_clock=on.set_clock,
        replica=replica,
        ending=ending,
        desk=desk,
        courier=courier,
        escalator=escalator,
        heartbeat=heartbeat,
        watchdog=Watchdog(list_watched(watch, replica, heartbeat, courier, entrances.places)),
        web=Web(
            health,
            metrics.page,
            CalendarDoor(shelf, settings.public_url),
            settings.host,
            settings.port,
            entrances.door,
        ),
        answers=slack.answers,
        directory=slack.directory,
        feed_pulls=sources.feed,
        mailbox=sources.mailbox,
        calendars=sources.calendars,
        sockets=entrances.sockets,
    )
