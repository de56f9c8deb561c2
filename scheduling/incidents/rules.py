"""What is wrong: figures, and what excuses them. Pure."""

from datetime import datetime, timedelta
from typing import Final

from scheduling.incidents.facts import CalendarSeen, IncidentKind, Standing, Trouble

OVERDUE_AFTER: Final = timedelta(minutes=1)
"""A notice whose turn came longer ago than this, and that nobody has looked at, is overdue."""

UNCERTAIN_AFTER: Final = timedelta(minutes=15)
"""In doubt for longer than this is long: Slack is asked every minute."""

FEED_MISSED: Final = 4
"""So many pulls in a row without a delivery that can be read are a silence."""

FEED_SILENT_AFTER: Final = timedelta(hours=1)
"""A shorter silence is none, however often the feed is pulled."""

MAILBOX_SILENT_AFTER: Final = timedelta(minutes=30)
"""It is looked into every minute; a mail server is put right, or begins anew, in less than this."""

CALENDAR_UNREAD_AFTER: Final = timedelta(hours=1)
"""The rota and the closures are read every quarter of an hour: so long is four looks in vain."""

ROTA_ENDS_WITHIN: Final = timedelta(days=1)
"""So long before its last turn ends somebody is told, who can still add to it."""


def find_troubles(seen: Standing, now: datetime, feed_every: timedelta) -> list[Trouble]:
    """What is wrong and has no excuse.

    Args:
        seen: as rows stand.
        now: the instant they were read.
        feed_every: how often the feed is pulled.
    """
    troubles = []
    if not (seen.slack_away or seen.resting):
        if seen.overdue.oldest is not None:
            troubles.append(Trouble(IncidentKind.OVERDUE, seen.overdue.oldest, seen.overdue.count))
        if seen.uncertain.oldest is not None:
            troubles.append(Trouble(IncidentKind.UNCERTAIN, seen.uncertain.oldest, seen.uncertain.count))
    return [*troubles, *_find_silent(seen, now, feed_every), *_find_bad_calendars(seen, now)]


def _find_silent(seen: Standing, now: datetime, feed_every: timedelta) -> list[Trouble]:
    """Where nothing comes in. Slack, and what waits for a person, excuse neither."""
    troubles = []
    silent = max(FEED_MISSED * feed_every, FEED_SILENT_AFTER)
    if seen.feed_heard_at is not None and not seen.feed_held and now - seen.feed_heard_at > silent:
        troubles.append(Trouble(IncidentKind.FEED_SILENT, seen.feed_heard_at))
    if seen.mailbox_read_at is not None and now - seen.mailbox_read_at > MAILBOX_SILENT_AFTER:
        troubles.append(Trouble(IncidentKind.MAILBOX_SILENT, seen.mailbox_read_at))
    return troubles


def _find_bad_calendars(seen: Standing, now: datetime) -> list[Trouble]:
    """Calendars that others keep; what was read last holds meanwhile."""
    troubles = []
    if seen.rota is not None:
        troubles += _unread(IncidentKind.ROTA_UNREAD, seen.rota, now)
        if seen.rota.is_flawed:
            troubles.append(Trouble(IncidentKind.ROTA_FLAWED, now))
        if seen.rota.ends_at is not None and seen.rota.ends_at - now <= ROTA_ENDS_WITHIN:
            troubles.append(Trouble(IncidentKind.ROTA_ENDS, seen.rota.ends_at))
    if seen.closures is not None:
        troubles += _unread(IncidentKind.CLOSURES_UNREAD, seen.closures, now)
        if seen.closures.is_flawed:
            troubles.append(Trouble(IncidentKind.CLOSURES_FLAWED, now))
    return troubles


def _unread(kind: IncidentKind, seen: CalendarSeen, now: datetime) -> list[Trouble]:
    return [Trouble(kind, seen.read_at)] if now - seen.read_at > CALENDAR_UNREAD_AFTER else []
