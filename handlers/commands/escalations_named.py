"""The escalation that somebody named; or the refusal that says it is not there, or not theirs to read."""

from typing import Final

from scheduling.escalations.access import may_act, refusal_of_resolved, require_kind
from scheduling.escalations.facts import Escalation, EscalationKind, EscalationState
from scheduling.escalations.queries import find_escalation
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person, Role
from scheduling.store.transaction import Transaction

READERS: Final = frozenset({Role.SUPERVISOR, Role.COORDINATOR})
"""Who may read of every escalation: all of them are told in their channel."""


def may_read(tx: Transaction, reader: Person, escalation: Escalation) -> bool:
    """Supervisors and coordinators, and whoever may act on it."""
    return reader.role in READERS or may_act(tx, reader, escalation)


def find_shown(tx: Transaction, reader: Person, number: int) -> Escalation:
    """The escalation with this number, to be read.

    Raises:
        Refused: ESCALATION_GONE {number}, for those who may read of every one; NOT_ENTITLED {needed} for
            everybody else, also where there is none: nobody learns which numbers there are.
    """
    escalation = find_escalation(tx, number)
    if escalation is None and reader.role in READERS:
        raise Refused(Refusal(Rule.ESCALATION_GONE, {"number": number}))
    if escalation is None or not may_read(tx, reader, escalation):
        raise Refused(Refusal(Rule.NOT_ENTITLED, {"needed": "supervisor or a coordinator"}))
    return escalation


def find_to_act_on(
    tx: Transaction, actor: Person, number: int, kind: EscalationKind | None = None
) -> Escalation:
    """The same, for a form about something that is not over; of a kind, where only that has the form.

    Raises:
        Refused: as `find_shown`; NOT_ENTITLED {needed}; ESCALATION_GONE {number}: of another kind;
            ESCALATION_RESOLVED {number, ending, by, at}.
    """
    escalation = find_shown(tx, actor, number)
    if not may_act(tx, actor, escalation):
        raise Refused(
            Refusal(Rule.NOT_ENTITLED, {"needed": "supervisor whom it concerns, or a coordinator,"})
        )
    if kind is not None:
        require_kind(escalation, kind)
    if escalation.state is EscalationState.RESOLVED:
        raise Refused(refusal_of_resolved(tx, escalation))
    return escalation
