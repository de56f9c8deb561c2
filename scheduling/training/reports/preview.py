"""What a preview needs: a few officers and everything about them in a database of its own, and when in it
something is due next. The preview then runs the real sweep there; the district's own rows are only read.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, String, Table, cast, func, literal, select

from scheduling.escalations.tables import escalations
from scheduling.outbox.facts import NoticeState
from scheduling.outbox.tables import notices
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.roster.tables import people, schools
from scheduling.shifts.handback import GivenUp, list_given_up
from scheduling.shifts.tables import claims, shifts
from scheduling.store.transaction import Transaction
from scheduling.training.tables import (
    obligations,
    pack_seen,
    terms,
    training_records,
    training_requests,
)

_BATCH: Final = 1_000
_HELD: Final = claims.c.state == "held"
_NOBODY_YET: Final = "PREVIEW"
"""Instead of a workspace, for people whose Slack account has not been found: as if it had."""


@dataclass(frozen=True, slots=True)
class Previewed:
    """Whom a preview is about.

    Attributes:
        officers: ids.
        afresh: whether it begins as if nothing had been asked of them yet: for a day in the past.
    """

    officers: Collection[int]
    afresh: bool = False


def copy_for_preview(tx: Transaction, scratch: Transaction, whom: Previewed, policy: Policy) -> int:
    """Fill an empty, migrated SQLite database with what concerns these officers, and have each of them looked
    at when the preview begins, as if the packs had just come into use.

    The whole roster comes along, for who answers for whom; of the others neither training nor shifts.

    Args:
        tx: a read transaction of the real database.
        scratch: a write transaction of the other, at the instant at which the preview begins.
        whom: the officers.
        policy: the packs of the preview.

    Returns:
        How many active people have no Slack account yet; in the preview they have one.
    """
    scratch.connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    mine = obligations.c.person_id.in_(whom.officers)
    for table in (schools, people, terms):
        _copy(tx, scratch, table)
    if not whom.afresh:
        _copy(tx, scratch, obligations, mine)
        _copy(tx, scratch, training_requests, training_requests.c.person_id.in_(whom.officers))
    _copy(tx, scratch, training_records, training_records.c.person_id.in_(whom.officers))
    coming = select(shifts.c.id).where(shifts.c.ends_at > scratch.now)
    theirs = (_HELD, claims.c.person_id.in_(whom.officers), claims.c.shift_id.in_(coming))
    _copy(tx, scratch, shifts, shifts.c.id.in_(select(claims.c.shift_id).where(*theirs)))
    _copy(tx, scratch, claims, *theirs)
    scratch.execute(pack_seen.insert(), {"one": 1, "edition": policy.edition})
    return _set_the_stage(scratch, whom)


def _copy(tx: Transaction, scratch: Transaction, table: Table, *where: ColumnElement[bool]) -> None:
    for rows in tx.execute(select(table).where(*where)).mappings().partitions(_BATCH):
        scratch.execute(table.insert(), [dict(row) for row in rows])


def _set_the_stage(scratch: Transaction, whom: Previewed) -> int:
    scratch.execute(people.update().values(review_at=None))
    theirs = people.update().where(people.c.id.in_(whom.officers))
    scratch.execute(theirs.values(review_at=scratch.now))
    if whom.afresh:
        scratch.execute(theirs.values(standing="clear", standing_reason="", standing_source=""))
    unlinked = people.update().where(people.c.active, people.c.slack_id.is_(None))
    account = {"slack_team_id": _NOBODY_YET, "slack_id": literal("P").concat(cast(people.c.id, String))}
    return scratch.execute(unlinked.values(**account)).rowcount


def find_next_instant(tx: Transaction, after: datetime) -> datetime | None:
    """The first instant later than `after` at which something is due: a review, a rung or a deadline, a
    step of an escalation, a notice, or the start of a shift that may be somebody's first. None: nothing ever.
    """
    waiting = notices.c.state == NoticeState.WAITING
    first = people.c.first_shift_on.is_(None)
    begins = claims.join(shifts, claims.c.shift_id == shifts.c.id).join(
        people, claims.c.person_id == people.c.id
    )
    instants = (
        tx.execute(select(func.min(column)).select_from(of).where(column > after, *where)).scalar()
        for column, of, where in (
            (people.c.review_at, people, ()),
            (obligations.c.next_at, obligations, ()),
            (escalations.c.next_at, escalations, ()),
            (notices.c.due_at, notices, (waiting,)),
            (shifts.c.starts_at, begins, (_HELD, first)),
        )
    )
    return min((instant for instant in instants if instant is not None), default=None)


def list_lost(tx: Transaction, officer: Person) -> list[GivenUp]:
    """The shifts that were handed back in the preview, soonest first."""
    ended = select(claims.c.shift_id).where(claims.c.person_id == officer.id, claims.c.ended_at.is_not(None))
    return list_given_up(tx, officer, tx.execute(ended).scalars().all())
