"""What is read from outside: the feed, the mailbox, the rota and closures."""

from bot.clock import Clock
from bot.gateways.imap import Mailbox
from bot.settings import Settings
from bot.tasks.calendar_reads import CalendarReads
from bot.tasks.feed_pulls import FeedPulls
from bot.tasks.mailbox import MailboxPolls
from bot.tasks.source import CLOSURES, FEED, ROTA, Source
from scheduling.feed.profile import Profile
from scheduling.policy.schema import Policy
from scheduling.presence.imports.facts import What
from scheduling.store.engine import Database


def build_feed_pulls(
    settings: Settings, profile: Profile, database: Database, clock: Clock, policy: Policy
) -> FeedPulls | None:
    """The agency's feed; None where none is set.

    Raises:
        ValueError: its address does not do.
    """
    if not settings.feed_url:
        return None
    return FeedPulls(Source(FEED, settings.feed_url), profile, database, clock, policy, settings.zone)


def build_mailbox(settings: Settings, database: Database, clock: Clock) -> MailboxPolls | None:
    """The mailbox to which answers come; None where none is read."""
    url = settings.imap_url.get_secret_value()
    return MailboxPolls(Mailbox(url), database, clock, settings.mail_authority) if url else None


def build_calendar_reads(settings: Settings, database: Database, clock: Clock) -> tuple[CalendarReads, ...]:
    """The rota and the closures, where the settings say where they are."""
    named = ((What.ROTA, ROTA, settings.rota_url), (What.CLOSURES, CLOSURES, settings.closures_url))
    return tuple(
        CalendarReads(what, Source(published, url), database, clock, settings.zone)
        for what, published, url in named
        if url
    )
