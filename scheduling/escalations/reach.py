"""Whom a step reaches: decided from people and their presence, nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduling.escalations.facts import Why
from scheduling.presence.facts import Presence
from scheduling.roster.facts import Person


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody who is told: now, or when `at` has come, since they are to be left alone until then."""

    person: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class Passed:
    """Somebody who is not told: GONE, AWAY until `until`, or CONCERNED."""

    person: Person
    why: Why
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a step reaches, and who is passed over; nobody is in either twice."""

    reached: tuple[Reached, ...] = ()
    passed: tuple[Passed, ...] = ()

    def is_now(self, person_id: int, now: datetime) -> bool:
        """Whether somebody is to be told now."""
        return any(each.person.id == person_id and each.at <= now for each in self.reached)

    @property
    def back_at(self) -> datetime | None:
        """When the first of those who are away is back."""
        return min((each.until for each in self.passed if each.until is not None), default=None)


Known = Mapping[int, tuple[Person, Presence]]
"""The people of a step with those who stand in for them, by their ids."""


def reach_of(
    people: Sequence[Person], known: Known, now: datetime, *, urgent: bool, concerned: int | None
) -> Reach:
    """Whom of these people a step reaches, each of them or whoever stands in.

    Args:
        people: whom it names, in that order.
        known: all of them, and all who may stand in.
        now: the instant.
        urgent: it breaks quiet hours; absence it does not.
        concerned: the id of whom it is about, who is not told of themselves.
    """
    reached: dict[int, Reached] = {}
    passed: dict[int, Passed] = {}
    for person in people:
        follow: int | None = person.id
        while follow is not None and follow not in passed:
            each, presence = known[follow]
            why = _why_not(each, presence, concerned)
            if why is None:
                quiet = None if urgent else presence.quiet_until
                reached[each.id] = Reached(each, quiet or now)
                break
            away = why is Why.AWAY
            passed[each.id] = Passed(each, why, presence.away_until if away else None)
            follow = presence.stand_in_id if away and presence.stand_in_id in known else None
    return Reach(tuple(reached.values()), tuple(passed.values()))


def is_gone(person: Person) -> bool:
    """Whether nothing reaches this person any more."""
    return not person.active or person.deactivated_at is not None or person.slack_id is None


def _why_not(person: Person, presence: Presence, concerned: int | None) -> Why | None:
    if is_gone(person):
        return Why.GONE
    if person.id == concerned:
        return Why.CONCERNED
    return Why.AWAY if presence.away_until is not None else None
