"""What rests until a person lets it go on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select

from scheduling.outbox.tables import LONGEST_REASON, holds
from scheduling.store.conflict import insert_unless_there
from scheduling.store.transaction import Transaction

OUTBOX: Final = "outbox"
"""While this one stands, no notice is leased: the database may be a copy that does not know what was sent."""

SERVING: Final = "serving"
"""While this one stands, `muster run` refuses to start: the database has been moved elsewhere."""


@dataclass(frozen=True, slots=True)
class Hold:
    """What rests, since when the database may lack what happened, and why, in a sentence."""

    what: str
    since: datetime
    reason: str


def find_hold(tx: Transaction, what: str = OUTBOX) -> Hold | None:
    """The hold, or None where nothing rests."""
    row = tx.execute(select(holds.c.what, holds.c.since, holds.c.reason).where(holds.c.what == what)).first()
    return None if row is None else Hold(row.what, row.since, row.reason)


def place_hold(tx: Transaction, what: str, *, since: datetime, reason: str) -> None:
    """Let something rest. One that rests already keeps its instant, the older one, and its reason."""
    tx.execute(
        insert_unless_there(tx, holds, unique=["what"]),
        {"what": what, "since": since, "reason": reason[:LONGEST_REASON]},
    )


def lift_hold(tx: Transaction, what: str = OUTBOX) -> bool:
    """Let it go on; False if nothing rested."""
    return tx.execute(delete(holds).where(holds.c.what == what)).rowcount > 0
