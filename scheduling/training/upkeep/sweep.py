"""What time alone brings about for training. The heartbeat calls `sweep_training` in a transaction of its own
until it answers 0; every part finds its work by an index of what is due, so that it costs what is due and not
what there is.
"""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, bindparam, select, update

from scheduling.policy.schema import Policy
from scheduling.roster.tables import people
from scheduling.store.conflict import insert_unless_there
from scheduling.store.transaction import Transaction
from scheduling.training.facts import Obligation, ObligationState
from scheduling.training.ledger import Ledger, gather_ledgers
from scheduling.training.tables import obligations, pack_seen
from scheduling.training.upkeep.countdowns import tell_rungs
from scheduling.training.upkeep.escalating import escalate_training
from scheduling.training.upkeep.hand_back import hand_back_next, is_hand_back_due
from scheduling.training.upkeep.looks import write_looks
from scheduling.training.upkeep.review import review_people

MOST_PEOPLE: Final = 100
"""Reviewed in one transaction."""

MOST_OBLIGATIONS: Final = 200
"""Looked at in one transaction."""

_TO_REVIEW: Final = (
    select(people.c.id)
    .where(people.c.review_at <= bindparam("now", type_=people.c.review_at.type))
    .order_by(people.c.review_at, people.c.id)
)
_TO_LOOK_AT: Final = (
    select(obligations.c.person_id)
    .where(obligations.c.next_at <= bindparam("now", type_=obligations.c.next_at.type))
    .order_by(obligations.c.next_at, obligations.c.id)
)


def is_training_due(tx: Transaction, policy: Policy) -> bool:
    """Whether `sweep_training` would find anything to do: a few looks at indexes, and nothing is written."""
    return (
        _seen_edition(tx) != policy.edition
        or _is_any(tx, _TO_REVIEW)
        or _is_any(tx, _TO_LOOK_AT)
        or is_hand_back_due(tx)
    )


def sweep_training(tx: Transaction, policy: Policy) -> int:
    """Do a transaction's worth of what is due now; answers how many things were done, 0 when nothing is left.

    First whoever is to be reviewed, then what has reached a rung or its deadline, then one coming shift of
    somebody who may not work it. People whom another transaction holds are left for the next time.
    """
    return (
        note_pack(tx, policy)
        or _review_due(tx, policy)
        or _tell_due(tx, policy)
        or int(hand_back_next(tx, policy))
    )


def note_pack(tx: Transaction, policy: Policy) -> int:
    """Have every officer's training looked at again where another edition of the packs is in use than the
    last time; answers how many officers that is.
    """
    if _seen_edition(tx) == policy.edition:
        return 0
    seen = {"one": 1, "edition": policy.edition}
    tx.execute(insert_unless_there(tx, pack_seen, unique=["one"]), seen)
    tx.execute(update(pack_seen).values(edition=policy.edition))
    concerned = people.c.kind != ""
    # by id, as everybody does: the update by itself would take them as they happen to lie on the disk
    tx.lock(people, tx.execute(select(people.c.id).where(concerned)).scalars().all())
    return tx.execute(people.update().where(concerned).values(review_at=tx.now)).rowcount


def _review_due(tx: Transaction, policy: Policy) -> int:
    due = tx.execute(_TO_REVIEW.limit(MOST_PEOPLE), {"now": tx.now}).scalars().all()
    return len(review_people(tx, tx.lock_idle(people, due), policy))


def _tell_due(tx: Transaction, policy: Policy) -> int:
    """Whoever has missed a deadline, or is let off no longer, is reviewed first. Of the others nothing has
    changed that would not have had them reviewed already.
    """
    due = tx.execute(_TO_LOOK_AT.limit(MOST_OBLIGATIONS), {"now": tx.now}).scalars().all()
    ledgers = {ledger.person.id: ledger for ledger in gather_ledgers(tx, tx.lock_idle(people, due))}
    changed = [number for number, ledger in ledgers.items() if _has_turned(ledger, tx.now)]
    ledgers |= {ledger.person.id: ledger for ledger in review_people(tx, changed, policy)}
    told = tell_rungs(tx, list(ledgers.values()), policy)
    escalate_training(tx, told, policy)
    write_looks(tx, told, policy)
    return len(told)


def _has_turned(ledger: Ledger, now: datetime) -> bool:
    """Whether time alone has made something overdue, or ended an exemption."""
    return any(
        each.due_at <= now if each.state is ObligationState.OPEN else _is_due(each, now)
        for each in ledger.obligations
        if each.state in {ObligationState.OPEN, ObligationState.EXEMPT}
    )


def _is_due(obligation: Obligation, now: datetime) -> bool:
    return obligation.next_at is not None and obligation.next_at <= now


def _seen_edition(tx: Transaction) -> str | None:
    edition: str | None = tx.execute(select(pack_seen.c.edition)).scalar()
    return edition


def _is_any(tx: Transaction, due: Select[Any]) -> bool:
    return tx.execute(due.limit(1), {"now": tx.now}).first() is not None
