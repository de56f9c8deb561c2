"""Frozen facts about training: what an officer owes, what they have done, and how far that goes.

Days are local dates of the officer's zone; instants are aware UTC; amounts of time are whole minutes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from scheduling.policy.requirements import Anchor, Every, Requirement

ONCE = "once"
"""The period of what is owed once."""

NEVER = "never"
"""The period of what rolls, before its first completion."""


class ObligationState(StrEnum):
    """Where an obligation stands. `docs/states.md` draws the ways between them; the values are stored."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"
    EXEMPT = "exempt"
    ENDED = "ended"
    """It is asked of this officer no more: the rule ended, or the officer is concerned no longer."""


RUNNING = (ObligationState.OPEN, ObligationState.OVERDUE)
"""The states in which something is still owed."""


@dataclass(frozen=True, slots=True)
class Obligation:
    """One requirement, owed by one officer, once.

    Attributes:
        requirement: the terms under which it was made, whatever the pack says now.
        edition: the pack's name and version at that time.
        period: which one of those that come back: "2026", "FY2026", the day of the last completion
            ("2026-03-02", "never"), or "once".
        starts_on: the day that started the clock.
        anchors: every day of the roster that could have; for people to see both.
        first_due_on: the deadline without extensions.
        extended_to: the latest day until which somebody ever put it off; None if nobody did.
        due_on: the last day on which it can be done in time; `due_at` is the end of that day.
        settled_on: when it was done, exempted or ended.
        reason: why it is exempt, or has ended.
        exempt_until: the last day of an exemption; None: for good.
        told_rung: the lowest rung that the officer was told of, in days before the deadline; None: none yet.
            OVERDUE_RUNG once told that it is overdue.
        told_on: the local day on which the officer was last told of it.
        later_on: the local day on which the officer asked to be reminded again.
        next_at: when the sweep looks at it again; None: never.
        handing_back: the officer's coming shifts are being handed back because of it.
    """

    id: int
    person_id: int
    requirement: Requirement
    edition: str
    period: str
    starts_on: date
    first_due_on: date
    due_on: date
    due_at: datetime
    state: ObligationState
    anchors: Mapping[Anchor, date] = field(default_factory=dict)
    extended_to: date | None = None
    settled_on: date | None = None
    reason: str = ""
    exempt_until: date | None = None
    told_rung: int | None = None
    told_on: date | None = None
    later_on: date | None = None
    next_at: datetime | None = None
    handing_back: bool = False

    @property
    def runs(self) -> bool:
        """Whether something is still owed."""
        return self.state in RUNNING

    @property
    def is_renewal(self) -> bool:
        """Whether it rolls, and renews what was done once already."""
        return self.requirement.starts.every is Every.COMPLETION and self.period != NEVER

    @property
    def lapses(self) -> bool:
        """Whether what it renews is valid through the deadline, and no longer: nobody has put that off."""
        return self.is_renewal and self.due_on <= self.first_due_on


OVERDUE_RUNG = -1
"""The rung below the last: the deadline has passed."""


class RecordState(StrEnum):
    """Where a record stands; the values are stored."""

    PLANNED = "planned"
    LOGGED = "logged"
    """Done, by the officer's own word."""
    VERIFIED = "verified"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    """It was planned, and called off."""

    @property
    def is_done(self) -> bool:
        """Whether it has happened, by whoever's word."""
        return self in {RecordState.LOGGED, RecordState.VERIFIED}


@dataclass(frozen=True, slots=True)
class TrainingRecord:
    """Something that an officer has done for a requirement, or plans to do.

    Attributes:
        requirement: its key.
        sessions: which of the named sessions; empty where the requirement names none.
        topics: which topics it touched.
        done_on: the local day.
        starts_at, ends_at: when exactly; both None where only the day is known.
        minutes: attended; 0 where the requirement counts sessions or completions.
        missed_minutes: of the course, missed with an excuse; they do not count.
        provider: who gave it.
        certificate: a link, a number or the name of a file; empty for none.
        flagged: why somebody should look at it: it overlaps a shift, say; empty for no reason.
        logged_by: the person; None for an import.
        reason: why it was refused.
    """

    id: int
    person_id: int
    requirement: str
    done_on: date
    state: RecordState
    sessions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    minutes: int = 0
    missed_minutes: int = 0
    provider: str = ""
    certificate: str = ""
    flagged: str = ""
    logged_by: int | None = None
    logged_at: datetime | None = None
    decided_by: int | None = None
    decided_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an obligation has come, by the records that count for it.

    Attributes:
        sessions_done, sessions_left: by name, in the order of the requirement.
        minutes, minutes_needed: what counts so far, and altogether (0: hours are not counted).
        topics_done, topics_left: a topic with too few minutes is left.
        topic_minutes: topic → what counts so far, for topics with a least amount.
        completions, completions_needed: where neither sessions nor hours are counted; needed is 0 or 1.
        unverified: ids of records that would count, and wait for a supervisor's word.
        records: ids of the records that count, in order of their days.
        done_on: the day on which the last missing piece was done; None while something is missing.
    """

    sessions_done: tuple[str, ...] = ()
    sessions_left: tuple[str, ...] = ()
    minutes: int = 0
    minutes_needed: int = 0
    topics_done: tuple[str, ...] = ()
    topics_left: tuple[str, ...] = ()
    topic_minutes: Mapping[str, int] = field(default_factory=dict)
    completions: int = 0
    completions_needed: int = 0
    unverified: tuple[int, ...] = ()
    records: tuple[int, ...] = ()
    done_on: date | None = None

    @property
    def is_done(self) -> bool:
        """Whether nothing is missing."""
        return self.done_on is not None

    @property
    def share(self) -> float:
        """How much of it is done, 0 to 1: of the sessions, else of the hours, else of the completion. Hours
        that are complete while a topic is missing are not yet 1.
        """
        if self.is_done:
            return 1.0
        sessions = len(self.sessions_done) + len(self.sessions_left)
        if sessions:
            return len(self.sessions_done) / sessions
        topics = len(self.topics_done) + len(self.topics_left)
        parts = [min(self.minutes / self.minutes_needed, 1.0)] if self.minutes_needed else []
        parts += [len(self.topics_done) / topics] if topics else []
        return min(parts, default=0.0)


class RequestKind(StrEnum):
    """What an officer asks for; the values are stored."""

    EXTENSION = "extension"
    EXEMPTION = "exemption"


class RequestState(StrEnum):
    """Where a request stands; the values are stored."""

    OPEN = "open"
    GRANTED = "granted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    """Nobody needs to decide it any more: the obligation was settled."""


@dataclass(frozen=True, slots=True)
class TrainingRequest:
    """An officer's request to put a deadline off, or to be let off.

    Attributes:
        until: the new last day that was asked for; of an exemption its last day, None for good.
        asked: ids of the people who were asked.
        granted_until: what was granted, which may be less.
        decision: why, in the words of whoever decided.
    """

    id: int
    kind: RequestKind
    obligation_id: int
    person_id: int
    until: date | None
    reason: str
    state: RequestState
    asked: tuple[int, ...]
    asked_at: datetime
    granted_until: date | None = None
    decided_by: int | None = None
    decided_at: datetime | None = None
    decision: str = ""


@dataclass(frozen=True, slots=True)
class CountdownLine:
    """One obligation as people see it: with its progress, and the request about it that is still open."""

    obligation: Obligation
    progress: Progress
    request: TrainingRequest | None = None
