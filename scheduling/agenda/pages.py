"""The bytes of a calendar: those that are kept, or built anew where it has changed since.

Three short steps, so that nobody's writing waits for a calendar to be built: look (and build) in a read
transaction, keep in a write transaction, serve.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from scheduling.agenda.agenda import Agenda, gather_agenda
from scheduling.calendars.facts import Link
from scheduling.ical.calendar import write_calendar
from scheduling.store.transaction import Transaction

_SETTLING: Final = timedelta(minutes=1)
"""Longer than any transaction lasts. One that was under way when a calendar was counted for the first time
may not have raised its revision: what is built before it has ended is not relied on for longer.
"""


@dataclass(frozen=True, slots=True)
class Built:
    """A calendar's bytes, and the instant at which time alone may change them."""

    content: bytes
    fresh_until: datetime


def build_page(tx: Transaction, link: Link) -> Built:
    """Build what a link shows, from the same look at the database as the link's revision."""
    agenda = gather_agenda(tx, link)
    return Built(content_of(agenda), _fresh_until(link, agenda, tx.now))


def content_of(agenda: Agenda) -> bytes:
    """A calendar as calendar programs read it; the same agenda is the same bytes."""
    return write_calendar(agenda.name, agenda.entries)


def _fresh_until(link: Link, agenda: Agenda, now: datetime) -> datetime:
    settled = link.subscription.created_at + _SETTLING
    return min(settled, agenda.window.fresh_until) if now < settled else agenda.window.fresh_until
