"""Rows of quiet hours and absences, written."""

from datetime import datetime, time

from scheduling.presence.facts import Absence, Habits
from scheduling.presence.tables import absences, presence
from scheduling.store.conflict import insert_unless_there
from scheduling.store.transaction import Transaction


def write_habits(tx: Transaction, person_id: int, habits: Habits) -> None:
    """What holds from now on; the caller holds the person."""
    values = {
        "quiet_from": _written(habits.quiet_from),
        "quiet_until": _written(habits.quiet_until),
        "days_off": sorted(habits.days_off),
    }
    tx.execute(insert_unless_there(tx, presence, unique=["person_id"]), {"person_id": person_id, **values})
    tx.execute(presence.update().where(presence.c.person_id == person_id).values(values))


def add_absence(
    tx: Transaction,
    *,
    person_id: int,
    since: datetime,
    until: datetime,
    stand_in_id: int | None,
    why: str,
    by: int,
) -> Absence:
    """A new absence."""
    values = {
        "person_id": person_id, "since": since, "until": until, "stand_in_id": stand_in_id, "why": why,
        "set_by": by,
    }  # fmt: skip
    made = tx.execute(absences.insert().returning(absences.c.id), {**values, "set_at": tx.now})
    return Absence(made.scalar_one(), person_id, since, until, stand_in_id, why, by)


def cut_absence(tx: Transaction, absence: Absence, at: datetime) -> None:
    """Have an absence end at an instant; where that is its beginning, it never takes place."""
    tx.execute(absences.update().where(absences.c.id == absence.id).values(until=at))


def leave_alone(tx: Transaction, absence: Absence) -> None:
    """Have nobody stand in during an absence."""
    tx.execute(absences.update().where(absences.c.id == absence.id).values(stand_in_id=None))


def _written(moment: time | None) -> str:
    return f"{moment:%H:%M}" if moment is not None else ""
