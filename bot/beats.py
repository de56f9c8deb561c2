"""What recurs in this process, and how often. What is shared is done by one process for all, and remembered;
a process that is alone remembers little: the rest is due when it starts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Final

from bot.courier import Courier
from bot.database.watch import DatabaseWatch
from bot.heartbeat import Beat, Daily
from bot.settings import Settings
from bot.slack.directory import Directory
from bot.slack.sockets import Sockets
from bot.slack.workspace import Workspace
from bot.tasks.agency import tell_agency
from bot.tasks.auditor import LOOK_EVERY, Auditor
from bot.tasks.calendar_reads import READ_CALENDARS, CalendarReads
from bot.tasks.clock_watch import ClockWatch
from bot.tasks.feed_pulls import FeedPulls
from bot.tasks.mailbox import LOOK_FOR_MAIL, MAILBOX, MailboxPolls
from bot.tasks.retention import QUIET_HOUR, Retention
from bot.tasks.sweeps import (
    forget_old_requests,
    sweep_due_meetings,
    sweep_due_shifts,
    sweep_due_training,
    take_over_undelivered,
    watch_shifts,
)
from handlers.desk import Desk

_EACH_RING: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Rung:
    """What the heartbeat rings for.

    Attributes:
        escalate: takes escalations that are due further.
        feed_pulls: None where no feed is set.
        mailbox: None where none is read.
        calendars: the rota and the closures, where they are set.
        sockets: None where requests come through HTTP.
    """

    database: DatabaseWatch
    auditor: Auditor
    clock: ClockWatch
    workspace: Workspace
    directory: Directory
    courier: Courier
    escalate: Callable[[], object]
    feed_pulls: FeedPulls | None
    mailbox: MailboxPolls | None
    calendars: tuple[CalendarReads, ...]
    sockets: Sockets | None


def list_beats(settings: Settings, desk: Desk, rung: Rung) -> list[Beat]:
    """Everything that recurs: first the looks at whether all is well, in every process; then the work."""
    shared = desk.database.file is None
    return [
        *_looks(rung),
        *_work(settings, desk, rung, shared),
        *_arrivals(settings, rung, shared),
        *_wires(settings, desk, rung),
    ]


def _looks(rung: Rung) -> Iterator[Beat]:
    yield Beat("database", _EACH_RING, rung.database.look)
    yield Beat("auditor", LOOK_EVERY, rung.auditor.look)
    yield Beat("clock", _EACH_RING, rung.clock.look)
    yield Beat("identity", timedelta(minutes=5), rung.workspace.look)


def _work(settings: Settings, desk: Desk, rung: Rung, shared: bool) -> Iterator[Beat]:
    retention = Retention(desk, settings.keep_notices, settings.keep_feeds)
    yield Beat("accounts", timedelta(minutes=15), rung.directory.link_people, shared)
    yield Beat("outbox", _EACH_RING, rung.courier.wake)
    yield Beat("shifts", timedelta(seconds=15), partial(sweep_due_shifts, desk), shared)
    yield Beat("watch", _EACH_RING, partial(watch_shifts, desk), shared)
    yield Beat("training", _EACH_RING, partial(sweep_due_training, desk), shared)
    yield Beat("meetings", _EACH_RING, partial(sweep_due_meetings, desk), shared)
    yield Beat("undelivered", _EACH_RING, partial(take_over_undelivered, desk), shared)
    yield Beat("escalations", _EACH_RING, rung.escalate, shared)
    yield Beat("requests", timedelta(hours=1), partial(forget_old_requests, desk), shared)
    yield Beat("retention", Daily(QUIET_HOUR, settings.zone), retention.sweep, shared=True)


def _arrivals(settings: Settings, rung: Rung, shared: bool) -> Iterator[Beat]:
    if rung.feed_pulls is not None:
        yield Beat("feed", settings.feed_every, rung.feed_pulls.pull, shared)
    for calendar in rung.calendars:
        yield Beat(calendar.what.value, READ_CALENDARS, calendar.read, shared)
    if rung.mailbox is not None:
        # Remembered also by a process that is alone: the auditor asks when the mailbox was last read.
        yield Beat(MAILBOX, LOOK_FOR_MAIL, rung.mailbox.poll, shared=True)


def _wires(settings: Settings, desk: Desk, rung: Rung) -> Iterator[Beat]:
    if settings.webhook_url:
        yield Beat("webhook", _EACH_RING, partial(tell_agency, desk))
    if rung.sockets is not None:
        yield Beat("sockets", _EACH_RING, rung.sockets.watch)
