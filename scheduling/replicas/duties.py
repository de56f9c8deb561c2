"""Duties: recurring tasks that one replica at a time takes, whoever comes first. Nobody leads.

Taking is one conditional update whose row count decides. A duty whose taker died is free again when the taker
is buried; the epoch keeps a late comer from ending somebody else's term.
"""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, or_, select, update

from scheduling.replicas.facts import NotNow, Term
from scheduling.replicas.tables import duties, replicas
from scheduling.store.conflict import insert_unless_there
from scheduling.store.transaction import Transaction

_SEE = select(duties.c.due_at, duties.c.replica).where(duties.c.name == bindparam("duty"))

_TAKE = (
    update(duties)
    .where(
        duties.c.name == bindparam("duty"),
        # one that is due later than the next time can be was written by a clock that was wrong
        or_(duties.c.due_at <= bindparam("at"), duties.c.due_at > bindparam("latest")),
        or_(
            duties.c.replica.is_(None),
            duties.c.replica == bindparam("taker"),
            duties.c.replica.not_in(select(replicas.c.id)),
        ),
    )
    .values(replica=bindparam("taker"), epoch=duties.c.epoch + 1)
    .returning(duties.c.epoch)
)

_END = (
    update(duties)
    .where(
        duties.c.name == bindparam("duty"),
        duties.c.replica == bindparam("taker"),
        duties.c.epoch == bindparam("term"),
    )
    .values(replica=None, due_at=bindparam("next_due_at"))
)


def see_duty(tx: Transaction, duty: str) -> NotNow | None:
    """When a duty is due and who is at it; None where nobody ever took it. To look costs no write."""
    row = tx.execute(_SEE, {"duty": duty}).first()
    return None if row is None else NotNow(row.due_at, row.replica)


def take_duty(
    tx: Transaction, *, duty: str, replica_id: str, first_due_at: datetime, longest: timedelta
) -> Term | NotNow:
    """Take a duty that is due and that nobody living is at, or say why not.

    Args:
        tx: a write transaction.
        duty: its name; its row is made when it is first asked for.
        replica_id: who takes it.
        first_due_at: when it is due if nobody ever took it.
        longest: a duty that is due later than after so long is due now: a clock was wrong.
    """
    fresh = {"name": duty, "due_at": first_due_at, "replica": None, "epoch": 0}
    tx.execute(insert_unless_there(tx, duties, unique=["name"]), fresh)
    times = {"at": tx.now, "latest": tx.now + longest}
    epoch = tx.execute(_TAKE, {"duty": duty, "taker": replica_id, **times}).scalar()
    if epoch is not None:
        return Term(duty, replica_id, epoch)
    row = tx.execute(_SEE, {"duty": duty}).one()
    return NotNow(row.due_at, row.replica)


def end_term(tx: Transaction, term: Term, *, due_at: datetime, done: bool) -> bool:
    """Give a duty back until it is next due; False if it had passed to another meanwhile."""
    ending = _END.values(done_at=tx.now) if done else _END
    values = {"duty": term.duty, "taker": term.replica, "term": term.epoch, "next_due_at": due_at}
    return tx.execute(ending, values).rowcount == 1


def free_duties(tx: Transaction, replica_id: str) -> int:
    """Free what a replica was at: it is due still, and the next to look takes it. Answers how many."""
    return tx.execute(update(duties).where(duties.c.replica == replica_id).values(replica=None)).rowcount
