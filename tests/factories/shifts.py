"""Shifts and claims for tests."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from scheduling.roster.facts import Person, School
from scheduling.shifts.facts import FieldChange, Shift
from scheduling.shifts.queries import find_shift
from scheduling.shifts.tables import claims, shifts
from scheduling.shifts.terms import ShiftTerms, TermsChange
from scheduling.store.transaction import Transaction

_number = count(1)


def add_shift(
    tx: Transaction, school: School, starts_at: datetime, *, hours: float = 8, **told: Any
) -> Shift:
    """Add an open shift of eight hours and one place for any agency, unless told otherwise."""
    values: dict[str, Any] = {
        "source": "tests", "external_id": f"shift-{next(_number)}", "school_id": school.id, "agency": "",
        "backup_agencies": [], "post": "", "programme": "", "armed": False, "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=hours), "places": 1, "status": "open", "notes": "",
        "digest": "", "first_seen_at": tx.now, "changed_at": tx.now, **told,
    }  # fmt: skip
    key = tx.execute(shifts.insert().values(**values)).inserted_primary_key
    assert key is not None
    shift = find_shift(tx, key[0])
    assert shift is not None
    return shift


def moved_by_feed(shift: Shift, by: timedelta) -> TermsChange:
    """What a delivery says that has one of these shifts at another time, and all else as it is."""
    starts_at, ends_at = shift.starts_at + by, shift.ends_at + by
    terms = ShiftTerms(
        school=shift.school.code, agency=shift.agency, backup_agencies=shift.backup_agencies, post=shift.post,
        programme=shift.programme, armed=shift.armed, starts_at=starts_at, ends_at=ends_at,
        places=shift.places, status=shift.status, notes=shift.notes,
    )  # fmt: skip
    fields = {
        "starts_at": FieldChange(shift.starts_at, starts_at),
        "ends_at": FieldChange(shift.ends_at, ends_at),
    }
    return TermsChange(shift.id, terms, "moved", fields)


def change_shift_row(tx: Transaction, shift: Shift, **told: Any) -> Shift:
    """Alter columns of a shift's row, past every rule, and answer the shift as it now is."""
    tx.execute(shifts.update().where(shifts.c.id == shift.id).values(**told))
    changed = find_shift(tx, shift.id)
    assert changed is not None
    return changed


def give(tx: Transaction, shift: Shift, officer: Person, *, place: int = 1) -> int:
    """Put an officer on a place, past every rule; answers the claim's id."""
    key = tx.execute(
        claims.insert().values(
            shift_id=shift.id,
            place=place,
            person_id=officer.id,
            state="held",
            claimed_at=tx.now,
            claimed_by=officer.id,
            reason="",
        )
    ).inserted_primary_key
    assert key is not None
    claim_id: int = key[0]
    return claim_id
