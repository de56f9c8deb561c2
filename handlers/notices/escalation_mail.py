"""`escalation_mail` {escalation, person}: something urgent, by mail as well as in Slack."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.blocks.elements import section
from handlers.blocks.escalations.standing import opened, stands
from handlers.concerns.standing import Standing, read_standing
from handlers.concerns.whys import why_told
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from scheduling.escalations.facts import Cause, EscalationKind, EscalationState
from scheduling.escalations.queries import find_escalation
from scheduling.outbox.facts import Obsolete
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class EscalationMailed:
    """How it stands, and why this person reads of it."""

    standing: Standing
    why: str


def load_escalation_mail(
    tx: Transaction, refs: Mapping[str, Any], policy: Policy
) -> EscalationMailed | Obsolete:
    """Obsolete: somebody has it, or it is over."""
    escalation = find_escalation(tx, int(refs["escalation"]))
    if escalation is None:
        return Obsolete("what it tells of is not in the database")
    if escalation.state is not EscalationState.OPEN:
        return Obsolete("taken, or over, before it was sent")
    person = find_person(tx, int(refs["person"]))
    why = why_told(tx, policy, escalation, Cause.STEP, person) if person is not None else ""
    return EscalationMailed(read_standing(tx, policy, escalation, person), why)


def escalation_mail(facts: EscalationMailed, addressee: Person | None) -> Message:
    """What it is about in a line, but of a report nothing at all; and what to type in Slack."""
    of, reader = facts.standing, zone_of(addressee)
    text = "Something urgent needs somebody."
    line = _REPORT if of.escalation.concern.kind is EscalationKind.REPORT else of.concerning.line(reader)
    told = [text, line, stands(of, reader), opened(of, reader), facts.why]
    take, more = f"`/escalations take {of.number}`", f"`/escalations {of.number}`"
    act = f"In Slack, type {take} if you have it; {more} tells more."
    return message(text, [section("\n".join(part for part in told if part)), section(act)])


_REPORT = "What it is about, only Slack shows."
