"""What is different for those who are asked, once a meeting has changed. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from scheduling.meetings.facts import Invitation, Occurrence, Plan
from scheduling.meetings.rules.times import find_occurrence, occurrences_of


class Changed(StrEnum):
    """What may be different; the values are stored with the notices."""

    TITLE = "title"
    TIME = "time"
    REPEAT = "repeat"
    PLACE = "place"
    AGENDA = "agenda"


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different.

    Attributes:
        what: in the order of `Changed`.
        was: when it was to take place before, of what takes place once and of one occurrence; None where
            the time stands, and of a series.
    """

    what: tuple[Changed, ...] = ()
    was: tuple[datetime, datetime] | None = None


UNCHANGED: Final = Changes()


def changes_between(before: Invitation, after: Invitation, original_at: datetime | None) -> Changes:
    """What is different in one occurrence, or in all of a meeting."""
    if original_at is not None:
        old, new = find_occurrence(before, original_at), find_occurrence(after, original_at)
        return UNCHANGED if old is None or new is None else _of_one(old, new)
    was, now = before.meeting.plan, after.meeting.plan
    what = tuple(one for one in Changed if _told(was, one) != _told(now, one))
    if Changed.TIME not in what or was.repeat is not None or now.repeat is not None:
        return Changes(what)
    (old,) = occurrences_of(before)
    return Changes(what, (old.starts_at, old.ends_at))


def _of_one(old: Occurrence, new: Occurrence) -> Changes:
    pairs = {
        Changed.TIME: ((old.starts_at, old.ends_at), (new.starts_at, new.ends_at)),
        Changed.PLACE: (old.place, new.place),
        Changed.AGENDA: (old.agenda, new.agenda),
    }
    what = tuple(one for one, (was, now) in pairs.items() if was != now)
    return Changes(what, (old.starts_at, old.ends_at) if Changed.TIME in what else None)


def _told(plan: Plan, what: Changed) -> object:
    match what:
        case Changed.TITLE:
            return plan.title
        case Changed.TIME:
            return plan.day, plan.starts, plan.length, plan.zone
        case Changed.REPEAT:
            return plan.repeat
        case Changed.PLACE:
            return plan.place, plan.school_id
        case Changed.AGENDA:
            return plan.agenda
