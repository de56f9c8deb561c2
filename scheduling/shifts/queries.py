"""Reads of shifts and claims, as frozen facts."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, exists, func, not_, or_, select, true

from scheduling.policy.schema import Limit, Policy
from scheduling.refusals import Refusal, Rule
from scheduling.roster.facts import Person, Role
from scheduling.roster.queries import list_people
from scheduling.shifts.facts import ClaimVerdict, HeldShift, OnPost, OpenPage, Shift, Status, Waiting
from scheduling.shifts.gather import gather_claim
from scheduling.shifts.rows import (
    CLAIM_COLUMNS,
    CLAIMS_WITH_SHIFTS,
    HELD,
    SHIFT_COLUMNS,
    SHIFTS_WITH_SCHOOLS,
    held_places,
    held_shift_of,
    is_held,
    is_waiting,
    shift_of,
)
from scheduling.shifts.rules import judge, judge_held
from scheduling.shifts.tables import claims, shifts, waitlist
from scheduling.shifts.terms import LONGEST_SHIFT
from scheduling.store.transaction import Transaction
from scheduling.zones import end_of_day, start_of_day, zone

LOOK_AHEAD = timedelta(days=14)
"""How far ahead the next shift of a school is looked for."""

_SHIFTS = select(*SHIFT_COLUMNS).select_from(SHIFTS_WITH_SCHOOLS)
_HELD_SHIFTS = select(*CLAIM_COLUMNS, *SHIFT_COLUMNS).select_from(CLAIMS_WITH_SHIFTS)
_CLAIMS = select(*CLAIM_COLUMNS, *SHIFT_COLUMNS, claims.c.state).select_from(CLAIMS_WITH_SHIFTS)
_SOONEST = (shifts.c.starts_at, shifts.c.id)


def find_shift(tx: Transaction, shift_id: int) -> Shift | None:
    """The shift with this number, whatever its status, or None."""
    row = tx.execute(_SHIFTS.where(shifts.c.id == shift_id)).first()
    return None if row is None else shift_of(row)


def list_open(
    tx: Transaction,
    *,
    officer: Person,
    policy: Policy,
    since: datetime | None = None,
    until: datetime | None = None,
    school_id: int | None = None,
    offset: int = 0,
    limit: int = 5,
) -> OpenPage:
    """Open shifts with a free place that this officer may see, soonest first; those under way that want cover
    come before them.

    Seen are those of the officer's own agency, those open to any agency, and those for which the officer's
    agency is a back-up and the back-up's hour has come, as far as the policy's rules on agencies are in
    force; never those the officer holds. One that has started is only seen where cover is called for, and
    counts as one that begins now. A coordinator who works no shifts answers for every officer and sees all.
    `since` and `until` (aware UTC, start of the shift) default to now and the policy's open window.
    """
    wanted = [
        shifts.c.status == Status.OPEN,
        *_begins_between(tx, since or tx.now, until or tx.now + policy.open_window.value),
        _seen_by(tx, officer, policy),
        shifts.c.places > held_places,
        ~_holds(officer),
    ]
    if school_id is not None:
        wanted.append(shifts.c.school_id == school_id)
    total: int = tx.execute(select(func.count()).select_from(shifts).where(*wanted)).scalar_one()
    page = _SHIFTS.where(*wanted).order_by(*_SOONEST).offset(offset).limit(limit)
    found = tuple(shift_of(row) for row in tx.execute(page))
    return OpenPage(found, total, offset, more=offset + len(found) < total)


def _begins_between(tx: Transaction, since: datetime, until: datetime) -> tuple[ColumnElement[bool], ...]:
    coming = and_(shifts.c.starts_at > tx.now, shifts.c.starts_at >= since)
    if not since <= tx.now < until:
        return coming, shifts.c.starts_at < until
    wants_cover = and_(shifts.c.cover_called_at.is_not(None), shifts.c.ends_at > tx.now)
    longest = tx.now - LONGEST_SHIFT  # keeps the index on starts_at in use
    return shifts.c.starts_at > longest, shifts.c.starts_at < until, or_(coming, wants_cover)


def _seen_by(tx: Transaction, officer: Person, policy: Policy) -> ColumnElement[bool]:
    """What the rules of a claim say of agencies, as a condition on shifts."""
    if officer.role is Role.COORDINATOR and not officer.works_shifts:
        return true()
    at, agency = zone(officer.zone), policy.rules[Rule.AGENCY]
    backups = _texts_of(tx, shifts.c.backup_agencies)
    is_backup = exists().where(backups.c.value == officer.agency).correlate(shifts)
    has_come = or_(
        shifts.c.starts_at <= tx.now + policy.backup_opens.value, shifts.c.backup_asked_at.is_not(None)
    )
    return or_(
        shifts.c.agency.in_(["", officer.agency]),
        and_(is_backup, or_(has_come, not_(_in_force(policy.backup_opens, at)))),
        and_(not_(is_backup), not_(_in_force(agency, at)) if agency.value else true()),
    )


def _in_force(limit: Limit[Any], at: ZoneInfo) -> ColumnElement[bool]:
    """Whether a limit is in force on a shift's first local date."""
    since, until = limit.since, limit.until
    return and_(
        shifts.c.starts_at >= start_of_day(since, at) if since else true(),
        shifts.c.starts_at < end_of_day(until, at) if until else true(),
    )


