"""Where calendars are fetched from: kept bytes, or bytes built anew and then kept.

Everything that is needed is in the database, so that every replica serves every link.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.calendars.conditions import Conditions, Version
from bot.clock import Clock
from bot.database.watch import Explains, never
from scheduling.agenda.agenda import Agenda, gather_agenda
from scheduling.agenda.pages import Built, build_page
from scheduling.calendars.facts import Kept, Link, Subscription
from scheduling.calendars.fetches import is_to_be_noted, note_fetch
from scheduling.calendars.pages import etag_of, find_content, find_link, keep_page
from scheduling.store.engine import ANSWERING_PATIENCE, Database
from scheduling.store.transaction import Transaction
from scheduling.store.troubles import find_trouble

Later = Callable[[Callable[[], None]], None]


@dataclass(frozen=True, slots=True)
class Served:
    """What a program gets of a calendar; `content` is None where it has these bytes."""

    version: Version
    content: bytes | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Finds what a token opens.

    Attributes:
        later: runs a function when nobody waits for it any more.
        explains: is told of trouble of the database.
    """

    database: Database
    clock: Clock
    later: Later
    explains: Explains = never

    def fetch(self, token: str, agent: str, asked: Conditions) -> Served | None:
        """The calendar behind a token; None for nothing.

        What had to be built and cannot be kept (another process is writing, the disk is full) is served all
        the same, and built again for whoever asks next: keeping saves work, and nothing else.

        Args:
            token: as it stood in the address; it goes nowhere else.
            agent: what the program calls itself.
            asked: what the program says that it has.

        Raises:
            sqlalchemy.exc.DBAPIError, DatabaseBusyError: the database cannot be read now.
        """
        with self.database.read(self.clock.now()) as tx:
            link = find_link(tx, token)
            if link is None:
                return None
            found = _kept(tx, link, asked)
            built = build_page(tx, link) if found is None else None
        self._note(link.subscription, agent)
        return found if built is None else self._served_anew(link, built, asked)

    def gather(self, token: str) -> Agenda | None:
        """What stands in the calendar behind a token; None for nothing."""
        with self.database.read(self.clock.now()) as tx:
            link = find_link(tx, token)
            return None if link is None else gather_agenda(tx, link)

    def _served_anew(self, link: Link, built: Built, asked: Conditions) -> Served:
        try:
            with self.database.begin(self.clock.now(), patience=ANSWERING_PATIENCE) as tx:
                kept = keep_page(tx, link, built.content, built.fresh_until).kept
        except Exception as error:
            if find_trouble(error) is None:
                raise
            self.explains(error)
            version = Version(etag_of(built.content), None)
        else:
            version = _version(kept)
        return Served(version, None if asked.is_known(version) else built.content)

    def _note(self, subscription: Subscription, agent: str) -> None:
        if is_to_be_noted(subscription, self.clock.now()):
            self.later(partial(self._write_note, subscription.id, agent))

    def _write_note(self, subscription_id: int, agent: str) -> None:
        with self.database.begin(self.clock.now()) as tx:
            note_fetch(tx, subscription_id, agent)


def _kept(tx: Transaction, link: Link, asked: Conditions) -> Served | None:
    """What need not be built; None where it must be."""
    if link.kept is None or not link.is_fresh(tx.now):
        return None
    version = _version(link.kept)
    if asked.is_known(version):
        return Served(version, None)
    content = find_content(tx, link)
    return None if content is None else Served(version, content)


def _version(kept: Kept) -> Version:
    return Version(kept.etag, kept.modified_at)
