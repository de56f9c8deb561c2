"""Opening an escalation, and raising one: for whoever sees that something is not taken care of."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from scheduling.escalations.closures import closures_for
from scheduling.escalations.facts import (
    Cause,
    Concern,
    EntryKind,
    Escalation,
    EscalationKind,
    EscalationState,
)
from scheduling.escalations.holding import hold_unresolved
from scheduling.escalations.rows import save, values_of
from scheduling.escalations.rules import begun_anew, goes_on_at, taken
from scheduling.escalations.shown import show_anew
from scheduling.escalations.tables import UNRESOLVED, escalations
from scheduling.escalations.telling import tell
from scheduling.escalations.timeline import note, note_held
from scheduling.outbox.actions import Urgency, to_person
from scheduling.policy.chains import Chain
from scheduling.policy.schema import Policy
from scheduling.store.conflict import returning_unless_there
from scheduling.store.transaction import Transaction
from scheduling.zones import local_day, zone_or_utc

_UNIQUE: Final = ("kind", "subject", "part")


def open_escalation(tx: Transaction, policy: Policy, concern: Concern) -> int | None:
    """Open an escalation, unless there is one about the same thing. Whoever calls it again and again, or at
    the same time as others, does no harm.

    Where one is unresolved and the concern's level is higher, that one is raised: it takes over the level,
    the urgency and the end; its chain begins anew at once if nobody has it, and else its owner is told. Where
    only the end has moved, it is taken over, and nobody is told.

    Args:
        tx: the write transaction of whoever sees it.
        policy: its chains say whether it opens, when the first step is told, and whether it is urgent.
        concern: what it is about.

    Returns:
        Its number if it was opened now. None: there is one, or the pack has no chain of this kind that is on
        and in force today.
    """
    chain = policy.chain_in_force(concern.kind, local_day(tx.now, zone_or_utc(concern.zone)))
    if chain is None:
        return None
    there = hold_unresolved(tx, concern.kind, concern.subject, concern.part)
    if there is None and (number := _insert(tx, chain, concern)) is not None:
        return number
    there = there or hold_unresolved(tx, concern.kind, concern.subject, concern.part)
    if there is not None:
        _bring_up_to_date(tx, chain, there, concern)
    return None


def refresh(
    tx: Transaction,
    kind: EscalationKind,
    subject: str,
    part: str = "",
    *,
    ends_at: datetime | None = None,
) -> None:
    """Have what is shown of an unresolved escalation shown anew: what it is about has changed. Where the time
    for it passes at another instant now, `ends_at` is that instant.
    """
    there = hold_unresolved(tx, kind, subject, part)
    if there is None:
        return
    if ends_at is not None:
        _move_end(tx, there, ends_at)
    show_anew(tx, there.id)


def _insert(tx: Transaction, chain: Chain, concern: Concern) -> int | None:
    """None: somebody else has just opened it."""
    wanted_at = tx.now + chain.steps[0].after
    new = _beginning(tx, chain, concern, wanted_at)
    insert = returning_unless_there(tx, escalations.c.id, unique=_UNIQUE, where=UNRESOLVED)
    number: int | None = tx.execute(insert, values_of(new)).scalar()
    if number is None:
        return None
    opened = replace(new, id=number)
    about = {"kind": concern.kind.value, "about": concern.subject, "level": concern.level}
    note(tx, opened, EntryKind.OPENED, figures=about)
    note_held(tx, opened, wanted_at)
    return number


def _beginning(tx: Transaction, chain: Chain, concern: Concern, wanted_at: datetime) -> Escalation:
    """As it stands when it opens, without a number yet."""
    urgency = Urgency.URGENT if chain.is_urgent(concern.level) else Urgency.CONFIRMATION
    new = Escalation(
        id=0, concern=concern, urgency=urgency, state=EscalationState.OPEN, opened_at=tx.now, step=0, round=0,
        reminded=0, next_at=wanted_at, owner_id=None, owned_at=None, resolved_at=None, resolved_by=None,
        ending=None, resolution="",
    )  # fmt: skip
    return replace(new, next_at=goes_on_at(new, chain, wanted_at, closures_for(tx, chain)))


def _bring_up_to_date(tx: Transaction, chain: Chain, there: Escalation, concern: Concern) -> None:
    if concern.level > there.concern.level:
        _raise(tx, chain, there, concern)
    elif concern.ends_at != there.concern.ends_at:
        _move_end(tx, there, concern.ends_at)
        show_anew(tx, there.id)


def _move_end(tx: Transaction, there: Escalation, ends_at: datetime | None) -> None:
    save(tx, there, replace(there, concern=replace(there.concern, ends_at=ends_at)))


def _raise(tx: Transaction, chain: Chain, there: Escalation, concern: Concern) -> None:
    """Urgency never falls: what was urgent on a lower rung stays so."""
    level = concern.level
    urgency = Urgency.URGENT if chain.is_urgent(level) else there.urgency
    about = replace(there.concern, level=level, ends_at=concern.ends_at)
    higher = replace(there, concern=about, urgency=urgency)
    if there.owner_id is None:
        at = goes_on_at(higher, chain, tx.now, closures_for(tx, chain))
        raised = save(tx, there, begun_anew(higher, at))
        note(tx, raised, EntryKind.RAISED, figures={"level": level})
        note_held(tx, raised, tx.now)
    else:
        raised = save(tx, there, taken(higher, there.owner_id, tx.now))
        entry = note(tx, raised, EntryKind.RAISED, figures={"level": level})
        tell(tx, raised, Cause.REMINDER, to_person(there.owner_id), number=entry)
