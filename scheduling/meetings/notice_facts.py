"""What notices about meetings tell, as frozen facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from scheduling.ical.entries import Entry, Override, Series
from scheduling.ical.invitation import Method
from scheduling.ical.parties import PartStat
from scheduling.meetings.facts import Attendee, Invitation, Occurrence, Tally
from scheduling.meetings.rules.differs import UNCHANGED, Changes
from scheduling.roster.facts import Person


@dataclass(frozen=True, slots=True)
class MeetingLetter:
    """What one attendee's calendar is told; the arguments of `ical.invitation.write_invitation`, and what
    the words of the mail need besides.

    Attributes:
        invited: with the revision that the mail carries.
        occurrence: only this one of a series is told of.
        answer: what the attendee has said already.
        again: an earlier mail about all of it has arrived, or this one is about a single occurrence.
    """

    method: Method
    invitation: Invitation
    invited: Entry | Series
    occurrence: Override | None
    attendee: Person
    organiser: Person
    answer: PartStat
    again: bool = False


@dataclass(frozen=True, slots=True)
class MeetingAsked:
    """Somebody is asked, or reads what has changed, in Slack.

    Attributes:
        next: the next occurrence; of a change of one, that one.
        one: whether a single occurrence was changed.
        school: its name; empty where the meeting names none.
        changes: what is different, where that is what is told.
    """

    invitation: Invitation
    organiser: Person
    person: Person
    attendee: Attendee
    next: Occurrence
    one: bool = False
    school: str = ""
    changes: Changes = UNCHANGED


@dataclass(frozen=True, slots=True)
class MeetingClosed:
    """An invitation that wants no answer any more.

    Attributes:
        occurrence: the one that it would be about: the next, or else the last.
        off: it takes place without this person.
    """

    invitation: Invitation
    occurrence: Occurrence
    off: bool


@dataclass(frozen=True, slots=True)
class MeetingFile:
    """A meeting for a calendar that gets no mail.

    Attributes:
        asked: who gets it, and what is in it.
        ics: the calendar file.
    """

    asked: MeetingAsked
    ics: bytes


@dataclass(frozen=True, slots=True)
class MeetingCancelled:
    """Somebody need not come, with the reason.

    Attributes:
        occurrence: which one does not take place; None: all of it.
        off: it takes place without this person.
        rest: it is cancelled from that occurrence on.
    """

    invitation: Invitation
    organiser: Person
    person: Person
    occurrence: Occurrence | None
    off: bool
    rest: bool
    reason: str


@dataclass(frozen=True, slots=True)
class MeetingTally:
    """How the next occurrence stands; for its organiser, and for whoever is told that it is not enough.

    Attributes:
        people: everybody whom the tally names, by id.
    """

    invitation: Invitation
    organiser: Person
    occurrence: Occurrence
    tally: Tally
    people: Mapping[int, Person]


@dataclass(frozen=True, slots=True)
class MeetingMail:
    """A mail that somebody has to settle: a proposal, a delegation, or somebody who was not asked.

    Attributes:
        person: who sent it; None where they are not on the roster.
        asked: what they are asked as it stands now; None where they need not come to anything any more.
        outcome: as `reply_facts.ReplyOutcome` has it.
        occurrence: the one that they mean; None: all of it.
        proposed: when they want it to start; None where they did not say.
    """

    invitation: Invitation
    organiser: Person
    person: Person | None
    outcome: str
    why: str
    received_at: datetime
    asked: MeetingAsked | None = None
    occurrence: Occurrence | None = None
    proposed: datetime | None = None
