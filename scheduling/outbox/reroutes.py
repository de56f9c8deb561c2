"""The notices that take the place of one that cannot go to its channel: one for each person, by e-mail."""

from sqlalchemy import bindparam, select, update

from scheduling.outbox.actions import Notice, Urgency, enqueue
from scheduling.outbox.facts import LeasedNotice, Rerouted, Route
from scheduling.outbox.tables import LONGEST_REASON, notices
from scheduling.store.transaction import Transaction

_DOUBT = (
    update(notices)
    .where(notices.c.dedupe_key.in_(bindparam("keys", expanding=True)))
    .values(doubtful_since=bindparam("at", type_=notices.c.doubtful_since.type))
)
_NAME = (
    update(notices)
    .where(notices.c.id == bindparam("notice_id"))
    .values(reason=bindparam("why"))
)  # fmt: skip


_OWN = select(notices.c.addressee, notices.c.refs).where(
    notices.c.addressee.in_(bindparam("people", expanding=True)),
    notices.c.kind == bindparam("kind"),
    notices.c.created_at == bindparam("at", type_=notices.c.created_at.type),
)


def in_place_of(tx: Transaction, notice: LeasedNotice, outcome: Rerouted) -> None:
    """Write them, and name them in the reason of the notice that they stand for.

    Whoever was told the same at the same moment in a notice of their own gets no second one.
    """
    own = tx.execute(_OWN, {"people": outcome.to, "kind": notice.kind, "at": notice.created_at})
    told = {row.addressee for row in own if row.refs == notice.refs}
    to = [addressee for addressee in outcome.to if addressee not in told]
    keys = [f"email:{notice.message_key}:{addressee}" for addressee in to]
    enqueue(
        tx,
        [
            Notice(
                kind=notice.kind,
                addressee=addressee,
                dedupe_key=key,
                refs=notice.refs,
                urgency=Urgency(notice.urgency),
                due_at=notice.due_at,
                expires_at=notice.expires_at,
                route=Route.EMAIL,
            )
            for addressee, key in zip(to, keys, strict=True)
        ],
    )
    if outcome.doubtful:
        tx.execute(_DOUBT, {"keys": keys, "at": notice.doubtful_since or tx.now})
    found = select(notices.c.id).where(notices.c.dedupe_key.in_(keys)).order_by(notices.c.id)
    numbers = ", ".join(str(each) for each in tx.execute(found).scalars())
    instead = f"as notices {numbers}" if numbers else "in notices that each of them has anyway"
    why = f"by e-mail instead, {instead}: {outcome.reason}"[:LONGEST_REASON]
    tx.execute(_NAME, {"notice_id": notice.id, "why": why})
