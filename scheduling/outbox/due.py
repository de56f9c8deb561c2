"""Looking for what is due, and for the instant at which something will be.

Rows that wait for later cost nothing: every look walks along a partial index from its beginning to `now`.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    Select,
    bindparam,
    column,
    exists,
    func,
    literal_column,
    or_,
    select,
    table,
    union_all,
)

from scheduling.outbox.actions import Urgency
from scheduling.outbox.facts import UNSETTLED, NoticeState, Route
from scheduling.outbox.holds import OUTBOX
from scheduling.outbox.paces import bounds, find_next_free, is_resting
from scheduling.outbox.tables import holds, notices, paces, posts
from scheduling.store.transaction import Transaction

ANY_SCHEMA: Final = "zzzz"
"""Sorts behind every version, by bytes or as a dictionary does: for those who have no release to compare."""

_LOOKED_AT: Final = 100
"""Rows looked at in one pass and class; with one letter an addressee, the rest of a storm waits anyway."""

_now = bindparam("now", type_=notices.c.try_at.type)
_routes: BindParameter[list[str]] = bindparam("routes", expanding=True)
_other = notices.alias("other")
coming = notices.alias("coming")
_schema = table("alembic_version", column("version_num"))


def state_is(*states: NoticeState, of: Any = notices) -> ColumnElement[bool]:
    """The state is one of these, as literals: only so can both databases use the partial indexes.

    A single one is written with `=`, as its index says: SQLite does not see that `IN` of one is the same, and
    would read the whole table.
    """
    literals: list[ColumnElement[str]] = [literal_column(f"'{state}'") for state in states]
    result: ColumnElement[bool] = of.c.state.in_(literals) if len(literals) > 1 else of.c.state == literals[0]
    return result


def may_go() -> ColumnElement[bool]:
    """An update of a standing post waits while an earlier one is under way or in doubt: its first message may
    be in the channel already, and a second one would stay there. What goes into a thread waits for its post.
    """
    under_way = exists().where(
        _other.c.post_key == notices.c.post_key,
        _other.c.post_key.is_not(None),  # as the partial index says
        state_is(NoticeState.LEASED, NoticeState.UNCERTAIN, of=_other),
    )
    return or_(notices.c.state != literal_column("'waiting'"), ~under_way & ~_waits_for_its_thread())


def _waits_for_its_thread() -> ColumnElement[bool]:
    """One whose post will never come goes: it is settled then."""
    to_come = exists().where(is_post_to_come(notices.c.thread_key))
    is_up = exists().where(posts.c.key == notices.c.thread_key)
    return notices.c.thread_key.is_not(None) & to_come & ~is_up


def is_post_to_come(key: ColumnElement[Any]) -> ColumnElement[bool]:
    """Of the alias `coming`: it puts up, or updates, the post with this key, and has not been settled."""
    by_key = (coming.c.post_key == key) & coming.c.post_key.is_not(None)  # as the partial indexes say
    return by_key & or_(
        state_is(NoticeState.WAITING, of=coming),
        state_is(NoticeState.LEASED, NoticeState.UNCERTAIN, of=coming),
    )


def under_way() -> Select[tuple[str]]:
    """Addressees to whom a letter is being sent; webhooks may go side by side. The index of leases is short;
    that of an addressee holds all that they have ever been sent. Binds `now`.
    """
    return select(_other.c.addressee).where(
        state_is(NoticeState.LEASED, of=_other),
        _other.c.try_at > _now,
        _other.c.route != literal_column(f"'{Route.WEBHOOK}'"),
    )


def _of_class(urgency: Urgency) -> Select[Any]:
    return (
        select(
            notices.c.id, notices.c.addressee, notices.c.urgency, notices.c.route, notices.c.state,
            notices.c.try_at, notices.c.expires_at, notices.c.doubtful_since,
        )
        .where(
            state_is(*UNSETTLED),
            notices.c.urgency == literal_column(str(int(urgency))),
            notices.c.try_at <= _now,
            notices.c.route.in_(_routes),
            or_(
                notices.c.route == literal_column(f"'{Route.WEBHOOK}'"),
                notices.c.addressee.not_in(under_way())
                & notices.c.addressee.not_in(select(paces.c.addressee).where(is_resting())),
            ),
            may_go(),
        )
        .order_by(notices.c.try_at, notices.c.id)
        .limit(_LOOKED_AT)
    )  # fmt: skip


_found = union_all(*(select(_of_class(urgency).subquery()) for urgency in Urgency)).subquery()
_DUE = (
    select(_found)
    .where(
        _found.c.urgency <= bindparam("most"),
        ~exists().where(holds.c.what == OUTBOX),
        ~exists().where(_schema.c.version_num > bindparam("schema")),
    )
    .order_by(_found.c.urgency, _found.c.try_at, _found.c.id)
)

_LATER = union_all(
    *(
        select(func.min(notices.c.try_at).label("at")).where(
            state_is(*UNSETTLED),
            notices.c.urgency == literal_column(str(int(urgency))),
            notices.c.try_at > _now,
        )
        for urgency in Urgency
    )
)


def find_due(
    tx: Transaction, *, routes: Iterable[Route], most: Urgency = Urgency.DIGEST, schema: str = ANY_SCHEMA
) -> list[Row[Any]]:
    """What is due and may go, most urgent first; nothing while the outbox rests.

    Args:
        tx: any transaction.
        routes: those by which something may go now.
        most: the least urgent class to look at.
        schema: what the caller's release is written for; in a database ahead of it, nothing is found.
    """
    values = {"routes": list(routes), "most": int(most), "schema": schema}
    return list(tx.execute(_DUE, values | bounds(tx.now)))


def next_due_at(tx: Transaction) -> datetime | None:
    """When there is something to do that cannot be done now; None if nothing is foreseen."""
    foreseen = [*tx.execute(_LATER, {"now": tx.now}).scalars(), find_next_free(tx)]
    return min((at for at in foreseen if at is not None), default=None)
