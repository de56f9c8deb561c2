"""Starts the parts in order, stops them in reverse, and never lets the process hang half alive."""

import signal
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from types import FrameType, TracebackType
from typing import Final, Self

import structlog

from bot.clock import Clock
from bot.courier import Courier
from bot.database.sole_owner import SoleOwner
from bot.database.standstill import refuse_moved
from bot.database.wait import wait_until_there
from bot.ending import Ending
from bot.heartbeat import Heartbeat
from bot.replicas.beats import ReplicaBeats
from bot.replicas.replica import LoneReplica
from bot.slack.answers import Answers
from bot.slack.directory import Directory
from bot.slack.sockets import Sockets
from bot.tasks.calendar_reads import CalendarReads
from bot.tasks.escalator import Escalator
from bot.tasks.feed_pulls import FeedPulls
from bot.tasks.mailbox import MailboxPolls
from bot.watch.watchdog import Watchdog
from bot.web import Web
from handlers.desk import Desk
from scheduling.outbox.holds import find_hold
from scheduling.outbox.leases import end_leases
from scheduling.store.engine import Database
from scheduling.store.schema import current_version, migrate

DRAIN_SECONDS: Final = 10.0
"""How long acknowledged work may take to end after SIGTERM."""

log = structlog.get_logger("muster.process")


@dataclass(slots=True)
class Process:
    """The bot, put together by `bootstrap.build`. A context manager: started inside, stopped after.

    Attributes:
        set_clock: sets the clock by the database server's; None where there is none.
        desk: what listeners work at; also the way for others to begin transactions.
        feed_pulls: None where no feed is set.
        mailbox: None where none is read.
        calendars: the rota and the closures, where they are set.
        sockets: None where requests come through HTTP.
    """

    owner: SoleOwner
    database: Database
    clock: Clock
    set_clock: Callable[[], None] | None
    replica: LoneReplica | ReplicaBeats
    ending: Ending
    desk: Desk
    courier: Courier
    escalator: Escalator
    heartbeat: Heartbeat
    watchdog: Watchdog
    web: Web
    answers: Answers
    directory: Directory
    feed_pulls: FeedPulls | None
    mailbox: MailboxPolls | None
    calendars: tuple[CalendarReads, ...]
    sockets: Sockets | None
    _undo: ExitStack = field(default_factory=ExitStack, init=False)

    def start(self) -> None:
        """Own the database, migrate it, start what works inside, and last open what lets requests in.

        What was started is stopped again if a later part cannot be.

        Raises:
            AlreadyServedError: another process serves this SQLite file.
            LockNotMadeError: the lock beside it cannot be made.
            MovedAwayError: the database was moved elsewhere.
            PortTakenError: the HTTP port cannot be had.
        """
        with ExitStack() as undo:
            self._take_what_is_ours(undo)
            self._prepare()
            self._start_inside(undo)
            self._let_in(undo)
            undo.callback(self.watchdog.stop)  # first of all: whoever stops stands still
            self.watchdog.start()
            self._undo = undo.pop_all()
        log.info("Muster serves", health=f"{self.web.url}/healthz")

    def stop(self) -> None:
        """Take nothing new, finish what was acknowledged, and close every part in reverse; once is enough."""
        self._undo.close()

    def run(self) -> int:
        """Serve until SIGTERM or Ctrl-C, or until the process may not go on; answers the exit code."""
        with _signals(self.ending.ask):
            if wait_until_there(self.database, self.ending.told):
                self._serve()
        return self.ending.code

    def _serve(self) -> None:
        with self:
            self.ending.told.wait()
            if self.ending.reason:
                log.error("Muster ends", reason=self.ending.reason)
            else:
                log.info("Muster stops; acknowledged work is finished first")

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        self.stop()

    def _take_what_is_ours(self, undo: ExitStack) -> None:
        self.owner.take()
        undo.callback(self.owner.give_back)
        self.web.take_port()  # before anything is sent: who cannot serve must not speak
        undo.callback(self.web.give_back_port)
        undo.callback(self.database.close)

    def _prepare(self) -> None:
        """The database as this release needs it, with what a process that died has left behind."""
        if current_version(self.database) is None:
            log.info("a new database is made", where=self.database.engine.url.database)
        migrate(self.database)
        if self.set_clock is not None:
            self.set_clock()
        refuse_moved(self.database, self.clock)
        self._recover()
        self._tell_of_hold()

    def _start_inside(self, undo: ExitStack) -> None:
        """What works by itself."""
        undo.callback(self.replica.stop)  # after the courier: what it could not end is others' at once
        self.replica.start()
        undo.callback(self.courier.stop)
        self.courier.start()
        undo.callback(self.escalator.stop)
        self.escalator.start()
        self.heartbeat.start()
        undo.callback(self.heartbeat.stop)
        undo.callback(self._drain)
        undo.callback(self.directory.stop)  # before the heartbeat, which waits for what it has started
        for source in (self.feed_pulls, *self.calendars, self.mailbox):
            if source is not None:
                undo.callback(source.stop)

    def _let_in(self, undo: ExitStack) -> None:
        """What takes requests."""
        undo.callback(self.web.stop)
        self.web.start()
        if self.sockets is not None:
            undo.callback(self.sockets.close)
            self.sockets.connect()
        undo.callback(self.web.leave)

    def _recover(self) -> None:
        """Whoever held leases of a database that is ours alone is dead."""
        if self.owner.alone:
            with self.database.begin(self.clock.now()) as tx:
                ended = end_leases(tx)
            if ended:
                log.info(
                    "notices were under way when the last process ended; Slack is asked for them", count=ended
                )

    def _tell_of_hold(self) -> None:
        with self.database.read(self.clock.now()) as tx:
            hold = find_hold(tx)
        if hold is not None:
            log.warning(
                "nothing is sent: the outbox is held; `muster outbox reconcile` lets it go on",
                since=hold.since.isoformat(), reason=hold.reason,
            )  # fmt: skip

    def _drain(self) -> None:
        left = self.answers.drain(DRAIN_SECONDS)
        if left:
            log.warning("answers were still under way at the end", count=left)


def _signals(told: Callable[[], object]) -> ExitStack:
    """SIGTERM and SIGINT call `told` until the stack is closed."""

    def handle(_number: int, _frame: FrameType | None) -> None:
        told()

    restored = ExitStack()
    for number in (signal.SIGTERM, signal.SIGINT):
        restored.callback(signal.signal, number, signal.signal(number, handle))
    return restored
