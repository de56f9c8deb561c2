"""Every string of training that goes to Slack and comes back."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.ids.packing import Value

# buttons
LOG_TRAINING_FORM = "training_log_form"  # ObligationRef
EXTEND_TRAINING_FORM = "training_extend_form"  # ObligationRef: asks, or extends what somebody else owes
EXEMPT_TRAINING_FORM = "training_exempt_form"  # ObligationRef: asks, or exempts somebody else
TRAINING_LATER = "training_later"  # PersonRef
CONFIRM_PLANNED = "training_confirm"  # RecordRef: it was planned, and is done now
CANCEL_PLANNED = "training_cancel"  # RecordRef: it was planned, and is called off
VERIFY_TRAINING = "training_verify"  # RecordRef
REFUSE_TRAINING_FORM = "training_refuse_form"  # RecordRef
GRANT_REQUEST_FORM = "training_grant_form"  # RequestRef
DECLINE_REQUEST_FORM = "training_decline_form"  # RequestRef

# forms; each carries a TrainingForm
LOG_TRAINING = "training_log"  # about an obligation
CONFIRM_TRAINING = "training_confirm_form"  # about a record that was planned
ASK_EXTENSION = "training_ask_extension"  # about an obligation
ASK_EXEMPTION = "training_ask_exemption"  # about an obligation
EXTEND_TRAINING = "training_extend"  # about an obligation
EXEMPT_TRAINING = "training_exempt"  # about an obligation
REFUSE_TRAINING = "training_refuse"  # about a record
GRANT_REQUEST = "training_grant"  # about a request
DECLINE_REQUEST = "training_decline"  # about a request

# inputs: a block has one element, so one name does for both
WHEN = "training_when"
DONE_ON = "training_done_on"
HOURS = "training_hours"
MISSED = "training_missed"
SESSIONS = "training_sessions"
TOPICS = "training_topics"
STARTS = "training_starts"
ENDS = "training_ends"
PROVIDER = "training_provider"
CERTIFICATE = "training_certificate"
CERTIFICATE_FILE = "training_certificate_file"
UNTIL = "training_until"

# values of WHEN
DONE = "done"
PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class ObligationRef(Value):
    """One obligation."""

    tag: ClassVar[str] = "obligation.1"
    obligation: int


@dataclass(frozen=True, slots=True)
class RecordRef(Value):
    """One record of training, done or planned."""

    tag: ClassVar[str] = "record.1"
    record: int


@dataclass(frozen=True, slots=True)
class RequestRef(Value):
    """One request for an extension or an exemption."""

    tag: ClassVar[str] = "request.1"
    request: int


@dataclass(frozen=True, slots=True)
class PersonRef(Value):
    """One person."""

    tag: ClassVar[str] = "person.1"
    person: int


@dataclass(frozen=True, slots=True)
class TrainingForm(Value):
    """What a form is about (an obligation, a record or a request: its callback id says which), and where
    it was opened: the response_url of a message (empty: App Home), and whether the outcome takes its place.
    """

    tag: ClassVar[str] = "training_form.1"
    about: int
    origin: str
    replaces: bool
