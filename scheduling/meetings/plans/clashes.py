"""Who of those asked is on a shift while a meeting lasts: shown before anything is sent, and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from scheduling.meetings.facts import Occurrence
from scheduling.roster.queries import list_people
from scheduling.shifts.facts import Shift
from scheduling.shifts.rows import CLAIM_COLUMNS, CLAIMS_WITH_SHIFTS, SHIFT_COLUMNS, held_shift_of, is_held
from scheduling.shifts.tables import claims, shifts
from scheduling.shifts.terms import LONGEST_SHIFT
from scheduling.store.transaction import Transaction

LOOK_AHEAD: Final = timedelta(days=92)
"""Of a series, occurrences so far ahead are looked at: shifts later than that are hardly given out."""

_HELD = select(*CLAIM_COLUMNS, *SHIFT_COLUMNS).select_from(CLAIMS_WITH_SHIFTS)


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody who is asked holds a shift at the time of an occurrence."""

    person_id: int
    name: str
    starts_at: datetime
    shift: Shift


def list_clashes(
    tx: Transaction, occurrences: Sequence[Occurrence], people: frozenset[int]
) -> tuple[Clash, ...]:
    """Shifts that these people hold and that overlap these occurrences, soonest first; `times.coming` has
    those of a meeting in their order.
    """
    ahead = tx.now + LOOK_AHEAD
    times = [each for each in occurrences if each.ends_at > tx.now and each.starts_at < ahead]
    if not times or not people:
        return ()
    names = {each.id: each.name for each in list_people(tx, ids=people)}
    touching = (
        is_held(),
        claims.c.person_id.in_(sorted(people)),
        shifts.c.starts_at > times[0].starts_at - LONGEST_SHIFT,
        shifts.c.starts_at < max(each.ends_at for each in times),
    )
    held = [held_shift_of(row) for row in tx.execute(_HELD.where(*touching))]
    found = [
        Clash(each.person_id, names[each.person_id], one.starts_at, each.shift)
        for one in times
        for each in held
        if each.shift.starts_at < one.ends_at and each.shift.ends_at > one.starts_at
    ]
    return tuple(sorted(found, key=lambda clash: (clash.starts_at, clash.name, clash.shift.id)))
