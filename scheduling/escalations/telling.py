"""That somebody is to be told of an escalation: once for each cause, whoever asks for it, and how often."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, Select, bindparam, exists, literal_column, select

from scheduling.escalations.facts import Cause, Escalation
from scheduling.escalations.tables import UNPOSTED, escalation_tellings
from scheduling.outbox.actions import Urgency
from scheduling.outbox.facts import person_in
from scheduling.store.conflict import returning_unless_there
from scheduling.store.transaction import Transaction

_ONCE: Final = ("escalation_id", "cause", "round", "step", "addressee")

_TELLING: Final = select(
    escalation_tellings.c.id, escalation_tellings.c.escalation_id, escalation_tellings.c.addressee,
    escalation_tellings.c.cause, escalation_tellings.c.round, escalation_tellings.c.step,
    escalation_tellings.c.urgency,
)  # fmt: skip

CLASSES: Final = (Urgency.URGENT, Urgency.CONFIRMATION)
"""The urgencies that an escalation may have."""


def _due_of(urgency: Urgency) -> Select[Any]:
    """Binds `now`; a class is a literal: one look, one walk of the index."""
    return _TELLING.where(
        UNPOSTED,
        escalation_tellings.c.urgency == literal_column(str(int(urgency))),
        escalation_tellings.c.at <= bindparam("now", type_=escalation_tellings.c.at.type),
    ).order_by(escalation_tellings.c.at, escalation_tellings.c.id)


_DUE: Final = {urgency: _due_of(urgency) for urgency in CLASSES}


@dataclass(frozen=True, slots=True)
class Telling:
    """Somebody who is to be told; `step` as `tell` has its number."""

    id: int
    escalation_id: int
    addressee: str
    cause: Cause
    round: int
    step: int
    urgency: Urgency

    @property
    def person_id(self) -> int | None:
        """Who is told; None: the supervisors' channel."""
        return person_in(self.addressee)


def tell(
    tx: Transaction,
    escalation: Escalation,
    cause: Cause,
    addressee: str,
    *,
    number: int,
    at: datetime | None = None,
) -> bool:
    """Have somebody told, by the sweep, in the next message to them; False: it has been asked for before.

    Args:
        tx: a write transaction that holds the escalation.
        escalation: as it stands.
        cause: why.
        addressee: a person, or the supervisors' channel.
        number: of a step its index; else the timeline's line that is the reason.
        at: not before this instant; None: now.
    """
    values = {
        "escalation_id": escalation.id,
        "addressee": addressee,
        "cause": cause.value,
        "round": escalation.round,
        "step": number,
        "urgency": int(escalation.urgency),
        "at": at or tx.now,
    }
    insert = returning_unless_there(tx, escalation_tellings.c.id, unique=_ONCE)
    return tx.execute(insert, values).scalar() is not None


def list_due_tellings(
    tx: Transaction, urgency: Urgency, *, limit: int, only: int | None = None
) -> list[Telling]:
    """Who is to be told now and has not been, of all escalations or of only one, longest first."""
    due = _DUE[urgency] if only is None else _DUE[urgency].where(escalation_tellings.c.escalation_id == only)
    return [_telling_of(row) for row in tx.execute(due.limit(limit), {"now": tx.now})]


def list_still_due(tx: Transaction, found: Sequence[Telling]) -> list[Telling]:
    """Of these, whose escalations the transaction holds by now, those that are to be told still: another
    replica may have told or dropped some between the look and the hold.
    """
    of_them = escalation_tellings.c.id.in_([each.id for each in found])
    due = select(escalation_tellings.c.id).where(of_them, UNPOSTED, escalation_tellings.c.at <= tx.now)
    still = set(tx.execute(due).scalars())
    return [each for each in found if each.id in still]


def list_told_by(tx: Transaction, post_id: int) -> list[Telling]:
    """What stands in a message, of which it is not known yet that it did not arrive, by escalation."""
    stands = (escalation_tellings.c.post_id == post_id, escalation_tellings.c.dropped_at.is_(None))
    ordered = _TELLING.where(*stands).order_by(escalation_tellings.c.escalation_id, escalation_tellings.c.id)
    return [_telling_of(row) for row in tx.execute(ordered)]


def drop(tx: Transaction, telling_id: int) -> bool:
    """What has been overtaken is never sent; what was sent and did not arrive is kept true no more. False: it
    was dropped before.
    """
    of_it = (escalation_tellings.c.id == telling_id, escalation_tellings.c.dropped_at.is_(None))
    return tx.execute(escalation_tellings.update().where(*of_it).values(dropped_at=tx.now)).rowcount > 0


def put_off(tx: Transaction, telling: Telling, until: datetime) -> None:
    """Have it looked at again then."""
    of_it = escalation_tellings.c.id == telling.id
    tx.execute(escalation_tellings.update().where(of_it).values(at=until))


def is_heard(tx: Transaction, escalation_id: int, of_round: int, step: int) -> bool:
    """Whether anybody was told of a step, or will be."""
    told = exists().where(
        escalation_tellings.c.escalation_id == escalation_id,
        escalation_tellings.c.cause == Cause.STEP.value,
        escalation_tellings.c.round == of_round,
        escalation_tellings.c.step == step,
        escalation_tellings.c.dropped_at.is_(None),
    )
    return bool(tx.execute(select(told)).scalar())


def _telling_of(row: Row[Any]) -> Telling:
    return Telling(**{**row._asdict(), "cause": Cause(row.cause), "urgency": Urgency(row.urgency)})