def _texts_of(tx: Transaction, column: ColumnElement[Any]) -> Any:
    """The texts of a JSON list as a table with one column, `value`."""
    postgres = tx.connection.dialect.name == "postgresql"
    unfold = func.json_array_elements_text if postgres else func.json_each
    return unfold(column).table_valued("value")


def _holds(officer: Person) -> ColumnElement[bool]:
    mine = claims.alias("mine")
    return exists().where(mine.c.shift_id == shifts.c.id, mine.c.person_id == officer.id, is_held(mine))


def list_held_by(tx: Transaction, officer: Person) -> list[HeldShift]:
    """The shifts this officer holds that are not over yet, soonest first."""
    return list_held_by_each(tx, [officer.id])[officer.id]


def list_held_by_each(tx: Transaction, officer_ids: Collection[int]) -> dict[int, list[HeldShift]]:
    """The same of many officers, each by their id, in one statement."""
    of_each: dict[int, list[HeldShift]] = {officer_id: [] for officer_id in officer_ids}
    held = (claims.c.person_id.in_(officer_ids), is_held(), shifts.c.ends_at > tx.now)
    for row in tx.execute(_HELD_SHIFTS.where(*held).order_by(*_SOONEST)):
        one = held_shift_of(row)
        of_each[one.person_id].append(one)
    return of_each


def list_held_between(tx: Transaction, officer: Person, since: datetime, until: datetime) -> list[HeldShift]:
    """The shifts, past ones too, that this officer holds and that touch the time from `since` to `until`,
    soonest first; one that ends at `since` or starts at `until` does not.
    """
    held = (claims.c.person_id == officer.id, is_held(), shifts.c.ends_at > since, shifts.c.starts_at < until)
    return [held_shift_of(row) for row in tx.execute(_HELD_SHIFTS.where(*held).order_by(*_SOONEST))]


def find_held(tx: Transaction, shift_id: int, officer: Person) -> HeldShift | None:
    """The claim by which this officer holds this shift, or None."""
    held = (claims.c.shift_id == shift_id, claims.c.person_id == officer.id, is_held())
    row = tx.execute(_HELD_SHIFTS.where(*held)).first()
    return None if row is None else held_shift_of(row)


def find_claim(tx: Transaction, claim_id: int) -> tuple[HeldShift, bool] | None:
    """A claim that stands or stood, and whether it still does; None where there never was one."""
    row = tx.execute(_CLAIMS.where(claims.c.id == claim_id)).first()
    return None if row is None else (held_shift_of(row), row.state == HELD)


def list_holders(tx: Transaction, shift_id: int) -> list[tuple[Person, datetime]]:
    """Who holds places of a shift, and since when, in order of claiming."""
    rows = tx.execute(
        select(claims.c.person_id, claims.c.claimed_at)
        .where(claims.c.shift_id == shift_id, is_held())
        .order_by(claims.c.claimed_at, claims.c.id)
    ).all()
    who = _people(tx, (row.person_id for row in rows))
    return [(who[row.person_id], row.claimed_at) for row in rows]


def list_waiting(tx: Transaction, shift_id: int) -> list[Person]:
    """Who is in line for a shift, first come first."""
    line = (
        tx.execute(
            select(waitlist.c.person_id)
            .where(waitlist.c.shift_id == shift_id, is_waiting())
            .order_by(waitlist.c.id)
        )
        .scalars()
        .all()
    )
    who = _people(tx, line)
    return [who[person_id] for person_id in line]


