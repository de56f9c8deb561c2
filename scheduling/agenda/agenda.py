"""Everything that one subscription shows: its entries, and what the calendar is called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from scheduling.agenda.entries import deadline_entry, shift_entry
from scheduling.agenda.facts import MeetingOnCalendar, ShiftOnCalendar
from scheduling.agenda.gather import list_deadlines, list_shifts_at, list_shifts_of, list_shifts_of_team
from scheduling.agenda.meeting_entries import meeting_entry
from scheduling.agenda.meetings import list_meetings_at, list_meetings_of, list_meetings_of_team
from scheduling.agenda.window import Window, window_at
from scheduling.calendars.facts import Link, Privacy, Shows, Subscription
from scheduling.ical.entries import Entry, Series
from scheduling.revisions.facts import Scope
from scheduling.roster.facts import Person, School
from scheduling.roster.queries import find_person, find_school, list_officers_of
from scheduling.store.transaction import Transaction

_NAMES: Final = {Scope.MINE: "My calendar", Scope.TEAM: "My team", Scope.SCHOOL: "School"}


@dataclass(frozen=True, slots=True)
class Agenda:
    """A calendar as it stands at one instant.

    Attributes:
        name: what calendar programs call it.
        zone: an IANA name: where its reader looks at it, or where its school is.
        shifts, meetings, deadlines: in the order in which they stand there; a meeting that repeats is one
            series, also where it begins before or ends after the window.
        window: how much of the past and the future it holds.
    """

    name: str
    zone: str
    shifts: tuple[Entry, ...]
    meetings: tuple[Entry | Series, ...]
    deadlines: tuple[Entry, ...]
    window: Window

    @property
    def entries(self) -> tuple[Entry | Series, ...]:
        """Everything, in the order in which it stands there."""
        return (*self.shifts, *self.meetings, *self.deadlines)


def gather_agenda(tx: Transaction, link: Link) -> Agenda:
    """What a link shows at this moment, from the same look at the database as the link.

    Raises:
        LookupError: whose link it is has left the roster, or its school has; neither is ever deleted.
    """
    subscription = link.subscription
    reader, school = find_person(tx, subscription.person_id), _school_of(tx, subscription)
    if reader is None or (school is None and subscription.scope is Scope.SCHOOL):
        raise LookupError(f"subscription {subscription.id} is about nobody")
    window = window_at(tx.now, subscription.scope)
    concerned = _people_of(tx, subscription, reader)
    return Agenda(
        name=f"{_name(subscription, school)} (Muster)",
        zone=reader.zone if school is None else school.zone,
        shifts=tuple(_shifts(tx, subscription, concerned, window)),
        meetings=tuple(_meetings(tx, link, concerned, school, window)),
        deadlines=tuple(_deadlines(tx, link, concerned, window)),
        window=window,
    )


def _school_of(tx: Transaction, subscription: Subscription) -> School | None:
    return find_school(tx, subscription.scope_id) if subscription.scope is Scope.SCHOOL else None


def _people_of(tx: Transaction, subscription: Subscription, reader: Person) -> Mapping[int, Person]:
    """Whose calendar it is, by id; nobody's for a school."""
    match subscription.scope:
        case Scope.MINE:
            return {reader.id: reader}
        case Scope.TEAM:
            return {officer.id: officer for officer in list_officers_of(tx, reader)}
        case Scope.SCHOOL:
            return {}


def _shifts(
    tx: Transaction, subscription: Subscription, concerned: Mapping[int, Person], window: Window
) -> Sequence[Entry]:
    if Shows.SHIFTS not in subscription.display.told:
        return ()
    found: list[ShiftOnCalendar]
    match subscription.scope:
        case Scope.MINE:
            found = list_shifts_of(tx, subscription.person_id, window)
        case Scope.TEAM:
            found = list_shifts_of_team(tx, concerned, window)
        case Scope.SCHOOL:
            found = list_shifts_at(tx, subscription.scope_id, window)
    return [shift_entry(one, subscription.scope, subscription.display) for one in found]


def _meetings(
    tx: Transaction,
    link: Link,
    concerned: Mapping[int, Person],
    school: School | None,
    window: Window,
) -> Sequence[Entry | Series]:
    subscription = link.subscription
    if Shows.MEETINGS not in subscription.display.told:
        return ()
    found: list[MeetingOnCalendar]
    if school is not None:
        found = list_meetings_at(tx, school, window)
    elif subscription.scope is Scope.TEAM:
        found = list_meetings_of_team(tx, concerned, window)
    else:
        found = list_meetings_of(tx, subscription.person_id, window)
    entries = (meeting_entry(one, link, window) for one in found)
    return [entry for entry in entries if entry is not None]


def _deadlines(
    tx: Transaction, link: Link, concerned: Mapping[int, Person], window: Window
) -> Sequence[Entry]:
    if Shows.DEADLINES not in link.subscription.display.told or not concerned:
        return ()
    return [deadline_entry(one, link) for one in list_deadlines(tx, concerned, window)]


def _name(subscription: Subscription, school: School | None) -> str:
    if subscription.display.privacy is Privacy.BUSY:
        return "Busy"
    if school is None:
        return _NAMES[subscription.scope]
    return school.name if subscription.display.privacy is Privacy.FULL else school.code
