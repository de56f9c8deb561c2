"""A delivery that waits for a coordinator, as an escalation: one, also where a later delivery takes over."""

from typing import Final
from zoneinfo import ZoneInfo

from scheduling.escalations.facts import Concern, Ending, EscalationKind
from scheduling.escalations.opening import open_escalation, refresh
from scheduling.escalations.settling import resolve_subject
from scheduling.feed.queries import find_held
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.store.transaction import Transaction

HELD: Final = "feed:held"
"""The subject."""


def tell_held(tx: Transaction, policy: Policy, district_zone: ZoneInfo) -> None:
    """A delivery is held: it is escalated, and where an earlier one was, this is shown in its place."""
    if open_escalation(tx, policy, Concern(EscalationKind.FEED, HELD, district_zone.key)) is None:
        refresh(tx, EscalationKind.FEED, HELD)


def end_held(tx: Transaction, ending: Ending, *, by: Person | None = None) -> None:
    """It does not wait any more; while that of another source does, the escalation goes on."""
    if find_held(tx) is None:
        resolve_subject(tx, EscalationKind.FEED, HELD, ending, by=by)
    else:
        refresh(tx, EscalationKind.FEED, HELD)
