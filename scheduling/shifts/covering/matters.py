"""The shift behind an escalation, for a supervisor who acts on it."""

from dataclasses import dataclass

from scheduling.escalations.access import access_unresolved
from scheduling.escalations.facts import Escalation, EscalationKind
from scheduling.escalations.queries import find_escalation
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person
from scheduling.shifts.access import access_shift, hold_shift
from scheduling.shifts.facts import HeldShift, Shift
from scheduling.shifts.queries import find_claim
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Matter:
    """A shift that lacks somebody.

    Attributes:
        escalation: by which it is told.
        shift: as it stands.
        missing: who has not come; None where nobody ever had the place.
        held: the claim by which they hold it; None where it has ended.
    """

    escalation: Escalation
    shift: Shift
    missing: Person | None = None
    held: HeldShift | None = None


def access_matter(tx: Transaction, actor: Person, escalation_id: int) -> Matter:
    """The matter of an unresolved escalation, if this person may act on it. Whoever is missing, the shift and
    the escalation are the transaction's until it ends, in this order.

    Raises:
        Refused: as `scheduling.escalations.access.access_unresolved`; ESCALATION_GONE {number} also where it
            is about something else.
    """
    escalation = find_escalation(tx, escalation_id)
    matter = read_matter(tx, escalation) if escalation is not None else None
    if matter is None:
        access_unresolved(tx, actor, escalation_id)
        raise Refused(Refusal(Rule.ESCALATION_GONE, {"number": escalation_id}))
    hold_shift(tx, matter.shift.id, *([matter.missing] if matter.missing else []))
    current = read_matter(tx, access_unresolved(tx, actor, escalation_id))
    return current or matter


def read_matter(tx: Transaction, escalation: Escalation) -> Matter | None:
    """What an escalation is about, whoever asks, over or not; None where it is about no shift."""
    concern = escalation.concern
    if concern.kind is EscalationKind.SHIFT_UNFILLED:
        return Matter(escalation, access_shift(tx, concern.subject_id))
    found = find_claim(tx, concern.subject_id) if concern.kind is EscalationKind.SHIFT_NO_SHOW else None
    if found is None:
        return None
    held, stands = found
    return Matter(escalation, held.shift, find_person(tx, held.person_id), held if stands else None)
