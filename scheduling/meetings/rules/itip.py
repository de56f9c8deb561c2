"""Who has to be sent what after a change, so that every calendar holds what Muster holds (RFC 5546). Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scheduling.ical.invitation import Method
from scheduling.meetings.facts import Invitation


class Why(StrEnum):
    """What a letter tells its reader."""

    NEW = "new"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    """It, or the occurrence, does not take place."""
    OFF = "off"
    """It takes place, and this person need not come."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One attendee is told of one revision.

    Attributes:
        sequence, stamp: of the revision.
        original_at: the one occurrence that it is about; None: the whole meeting.
    """

    person_id: int
    why: Why
    sequence: int
    stamp: datetime
    original_at: datetime | None = None

    @property
    def method(self) -> Method:
        """What the calendar is to do with it."""
        return Method.REQUEST if self.why in {Why.NEW, Why.CHANGED} else Method.CANCEL


def letters_for(before: Invitation | None, after: Invitation) -> tuple[Letter, ...]:
    """The letters that a change takes, by person: nothing to those for whom nothing changes, and the whole
    meeting or single occurrences to the others. `before` is None for a meeting that was just planned.
    """
    people = after.people if before is None else after.people | before.people
    return tuple(letter for person in sorted(people) for letter in _to(person, before, after))


def _to(person: int, before: Invitation | None, after: Invitation) -> Iterator[Letter]:
    if before is None or person not in before.people:
        yield _letter(person, Why.NEW, after)
    elif after.meeting.cancelled_at is not None:
        if before.meeting.cancelled_at is None:
            yield _letter(person, Why.CANCELLED, after)
    elif person not in after.people:
        yield _letter(person, Why.OFF, after)
    elif _shown(before) != _shown(after):
        yield _letter(person, Why.CHANGED, after)
    else:
        yield from _single(person, before, after)


def _single(person: int, before: Invitation, after: Invitation) -> Iterator[Letter]:
    known = set(before.differences)
    for each in after.differences:
        if each not in known:
            why = Why.CANCELLED if each.cancelled else Why.CHANGED
            yield _letter(person, why, after, each.original_at)


def _letter(person: int, why: Why, after: Invitation, original_at: datetime | None = None) -> Letter:
    return Letter(person, why, after.meeting.sequence, after.meeting.revised_at, original_at)


def _shown(invitation: Invitation) -> tuple[object, ...]:
    """What calendars show of the meeting itself; what differed is lost only where one of these changes."""
    plan = invitation.meeting.plan
    return (
        plan.title, plan.agenda, plan.place, plan.school_id, plan.day, plan.starts, plan.length, plan.zone,
        plan.repeat,
    )  # fmt: skip
