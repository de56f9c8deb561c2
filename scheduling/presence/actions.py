"""What people say of themselves, or somebody who answers for them: when they are quiet, and when away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final

from scheduling.audit.actions import Change, actor_of, record
from scheduling.outbox.actions import enqueue
from scheduling.presence.facts import Absence, Habits
from scheduling.presence.judging import (
    StandIn,
    refusal_of_absence,
    refusal_of_actor,
    refusal_of_days_off,
    refusal_of_quiet,
    refusal_of_stand_in,
)
from scheduling.presence.letters import (
    WhyMissing,
    telling_of_absence,
    telling_of_end,
    telling_of_quiet,
    telling_that_nobody_stands_in,
)
from scheduling.presence.queries import list_absences, list_standing_in, read_habits
from scheduling.presence.rows import add_absence, cut_absence, write_habits
from scheduling.presence.rules import back_at, overlapping, quiet_until, reminded_at
from scheduling.reasons import kept
from scheduling.refusals import Refusal, Refused
from scheduling.roster.facts import Person
from scheduling.roster.tables import people
from scheduling.store.transaction import Transaction
from scheduling.zones import zone_or_utc

LONGEST_REASON: Final = 300
"""Characters that are kept of why somebody is away or quiet."""


@dataclass(frozen=True, slots=True)
class WentAway:
    """An absence that was said.

    Attributes:
        instead_of: earlier ones that end where it begins, or do not take place.
        leaves: absences of others in which this person was to stand in, and is away now too.
        stand_in_told_at: when the quiet hours of whoever stands in are over, who is told then; None: at once.
    """

    absence: Absence
    instead_of: tuple[Absence, ...] = ()
    leaves: tuple[Absence, ...] = ()
    stand_in_told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CameBack:
    """What ended, as it stood before, from when on the person is here, and what else is to come; nothing has
    ended where there was nothing to end, or it was not clear what.
    """

    ended: Absence | None
    here_from: datetime
    planned: tuple[Absence, ...]


def set_quiet(
    tx: Transaction, *, actor: Person, person: Person, hours: tuple[time, time] | None, why: str = ""
) -> Habits:
    """Have a person told nothing between two times of day that is not urgent; None: at any time again. They
    are told of it where another says it.

    Args:
        tx: a write transaction.
        actor: who says so.
        person: for whom.
        hours: from and until, by the person's own clock, over midnight where the second is the earlier.
        why: needed where they are not the same; kept.

    Raises:
        Refused: NOT_ENTITLED {officer}; REASON_MISSING; QUIET_HOURS; gone from Slack or from the roster.
    """
    _refuse(refusal_of_actor(actor, person, why), refusal_of_quiet(*hours) if hours else None)
    starts, ends = hours or (None, None)
    tx.lock(people, [person.id])
    was = read_habits(tx, [person.id])[person.id]
    return _change_habits(tx, actor, person, was, Habits(starts, ends, was.days_off), why)


def set_days_off(
    tx: Transaction, *, actor: Person, person: Person, days: frozenset[int], why: str = ""
) -> Habits:
    """Have a person told nothing on these weekdays (0 is Monday) that is not urgent; none: on every day.

    Raises:
        Refused: as `set_quiet`, with DAYS_OFF {limit}.
    """
    _refuse(refusal_of_actor(actor, person, why), refusal_of_days_off(days))
    tx.lock(people, [person.id])
    was = read_habits(tx, [person.id])[person.id]
    return _change_habits(tx, actor, person, was, Habits(was.quiet_from, was.quiet_until, days), why)


def go_away(
    tx: Transaction,
    *,
    actor: Person,
    person: Person,
    since: datetime,
    until: datetime,
    stand_in: Person | None = None,
    why: str = "",
) -> WentAway:
    """Have a person be away from one instant until just before another. What was said before of that time
    does not hold any more: the last word does. The stand-in is told, and the person where another says it.

    Args:
        tx: a write transaction.
        actor: who says so.
        person: who is away.
        since, until: aware; a beginning in the past is now.
        stand_in: who is told instead.
        why: needed where somebody else says it; kept.

    Raises:
        Refused: NOT_ENTITLED {officer}; REASON_MISSING; ABSENCE_TIME; STAND_IN; gone from Slack or from the
            roster.
    """
    _refuse(refusal_of_actor(actor, person, why), refusal_of_absence(since, until, tx.now))
    since = max(since, tx.now)
    concerned = {person.id} if stand_in is None else {person.id, stand_in.id}
    tx.lock(people, concerned)
    known = list_absences(tx, list(concerned))
    if stand_in is not None:
        _refuse_stand_in(stand_in, person, known[stand_in.id], since, until)
    instead_of = tuple(overlapping(known[person.id], since, until))
    for each in instead_of:
        cut_absence(tx, each, max(each.since, since))
    absence = add_absence(
        tx, person_id=person.id, since=since, until=until, by=actor.id, why=_kept(why),
        stand_in_id=stand_in.id if stand_in is not None else None,
    )  # fmt: skip
    _record(tx, actor, "absence_set", person, _told(instead_of), _figures(absence), absence.why)
    told_at, again_at = _when_told(tx, stand_in, since)
    enqueue(tx, telling_of_absence(absence, instead_of, at=tx.now, stand_in_at=told_at, again_at=again_at))
    leaves = overlapping(list_standing_in(tx, person.id), since, until)
    if stand_in is None:
        enqueue(tx, telling_that_nobody_stands_in(leaves, person.id, WhyMissing.AWAY, at=tx.now))
    return WentAway(absence, instead_of, tuple(leaves), told_at)


def come_back(
    tx: Transaction,
    *,
    actor: Person,
    person: Person,
    during: tuple[datetime, datetime] | None = None,
    why: str = "",
) -> CameBack:
    """End the absence that holds now; where none does, the only one that is planned does not take place.

    Args:
        tx: a write transaction.
        actor: who says so.
        person: who is back.
        during: instead, the first absence that touches the time between these two instants ends with the
            first of them; one that begins later does not take place.
        why: needed where somebody else says it; kept.

    Raises:
        Refused: NOT_ENTITLED {officer}; REASON_MISSING; gone from Slack or from the roster.
    """
    _refuse(refusal_of_actor(actor, person, why))
    tx.lock(people, [person.id])
    known = list_absences(tx, [person.id])[person.id]
    ended = _meant(known, during, tx.now)
    if ended is None:
        return CameBack(None, tx.now, tuple(known))
    here_from = max(ended.since, tx.now, during[0] if during is not None else tx.now)
    cut_absence(tx, ended, here_from)
    _record(tx, actor, "absence_ended", person, _figures(ended), {"until": here_from}, _kept(why))
    enqueue(tx, telling_of_end(ended, by=actor.id, at=tx.now))
    return CameBack(ended, here_from, tuple(each for each in known if each.id != ended.id))


def _meant(
    known: Sequence[Absence], during: tuple[datetime, datetime] | None, now: datetime
) -> Absence | None:
    if during is not None:
        return next(iter(overlapping(known, *during)), None)
    holding = [each for each in known if each.since <= now]
    return holding[0] if holding else known[0] if len(known) == 1 else None


def _when_told(
    tx: Transaction, stand_in: Person | None, since: datetime
) -> tuple[datetime | None, datetime | None]:
    """When whoever stands in is told (None: at once), and when once more (None: never)."""
    if stand_in is None:
        return None, None
    habits, zone = read_habits(tx, [stand_in.id])[stand_in.id], zone_or_utc(stand_in.zone)
    return quiet_until(habits, tx.now, zone), reminded_at(since, tx.now, habits, zone)


def _refuse_stand_in(
    stand_in: Person, person: Person, away: Sequence[Absence], since: datetime, until: datetime
) -> None:
    first = next(iter(overlapping(away, since, until)), None)
    back = back_at(away, max(first.since, since)) if first is not None else None
    _refuse(refusal_of_stand_in(StandIn(stand_in, back), person))


def _change_habits(
    tx: Transaction, actor: Person, person: Person, was: Habits, now: Habits, why: str
) -> Habits:
    if now != was:
        write_habits(tx, person.id, now)
        _record(tx, actor, "quiet_set", person, _habits(was), _habits(now), _kept(why))
        enqueue(tx, telling_of_quiet(person.id, by=actor.id, why=_kept(why), at=tx.now))
    return now


def _habits(habits: Habits) -> dict[str, Any]:
    starts, ends = habits.quiet_from, habits.quiet_until
    return {
        "quiet": f"{starts:%H:%M}–{ends:%H:%M}" if starts is not None and ends is not None else "",
        "days_off": sorted(habits.days_off),
    }


def _figures(absence: Absence) -> dict[str, Any]:
    return {
        "absence": absence.id,
        "since": absence.since,
        "until": absence.until,
        "stand_in": absence.stand_in_id,
    }


def _told(absences: Sequence[Absence]) -> dict[str, Any] | None:
    return {"instead_of": [each.id for each in absences]} if absences else None


def _kept(why: str) -> str:
    return kept(" ".join(why.split()), LONGEST_REASON)


def _record(
    tx: Transaction,
    actor: Person,
    verb: str,
    person: Person,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    why: str,
) -> None:
    record(tx, Change(actor_of(actor.id), verb, "person", person.id, before, after, why))


def _refuse(*refusals: Refusal | None) -> None:
    if found := [refusal for refusal in refusals if refusal is not None]:
        raise Refused(*found)
