"""Frozen facts of escalations, and the words that are stored with them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from scheduling.outbox.actions import Urgency


class EscalationKind(StrEnum):
    """What opens one; the values are stored, and name the chains in policy packs."""

    SHIFT_UNFILLED = "shift_unfilled"
    SHIFT_NO_SHOW = "shift_no_show"
    TRAINING = "training"
    QUALIFICATION = "qualification"
    MEETING_SHORT = "meeting_short"
    FEED = "feed"
    NOTICES = "notices"
    OFFICER_GONE = "officer_gone"
    REPORT = "report"


class EscalationState(StrEnum):
    """Where it stands; `docs/states.md` draws the ways between."""

    OPEN = "open"
    """Nobody has it: `next_at` is when the next step is told."""
    ACKNOWLEDGED = "acknowledged"
    """Its owner has it: `next_at` is when the owner is reminded, or loses it."""
    SNOOZED = "snoozed"
    """Its owner has it, and is left alone until `next_at`."""
    RESOLVED = "resolved"
    """It is over; `ending` says how, and there is no next step."""


class Ending(StrEnum):
    """How an escalation ended: by a person, or because what it was about is settled. Stored."""

    RESOLVED = "resolved"  # a person said so, with a reason
    CLAIMED = "claimed"  # the shift is filled
    CHECKED_IN = "checked_in"
    RELEASED = "released"  # the claim behind it is given back
    COMPLETED = "completed"  # the training is done
    PUT_OFF = "put_off"  # the deadline has moved
    EXEMPTED = "exempted"
    QUALIFIED = "qualified"
    ENOUGH = "enough"  # quorum and roles are there
    CANCELLED = "cancelled"  # shift withdrawn, meeting cancelled
    MOVED = "moved"  # it takes place at another time: looked at anew
    DELIVERED = "delivered"  # the feed delivers, the notices go out
    PUT_RIGHT = "put_right"  # the rota, or the calendar of closures, is well again
    DECIDED = "decided"  # the held delivery was applied or discarded
    BACK = "back"  # the officer is back
    NOTHING_LEFT = "nothing_left"  # the officer who is gone holds nothing any more
    OVER = "over"  # the time for it has passed, and nobody took care of it
    SWITCHED_OFF = "switched_off"  # the policy pack has no such chain any more


class EntryKind(StrEnum):
    """One line of the timeline; the values are stored."""

    OPENED = "opened"
    RAISED = "raised"  # the next rung of its ladder: closer, or more urgent
    TOLD = "told"
    SKIPPED = "skipped"  # could not be told: `why` says why, and who came next
    HELD = "held"  # nobody can be told now: it waits until `until`
    REPEATED = "repeated"  # the chain begins anew
    ACKNOWLEDGED = "acknowledged"
    REMINDED = "reminded"  # its owner
    UNACKNOWLEDGED = "unacknowledged"  # taken from its owner: nothing came of it, or the owner is gone
    HANDED_OVER = "handed_over"
    SNOOZED = "snoozed"
    WOKEN = "woken"
    ESCALATED = "escalated"  # somebody asked for the next step at once
    ACTED = "acted"  # a supervisor did something about it: `why` is the name of the act
    RESOLVED = "resolved"


class Cause(StrEnum):
    """Why somebody is told; the values are stored."""

    STEP = "step"
    REMINDER = "reminder"
    HANDED_OVER = "handed_over"
    WOKEN = "woken"
    TAKEN_AWAY = "taken_away"


class Act(StrEnum):
    """What a supervisor may have done about it; the values are stored."""

    ASKED_BACKUP = "asked_backup"
    OFFERED = "offered"
    ASSIGNED = "assigned"
    CALLED_COVER = "called_cover"
    HANDED_BACK = "handed_back"
    ASKED_AGAIN = "asked_again"


class Why(StrEnum):
    """Why somebody is not told, told later, or has it no more; the values are stored."""

    GONE = "gone"  # inactive on the roster, deactivated in Slack, or without an account
    AWAY = "away"  # they, or everybody
    CONCERNED = "concerned"  # it is about themselves
    QUIET = "quiet"  # they are left alone until then
    HOURS = "hours"  # the chain rests at this hour
    NOBODY = "nobody"  # behind the whole chain; behind a target of it, `nobody:TARGET`
    SILENT = "silent"  # nothing came of it
    UNDELIVERED = "undelivered"  # the message did not arrive


@dataclass(frozen=True, slots=True)
class Concern:
    """What an escalation is about, as whoever opens it says: a reference and what the chain has to know.

    Attributes:
        kind: names the chain.
        subject: what it is about, e.g. `shift:412`; with `kind` and `part` at most one unresolved at a time.
        part: which of several about the same thing, e.g. an occurrence; mostly empty.
        level: the rung of its ladder, from 0; the chain says from which rung on it is urgent.
        officer_id: whose supervisor the chain tells; None where it is about nobody.
        school_id: the school it is about.
        agency: whose supervisors it concerns; of an officer, the officer's.
        zone: the local time by which the chain waits: the school's, or the officer's, or the district's.
        ends_at: when the time for it has passed and it ends as `over`; None: never by time alone.
    """

    kind: EscalationKind
    subject: str
    zone: str
    part: str = ""
    level: int = 0
    officer_id: int | None = None
    school_id: int | None = None
    agency: str = ""
    ends_at: datetime | None = None

    @property
    def subject_id(self) -> int:
        """The number in `subject`; 0 where there is none in it."""
        number = self.subject.rpartition(":")[2]
        return int(number) if number.isdecimal() else 0


class StepInRound(NamedTuple):
    """A step of a chain, by its index, in one of the rounds in which the chain is told."""

    round: int
    step: int


@dataclass(frozen=True, slots=True)
class Escalation:
    """One escalation as it stands.

    Attributes:
        id: the number people type.
        urgency: URGENT breaks quiet hours and is sent before everything else.
        step: the index of the step that is told next; how many there are, the chain says.
        round: how often the chain has begun anew.
        reminded: how many reminders its owner has had since taking it.
        next_at: see `EscalationState`; None exactly where it is resolved.
        resolution: what the person said who resolved it.
    """

    id: int
    concern: Concern
    urgency: Urgency
    state: EscalationState
    opened_at: datetime
    step: int
    round: int
    reminded: int
    next_at: datetime | None
    owner_id: int | None
    owned_at: datetime | None
    resolved_at: datetime | None
    resolved_by: int | None
    ending: Ending | None
    resolution: str

    @property
    def upcoming(self) -> StepInRound:
        """The step that is told next."""
        return StepInRound(self.round, self.step)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline.

    Attributes:
        by_id: who did it; None: Muster, as the chain says.
        to: whom it concerns, as an addressee (`person:12`, `channel:supervisors`); empty: nobody.
        until: of HELD and SNOOZED, until when.
        why: a `Why`, an `Act` with its reason, or what a person said.
    """

    id: int
    escalation_id: int
    at: datetime
    kind: EntryKind
    by_id: int | None
    to: str
    round: int
    step: int
    until: datetime | None
    why: str
