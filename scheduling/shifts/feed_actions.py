"""What a feed does to shifts: adds them, changes them, withdraws them. Whoever holds a place is told, claims
are re-checked against the rules, and free places go to those in line.

The caller (`scheduling.feed`) has decided what to do, has called `lock_concerned`, and touches the boards.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Executable, bindparam, select

from scheduling.audit.actions import Change, record
from scheduling.calendars.touch import touch_calendars
from scheduling.escalations.facts import Ending
from scheduling.outbox.actions import enqueue
from scheduling.policy.schema import Policy
from scheduling.roster.facts import School
from scheduling.roster.holdings import ask_look_at_holdings
from scheduling.roster.tables import people
from scheduling.shifts.attendance.briefs import redraw_briefs, redraw_briefs_of
from scheduling.shifts.facts import Status
from scheduling.shifts.feed_consequences import fill_freed, tell_holders, tell_of_overfull
from scheduling.shifts.feed_notices import TOLD, notices_of_withdrawal
from scheduling.shifts.holdings.lapses import resolve_lapse_of
from scheduling.shifts.placing import close_gaps
from scheduling.shifts.rows import CLOSED, HELD, WAITING, WITHDRAWN
from scheduling.shifts.tables import claims, shifts, waitlist
from scheduling.shifts.terms import NewShift, Occasion, ShiftTerms, TermsChange
from scheduling.shifts.touched import touch_calendars_of
from scheduling.shifts.watch.no_shows import settle_no_show
from scheduling.store.batches import in_batches
from scheduling.store.transaction import Transaction

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
        for ids in in_batches(wanted):
            for table, state in ((claims, HELD), (waitlist, WAITING)):
                found = select(table.c.person_id).where(table.c.shift_id.in_(ids), table.c.state == state)
                concerned.update(tx.execute(found).scalars())
    tx.lock(people, concerned)
    for ids in in_batches(wanted):
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
    for batch in in_batches(new):
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
    for ids in in_batches([each.shift_id for each in changes]):
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
    tell_holders(tx, standing, schools=schools, policy=policy, by=by)
    for ids in in_batches([each.shift_id for each in standing if each.fields.keys() & TOLD]):
        redraw_briefs_of(tx, ids)
    fill_freed(tx, standing, policy)
    tell_of_overfull(tx, standing, by)


def withdraw_shifts(tx: Transaction, shift_ids: Sequence[int], *, reason: str, by: Occasion) -> None:
    """Withdraw shifts: their claims end, their lines close, and everybody concerned is told."""
    for ids in in_batches(shift_ids):
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
