"""The end of an escalation because what it is about is settled: for whoever brings that about."""

from scheduling.escalations.facts import Ending, EntryKind, Escalation, EscalationKind
from scheduling.escalations.holding import hold_all_unresolved
from scheduling.escalations.rows import save
from scheduling.escalations.rules import resolved
from scheduling.escalations.timeline import LONGEST_REASON, note
from scheduling.roster.facts import Person
from scheduling.store.transaction import Transaction


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
    held = hold_all_unresolved(tx, kind, subject, part)
    for there in held:
        end(tx, there, ending, by=by, why=why)
    return [there.id for there in held]


def end(
    tx: Transaction, escalation: Escalation, ending: Ending, *, by: Person | None = None, why: str = ""
) -> Escalation:
    """Resolve one that is held, and keep how it ended; answers it as it stands then."""
    by_id = by.id if by is not None else None
    over = resolved(escalation, ending, tx.now, by_id=by_id, why=why[:LONGEST_REASON])
    save(tx, escalation, over)
    note(tx, over, EntryKind.RESOLVED, by=by, why=why, figures={"ending": ending.value})
    return over
