"""What time alone brings about for shifts. The heartbeat calls `sweep_shifts` in a transaction of its own
until it answers 0; every part finds its work in the rows, so a missed tick is caught by the next.
"""

from datetime import date

from sqlalchemy import bindparam, exists, func, select

from scheduling.audit.actions import Change, record
from scheduling.policy.schema import Policy
from scheduling.roster.reviews import ask_review
from scheduling.roster.tables import people
from scheduling.shifts.boards import open_boards
from scheduling.shifts.facts import Handover, Status
from scheduling.shifts.handover import fill_from_waitlist
from scheduling.shifts.holdings.sweep import look_at_holdings
from scheduling.shifts.queries import find_shift
from scheduling.shifts.questions.lapse import lapse_questions
from scheduling.shifts.rows import CLOSED, held_places, is_held, is_waiting
from scheduling.shifts.tables import claims, shifts, waitlist
from scheduling.store.transaction import Transaction
from scheduling.zones import local_day, zone

SWEEP = "sweep"
"""How the sweep is written in the audit."""

_FIRST_BEGUN = select(  # asked of each person without a first shift: the others' past claims are not read
    people.c.id,
    people.c.zone,
    select(func.min(shifts.c.starts_at))
    .join(claims, claims.c.shift_id == shifts.c.id)
    .where(claims.c.person_id == people.c.id, is_held(), shifts.c.starts_at <= bindparam("now"))
    .scalar_subquery()
    .label("starts_at"),
).where(people.c.first_shift_on.is_(None), people.c.kind != "")


def sweep_shifts(tx: Transaction, policy: Policy) -> int:
    """Do what is due now; answers how many things changed, 0 when nothing is left to do.

    At most one shift's waitlist is filled in a call, since a transaction holds one shift at a time. People
    are held before lines, as in every action, so that two transactions cannot wait for each other.
    """
    begun = sweep_first_shifts(tx)
    ended = close_waitlists(tx) + lapse_questions(tx, SWEEP)
    looked_at = look_at_holdings(tx, policy)
    return begun + ended + looked_at + open_boards(tx) + fill_one_shift(tx, policy)


def close_waitlists(tx: Transaction) -> int:
    """End the lines of shifts that have started; answers how many people left a line."""
    started = exists().where(shifts.c.id == waitlist.c.shift_id, shifts.c.starts_at <= tx.now)
    closed = tx.execute(
        waitlist.update()
        .where(is_waiting(), started)
        .values(state=CLOSED, ended_at=tx.now)
        .returning(waitlist.c.shift_id, waitlist.c.person_id)
    ).all()
    record(
        tx,
        *(
            Change(SWEEP, "waitlist_closed", "shift", row.shift_id, before={"officer": row.person_id})
            for row in closed
        ),
    )
    return len(closed)


def sweep_first_shifts(tx: Transaction) -> int:
    """Write `first_shift_on` of officers who have begun their first shift; answers how many.

    A claim may be given back, so the claim does not count: the first shift is the first that started while
    the officer held it, on the officer's local date. It is written once and then stays.
    """
    begun = [row for row in tx.execute(_FIRST_BEGUN, {"now": tx.now}) if row.starts_at is not None]
    tx.lock(people, [row.id for row in begun])
    for row in begun:
        _write_first_shift(tx, row.id, local_day(row.starts_at, zone(row.zone)))
    ask_review(tx, [row.id for row in begun])
    return len(begun)


def _write_first_shift(tx: Transaction, person_id: int, day: date) -> None:
    tx.execute(people.update().where(people.c.id == person_id).values(first_shift_on=day))
    record(tx, Change(SWEEP, "first_shift", "person", person_id, after={"first_shift_on": day}))


def fill_one_shift(tx: Transaction, policy: Policy) -> int:
    """Give the free places of one shift to those in line; answers how many moved up.

    A place may be free although somebody waits: nobody in line passed the rules when it came free, and now
    somebody does. Those whom the rules still refuse are not told again.
    """
    for shift_id in _free_with_a_line(tx):
        if shift_id not in tx.lock_idle(shifts, [shift_id]):
            continue
        shift = find_shift(tx, shift_id)
        handover = fill_from_waitlist(tx, shift, policy, tell_passed_over=False) if shift else Handover()
        if handover.moved_up:
            return len(handover.moved_up)
    return 0


def _free_with_a_line(tx: Transaction) -> list[int]:
    """Open shifts to come with a free place and somebody in line, soonest first."""
    in_line = shifts.c.id.in_(select(waitlist.c.shift_id).where(is_waiting()))
    found = tx.execute(
        select(shifts.c.id)
        .where(
            shifts.c.status == Status.OPEN,
            shifts.c.starts_at > tx.now,
            in_line,
            shifts.c.places > held_places,
        )
        .order_by(shifts.c.starts_at, shifts.c.id)
    )
    return list(found.scalars())
