"""A refusal: why something was not done, with everything a person needs to get on.

Actions answer with refusals as values inside a verdict or raise `Refused`; the words are chosen in
`handlers/refusals/wording.py`, once, for every rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Rule(StrEnum):
    """Every rule that can refuse. The value is stable: it stands in the audit and in policy packs."""

    # who is asking
    NOT_ON_ROSTER = "not_on_roster"
    DEACTIVATED = "deactivated"
    INACTIVE = "inactive"
    NOT_AN_OFFICER = "not_an_officer"
    NOT_ENTITLED = "not_entitled"
    OWN_OVERRIDE = "own_override"
    REASON_MISSING = "reason_missing"
    # the shift
    NO_SUCH_SHIFT = "no_such_shift"
    WITHDRAWN = "withdrawn"
    NOT_OPEN = "not_open"
    STARTED = "started"
    FULL = "full"
    ALREADY_YOURS = "already_yours"
    NOT_YOURS = "not_yours"
    # the officer and the shift
    AGENCY = "agency"
    OVERLAP = "overlap"
    HOURS_PER_DAY = "hours_per_day"
    HOURS_PER_WEEK = "hours_per_week"
    REST = "rest"
    ARMED = "armed"
    QUALIFICATION = "qualification"
    STANDING = "standing"
    # giving it back, waiting in line
    RELEASE_CUTOFF = "release_cutoff"
    ENDED = "ended"
    NOT_FULL = "not_full"
    ALREADY_WAITING = "already_waiting"
    NOT_WAITING = "not_waiting"
    # coming and going
    CHECK_IN_EARLY = "check_in_early"
    CHECKED_IN = "checked_in"
    CHECKED_OUT = "checked_out"
    NOT_CHECKED_IN = "not_checked_in"
    NO_SHIFT_NOW = "no_shift_now"
    # finding somebody for it
    NO_BACKUP = "no_backup"
    NOT_BEGUN = "not_begun"
    # asking for an override
    NOTHING_REFUSES = "nothing_refuses"
    # training: what is handed in
    TRAINING_UNKNOWN = "training_unknown"
    TRAINING_NOT_REQUIRED = "training_not_required"
    TRAINING_NOT_PERMITTED = "training_not_permitted"
    TRAINING_DATE = "training_date"
    TRAINING_TIMES = "training_times"
    TRAINING_AMOUNT = "training_amount"
    TRAINING_MISSED = "training_missed"
    TRAINING_TWICE = "training_twice"
    TRAINING_SESSION = "training_session"
    TRAINING_TOPIC = "training_topic"
    TRAINING_ON_CLOCK = "training_on_clock"
    TRAINING_CERTIFICATE = "training_certificate"
    # training: what is decided about it
    TRAINING_GONE = "training_gone"
    TRAINING_DECIDED = "training_decided"
    EXTENSION = "extension"
    EXEMPTION = "exemption"
    # private links to calendars
    CALENDAR_GONE = "calendar_gone"
    CALENDAR_EMPTY = "calendar_empty"
    CALENDAR_LIMIT = "calendar_limit"
    # meetings: what is planned, and what becomes of it
    MEETING_TEXT = "meeting_text"
    MEETING_TIME = "meeting_time"
    MEETING_REPEAT = "meeting_repeat"
    MEETING_ASKED = "meeting_asked"
    MEETING_QUORUM = "meeting_quorum"
    MEETING_GONE = "meeting_gone"
    MEETING_CANCELLED = "meeting_cancelled"
    MEETING_OVER = "meeting_over"
    MEETING_NOT_ASKED = "meeting_not_asked"
    MEETING_AHEAD = "meeting_ahead"
    MEETING_CHANGED = "meeting_changed"
    MEETING_TWICE = "meeting_twice"
    # threat and incident reports
    REPORT_TEXT = "report_text"
    REPORT_GONE = "report_gone"
    REPORT_CLOSED = "report_closed"
    # escalations
    ESCALATION_GONE = "escalation_gone"
    ESCALATION_RESOLVED = "escalation_resolved"
    ESCALATION_TAKEN = "escalation_taken"
    ESCALATION_TO = "escalation_to"
    ESCALATION_TOLD = "escalation_told"
    SNOOZE_TIME = "snooze_time"
    # quiet hours, absences, stand-ins
    QUIET_HOURS = "quiet_hours"
    DAYS_OFF = "days_off"
    ABSENCE_TIME = "absence_time"
    STAND_IN = "stand_in"


class OverrideBy(StrEnum):
    """Who may set a rule aside, giving a reason."""

    NOBODY = "nobody"
    SUPERVISOR = "supervisor"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One rule that says no.

    Attributes:
        rule: which rule.
        figures: the numbers, names and instants of this case; each rule documents its own keys where it is
            decided. Durations are `timedelta`, instants aware UTC, civil dates `date`.
        source: where the rule's figure comes from, as the policy pack states it; empty where the rule is a
            matter of fact (a full shift).
        override_by: who may set it aside.
        passes_at: when it would pass by itself, aware UTC; None where waiting does not help or nobody knows.
    """

    rule: Rule
    figures: Mapping[str, object] = field(default_factory=dict)
    source: str = ""
    override_by: OverrideBy = OverrideBy.NOBODY
    passes_at: datetime | None = None


class Refused(Exception):  # noqa: N818  it is an answer to a person, not a fault
    """Raised by an action that did nothing, with one refusal or several; the transaction rolls back."""

    def __init__(self, *refusals: Refusal) -> None:
        """Carry at least one refusal; the first is the most important."""
        super().__init__(", ".join(refusal.rule for refusal in refusals))
        self.refusals = refusals
