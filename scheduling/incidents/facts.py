"""Frozen facts about what is wrong."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class IncidentKind(StrEnum):
    """What can be wrong; the values are stored."""

    OVERDUE = "overdue"
    UNCERTAIN = "uncertain"
    FEED_SILENT = "feed_silent"
    MAILBOX_SILENT = "mailbox_silent"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is wrong as rows stand now.

    Attributes:
        kind: what.
        since: when the oldest of it began.
        count: how many notices it concerns; 1 for a feed or a mailbox.
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
class Standing:
    """What the auditor saw at one moment.

    Attributes:
        overdue: notices whose turn came long ago and that nobody has looked at since.
        uncertain: notices that have been in doubt for long.
        set_aside: notices that were refused or given up in the last day; each was told when it happened.
        feed_heard_at: when the feed last delivered something that could be read; None where no feed is set.
        mailbox_read_at: when the mailbox could last be looked into; None where no mailbox is set.
        feed_held: a delivery waits for a coordinator, who has been told.
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
