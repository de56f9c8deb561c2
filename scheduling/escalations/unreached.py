"""A message that Slack will not take: whoever it was for was not told, and somebody else is."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from scheduling.escalations.facts import Cause, EntryKind, Escalation, EscalationState, Why
from scheduling.escalations.hearing import go_on_unless_heard
from scheduling.escalations.holding import hold_escalation
from scheduling.escalations.rows import save
from scheduling.escalations.rules import taken_away
from scheduling.escalations.shown import POST
from scheduling.escalations.telling import Telling, drop, list_told_by
from scheduling.escalations.timeline import note
from scheduling.policy.schema import Policy
from scheduling.store.transaction import Transaction


def note_unreached(
    tx: Transaction,
    policy: Policy,
    notice_kind: str,
    refs: Mapping[str, Any],
    addressee: str,
) -> bool:
    """Go on where a message about escalations did not arrive: the record says that its addressee was not
    told, and the next step is told at once unless somebody else has heard of this one. Whoever has one and
    cannot be told has it no more.

    Args:
        tx: a write transaction.
        policy: its chains.
        notice_kind, refs, addressee: as the notice has them.

    Returns:
        Whether it was a message about escalations; of any other kind nothing is done. Doing it again changes
        nothing.
    """
    if notice_kind != POST:
        return False
    for telling in list_told_by(tx, int(refs["post"])):
        escalation = hold_escalation(tx, telling.escalation_id)
        if drop(tx, telling.id) and escalation is not None:
            _go_on(tx, policy, escalation, telling, addressee)
    return True


def _go_on(tx: Transaction, policy: Policy, escalation: Escalation, telling: Telling, addressee: str) -> None:
    if escalation.state is EscalationState.RESOLVED:
        return
    if telling.cause is Cause.STEP:
        told = replace(escalation, round=telling.round, step=telling.step)
        note(tx, told, EntryKind.SKIPPED, to=addressee, why=Why.UNDELIVERED)
        go_on_unless_heard(tx, policy, escalation, telling.round, telling.step)
    elif escalation.owner_id is not None and escalation.owner_id == telling.person_id:
        free = save(tx, escalation, taken_away(escalation, tx.now))
        note(tx, free, EntryKind.UNACKNOWLEDGED, to=addressee, why=Why.UNDELIVERED)
