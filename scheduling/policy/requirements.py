"""What a policy pack asks of officers, typed: who does what by when, and what follows if it is not done.

Days are local dates of the officer's zone. A deadline is the end of its day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

FISCAL_YEAR_BEGINS = 7
"""The month, where a pack names none: most school districts count from July."""


class Anchor(StrEnum):
    """A day in an officer's life from which a clock may run; each stands on the roster."""

    ELIGIBLE = "eligible"
    FIRST_SHIFT = "first_shift"
    HIRED = "hired"
    ASSIGNED = "assigned"


class Every(StrEnum):
    """What makes a requirement come back."""

    CALENDAR_YEAR = "calendar_year"
    FISCAL_YEAR = "fiscal_year"
    COMPLETION = "completion"
    """Rolling: the clock runs from the last completion."""


class Consequence(StrEnum):
    """What follows a missed deadline."""

    TELL = "tell"
    """The officer and those who answer for them are told; nothing is blocked."""
    BLOCK = "block"
    """The officer may claim no shift until it is done."""
    HAND_BACK = "hand_back"
    """As BLOCK, and the shifts that the officer still holds go to whoever is next."""


class Evidence(StrEnum):
    """Whose word counts."""

    OWN_WORD = "own_word"
    """What the officer logs counts at once."""
    VERIFIED = "verified"
    """It counts once a supervisor has verified it."""


class OnClock(StrEnum):
    """What becomes of training that overlaps a shift of the same officer."""

    REFUSE = "refuse"
    FLAG = "flag"
    ALLOW = "allow"


class Approver(StrEnum):
    """Who may grant an extension or an exemption."""

    SUPERVISOR = "supervisor"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a requirement concerns: every field that is given must fit; one left out fits everybody.

    Attributes:
        kinds: "SSO", "SRO".
        programmes, funding: as on the roster; capitals do not matter.
        employments: "agency_contract", "secondary", "district".
        armed, core_team: True or False; None fits both.
        worked_before: who worked a first shift before this day.
    """

    kinds: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    funding: tuple[str, ...] = ()
    employments: tuple[str, ...] = ()
    armed: bool | None = None
    core_team: bool | None = None
    worked_before: date | None = None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Somebody who would be concerned, and is not.

    Attributes:
        who: whom it fits.
        why: what that person is told.
        permitted: False where they not only need not, but may not.
    """

    who: Who
    why: str
    permitted: bool = True


@dataclass(frozen=True, slots=True)
class Starts:
    """What starts the clock: exactly one of the four.

    Attributes:
        anchors: the days of the roster that start it; the earliest that is known counts, all are shown.
        counts: the one anchor that counts instead of the earliest.
        every: it comes back with each year, or runs from the last completion.
        on: a fixed day.
        after: the requirement whose completion starts this one (a ladder).
        first_month: the month in which a fiscal year begins, 1 to 12.
    """

    anchors: tuple[Anchor, ...] = ()
    counts: Anchor | None = None
    every: Every | None = None
    on: date | None = None
    after: str = ""
    first_month: int = FISCAL_YEAR_BEGINS


@dataclass(frozen=True, slots=True)
class Due:
    """By when: exactly one of days, months and on; none of them means the end of the year that comes back.

    Attributes:
        days, months: counted from the day that starts the clock; calendar months, so that 31 January and one
            month is the last of February.
        on: a fixed day.
        counted_from: an anchor that the span is counted from in place of the day that starts the clock.
    """

    days: int | None = None
    months: int | None = None
    on: date | None = None
    counted_from: Anchor | None = None


def longest_span(starts: Starts, due: Due) -> int | None:
    """From the start to the deadline, in days, at most; None where the terms alone do not say."""
    if due.counted_from is not None:
        return None
    if due.days is not None:
        return due.days
    if due.months is not None:
        return 31 * due.months
    if due.on is None:
        return 366 if starts.every is not None else None
    return (due.on - starts.on).days if starts.on is not None and starts.on <= due.on else None


@dataclass(frozen=True, slots=True)
class Amount:
    """How much: named sessions, or hours with topics, or one completion where neither is given.

    Attributes:
        sessions: every one of them, by name.
        minutes: altogether.
        topics: each to be touched at least once.
        topic_minutes: topic → at least so many minutes of it.
        counts_back_months: what was done longer before the clock started does not count; None: no limit
            (what comes back each year only counts what was done since that year began).
    """

    sessions: tuple[str, ...] = ()
    minutes: int = 0
    topics: tuple[str, ...] = ()
    topic_minutes: Mapping[str, int] = field(default_factory=dict)
    counts_back_months: int | None = None

    @property
    def every_topic(self) -> tuple[str, ...]:
        """Every topic by name, each once, those with a least amount too; always in the same order."""
        return tuple(dict.fromkeys((*self.topics, *self.topic_minutes)))

    @property
    def counts_hours(self) -> bool:
        """Whether it takes hours: a record then says how many."""
        return bool(self.minutes or self.topic_minutes)


@dataclass(frozen=True, slots=True)
class ExtensionTerms:
    """Until how many days after the deadline it may be put off, and by whom."""

    longest_days: int
    approver: Approver = Approver.SUPERVISOR


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that officers have to do.

    Attributes:
        key: names it for ever, in rows and in the audit: "asynchronous_course".
        title: as officers know it.
        source: where it comes from, as a person would cite it.
        on: whether the agency has switched it on.
        note: what the agency must confirm before it switches it on, or anything else worth saying.
        who, excluded: whom it concerns.
        starts, due, amount: from when, by when, how much.
        reminders: rungs of the countdown, days before the deadline, each once.
        consequence: what follows a missed deadline.
        extension: None where nobody may put it off.
        exempted_by: who may exempt an officer; None: nobody.
        evidence: whose word counts.
        certificate: nothing is taken as done without a certificate: a number, a link or a file.
        on_clock: what becomes of training during a shift; `on_clock_rule` is the sentence that says so.
        excused_share: the largest share of a course that may be missed with an excuse, 0 to 1; None: no such
            rule. What was missed has to be made up either way.
        qualification: completing it is a firearms qualification: the roster's own day moves with it.
        since, until: first and last local date in force. Whoever's clock would have started before `since`
            starts on it; nothing is asked any more after `until`.
    """

    key: str
    title: str
    source: str
    starts: Starts
    due: Due = Due()
    amount: Amount = Amount()
    on: bool = True
    note: str = ""
    who: Who = Who()
    excluded: tuple[Exclusion, ...] = ()
    reminders: tuple[int, ...] = (30, 14, 7, 3, 1, 0)
    consequence: Consequence = Consequence.TELL
    extension: ExtensionTerms | None = None
    exempted_by: Approver | None = None
    evidence: Evidence = Evidence.OWN_WORD
    certificate: bool = False
    on_clock: OnClock = OnClock.ALLOW
    on_clock_rule: str = ""
    excused_share: float | None = None
    qualification: bool = False
    since: date | None = None
    until: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether it is asked of anybody on a local date."""
        return (
            self.on and (self.since is None or self.since <= on) and (self.until is None or on <= self.until)
        )

    @property
    def blocks(self) -> bool:
        """Whether missing it keeps the officer from claiming."""
        return self.consequence is not Consequence.TELL


@dataclass(frozen=True, slots=True)
class Countdown:
    """When people are told.

    Attributes:
        at: the local time of the officer at which reminders go out.
        until: no reminder goes out at or after this local time.
        supervisor_days: those who answer for an officer are told from so many days before a deadline.
    """

    at: time = time(9)
    until: time = time(20)
    supervisor_days: int = 7


DEFAULT_COUNTDOWN = Countdown()
