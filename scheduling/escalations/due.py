"""Looking for what a sweep of escalations is to do, and for when there will be something.

However many are open, every look walks along a partial index from its beginning: a class of urgency is a
literal, so that each is one walk. What is set aside is passed over until it is tried again.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, bindparam, exists, literal_column, or_, select, union_all

from scheduling.escalations.tables import (
    ENDS,
    NEXT,
    OWNED,
    SET_ASIDE,
    UNPOSTED,
    escalation_tellings,
    escalations,
)
from scheduling.escalations.telling import CLASSES
from scheduling.outbox.actions import Urgency
from scheduling.roster.tables import people
from scheduling.store.transaction import Transaction

_now: Final = bindparam("now", type_=escalations.c.next_at.type)

_IN_TURN: Final = or_(escalations.c.set_aside_until.is_(None), escalations.c.set_aside_until <= _now)


def _next_of(urgency: Urgency) -> Select[tuple[int | None]]:
    return (
        select(escalations.c.id)
        .where(escalations.c.urgency == literal_column(str(int(urgency))), escalations.c.next_at <= _now)
        .where(_IN_TURN)
        .order_by(escalations.c.next_at, escalations.c.id)
    )


_NEXT: Final = {urgency: _next_of(urgency) for urgency in CLASSES}
_OVER: Final = (
    select(escalations.c.id)
    .where(ENDS, escalations.c.ends_at <= _now, _IN_TURN)
    .order_by(escalations.c.ends_at, escalations.c.id)
)
_GONE_WITH_SOME: Final = select(people.c.id).where(
    or_(people.c.deactivated_at.is_not(None), people.c.active.is_(False), people.c.slack_id.is_(None)),
    exists().where(escalations.c.owner_id == people.c.id, OWNED, _IN_TURN),
)
"""Asked of people, of whom there are few, and not of escalations."""


def _looks() -> Iterator[Select[Any]]:
    """Each answers the first instant of its own at which there is something to do."""
    for urgency in CLASSES:
        of_class: ColumnElement[int] = literal_column(str(int(urgency)))
        told = select(escalation_tellings.c.at).where(UNPOSTED, escalation_tellings.c.urgency == of_class)
        yield told.order_by(escalation_tellings.c.at)
        moved = select(escalations.c.next_at).where(NEXT, escalations.c.urgency == of_class, _IN_TURN)
        yield moved.order_by(escalations.c.next_at)
    yield select(escalations.c.ends_at).where(ENDS, _IN_TURN).order_by(escalations.c.ends_at)
    tried_again = select(escalations.c.set_aside_until).where(SET_ASIDE, escalations.c.set_aside_until > _now)
    yield tried_again.order_by(escalations.c.set_aside_until)
    yield _GONE_WITH_SOME.with_only_columns(_now)


def _first_of(looks: Iterable[Select[Any]]) -> Iterator[Select[Any]]:
    for look in looks:
        first = look.limit(1).subquery()
        yield select(first.c[0].label("at"))


_SOONEST: Final = union_all(*_first_of(_looks()))
"""One statement: it is asked after every change."""


def next_sweep_at(tx: Transaction) -> datetime | None:
    """When a sweep will next find something to do, as the rows have it; not after `tx.now`: it does already.
    None: nothing is foreseen. Nothing is written.
    """
    return min(tx.execute(_SOONEST, {"now": tx.now}).scalars(), default=None)


def list_next(tx: Transaction, urgency: Urgency, *, limit: int) -> list[int]:
    """Those of a class whose time has come, longest first."""
    return _numbers(tx, _NEXT[urgency], limit)


def list_over(tx: Transaction, *, limit: int) -> list[int]:
    """Those of which the time for what they are about has passed."""
    return _numbers(tx, _OVER, limit)


def list_left_behind(tx: Transaction, *, limit: int) -> list[int]:
    """Those whose owners are gone."""
    gone = tx.execute(_GONE_WITH_SOME, {"now": tx.now}).scalars().all()
    owned = select(escalations.c.id).where(escalations.c.owner_id.in_(gone), OWNED, _IN_TURN)
    return _numbers(tx, owned, limit) if gone else []


def _numbers(tx: Transaction, found: Select[tuple[int | None]], limit: int) -> list[int]:
    numbers = tx.execute(found.limit(limit), {"now": tx.now}).scalars()
    return [number for number in numbers if number is not None]