def list_waits_of(tx: Transaction, officer: Person) -> list[Waiting]:
    """Where this officer is in line, for shifts that have not started, soonest first."""
    ahead = waitlist.alias("ahead")
    rank = (
        select(func.count())
        .where(
            ahead.c.shift_id == waitlist.c.shift_id,
            is_waiting(ahead),
            ahead.c.id <= waitlist.c.id,
        )
        .correlate(waitlist)
        .scalar_subquery()
    )
    rows = tx.execute(
        select(*SHIFT_COLUMNS, rank.label("rank"))
        .select_from(waitlist.join(SHIFTS_WITH_SCHOOLS, shifts.c.id == waitlist.c.shift_id))
        .where(waitlist.c.person_id == officer.id, is_waiting(), shifts.c.starts_at > tx.now)
        .order_by(*_SOONEST)
    )
    return [Waiting(shift_of(row), officer, row.rank) for row in rows]


def list_on_post(tx: Transaction, *, school_id: int | None = None) -> list[OnPost]:
    """Who stands where now, and the next shift of each school, by school name.

    Shifts of the next fortnight count, held or not: an empty post is what a sergeant looks for.
    """
    at_school = [] if school_id is None else [shifts.c.school_id == school_id]
    counts = shifts.c.status.in_([Status.OPEN, Status.CLOSED])
    now = [shift_of(row) for row in tx.execute(_running(tx, counts, *at_school))]
    coming = [shift_of(row) for row in tx.execute(_next_of_each_school(tx, counts, *at_school))]
    holders = holders_of(tx, [shift.id for shift in (*now, *coming)])
    posts = [
        OnPost(shift, tuple(holders.get(shift.id, ())), now=running)
        for running, group in ((True, now), (False, coming))
        for shift in group
    ]
    return sorted(posts, key=lambda post: (post.shift.school.name, not post.now, post.shift.starts_at))


def _running(tx: Transaction, *where: ColumnElement[bool]) -> Select[Any]:
    longest = tx.now - LONGEST_SHIFT  # keeps the index on starts_at in use
    return _SHIFTS.where(
        shifts.c.starts_at <= tx.now, shifts.c.starts_at > longest, shifts.c.ends_at > tx.now, *where
    )


def _next_of_each_school(tx: Transaction, *where: ColumnElement[bool]) -> Select[Any]:
    coming = (shifts.c.starts_at > tx.now, shifts.c.starts_at < tx.now + LOOK_AHEAD, *where)
    first = (
        select(shifts.c.school_id, func.min(shifts.c.starts_at).label("starts_at"))
        .where(*coming)
        .group_by(shifts.c.school_id)
        .subquery()
    )
    same = and_(first.c.school_id == shifts.c.school_id, first.c.starts_at == shifts.c.starts_at)
    return (
        select(*SHIFT_COLUMNS)
        .select_from(SHIFTS_WITH_SCHOOLS.join(first, same))
        .where(*where)
        .order_by(*_SOONEST)
    )


def holders_of(tx: Transaction, shift_ids: Iterable[int]) -> dict[int, list[Person]]:
    """Who holds places of each of these shifts, by place; a shift that nobody holds is left out."""
    rows = tx.execute(
        select(claims.c.shift_id, claims.c.person_id)
        .where(claims.c.shift_id.in_(list(shift_ids)), is_held())
        .order_by(claims.c.shift_id, claims.c.place)
    ).all()
    who = _people(tx, (row.person_id for row in rows))
    holders: dict[int, list[Person]] = {}
    for row in rows:
        holders.setdefault(row.shift_id, []).append(who[row.person_id])
    return holders


def preview_claim(tx: Transaction, *, officer: Person, shift: Shift, policy: Policy) -> ClaimVerdict:
    """What the rules say of this officer and this shift at this instant; changes nothing.

    Raises:
        LookupError: the shift is not in the database; one that was read from it cannot vanish.
    """
    facts = gather_claim(tx, officer, shift.id)
    if facts is None:
        raise LookupError(f"there is no shift {shift.id}")
    return judge(facts, policy, tx.now)


def recheck_claim(tx: Transaction, officer: Person, shift: Shift, policy: Policy) -> tuple[Refusal, ...]:
    """What the rules say of a claim that this officer holds, after the shift has changed; () if all is well.

    Raises:
        LookupError: the shift is not in the database.
    """
    facts = gather_claim(tx, officer, shift.id)
    if facts is None:
        raise LookupError(f"there is no shift {shift.id}")
    return judge_held(facts, policy, tx.now).refusals


def _people(tx: Transaction, ids: Iterable[int]) -> dict[int, Person]:
    wanted = set(ids)
    return {person.id: person for person in list_people(tx, ids=wanted)} if wanted else {}
