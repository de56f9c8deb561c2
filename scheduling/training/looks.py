"""When the sweep looks at what somebody owes again: written whenever anything about it has changed."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import bindparam

from scheduling.policy.requirements import Countdown
from scheduling.store.transaction import Transaction
from scheduling.training.facts import Obligation
from scheduling.training.gather import Ledger
from scheduling.training.ladder import next_look
from scheduling.training.tables import obligations
from scheduling.zones import zone

_WRITE: Final = (
    obligations.update()
    .where(obligations.c.id == bindparam("of_obligation"))
    .values(next_at=bindparam("at", type_=obligations.c.next_at.type))
)


def told_last(owed: Iterable[Obligation]) -> date | None:
    """The local day on which somebody was last told of anything that they owe or owed."""
    return max((each.told_on for each in owed if each.told_on is not None), default=None)


def look_at(ledger: Ledger, obligation: Obligation, countdown: Countdown, now: datetime) -> datetime | None:
    """When something is next to be done about one of a person's obligations; None if nothing is."""
    at = zone(ledger.person.zone)
    return next_look(obligation, countdown, at, now, told_on=told_last(ledger.obligations))


def write_looks(tx: Transaction, ledgers: Iterable[Ledger], countdown: Countdown) -> None:
    """Write, where it has changed, when each obligation is looked at again."""
    changed: list[dict[str, Any]] = []
    for ledger in ledgers:
        for obligation in ledger.obligations:
            at = look_at(ledger, obligation, countdown, tx.now)
            if at != obligation.next_at:
                changed.append({"of_obligation": obligation.id, "at": at})
    if changed:
        tx.execute(_WRITE, changed)
