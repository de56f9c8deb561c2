"""`/sso quiet`, `off`, `away`, `back`, `cannot`, `duty`: one short transaction each, and what holds then."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers.blocks import presence as blocks
from handlers.blocks.duty import NEXT, OnDuty
from handlers.blocks.duty import duty as duty_message
from handlers.commands.named import find_officer
from handlers.grammar.asked_presence import (
    Away,
    Back,
    DaysOff,
    Duty,
    OwnPresence,
    PresenceCommand,
    PresenceUnclear,
    Quiet,
    StandDown,
)
from handlers.message import Outcome
from handlers.visit import Visit
from handlers.words.presence import presence_words
from scheduling.escalations.queries import list_open
from scheduling.presence.actions import WentAway, come_back, go_away, set_days_off, set_quiet
from scheduling.presence.facts import Absence
from scheduling.presence.imports.facts import What
from scheduling.presence.imports.taking import last_read
from scheduling.presence.queries import list_absences, list_turns, read_habits, read_presence
from scheduling.presence.stand_ins import decline_stand_in
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_people
from scheduling.shifts.queries import list_held_by
from scheduling.store.transaction import Transaction
from scheduling.zones import end_of_day, start_of_day, zone_or_utc

_MOST_IN_HAND = 50
"""Escalations that are counted; nobody has so many."""


def say_presence(visit: Visit, asked: PresenceCommand, typed: str) -> Outcome:
    """What one of these commands comes to; `typed` is what stood after `/sso`."""
    match asked:
        case Quiet() | DaysOff():
            return _habits(visit, asked)
        case Away():
            return _away(visit, asked)
        case Back():
            return _back(visit, asked)
        case StandDown(absence):
            return _stand_down(visit, absence)
        case Duty():
            return _duty(visit)
        case OwnPresence():
            return blocks.what_holds(own_lines(visit), answers_for_others=visit.answers_for_others)
        case PresenceUnclear():
            return blocks.unclear_presence(asked, typed)


def _habits(visit: Visit, asked: Quiet | DaysOff) -> Outcome:
    with visit.begin() as tx:
        person = _whose(tx, visit, asked.officer)
        if isinstance(asked, Quiet):
            habits = set_quiet(tx, actor=visit.person, person=person, hours=asked.hours, why=asked.reason)
        else:
            habits = set_days_off(tx, actor=visit.person, person=person, days=asked.days, why=asked.reason)
    if person.id == visit.person.id:
        return blocks.habits_set(habits, visit.zone)
    return blocks.habits_set_for(person, habits, zone_or_utc(person.zone))


def _stand_down(visit: Visit, absence: int) -> Outcome:
    with visit.begin() as tx:
        down = decline_stand_in(tx, actor=visit.person, absence_id=absence or None)
        about = [*down.others, *([down.declined] if down.declined is not None else [])]
        return blocks.stood_down(down, _named(tx, about), visit.zone, tx.now)


def own_lines(visit: Visit) -> list[str]:
    """What holds for the person who asks, a line each; nothing where they have said nothing."""
    person = visit.person
    with visit.read() as tx:
        habits, away = read_habits(tx, [person.id])[person.id], list_absences(tx, [person.id])[person.id]
        people = _named(tx, away)
        return presence_words(habits, away, people, visit.zone, tx.now)


def _away(visit: Visit, asked: Away) -> Outcome:
    with visit.begin() as tx:
        person = _whose(tx, visit, asked.officer)
        stand_in = find_officer(tx, visit.person, asked.stand_in) if asked.stand_in else None
        at = _zone(visit, person)
        since, until = start_of_day(asked.days.first, at), end_of_day(asked.days.last, at)
        went = go_away(
            tx, actor=visit.person, person=person, since=since, until=until, stand_in=stand_in,
            why=asked.reason,
        )  # fmt: skip
        reading = _reading(tx, visit, person, [went.absence, *went.instead_of, *went.leaves])
        keeps = list(_in_hand(tx, went, reading))
    return blocks.went_away(went, reading, keeps=keeps)


def _in_hand(tx: Transaction, went: WentAway, reading: blocks.Reading) -> Iterable[str]:
    """What somebody who goes away had better see to first."""
    mine = [each.id for each in list_open(tx, mine_of=reading.person, limit=_MOST_IN_HAND)]
    if mine:
        yield blocks.hand_over(mine, reading)
    since, until = went.absence.since, went.absence.until
    held = [
        each.shift.id
        for each in list_held_by(tx, reading.person)
        if each.shift.starts_at < until and since < each.shift.ends_at
    ]
    if held:
        yield blocks.holds_shifts(held, reading)


def _back(visit: Visit, asked: Back) -> Outcome:
    with visit.begin() as tx:
        person = _whose(tx, visit, asked.officer)
        during = _all_of(asked.day, _zone(visit, person))
        back = come_back(tx, actor=visit.person, person=person, during=during, why=asked.reason)
        reading = _reading(tx, visit, person, back.planned)
    return blocks.came_back(back, reading)


def _all_of(day: date | None, at: ZoneInfo) -> tuple[datetime, datetime] | None:
    return (start_of_day(day, at), end_of_day(day, at)) if day is not None else None


def _duty(visit: Visit) -> Outcome:
    with visit.read() as tx:
        turns = list_turns(tx)
        now = tuple(each for each in turns if each.starts_at <= tx.now)
        coming = tuple(each for each in turns if each.starts_at > tx.now)[:NEXT]
        people = {each.id: each for each in list_people(tx, ids={each.person_id for each in (*now, *coming)})}
        presence = read_presence(tx, [people[each.person_id] for each in now])
        stand_ins = {each.stand_in_id for each in presence.values() if each.stand_in_id is not None}
        people |= {each.id: each for each in list_people(tx, ids=stand_ins)}
        on = OnDuty(now, coming, people, presence, last_read(tx, What.ROTA))
    return duty_message(on, visit.zone, answers_for_others=visit.answers_for_others)


def _whose(tx: Transaction, visit: Visit, slack_id: str) -> Person:
    """Whoever was named; nobody: the person who asks.

    Raises:
        Refused: nobody on the roster has that account.
    """
    return find_officer(tx, visit.person, slack_id) if slack_id else visit.person


def _zone(visit: Visit, person: Person) -> ZoneInfo:
    return visit.zone if person.id == visit.person.id else zone_or_utc(person.zone)


def _reading(tx: Transaction, visit: Visit, person: Person, about: Iterable[Absence]) -> blocks.Reading:
    own = person.id == visit.person.id
    return blocks.Reading(person, own, _named(tx, about), _zone(visit, person), tx.now)


def _named(tx: Transaction, absences: Iterable[Absence]) -> dict[int, Person]:
    ids = {each.person_id for each in absences}
    ids |= {each.stand_in_id for each in absences if each.stand_in_id is not None}
    return {each.id: each for each in list_people(tx, ids=ids)}
