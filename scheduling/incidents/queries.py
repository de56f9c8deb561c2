"""Reads of the auditor: each along a partial index, so that rows that are well cost nothing."""

from datetime import timedelta

from sqlalchemy import ColumnElement, Executable, func, literal_column, select

from scheduling.incidents.facts import IncidentKind, Rows, Trouble
from scheduling.incidents.rules import OVERDUE_AFTER, UNCERTAIN_AFTER
from scheduling.incidents.tables import incidents
from scheduling.outbox.actions import Urgency
from scheduling.outbox.due import state_is
from scheduling.outbox.facts import UNSETTLED, NoticeState
from scheduling.outbox.tables import notices
from scheduling.store.transaction import Transaction

_DAY = timedelta(days=1)

# literals, as those of `state_is`: so the index of what is due serves
_CLASSES: list[ColumnElement[int]] = [literal_column(str(int(urgency))) for urgency in Urgency]


def find_overdue(tx: Transaction) -> Rows:
    """Notices that were due, and to be tried, more than `OVERDUE_AFTER` ago.

    One that waits because Slack asked for patience, or that is being sent, is to be tried later: that is its
    excuse, and its reason stands in the row.
    """
    before = tx.now - OVERDUE_AFTER
    return _rows(
        tx,
        select(func.count().label("many"), func.min(notices.c.due_at).label("oldest")).where(
            state_is(*UNSETTLED),
            notices.c.urgency.in_(_CLASSES),
            notices.c.try_at < before,
            notices.c.due_at < before,
        ),
    )


def find_long_uncertain(tx: Transaction) -> Rows:
    """Notices that have been in doubt for more than `UNCERTAIN_AFTER`."""
    return _rows(
        tx,
        select(func.count().label("many"), func.min(notices.c.doubtful_since).label("oldest")).where(
            state_is(NoticeState.LEASED, NoticeState.UNCERTAIN),
            notices.c.letter.is_not(None),
            notices.c.doubtful_since < tx.now - UNCERTAIN_AFTER,
        ),
    )


def count_set_aside(tx: Transaction) -> int:
    """Notices that were refused or given up in the last day."""
    many: int = tx.execute(
        select(func.count()).where(
            notices.c.settled_at >= tx.now - _DAY,
            notices.c.state.in_([NoticeState.REFUSED, NoticeState.GAVE_UP]),
        )
    ).scalar_one()
    return many


def list_incidents(tx: Transaction) -> list[Trouble]:
    """What is wrong and has been escalated."""
    rows = tx.execute(
        select(incidents.c.kind, incidents.c.since, incidents.c.many).order_by(incidents.c.kind)
    )
    return [Trouble(IncidentKind(row.kind), row.since, row.many) for row in rows]


def find_incident(tx: Transaction, kind: IncidentKind) -> Trouble | None:
    """The one of this kind, or None where all is well."""
    return next((each for each in list_incidents(tx) if each.kind is kind), None)


def _rows(tx: Transaction, counted: Executable) -> Rows:
    row = tx.execute(counted).one()
    return Rows(row.many, row.oldest)
