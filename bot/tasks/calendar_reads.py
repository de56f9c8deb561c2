"""One look at the rota, or at the calendar of closures: fetch it, and take in what it says."""

from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

import structlog

from bot.clock import Clock
from bot.tasks.source import Fetched, Source, Unreached
from scheduling.presence.imports.closures import read_closures
from scheduling.presence.imports.facts import ImportRefused, ReadClosures, ReadRota, Taken, What, Window
from scheduling.presence.imports.rota import read_rota
from scheduling.presence.imports.taking import (
    is_taken,
    last_read,
    note_unchanged,
    note_unread,
    take_closures,
    take_rota,
)
from scheduling.presence.imports.window import digest_of, window_of
from scheduling.roster.queries import list_people
from scheduling.store.engine import BACKGROUND_PATIENCE, Database
from scheduling.store.transaction import Transaction
from scheduling.zones import local_day

READ_CALENDARS: Final = timedelta(minutes=15)
"""How often the rota and the closures are read."""

log = structlog.get_logger("muster.calendars")


class CalendarReads:
    """Reads one of them into one database. `read` belongs to one thread, `stop` to any."""

    def __init__(self, what: What, source: Source, database: Database, clock: Clock, zone: ZoneInfo) -> None:
        """Read `source`; times that name no zone are the district's, as are its days."""
        self.what = what
        self._source = source
        self._database = database
        self._clock = clock
        self._zone = zone
        self._complained = ""

    def stop(self) -> None:
        """Break off a fetch that drags on: the process ends."""
        self._source.stop()

    def read(self) -> Taken | None:
        """Take in what the source says now; None where it says nothing new, or cannot be read.

        What cannot be fetched or read is written down, and what stood goes on standing. The source is asked
        whether anything has changed only where what stands is what it said when it was asked last.

        Raises:
            BrokenOffError: the process ends.
        """
        try:
            fetched = self._source.fetch(self._standing())
        except Unreached as unreached:
            self._note_unread(str(unreached))
            return None
        if isinstance(fetched, Fetched):
            return self._take_in(fetched.content)
        with self._begin() as tx:
            note_unchanged(tx, self.what)
        return None

    def _take_in(self, content: bytes) -> Taken | None:
        """Read outside any write transaction, then written in one."""
        try:
            read = self._parsed(content)
        except ImportRefused as refused:
            self._note_unread(str(refused))
            return None
        if read is None:
            with self._begin() as tx:
                note_unchanged(tx, self.what)
            self._all_taken(content)
            return None
        with self._begin() as tx:
            taken = take_rota(tx, read) if isinstance(read, ReadRota) else take_closures(tx, read)
        if not taken.wrong:
            self._all_taken(content)  # else read again: whoever is missing may have joined the roster
        self._complain("; ".join(map(str, taken.wrong[:5])))
        if taken.new or taken.gone:
            log.info(
                "a calendar changed", what=self.what.value, new=taken.new, gone=taken.gone, same=taken.same
            )
        return taken

    def _parsed(self, content: bytes) -> ReadRota | ReadClosures | None:
        """What the bytes say; None where they said the same before, and all of it was taken."""
        now = self._clock.now()
        today = local_day(now, self._zone)
        with self._database.read(now) as tx:
            if is_taken(tx, self.what, digest_of(content, self._window())):
                return None
            people = list_people(tx) if self.what is What.ROTA else []
        if self.what is What.ROTA:
            return read_rota(content, people=people, zone=self._zone, today=today)
        return read_closures(content, zone=self._zone, today=today)

    def _all_taken(self, content: bytes) -> None:
        """All that the source said stands; from now on it is asked only whether anything has changed."""
        window = self._window()
        self._source.taken_in((digest_of(content, window), window))

    def _standing(self) -> tuple[str | None, Window]:
        """What stands, and of which days: another process may have taken something else since, somebody may
        be missing of what the source said in between, and a new month asks for more of a series.
        """
        with self._database.read(self._clock.now()) as tx:
            last = last_read(tx, self.what)
        return last.digest if last is not None else None, self._window()

    def _window(self) -> Window:
        return window_of(self.what, local_day(self._clock.now(), self._zone))

    def _note_unread(self, why: str) -> None:
        self._complain(why)
        with self._begin() as tx:
            note_unread(tx, self.what, why)

    def _complain(self, why: str) -> None:
        """Log what is wrong when that begins or changes."""
        if why and why != self._complained:
            log.warning("a calendar could not be taken as a whole", what=self.what.value, reason=why)
        self._complained = why

    def _begin(self) -> AbstractContextManager[Transaction]:
        return self._database.begin(self._clock.now(), patience=BACKGROUND_PATIENCE)
