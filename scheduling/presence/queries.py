"""Reads of presence: who may be told now, whose turn it is, when schools are closed."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final

from sqlalchemy import ColumnElement, exists, select

from scheduling.presence.facts import Absence, Closure, Habits, Presence, Turn
from scheduling.presence.rules import absence_at, back_at, quiet_until
from scheduling.presence.tables import absences, closures, presence, rota_turns
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_people
from scheduling.store.transaction import Transaction
from scheduling.zones import zone_or_utc

_ABSENCE: Final = select(
    absences.c.id, absences.c.person_id, absences.c.since, absences.c.until, absences.c.stand_in_id,
    absences.c.why, absences.c.set_by,
)  # fmt: skip


def read_presence(tx: Transaction, people: Sequence[Person]) -> dict[int, Presence]:
    """Whether each of these people may be told something at the transaction's instant, by their ids."""
    ids = [each.id for each in people]
    habits, away = read_habits(tx, ids), list_absences(tx, ids)
    return {each.id: _presence(each, habits[each.id], away[each.id], tx.now) for each in people}


def _presence(person: Person, habits: Habits, away: Sequence[Absence], now: datetime) -> Presence:
    absence = absence_at(away, now)
    return Presence(
        quiet_until=quiet_until(habits, now, zone_or_utc(person.zone)),
        away_until=back_at(away, now),
        stand_in_id=absence.stand_in_id if absence is not None else None,
    )


def read_habits(tx: Transaction, people: Sequence[int]) -> dict[int, Habits]:
    """The quiet hours and days off of people, by id; who has said nothing has none."""
    rows = tx.execute(select(presence).where(presence.c.person_id.in_(people)))
    said = {
        row.person_id: Habits(_time(row.quiet_from), _time(row.quiet_until), frozenset(row.days_off))
        for row in rows
    }
    return {person: said.get(person, Habits()) for person in people}


def _time(written: str) -> time | None:
    return time.fromisoformat(written) if written else None


def find_absence(tx: Transaction, absence_id: int) -> Absence | None:
    """The absence with this id, also one that is over; or None."""
    row = tx.execute(_ABSENCE.where(absences.c.id == absence_id)).first()
    return Absence(*tuple(row)) if row is not None else None


def list_absences(tx: Transaction, people: Sequence[int]) -> dict[int, list[Absence]]:
    """The absences of people that are not over, by id, earliest first."""
    found: dict[int, list[Absence]] = {person: [] for person in people}
    for each in _absences(tx, absences.c.person_id.in_(people)):
        found[each.person_id].append(each)
    return found


def list_standing_in(tx: Transaction, person_id: int) -> list[Absence]:
    """The absences of others, not over, in which this person stands in; earliest first."""
    return _absences(tx, absences.c.stand_in_id == person_id)


def _absences(tx: Transaction, *where: ColumnElement[bool]) -> list[Absence]:
    """One that was called off ends where it begins."""
    still = _ABSENCE.where(*where, absences.c.until > tx.now, absences.c.until > absences.c.since)
    return [Absence(*tuple(row)) for row in tx.execute(still.order_by(absences.c.since, absences.c.id))]


def list_on_duty(tx: Transaction, at: datetime | None = None) -> list[Person]:
    """Whose turn it is on the rota at an instant (left out: now), by name; whether they are away or gone is
    for whoever tells them. Empty: nobody's, or there is no rota.
    """
    when = at or tx.now
    ids = {each.person_id for each in _turns(tx, rota_turns.c.starts_at <= when, rota_turns.c.ends_at > when)}
    return list_people(tx, ids=ids) if ids else []


def has_rota(tx: Transaction) -> bool:
    """Whether there is a rota: one that has run out is none."""
    return bool(tx.execute(select(exists().where(rota_turns.c.ends_at > tx.now))).scalar())


def list_turns(tx: Transaction, *, limit: int | None = None) -> list[Turn]:
    """The turns that are not over, earliest first."""
    return _turns(tx, rota_turns.c.ends_at > tx.now, limit=limit)


def _turns(tx: Transaction, *where: ColumnElement[bool], limit: int | None = None) -> list[Turn]:
    wanted = select(rota_turns.c.person_id, rota_turns.c.starts_at, rota_turns.c.ends_at).where(*where)
    ordered = wanted.order_by(rota_turns.c.starts_at, rota_turns.c.ends_at, rota_turns.c.person_id)
    return [Turn(*tuple(row)) for row in tx.execute(ordered.limit(limit))]


def list_closures(tx: Transaction, *, since: date) -> list[Closure]:
    """The closures that last until a local day or longer, earliest first."""
    wanted = select(closures.c.name, closures.c.first_on, closures.c.last_on)
    ordered = wanted.where(closures.c.last_on >= since).order_by(closures.c.first_on, closures.c.last_on)
    return [Closure(*tuple(row)) for row in tx.execute(ordered)]
