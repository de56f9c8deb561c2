"""Notices whose next try was set by a clock that was wrong: farther ahead than anybody would set it now.

A machine whose clock ran ahead for a while leaves them behind when the clock is put right. Nobody would look
at them before that instant comes round in earnest.
"""

from typing import Final

from sqlalchemy import and_, bindparam, or_, update

from scheduling.outbox.due import state_is
from scheduling.outbox.facts import UNSETTLED
from scheduling.outbox.routes import LONGEST_PAUSE
from scheduling.outbox.tables import notices
from scheduling.store.transaction import Transaction

_now = bindparam("now", type_=notices.c.try_at.type)

_BRING_BACK: Final = (
    update(notices)
    .where(
        state_is(*UNSETTLED),
        notices.c.try_at > bindparam("farthest", type_=notices.c.try_at.type),
        # due already, or due at once when it was written; what is due later is none of this
        or_(
            notices.c.due_at <= _now,
            and_(notices.c.created_at > _now, notices.c.due_at <= notices.c.created_at),
        ),
    )
    .values(try_at=_now)
)


def bring_back_strays(tx: Transaction) -> int:
    """Look at them now; answers how many there were. Reads all that waits: for a start, or a clock put back.

    A lease that is brought back has run out: its notices count as doubtful, and are looked for first.
    """
    return tx.execute(_BRING_BACK, {"now": tx.now, "farthest": tx.now + LONGEST_PAUSE}).rowcount
