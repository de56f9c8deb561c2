"""The end of an escalation because what it is about is settled: for whoever brings that about."""

from typing import Final

from sqlalchemy import Select, bindparam, select

from scheduling.escalations.facts import Ending, EntryKind, Escalation, EscalationKind, EscalationState
from scheduling.escalations.rows import hold_escalation, save
from scheduling.escalations.rules import resolved
from scheduling.escalations.tables import UNRESOLVED, escalations
from scheduling.escalations.timeline import LONGEST_REASON, note
from scheduling.roster.facts import Person
from scheduling.store.transaction import Transaction

_ABOUT: Final[Select[tuple[int | None]]] = (
    select(escalations.c.id)
    .where(
        escalations.c.kind == bindparam("kind"),
        escalations.c.subject == bindparam("subject"),
        UNRESOLVED,
    )
    .order_by(escalations.c.id)
)
_ABOUT_PART: Final = _ABOUT.where(escalations.c.part == bindparam("part"))


def resolve_subject(
    tx: Transaction,
    kind: EscalationKind,
    subject: str,
    ending: Ending,
    *,
    part: str | None = None,
    by: Person | None = None,
    why: str = "",
) -> list[int]:
    """Resolve whatever is unresolved about something; answers the numbers. Where nothing is, that costs one
    look into an index.

    Args:
        tx: the write transaction of what settles it.
        kind, subject: what it is about.
        ending: how it is settled; shown and kept.
        part: which of several about the same thing; None: all of them.
        by: whose doing it is; None: nobody's in particular.
        why: what they said.
    """
    named = {"kind": kind.value, "subject": subject}
    found = tx.execute(_ABOUT, named) if part is None else tx.execute(_ABOUT_PART, {**named, "part": part})
    ended = []
    for number in found.scalars().all():
        there = hold_escalation(tx, number) if number is not None else None
        if there is not None and there.state is not EscalationState.RESOLVED:
            end(tx, there, ending, by=by, why=why)
            ended.append(there.id)
    return ended


def end(
    tx: Transaction, escalation: Escalation, ending: Ending, *, by: Person | None = None, why: str = ""
) -> Escalation:
    """Resolve one that is held, and keep how it ended; answers it as it stands then."""
    by_id = by.id if by is not None else None
    over = resolved(escalation, ending, tx.now, by_id=by_id, why=why[:LONGEST_REASON])
    save(tx, escalation, over)
    note(tx, over, EntryKind.RESOLVED, by=by, why=why, figures={"ending": ending.value})
    return over
