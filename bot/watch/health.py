"""What works and what does not, for /healthz: states, counts and ages; never a name or a text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.courier import Courier
from bot.database.watch import DatabaseWatch
from bot.database.words import words_for_operator
from bot.heartbeat import Heartbeat
from bot.replicas.beats import ReplicaBeats
from bot.replicas.replica import LoneReplica
from bot.slack.sockets import Sockets
from bot.slack.workspace import Workspace
from bot.tasks.auditor import SILENT_SECONDS, Auditor
from bot.tasks.mailbox import MailboxPolls
from bot.watch.time_zone_data import find_time_zone_data
from scheduling.escalations.set_aside import count_set_aside
from scheduling.feed.queries import read_status
from scheduling.incidents.facts import ABOUT_CALENDARS, IncidentKind
from scheduling.outbox.holds import find_hold
from scheduling.outbox.queries import measure_backlog
from scheduling.store.engine import Database
from scheduling.store.schema import current_version, head_version
from scheduling.store.transaction import Transaction
from scheduling.store.troubles import find_trouble

STALE_SECONDS: Final = 30.0
"""A courier or heartbeat that has been silent for so long is not well; both stir every second."""

UNREADY_SECONDS: Final = 10.0
"""A replica that has not reached the database for so long asks the load balancer for a rest."""

_OF_OTHERS: Final = ABOUT_CALENDARS | {IncidentKind.FEED_SILENT, IncidentKind.MAILBOX_SILENT}

Report = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Health:
    """Looks at every part; `sockets` is None where requests come through HTTP, and `mailbox` where none is
    read.
    """

    database: Database
    watch: DatabaseWatch
    clock: Clock
    workspace: Workspace
    courier: Courier
    heartbeat: Heartbeat
    sockets: Sockets | None
    auditor: Auditor
    replica: LoneReplica | ReplicaBeats
    mailbox: MailboxPolls | None = None

    @property
    def is_ready(self) -> bool:
        """Whether requests are in good hands here. To ask costs nothing and touches no database."""
        return self.replica.seconds_since_beat < UNREADY_SECONDS

    def look(self) -> tuple[bool, Report]:
        """Whether all that must work works, and what was seen, as JSON values; ages in seconds."""
        parts: dict[str, Callable[[], Report]] = {
            "slack": self._slack,
            "database": self._database,
            "courier": lambda: _alive(self.courier.seconds_since_pass),
            "heartbeat": self._heartbeat,
            "auditor": self._auditor,
            "replica": self._replica,
            "feed": self._feed,
            "outbox": self._outbox,
            "escalations": self._escalations,
            "mailbox": self._mailbox,
            "time_zones": _time_zones,
        }
        report = {name: _looked(look) for name, look in parts.items()}
        well = all(part.get("ok", True) for part in report.values())
        return well, {"ok": well, "at": self.clock.now().isoformat(), **report}

    def _slack(self) -> Report:
        identity = self.workspace.identity
        report: Report = {"ok": not self.workspace.trouble, "trouble": self.workspace.trouble or None}
        if identity is not None:
            report |= {"team": identity.team_id, "bot_user": identity.bot_user_id}
        if self.sockets is not None:
            up = self.sockets.connected
            report |= {"sockets": up, "ok": report["ok"] and up > 0}
        return report

    def _database(self) -> Report:
        stands, wanted = current_version(self.database), head_version()
        kind, trouble = self.database.engine.dialect.name, self.watch.trouble
        well = stands == wanted and not trouble
        return {
            "ok": well, "trouble": trouble or None, "kind": kind, "schema": stands, "schema_wanted": wanted,
        }  # fmt: skip

    def _heartbeat(self) -> Report:
        tasks = {
            beat.name: {"failing": beat.failing, "succeeded_at": _iso(beat.succeeded_at)}
            for beat in self.heartbeat.beats
        }
        return _alive(self.heartbeat.seconds_since_ring) | {"tasks": tasks}

    def _auditor(self) -> Report:
        """What the auditor found; what is wrong with a feed, a mailbox or a calendar is told, and is no
        reason for 503.
        """
        silent, wrong = self.auditor.seconds_since_look, self.auditor.wrong
        return {
            "ok": silent < SILENT_SECONDS and not set(wrong) - _OF_OTHERS,
            "silent_seconds": round(silent, 1), "wrong": [str(kind) for kind in wrong],
            "set_aside_today": self.auditor.set_aside,
        }  # fmt: skip

    def _replica(self) -> Report:
        return {
            "ok": self.replica.fresh(), "name": self.replica.name, "id": self.replica.id,
            "beat_age": round(self.replica.seconds_since_beat, 1),
        }  # fmt: skip

    def _feed(self) -> Report:
        def look(tx: Transaction) -> Report:
            status = read_status(tx)
            last, good = status.last, status.last_good
            return {
                "last": str(last.state) if last else None,
                "last_at": _iso(last.seen_at) if last else None,
                "last_good_age": (tx.now - good.seen_at).total_seconds() if good else None,
            }

        return self._read(look)

    def _mailbox(self) -> Report:
        """What stands in the way of answers by mail, as this process saw it last; no reason for 503."""
        if self.mailbox is None:
            return {"trouble": None}
        return {"trouble": self.mailbox.trouble or None, "left_unread": self.mailbox.left_unread}

    def _outbox(self) -> Report:
        def look(tx: Transaction) -> Report:
            backlog, hold = measure_backlog(tx), find_hold(tx)
            since = backlog.oldest_due_at
            return {
                "held_since": _iso(hold.since) if hold else None,
                "overdue": backlog.overdue,
                "oldest_age": (tx.now - since).total_seconds() if since else 0.0,
            }

        return self._read(look)

    def _escalations(self) -> Report:
        """Those that cannot be taken further: told, and no reason for 503, since the others are."""
        return self._read(lambda tx: {"set_aside": count_set_aside(tx)})

    def _read(self, look: Callable[[Transaction], Report]) -> Report:
        with self.database.read(self.clock.now()) as tx:
            return look(tx)


def _time_zones() -> Report:
    data = find_time_zone_data()
    return {"source": data.source, "edition": data.edition}


def _alive(silent_seconds: float) -> Report:
    return {"ok": silent_seconds < STALE_SECONDS, "silent_seconds": round(silent_seconds, 1)}


def _looked(look: Callable[[], Report]) -> Report:
    try:
        return look()
    except SQLAlchemyError as error:
        trouble = find_trouble(error)
        said = type(error).__name__ if trouble is None else words_for_operator(trouble)
        return {"ok": False, "trouble": said}


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
