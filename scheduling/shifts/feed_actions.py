"""What a feed does to shifts: adds them, changes them, withdraws them. Whoever holds a place is told, claims
are re-checked against the rules, and free places go to those in line.

The caller (`scheduling.feed`) has decided what to do, has called `lock_concerned`, and touches the boards.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Executable, bindparam, select

from scheduling.audit.actions import Change, record
from scheduling.calendars.touch import touch_calendars
from scheduling.escalations.facts import Ending
from scheduling.outbox.actions import enqueue
from scheduling.policy.schema import Policy
from scheduling.refusals import Rule
from scheduling.roster.facts import Person, School
from scheduling.roster.holdings import ask_look_at_holdings
from scheduling.roster.tables import people
from scheduling.shifts.attendance.briefs import redraw_briefs, redraw_briefs_of
from scheduling.shifts.facts import FieldChange, Status
from scheduling.shifts.feed_notices import (
    TOLD,
    notice_of_overfull,
    notices_of_change,
    notices_of_question,
    notices_of_withdrawal,
)
from scheduling.shifts.handover import fill_from_waitlist
from scheduling.shifts.holdings.lapses import resolve_lapse_of
from scheduling.shifts.placing import close_gaps
from scheduling.shifts.queries import find_shift, holders_of, recheck_claim
from scheduling.shifts.rows import CLOSED, HELD, WAITING, WITHDRAWN
from scheduling.shifts.tables import claims, shifts, waitlist
from scheduling.shifts.terms import NewShift, Occasion, ShiftTerms, TermsChange
from scheduling.shifts.touched import touch_calendars_of
from scheduling.shifts.watch.no_shows import settle_no_show
from scheduling.store.transaction import Transaction

T = TypeVar("T")

_BATCH = 500
"""How many ids go into one statement; SQLite takes 32,766 parameters, PostgreSQL 65,535."""

_RECHECKED = frozenset({"starts_at", "ends_at", "armed", "agency", "backup_agencies"})
"""Fields by which a claim that was within the rules may leave them."""

_UPDATE = (
    shifts.update()
    .where(shifts.c.id == bindparam("shift_id"))
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in (
                "school_id", "agency", "backup_agencies", "post", "programme", "armed", "starts_at",
                "ends_at", "places", "status", "notes", "digest", "changed_at", "withdrawn_at", "watch_at",
            )
        }
    )
)  # fmt: skip


def lock_concerned(tx: Transaction, shift_ids: Iterable[int]) -> None:
    """Hold these shifts and everybody on or in line for them, in the order in which claims lock."""
    wanted = sorted(set(shift_ids))
    concerned: set[int] = set()
    if tx.connection.dialect.name != "sqlite":  # which has one writer at a time
        for ids in _batches(wanted):
            for table, state in ((claims, HELD), (waitlist, WAITING)):
                found = select(table.c.person_id).where(table.c.shift_id.in_(ids), table.c.state == state)
                concerned.update(tx.execute(found).scalars())
    tx.lock(people, concerned)
    for ids in _batches(wanted):
        tx.lock(shifts, ids)


def add_shifts(
    tx: Transaction, new: Sequence[NewShift], *, source: str, schools: Mapping[str, School], by: Occasion
) -> dict[str, int]:
    """Add shifts; answers the number each one got, by the feed's own id.

    Args:
        new: shifts that this source does not have yet.
        source: which feed they belong to.
        schools: every school of theirs, by code.
        by: on whose behalf.
    """
    if not new:
        return {}
    rows = [
        {"source": source, "external_id": each.external_id, "first_seen_at": tx.now}
        | _values(tx, each.terms, each.digest, schools)
        for each in new
    ]
    tx.execute(shifts.insert(), rows)
    touch_calendars(tx, schools={schools[each.terms.school].id for each in new})
    numbers: dict[str, int] = {}
    for batch in _batches(new):
        ids = [each.external_id for each in batch]
        found = select(shifts.c.external_id, shifts.c.id).where(
            shifts.c.source == source, shifts.c.external_id.in_(ids)
        )
        numbers |= {row.external_id: row.id for row in tx.execute(found)}
    record(
        tx,
        *(
            Change(by.actor, "shift_added", "shift", numbers[each.external_id], after=_written(each.terms))
            for each in new
        ),
    )
    return numbers


def change_shifts(
    tx: Transaction,
    changes: Sequence[TermsChange],
    *,
    schools: Mapping[str, School],
    policy: Policy,
    by: Occasion,
) -> None:
    """Change shifts, tell their holders, re-check their claims, and fill places that came free.

    A claim that now breaks a rule stands; its officer and those who answer for the officer are told, and one
    of them decides. A change of status to withdrawn only changes the row: `withdraw_shifts` does the rest.
    """
    if not changes:
        return
    for ids in _batches([each.shift_id for each in changes]):
        touch_calendars_of(tx, ids)
    touch_calendars(tx, schools={schools[each.terms.school].id for each in changes})
    tx.execute(
        _UPDATE,
        [
            {"shift_id": each.shift_id}
            | {f"new_{name}": value for name, value in _values(tx, each.terms, each.digest, schools).items()}
            for each in changes
        ],
    )
    record(tx, *(_recorded(each, by) for each in changes))
    for each in changes:
        if "places" in each.fields:
            close_gaps(tx, each.shift_id, each.terms.places)
    standing = [each for each in changes if each.terms.status is not Status.WITHDRAWN]
    _tell_holders(tx, standing, schools=schools, policy=policy, by=by)
    for ids in _batches([each.shift_id for each in standing if each.fields.keys() & TOLD]):
        redraw_briefs_of(tx, ids)
    _fill(tx, standing, policy)
    _tell_of_overfull(tx, standing, by)


def withdraw_shifts(tx: Transaction, shift_ids: Sequence[int], *, reason: str, by: Occasion) -> None:
    """Withdraw shifts: their claims end, their lines close, and everybody concerned is told."""
    for ids in _batches(shift_ids):
        touch_calendars_of(tx, ids)
        tx.execute(
            shifts.update()
            .where(shifts.c.id.in_(ids))
            .values(status=Status.WITHDRAWN.value, withdrawn_at=tx.now, changed_at=tx.now, watch_at=tx.now)
        )
        held = _end_claims(tx, ids, reason)
        in_line = _pairs(
            tx,
            waitlist.update()
            .where(waitlist.c.shift_id.in_(ids), waitlist.c.state == WAITING)
            .values(state=CLOSED, ended_at=tx.now)
            .returning(waitlist.c.shift_id, waitlist.c.person_id),
        )
        enqueue(tx, notices_of_withdrawal(held, in_line, by))
        record(
            tx,
            *(Change(by.actor, "shift_withdrawn", "shift", each, reason=reason) for each in ids),
            *(
                Change(by.actor, "claim_withdrawn", "shift", shift, {"officer": officer}, reason=reason)
                for shift, officer in held
            ),
        )


def _end_claims(tx: Transaction, shift_ids: Sequence[int], reason: str) -> list[tuple[int, int]]:
    """(shift, person) of each claim that ends because its shift is withdrawn."""
    ended = tx.execute(
        claims.update()
        .where(claims.c.shift_id.in_(shift_ids), claims.c.state == HELD)
        .values(state=WITHDRAWN, ended_at=tx.now, reason=reason)
        .returning(claims.c.id, claims.c.shift_id, claims.c.person_id)
    ).all()
    for row in ended:
        resolve_lapse_of(tx, row.id, Ending.CANCELLED)
        settle_no_show(tx, row.id, Ending.CANCELLED)
    redraw_briefs(tx, [row.id for row in ended])
    ask_look_at_holdings(tx, [row.person_id for row in ended])
    return [(row.shift_id, row.person_id) for row in ended]


def _pairs(tx: Transaction, statement: Executable) -> list[tuple[int, int]]:
    """(shift, person) of each row that the statement ended."""
    return [(row.shift_id, row.person_id) for row in tx.execute(statement)]


def _tell_holders(
    tx: Transaction,
    changes: Iterable[TermsChange],
    *,
    schools: Mapping[str, School],
    policy: Policy,
    by: Occasion,
) -> None:
    named = {each.shift_id: _named(each.fields, schools) for each in changes}
    held = [each for ids in _batches(list(named)) for each in holders_of(tx, ids).items()]
    for shift_id, officers in held:
        shift = find_shift(tx, shift_id)
        if shift is None:
            continue
        fields = named[shift_id]
        if fields.keys() & _RECHECKED:
            ask_look_at_holdings(tx, [officer.id for officer in officers])
        for officer in officers:
            refusals = recheck_claim(tx, officer, shift, policy) if fields.keys() & _RECHECKED else ()
            enqueue(tx, notices_of_change(tx, shift_id, officer, fields, refusals, by))
            if refusals:
                _question(tx, shift_id, officer, [refusal.rule for refusal in refusals], policy, by)


def _question(
    tx: Transaction, shift_id: int, officer: Person, rules: Sequence[Rule], policy: Policy, by: Occasion
) -> None:
    enqueue(tx, notices_of_question(tx, shift_id, officer, by))
    broken = {"officer": officer.id, "rules": list(rules), "policy": policy.edition}
    record(tx, Change(by.actor, "claim_in_question", "shift", shift_id, after=broken))


def _fill(tx: Transaction, changes: Iterable[TermsChange], policy: Policy) -> None:
    """Give places that a change may have freed to those in line."""
    freed = [each.shift_id for each in changes if each.fields.keys() & {"places", "status"}]
    for ids in _batches(freed):
        waited_for = select(waitlist.c.shift_id).where(
            waitlist.c.shift_id.in_(ids), waitlist.c.state == WAITING
        )
        for shift_id in sorted(set(tx.execute(waited_for).scalars())):
            shift = find_shift(tx, shift_id)
            if shift is not None and shift.status is Status.OPEN and shift.free and shift.starts_at > tx.now:
                fill_from_waitlist(tx, shift, policy)


def _tell_of_overfull(tx: Transaction, changes: Iterable[TermsChange], by: Occasion) -> None:
    """Nobody loses a place because the feed asks for fewer: somebody has to choose."""
    cut = [each.shift_id for each in changes if "places" in each.fields]
    shown = (shift for shift_id in cut if (shift := find_shift(tx, shift_id)) is not None)
    enqueue(tx, [notice_of_overfull(shift.id, by) for shift in shown if shift.held > shift.places])


def _values(tx: Transaction, terms: ShiftTerms, digest: str, schools: Mapping[str, School]) -> dict[str, Any]:
    return {
        "school_id": schools[terms.school].id,
        "agency": terms.agency,
        "backup_agencies": list(terms.backup_agencies),
        "post": terms.post,
        "programme": terms.programme,
        "armed": terms.armed,
        "starts_at": terms.starts_at,
        "ends_at": terms.ends_at,
        "places": terms.places,
        "status": terms.status.value,
        "notes": terms.notes,
        "digest": digest,
        "changed_at": tx.now,
        "withdrawn_at": tx.now if terms.status is Status.WITHDRAWN else None,
        "watch_at": tx.now,
    }


def _recorded(change: TermsChange, by: Occasion) -> Change:
    return Change(
        by.actor,
        "shift_changed",
        "shift",
        change.shift_id,
        before={name: _plain(field.before) for name, field in change.fields.items()},
        after={name: _plain(field.after) for name, field in change.fields.items()},
    )


def _written(terms: ShiftTerms) -> dict[str, object]:
    return {
        "school": terms.school,
        "agency": terms.agency,
        "post": terms.post,
        "armed": terms.armed,
        "starts_at": terms.starts_at,
        "ends_at": terms.ends_at,
        "places": terms.places,
        "status": terms.status.value,
    }


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _named(fields: Mapping[str, FieldChange], schools: Mapping[str, School]) -> dict[str, FieldChange]:
    """The same fields with the schools' names, which people read, in the place of their codes."""
    named = dict(fields)
    if "school" in named:
        before, after = (schools[str(code)].name for code in (named["school"].before, named["school"].after))
        named["school"] = FieldChange(before, after)
    return named


def _batches(every: Sequence[T]) -> Iterable[Sequence[T]]:
    return (every[start : start + _BATCH] for start in range(0, len(every), _BATCH))
