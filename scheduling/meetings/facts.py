"""Frozen facts about meetings: what is planned, who is asked, and what they said.

Instants are aware UTC; civil dates and times are of the meeting's own zone. An occurrence is named by its
original start, as the rule of its series has it, whatever became of it since.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from scheduling.ical.repeat import Every, Repeat


class MeetingKind(StrEnum):
    """What sort of meeting; the values are stored."""

    SAFETY = "safety"
    DRILL = "drill"
    TABLETOP = "tabletop"
    TRAINING = "training"
    TEAM = "team"


class Which(StrEnum):
    """How much of a series a change concerns."""

    ALL = "all"
    FOLLOWING = "following"


class Answer(StrEnum):
    """What somebody says; the values are stored."""

    NONE = "none"
    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


class Via(StrEnum):
    """By which way somebody answered; the values are stored."""

    SLACK = "slack"
    MAIL = "mail"


class AskedBy(StrEnum):
    """Why somebody is asked; the values are stored."""

    NAME = "name"
    SCHOOL = "school"
    AGENCY = "agency"
    PROGRAMME = "programme"


@dataclass(frozen=True, slots=True)
class Group:
    """Every active officer of an agency or a programme, or of a school: whoever has held a shift there in
    the last 30 days, or holds one in the coming 30. Resolved when the invitations are sent.

    Attributes:
        by: never NAME.
        name: of the agency or programme; of a school its code.
    """

    by: AskedBy
    name: str


@dataclass(frozen=True, slots=True)
class RequiredRole:
    """Somebody who has to be there, in the organiser's words, and the ids of those of whom one is enough."""

    name: str
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a supervisor fills in; not yet judged.

    Attributes:
        day, starts: of the first occurrence, in the zone.
        zone: an IANA name.
        place: where, or a link.
        every: how it repeats; None: it takes place once.
        until, count: the last day of a series, or how often it takes place: one of the two.
        last: see `Repeat.last`.
        people: ids of those who are asked by name.
        quorum: how many must come; 0: no such rule.
        requirement: the key of the training that attending serves; empty for none.
    """

    kind: MeetingKind
    title: str
    day: date
    starts: time
    length: timedelta
    zone: str
    agenda: str = ""
    place: str = ""
    school_id: int | None = None
    every: Every | None = None
    until: date | None = None
    count: int | None = None
    last: bool = False
    people: tuple[int, ...] = ()
    groups: tuple[Group, ...] = ()
    required_roles: tuple[RequiredRole, ...] = ()
    quorum: int = 0
    requirement: str = ""

    @property
    def repeat(self) -> Repeat | None:
        """Its rule; None: it takes place once.

        Raises:
            ValueError: it repeats without end, or with two; `rules.judging` refuses such a plan.
        """
        return None if self.every is None else Repeat(self.every, self.until, self.count, self.last)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a plan asks.

    Attributes:
        by: id → why; by name before any group.
        count: how many; more than `by` has where they are too many to be read.
        gone: names of those named who are no longer on the roster, or whom Slack has deactivated.
    """

    by: Mapping[int, AskedBy]
    count: int
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """The revision of a meeting that somebody had in front of them when they decided to change it."""

    sequence: int
    revised_at: datetime


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting or a series as it stands.

    Attributes:
        uid: names it in every calendar, for ever.
        plan: with everybody in `people` who is asked by name at this moment.
        sequence: rises with each change of its times or its rule, and with each cancellation, also that of
            one occurrence or for one attendee.
        revised_at: when this revision was made, in whole seconds and later than the one before: the DTSTAMP
            of what is sent of it.
        retimed_sequence: the sequence since which its times stand: a yes to another time is no yes.
        series_id: the series that this one is the rest of; None: none.
        last_ends_at: when there is nothing left of it.
    """

    id: int
    uid: str
    plan: Plan
    organiser_id: int
    sequence: int
    revised_at: datetime
    retimed_sequence: int = 0
    cancelled_at: datetime | None = None
    cancel_reason: str = ""
    series_id: int | None = None
    last_ends_at: datetime | None = None

    @property
    def seen(self) -> Seen:
        """What somebody has seen who looks at it as it stands."""
        return Seen(self.sequence, self.revised_at)

    @property
    def named(self) -> dict[str, Any]:
        """The figures by which a refusal says which meeting it is about."""
        return {"number": self.id, "title": self.plan.title}


@dataclass(frozen=True, slots=True)
class Difference:
    """How one occurrence differs from its series: moved, elsewhere, about something else, or cancelled.

    Attributes:
        place, agenda: None: as the series has it.
        cancelled_at: when it was cancelled; None: it takes place.
        retimed_sequence: the meeting's sequence since which this occurrence stands at its time.
    """

    original_at: datetime
    starts_at: datetime
    ends_at: datetime
    place: str | None = None
    agenda: str | None = None
    cancelled_at: datetime | None = None
    reason: str = ""
    retimed_sequence: int = 0

    @property
    def cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.cancelled_at is not None


@dataclass(frozen=True, slots=True)
class Invitation:
    """What calendars hold of a meeting: the plan, what differs from it, and whose calendars those are."""

    meeting: Meeting
    differences: tuple[Difference, ...] = ()
    people: frozenset[int] = frozenset()

    def retimed_sequence(self, original_at: datetime | None) -> int:
        """The sequence since which an occurrence (None: the meeting itself) stands at its time: an answer to
        an earlier one was given for another time.
        """
        own = (each.retimed_sequence for each in self.differences if each.original_at == original_at)
        return max(self.meeting.retimed_sequence, next(own, 0))


@dataclass(frozen=True, slots=True)
class OccurrenceChange:
    """What is to be different in one occurrence; day and start are of the meeting's zone."""

    day: date
    starts: time
    length: timedelta
    place: str
    agenda: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a meeting takes place, or was to."""

    meeting: Meeting
    original_at: datetime
    starts_at: datetime
    ends_at: datetime
    place: str
    agenda: str
    cancelled: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of a meeting or of one occurrence.

    Attributes:
        sequence, stamp: of the last answer by mail, which an older one does not undo.
    """

    answer: Answer = Answer.NONE
    comment: str = ""
    at: datetime | None = None
    via: Via | None = None
    sequence: int | None = None
    stamp: datetime | None = None


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who is asked.

    Attributes:
        by: why they are asked.
        said: of all of it.
        of_one: original start → what they say of that occurrence; with Answer.NONE where it was moved since
            they answered for all.
        left: they are not on the roster any more, or not in Slack: whatever they said counts for nothing.
    """

    meeting_id: int
    person_id: int
    by: AskedBy = AskedBy.NAME
    said: Said = Said()
    of_one: Mapping[datetime, Said] = field(default_factory=dict)
    left: bool = False

    def says(self, original_at: datetime) -> Answer:
        """What they say of one occurrence: of it alone, or else of all."""
        return self.of_one.get(original_at, self.said).answer


@dataclass(frozen=True, slots=True)
class Tally:
    """What everybody says of one occurrence, by id, and whether it is enough.

    Attributes:
        missing_roles: names of the required roles of which nobody has said yes.
        quorum: how many must come.
        short_by: how many are missing from it.
    """

    yes: tuple[int, ...] = ()
    maybe: tuple[int, ...] = ()
    no: tuple[int, ...] = ()
    silent: tuple[int, ...] = ()
    missing_roles: tuple[str, ...] = ()
    quorum: int = 0
    short_by: int = 0

    @property
    def is_enough(self) -> bool:
        """Whether nobody who must come is missing."""
        return not self.missing_roles and not self.short_by
