"""One of several processes on PostgreSQL: beats, watches the others, buries the dead, and knows when to wait.

All of it happens in one thread on one connection (`own_line.py`), twice a second. `scheduling/replicas/rules`
says which limits keep a frozen process from sending while others take over what it had in hand.
"""

from collections.abc import Callable
from threading import Event, Thread
from time import monotonic
from typing import Final, NamedTuple

import structlog
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.clock import Clock
from bot.replicas.own_line import OwnLine
from bot.replicas.replica import new_id
from scheduling.replicas.actions import beat, bury, register, retire
from scheduling.replicas.facts import Replica
from scheduling.replicas.queries import list_replicas
from scheduling.replicas.rules import BEAT_SECONDS, FRESH_SECONDS, Look, Sight, watch_peers
from scheduling.store.schema import SchemaAheadError, head_version, is_ahead, stands_at
from scheduling.store.transaction import Transaction

_STOP_SECONDS: Final = 5.0

_TRIES: Final = 5
"""So often a process that starts asks to be registered: its line is cut after a second and a half, and where
everything starts at once that may be too short.
"""

log = structlog.get_logger("muster.replica")


class _Standing(NamedTuple):
    """Under which id, and the beginning of the last beat that succeeded (monotonic seconds)."""

    id: str
    beat_at: float


class ReplicaBeats:
    """This process, told apart from its peers by its id; `replica.Replica` says what that promises."""

    def __init__(
        self, url: URL, clock: Clock, *, name: str, release: str, outdated: Callable[[str], None]
    ) -> None:
        """Beat at the database `url`.

        Args:
            url: of the PostgreSQL database.
            clock: the instants that people read in the rows; nothing is decided by it.
            name: of this process, for people.
            release: of Muster, for people.
            outdated: told, once, why this release may not go on: a newer one has migrated the database.
        """
        self._line = OwnLine(url)
        self._clock = clock
        self.name = name
        self._release = release
        self._outdated = outdated
        self._known: dict[str, Sight] = {}
        self._looked_at: float | None = None
        self._standing: _Standing | None = None
        self._barred = False
        self._turned_at = monotonic()
        self._stopping = Event()
        self._away = False
        self._thread = Thread(target=self._run, name="replica", daemon=True)

    @property
    def id(self) -> str:
        """Opaque; new after this process was taken for dead.

        Raises:
            RuntimeError: it has not started.
        """
        if self._standing is None:
            raise RuntimeError("a replica has no id before it has started")
        return self._standing.id

    def fresh(self) -> bool:
        """Whether the last beat is so young that nobody takes this process for dead."""
        return self._is_fresh(self._standing)

    def still_ours(self, lease: str) -> bool:
        """Whether the lease was taken under the present id, and the last beat is young enough."""
        standing = self._standing
        return standing is not None and lease.startswith(f"{standing.id}:") and self._is_fresh(standing)

    @property
    def seconds_since_beat(self) -> float:
        """How old the last beat is that succeeded, in seconds; grows while the database is away."""
        return monotonic() - self._standing.beat_at if self._standing else 0.0

    @property
    def seconds_since_turn(self) -> float:
        """How long ago the thread last tried, in seconds; grows only if it hangs or has died."""
        return monotonic() - self._turned_at

    def start(self) -> None:
        """Register, and begin to beat in a thread of its own. A database that is slow is asked again.

        Raises:
            sqlalchemy.exc.DBAPIError: the database does not answer.
        """
        self._register_at_last()
        self._thread.start()

    def stop(self) -> None:
        """Leave: what this process had in hand is free for the others at once, if the database answers."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(_STOP_SECONDS)
        standing, self._standing = self._standing, None
        if standing is not None and not self._thread.is_alive():
            self._retire(standing.id)
            self._line.close()

    def round(self) -> None:
        """Beat once, look at the others, and bury those who are dead.

        Raises:
            sqlalchemy.exc.DBAPIError: the database does not answer.
        """
        begun = monotonic()
        with self._line.begin(self._clock.now()) as tx:
            there = beat(tx, self.id)
            peers = tuple(peer for peer in list_replicas(tx) if peer.id != self.id)
            stands = stands_at(tx)
        if stands is not None and is_ahead(stands):
            self._bar(stands)
            return
        if not there:
            log.warning("this replica was taken for dead; it begins anew, and its leases are others' now")
            self._register(instead_of=self.id)
            return
        self._standing = _Standing(self.id, begun)
        self._watch(Look(begun, monotonic(), peers))

    def _run(self) -> None:
        while not self._stopping.wait(BEAT_SECONDS):
            self._turned_at = monotonic()
            try:
                self.round()
            except SQLAlchemyError as error:
                self._missed(error)
            except Exception:
                log.exception("a beat failed; nothing is sent until one succeeds")
            else:
                self._answered()

    def _register_at_last(self) -> None:
        """One that was registered after all, though its line was cut, never beats; the others bury it."""
        for _ in range(_TRIES - 1):
            try:
                self._register()
            except OperationalError as error:
                log.warning("the database is slow to register; it is asked again", fault=type(error).__name__)
            else:
                return
        self._register()

    def _register(self, *, instead_of: str | None = None) -> None:
        """Begin under a new id; what was leased under the old one after its burial is due again as well."""
        begun, mine = monotonic(), new_id()
        with self._line.begin(self._clock.now()) as tx:
            if instead_of is not None:
                retire(tx, instead_of)
            register(
                tx, replica_id=mine, name=self.name, release=self._release, schema_version=head_version()
            )
        self._standing = _Standing(mine, begun)

    def _retire(self, mine: str) -> None:
        try:
            with self._line.begin(self._clock.now()) as tx:
                given = retire(tx, mine)
        except SQLAlchemyError as error:
            log.warning("this replica could not sign off; others notice", fault=type(error).__name__)
        else:
            log.info("this replica has left", leases=given.leases, duties=given.duties)

    def _watch(self, look: Look) -> None:
        self._known, dead = watch_peers(self._known, look, last_asked_at=self._looked_at)
        self._looked_at = look.asked_at
        for peer in dead:
            with self._line.begin(self._clock.now()) as tx:
                self._bury(tx, peer)

    def _bury(self, tx: Transaction, peer: Replica) -> None:
        given = bury(tx, peer)
        if given is not None:
            log.warning(
                "a replica stands still; what it had in hand is taken on", replica=peer.id,
                peer=peer.name, leases=given.leases, duties=given.duties,
            )  # fmt: skip

    def _bar(self, stands: str) -> None:
        """A newer release has migrated the database: this one must not touch it any more."""
        first, self._barred = not self._barred, True
        if first:
            self._outdated(str(SchemaAheadError(stands)))

    def _is_fresh(self, standing: _Standing | None) -> bool:
        if standing is None or self._barred:
            return False
        return monotonic() - standing.beat_at < FRESH_SECONDS

    def _missed(self, error: SQLAlchemyError) -> None:
        if not self._away:
            log.warning("a beat was missed; nothing is sent until one succeeds", fault=type(error).__name__)
        self._away = True

    def _answered(self) -> None:
        if self._away:
            log.info("beats succeed again")
        self._away = False
