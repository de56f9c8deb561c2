"""What every action on an escalation asks first: which one, and may this person act on it?"""

from typing import Final

from sqlalchemy import select

from scheduling.escalations.entrusted import entrusted_to
from scheduling.escalations.facts import Escalation, EscalationKind, EscalationState
from scheduling.escalations.holding import hold_escalation
from scheduling.escalations.queries import find_escalation
from scheduling.escalations.tables import escalations
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person, Role
from scheduling.roster.queries import find_person
from scheduling.roster.rules import answers_for, refusal_of_presence
from scheduling.store.transaction import Transaction

_NEEDED: Final = "supervisor whom it concerns, or a coordinator,"


def may_act(tx: Transaction, actor: Person, escalation: Escalation) -> bool:
    """Whether somebody may take an escalation and what goes with it: a coordinator, a supervisor whom it
    concerns, and whoever has it or was told of it, for they stand in the chain or for somebody in it, unless
    the roster has given them another role or agency since.
    """
    if actor.role is Role.COORDINATOR or _concerns(tx, actor, escalation):
        return True
    entrusted = select(escalations.c.id).where(escalations.c.id == escalation.id, entrusted_to(actor))
    return tx.execute(entrusted).scalar() is not None


def access_escalation(tx: Transaction, actor: Person, escalation_id: int) -> Escalation:
    """The escalation with this number, if this person may act on it; it is the transaction's until that ends.

    Raises:
        Refused: DEACTIVATED, INACTIVE; ESCALATION_GONE {number}; NOT_ENTITLED {needed}.
    """
    if (refusal := refusal_of_presence(actor)) is not None:
        raise Refused(refusal)
    return _entitled(tx, actor, escalation_id, hold_escalation(tx, escalation_id))


def access_unresolved(tx: Transaction, actor: Person, escalation_id: int) -> Escalation:
    """The same, if it is not over.

    Raises:
        Refused: as `access_escalation`; ESCALATION_RESOLVED {number, ending, by, at}.
    """
    return _unresolved(tx, access_escalation(tx, actor, escalation_id))


def access_about(tx: Transaction, actor: Person, escalation_id: int, kind: EscalationKind) -> Escalation:
    """The same, not held: for an act that holds people and shifts, which everybody holds before escalations.

    Raises:
        Refused: as `access_unresolved`; ESCALATION_GONE {number} also where it is not of the kind with which
            the act is offered.
    """
    if (refusal := refusal_of_presence(actor)) is not None:
        raise Refused(refusal)
    escalation = _entitled(tx, actor, escalation_id, find_escalation(tx, escalation_id))
    require_kind(escalation, kind)
    return _unresolved(tx, escalation)


def require_kind(escalation: Escalation, kind: EscalationKind) -> None:
    """Let nobody do to a person what was offered about a shift: of another kind, a subject means another row.

    Raises:
        Refused: ESCALATION_GONE {number}.
    """
    if escalation.concern.kind is not kind:
        raise Refused(Refusal(Rule.ESCALATION_GONE, {"number": escalation.id}))


def require_free(tx: Transaction, actor: Person, escalation: Escalation) -> None:
    """Let nobody take what somebody else has.

    Raises:
        Refused: ESCALATION_TAKEN {number, by, at}.
    """
    if escalation.owner_id in (None, actor.id):
        return
    figures = {
        "number": escalation.id,
        "by": _name(tx, escalation.owner_id),
        "at": escalation.owned_at,
    }
    raise Refused(Refusal(Rule.ESCALATION_TAKEN, figures))


def refusal_of_resolved(tx: Transaction, escalation: Escalation) -> Refusal:
    """ESCALATION_RESOLVED {number, ending, by, at}, of one that is over."""
    figures = {
        "number": escalation.id,
        "ending": escalation.ending,
        "by": _name(tx, escalation.resolved_by),
        "at": escalation.resolved_at,
    }
    return Refusal(Rule.ESCALATION_RESOLVED, figures)


def _entitled(
    tx: Transaction, actor: Person, escalation_id: int, escalation: Escalation | None
) -> Escalation:
    if escalation is None:
        raise Refused(Refusal(Rule.ESCALATION_GONE, {"number": escalation_id}))
    if not may_act(tx, actor, escalation):
        raise Refused(Refusal(Rule.NOT_ENTITLED, {"needed": _NEEDED}))
    return escalation


def _unresolved(tx: Transaction, escalation: Escalation) -> Escalation:
    if escalation.state is EscalationState.RESOLVED:
        raise Refused(refusal_of_resolved(tx, escalation))
    return escalation


def _name(tx: Transaction, person_id: int | None) -> str | None:
    person = find_person(tx, person_id) if person_id is not None else None
    return person.name if person is not None else None


def _concerns(tx: Transaction, actor: Person, escalation: Escalation) -> bool:
    """What is about no officer and of no agency concerns every supervisor; nothing concerns them that is
    about themselves.
    """
    concern = escalation.concern
    if actor.role is not Role.SUPERVISOR or actor.id == concern.officer_id:
        return False
    if concern.agency and concern.agency == actor.agency:
        return True
    officer = find_person(tx, concern.officer_id) if concern.officer_id is not None else None
    return answers_for(actor, officer) if officer is not None else not concern.agency
