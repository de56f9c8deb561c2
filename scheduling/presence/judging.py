"""Whether somebody may say that they are quiet or away: decided from facts alone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from scheduling.refusals import Refusal, Rule
from scheduling.roster.facts import Person, Role
from scheduling.roster.rules import answers_for, refusal_of_presence

MOST_QUIET: Final = timedelta(hours=16)
"""Of a day. Whoever is quiet longer could hardly ever be told."""

MOST_DAYS_OFF: Final = 6
"""Of a week."""

LONGEST_ABSENCE: Final = timedelta(days=366)

FARTHEST_ABSENCE: Final = timedelta(days=366)
"""How far ahead an absence may begin."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody who is to stand in.

    Attributes:
        away_until: when they are back who are away themselves at some time of the absence; None: they are
            there all the time.
    """

    person: Person
    away_until: datetime | None = None


def refusal_of_actor(actor: Person, person: Person, reason: str) -> Refusal | None:
    """Why somebody may not say it for a person: only who answers for them may, and gives a reason."""
    if refusal := refusal_of_presence(actor):
        return refusal
    if not answers_for(actor, person):
        return Refusal(Rule.NOT_ENTITLED, {"officer": person.name})
    if actor.id != person.id and not reason.strip():
        return Refusal(Rule.REASON_MISSING)
    return None


def refusal_of_quiet(starts: time, ends: time) -> Refusal | None:
    """QUIET_HOURS {why: "same" | "too_long", length, limit}."""
    if starts == ends:
        return Refusal(Rule.QUIET_HOURS, {"why": "same"})
    length = lasts(starts, ends)
    if length > MOST_QUIET:
        return Refusal(Rule.QUIET_HOURS, {"why": "too_long", "length": length, "limit": MOST_QUIET})
    return None


def lasts(starts: time, ends: time) -> timedelta:
    """How long it is from one time of day until another, over midnight where the second is the earlier."""
    day = date.min
    return (datetime.combine(day, ends) - datetime.combine(day, starts)) % timedelta(days=1)


def refusal_of_days_off(days: frozenset[int]) -> Refusal | None:
    """DAYS_OFF {limit}."""
    return Refusal(Rule.DAYS_OFF, {"limit": MOST_DAYS_OFF}) if len(days) > MOST_DAYS_OFF else None


def refusal_of_absence(since: datetime, until: datetime, now: datetime) -> Refusal | None:
    """ABSENCE_TIME {why: "backwards"}, {why: "past", until}, {why: "too_long" | "far", limit}."""
    if until <= since:
        return Refusal(Rule.ABSENCE_TIME, {"why": "backwards"})
    if until <= now:
        return Refusal(Rule.ABSENCE_TIME, {"why": "past", "until": until})
    if since - now > FARTHEST_ABSENCE:
        return Refusal(Rule.ABSENCE_TIME, {"why": "far", "limit": FARTHEST_ABSENCE})
    if until - max(since, now) > LONGEST_ABSENCE:
        return Refusal(Rule.ABSENCE_TIME, {"why": "too_long", "limit": LONGEST_ABSENCE})
    return None


def refusal_of_stand_in(stand_in: StandIn, person: Person) -> Refusal | None:
    """STAND_IN {name, person, why: "self" | "gone" | "may_not"}, or {…, why: "away", until}."""
    other = stand_in.person
    figures: dict[str, object] = {"name": other.name, "person": person.name}
    if other.id == person.id:
        return Refusal(Rule.STAND_IN, figures | {"why": "self"})
    if refusal_of_presence(other) or other.slack_id is None:
        return Refusal(Rule.STAND_IN, figures | {"why": "gone"})
    if not may_stand_in(other):
        return Refusal(Rule.STAND_IN, figures | {"why": "may_not"})
    if stand_in.away_until is not None:
        return Refusal(Rule.STAND_IN, figures | {"why": "away", "until": stand_in.away_until})
    return None


def may_stand_in(other: Person) -> bool:
    """Whether somebody may act on what they are told in another's place: those who answer for others may."""
    return other.role in {Role.SUPERVISOR, Role.COORDINATOR}
