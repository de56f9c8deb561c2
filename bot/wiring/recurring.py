"""What recurs: the auditor's looks, and everything else that the heartbeat rings for."""

from collections.abc import Callable
from functools import partial

from bot.beats import Rung, list_beats
from bot.courier import Courier
from bot.database.watch import DatabaseWatch
from bot.gateways.imap import MailboxUnreadError
from bot.gateways.ping import Ping
from bot.heartbeat import Heartbeat
from bot.replicas.beats import ReplicaBeats
from bot.replicas.duties import Duties
from bot.replicas.replica import LoneReplica
from bot.slack.sockets import Sockets
from bot.slack.workspace import Workspace
from bot.tasks.auditor import Auditor, Outlook
from bot.tasks.clock_watch import ClockWatch
from bot.tasks.escalator import Escalator
from bot.tasks.mailbox import MAILBOX
from bot.wiring.ground import Ground
from bot.wiring.slack import Slack
from bot.wiring.sources import Sources
from handlers.desk import Desk


def build_auditor(
    on: Ground, sources: Sources, workspace: Workspace, courier: Courier, all_well: Callable[[], bool]
) -> Auditor:
    """It asks `all_well` only once the process has started."""
    settings = on.settings
    outlook = Outlook(
        feed_every=settings.feed_every if sources.feed is not None else None,
        mailbox=MAILBOX if sources.mailbox is not None else "",
        slack_away=lambda: bool(workspace.trouble) or courier.is_quiet,
        all_well=all_well,
        ping=Ping(settings.ping_url).send if settings.ping_url else lambda: None,
        calendars=frozenset(each.what for each in sources.calendars),
    )
    return Auditor(on.database, on.clock, outlook, on.policy, settings.zone)


def build_heartbeat(
    on: Ground,
    desk: Desk,
    replica: LoneReplica | ReplicaBeats,
    *,
    auditor: Auditor,
    slack: Slack,
    courier: Courier,
    escalator: Escalator,
    sources: Sources,
    sockets: Sockets | None,
) -> Heartbeat:
    """Rings for all of these."""
    rung = Rung(
        database=on.watch,
        auditor=auditor,
        clock=ClockWatch(on.database, on.clock, on.set_clock),
        workspace=slack.workspace,
        directory=slack.directory,
        courier=courier,
        escalate=escalator.sweep,
        feed_pulls=sources.feed,
        mailbox=sources.mailbox,
        calendars=sources.calendars,
        sockets=sockets,
    )
    beats, duties = list_beats(on.settings, desk, rung), Duties(on.database, on.clock, replica)
    return Heartbeat(on.clock, beats, partial(_explained, on.watch), duties)


def _explained(watch: DatabaseWatch, error: BaseException) -> bool:
    """Whether the log has it already: in the words of who knows why."""
    return isinstance(error, MailboxUnreadError) or watch.explains(error)
