"""Frozen facts about answers by mail: what became of each, and what was found out about it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scheduling.meetings.facts import Invitation
from scheduling.meetings.notice_facts import MeetingLetter
from scheduling.roster.facts import Person


class ReplyOutcome(StrEnum):
    """What became of a mail; the values are stored."""

    APPLIED = "applied"
    REFRESHED = "refreshed"
    """The invitation was asked for once more."""
    STALE = "stale"
    """Of a revision, or of an instant, before what is known already; or the meeting is over, or its
    sender has left.
    """
    SPOOFED = "spoofed"
    """The sender is not the attendee for whom it answers, or a mail server says that it is forged."""
    FOREIGN = "foreign"
    """Of a meeting, an occurrence or an attendee that is not ours."""
    MALFORMED = "malformed"
    COUNTER = "counter"
    """Another time is proposed: the organiser and the sender are told."""
    DELEGATED = "delegated"
    """Somebody else is sent: the organiser and the sender are told, and nobody is added."""
    BOUNCED = "bounced"
    """An invitation did not arrive: the organiser is told."""


@dataclass(frozen=True, slots=True)
class Received:
    """A mail that was looked at.

    Attributes:
        number: of its row.
        why: in a sentence, what was decided; empty where it was simply taken.
        again: it had come before; nothing was done now.
    """

    number: int
    outcome: ReplyOutcome
    why: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found out about a mail before anything is done.

    Attributes:
        invitation: the meeting that it is about; None where it is not ours.
        person: who sent it, as far as the roster knows.
        occurrence: the original start of the one that is meant; None: all of it.
    """

    outcome: ReplyOutcome
    why: str = ""
    invitation: Invitation | None = None
    person: Person | None = None
    occurrence: datetime | None = None


@dataclass(frozen=True, slots=True)
class NotTaken:
    """What somebody asked for by mail and did not get.

    Attributes:
        letter: what their calendar is told: the meeting as it stands.
        proposed: when they wanted it to start.
    """

    outcome: ReplyOutcome
    letter: MeetingLetter
    proposed: datetime | None


@dataclass(frozen=True, slots=True)
class MailLine:
    """A mail that came in, for whoever looks after the mailbox.

    Attributes:
        meeting, title: its number and what it is called; None where it was none of ours.
        sender: the name of somebody on the roster; empty for anybody else.
    """

    number: int
    received_at: datetime
    outcome: ReplyOutcome
    why: str
    meeting: int | None
    title: str
    sender: str
