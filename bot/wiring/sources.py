"""What is read from outside: the feed, the mailbox, the rota and closures."""

from dataclasses import dataclass

from bot.gateways.imap import Mailbox
from bot.tasks.calendar_reads import CalendarReads
from bot.tasks.feed_pulls import FeedPulls
from bot.tasks.mailbox import MailboxPolls
from bot.tasks.source import CLOSURES, FEED, ROTA, Source
from bot.wiring.ground import Ground
from scheduling.presence.imports.facts import What


@dataclass(frozen=True, slots=True)
class Sources:
    """All of it.

    Attributes:
        feed: the agency's; None where none is set.
        mailbox: to which answers come; None where none is read.
        calendars: the rota and the closures, where the settings say where they are.
    """

    feed: FeedPulls | None
    mailbox: MailboxPolls | None
    calendars: tuple[CalendarReads, ...]


def build_sources(on: Ground) -> Sources:
    """What the settings name.

    Raises:
        ValueError: the feed's address does not do.
    """
    return Sources(_feed(on), _mailbox(on), _calendars(on))


def _feed(on: Ground) -> FeedPulls | None:
    settings = on.settings
    if not settings.feed_url:
        return None
    source = Source(FEED, settings.feed_url)
    return FeedPulls(source, on.profile, on.database, on.clock, on.policy, settings.zone)


def _mailbox(on: Ground) -> MailboxPolls | None:
    url = on.settings.imap_url.get_secret_value()
    return MailboxPolls(Mailbox(url), on.database, on.clock, on.settings.mail_authority) if url else None


def _calendars(on: Ground) -> tuple[CalendarReads, ...]:
    settings = on.settings
    named = ((What.ROTA, ROTA, settings.rota_url), (What.CLOSURES, CLOSURES, settings.closures_url))
    return tuple(
        CalendarReads(what, Source(published, url), on.database, on.clock, settings.zone)
        for what, published, url in named
        if url
    )
