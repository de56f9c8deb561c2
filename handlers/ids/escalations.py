"""Every string of escalations that goes to Slack and comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from handlers.ids.packing import Value
from scheduling.escalations.facts import StepInRound

# buttons
ESCALATION_TAKE = "escalation_take"  # EscalationRef: *I have it*
ESCALATION_OPEN = "escalation_open"  # EscalationRef: all of it
ESCALATION_ESCALATE = "escalation_escalate"  # TurnRef: the next step at once
ESCALATION_SNOOZE = "escalation_snooze"  # SnoozeRef, from a menu
ESCALATION_RESOLVE_FORM = "escalation_resolve_form"  # EscalationRef
ESCALATION_HAND_OVER_FORM = "escalation_hand_over_form"  # EscalationRef

# forms; each carries an EscalationForm
ESCALATION_RESOLVE = "escalation_resolve"
ESCALATION_HAND_OVER = "escalation_hand_over"
ESCALATION_SNOOZE_UNTIL = "escalation_snooze_until"

# inputs: a block has one element, so one name does for both
ESCALATION_TO = "escalation_to"
ESCALATION_DAY = "escalation_day"
ESCALATION_TIME = "escalation_time"

# values of `span`
MINUTES_20 = "20m"
HOUR = "1h"
TOMORROW = "tomorrow"
NEXT_WEEK = "week"
CHOOSE = "choose"  # a form asks until when


@dataclass(frozen=True, slots=True)
class EscalationRef(Value):
    """One escalation, by the number that people type, and the message in which the button stands, so that it
    can be shown anew in its place; 0 where it stands elsewhere.
    """

    tag: ClassVar[str] = "escalation.1"
    escalation: int
    post: int = 0


@dataclass(frozen=True, slots=True)
class TurnRef(Value):
    """Likewise, and whose turn it was when the button was drawn: the round, and the step counted from 1; 0
    where an earlier version did not say.
    """

    tag: ClassVar[str] = "escalation_turn.1"
    earlier: ClassVar[Mapping[str, int]] = {"escalation.1": 2}
    escalation: int
    post: int = 0
    round: int = 0
    step: int = 0

    @property
    def wanted(self) -> StepInRound | None:
        """The step that it is to have told; None: whichever is next."""
        return StepInRound(self.round, self.step - 1) if self.step else None


@dataclass(frozen=True, slots=True)
class SnoozeRef(Value):
    """Likewise, and for how long it is to rest."""

    tag: ClassVar[str] = "snooze.1"
    escalation: int
    span: str
    post: int = 0


@dataclass(frozen=True, slots=True)
class EscalationForm(Value):
    """What a form is about, and where it was opened: the message of escalations (0: none), the response_url
    of the message (empty: App Home), and whether the outcome takes its place.
    """

    tag: ClassVar[str] = "escalation_form.1"
    escalation: int
    post: int
    origin: str
    replaces: bool
