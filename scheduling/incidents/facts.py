"""Frozen facts about what is wrong."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final


class IncidentKind(StrEnum):
    """What can be wrong; the values are stored."""

    OVERDUE = "overdue"
    UNCERTAIN = "uncertain"
    FEED_SILENT = "feed_silent"
    MAILBOX_SILENT = "mailbox_silent"
    ROTA_UNREAD = "rota_unread"
    ROTA_FLAWED = "rota_flawed"  # a line of it could not be taken, or names somebody who is gone
    ROTA_ENDS = "rota_ends"  # within a day, or it has run out
    CLOSURES_UNREAD = "closures_unread"
    CLOSURES_FLAWED = "closures_flawed"


ABOUT_CALENDARS: Final = frozenset(
    {
        IncidentKind.ROTA_UNREAD,
        IncidentKind.ROTA_FLAWED,
        IncidentKind.ROTA_ENDS,
        IncidentKind.CLOSURES_UNREAD,
        IncidentKind.CLOSURES_FLAWED,
    }
)
"""What is wrong with a calendar that somebody else keeps. Muster goes on by what it read last."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is wrong as rows stand now.

    Attributes:
        kind: what.
        since: when the oldest of it began.
        count: how many notices it concerns; 1 for a feed, a mailbox or a calendar.
    """

    kind: IncidentKind
    since: datetime
    count: int = 1


@dataclass(frozen=True, slots=True)
class Rows:
    """Some notices, and the instant of the oldest (None for none)."""

    count: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class CalendarSeen:
    """How the rota, or the calendar of closures, stands.

    Attributes:
        read_at: when it was last taken in; where it never was, since when that is awaited.
        is_flawed: whether it is read and something is wrong with it all the same.
        ends_at: when the last turn of the rota ends; None: closures, or there is no turn.
    """

    read_at: datetime
    is_flawed: bool = False
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the auditor saw at one moment.

    Attributes:
        overdue: notices whose turn came long ago and that nobody has looked at since.
        uncertain: notices that have been in doubt for long.
        set_aside: notices that were refused or given up in the last day; each was told when it happened.
        feed_heard_at: when the feed last delivered something that could be read; None where no feed is set.
        mailbox_read_at: when the mailbox could last be looked into; None where no mailbox is set.
        feed_held: a delivery waits for a coordinator, who has been told.
        rota, closures: how these stand; None where none is set.
        slack_away: Slack cannot be reached, which explains whatever waits for it.
        resting: the outbox rests until a person lets it go on.
    """

    overdue: Rows
    uncertain: Rows
    set_aside: int
    feed_heard_at: datetime | None
    mailbox_read_at: datetime | None
    feed_held: bool
    slack_away: bool
    resting: bool
    rota: CalendarSeen | None = None
    closures: CalendarSeen | None = None
