"""Where calendars are fetched from: kept bytes, or bytes built anew and then kept.

Everything that is needed is in the database, so that every replica serves every link.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.clock import Clock
from scheduling.agenda.agenda import Agenda, gather_agenda
from scheduling.agenda.pages import build_page
from scheduling.calendars.facts import Kept, Link, Page, Subscription
from scheduling.calendars.fetches import is_to_be_noted, note_fetch
from scheduling.calendars.pages import find_content, find_link, keep_page
from scheduling.store.engine import ANSWERING_PATIENCE, Database
from scheduling.store.transaction import Transaction

Later = Callable[[Callable[[], None]], None]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Finds what a token opens.

    Attributes:
        later: runs a function when nobody waits for it any more.
    """

    database: Database
    clock: Clock
    later: Later

    def fetch(self, token: str, agent: str, is_known: Callable[[Kept], bool]) -> Page | Kept | None:
        """The calendar behind a token; only what is known of it where the program has it; None for nothing.

        Args:
            token: as it stood in the address; it goes nowhere else.
            agent: what the program calls itself.
            is_known: whether the program has these bytes.

        Raises:
            sqlalchemy.exc.DBAPIError, DatabaseBusyError: the database cannot do its part now.
        """
        with self.database.read(self.clock.now()) as tx:
            link = find_link(tx, token)
            if link is None:
                return None
            found = _kept(tx, link, is_known)
            built = build_page(tx, link) if found is None else None
        self._note(link.subscription, agent)
        if built is not None:
            with self.database.begin(self.clock.now(), patience=ANSWERING_PATIENCE) as tx:
                found = keep_page(tx, link, built.content, built.fresh_until)
            if is_known(found.kept):
                return found.kept
        return found

    def gather(self, token: str) -> Agenda | None:
        """What stands in the calendar behind a token; None for nothing."""
        with self.database.read(self.clock.now()) as tx:
            link = find_link(tx, token)
            return None if link is None else gather_agenda(tx, link)

    def _note(self, subscription: Subscription, agent: str) -> None:
        if is_to_be_noted(subscription, self.clock.now()):
            self.later(partial(self._write_note, subscription.id, agent))

    def _write_note(self, subscription_id: int, agent: str) -> None:
        with self.database.begin(self.clock.now()) as tx:
            note_fetch(tx, subscription_id, agent)


def _kept(tx: Transaction, link: Link, is_known: Callable[[Kept], bool]) -> Page | Kept | None:
    """What need not be built; None where it must be."""
    if link.kept is None or not link.is_fresh(tx.now):
        return None
    if is_known(link.kept):
        return link.kept
    content = find_content(tx, link)
    return None if content is None else Page(link.kept, content)
