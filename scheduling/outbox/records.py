"""What the audit keeps of a notice, so that nobody has to guess later why it came late, or not at all."""

from typing import Any, Final

from scheduling.audit.actions import Change
from scheduling.outbox.tables import LONGEST_REASON

COURIER: Final = "courier"
"""Who writes these rows."""

SENT_LATE: Final = "notice_sent_late"
SUPERSEDED: Final = "notice_superseded"
EXPIRED: Final = "notice_expired"
OBSOLETE: Final = "notice_obsolete"
REROUTED: Final = "notice_rerouted"
REFUSED: Final = "notice_refused"
GAVE_UP: Final = "notice_gave_up"
UNCERTAIN: Final = "notice_uncertain"


def noted(notice_id: int, verb: str, reason: str, **after: Any) -> Change:
    """The row for one notice."""
    return Change(COURIER, verb, "notice", notice_id, after=after or None, reason=reason[:LONGEST_REASON])
