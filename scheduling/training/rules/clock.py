"""When a clock starts and by when it runs out: pure, in local dates of the officer.

What is owed once has the period "once". What comes back each year has a period a year: "2026", or "FY2026"
for the fiscal year that ends in 2026. What rolls has the day of the last completion, or "never".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from scheduling.policy.requirements import Anchor, Due, Every, Requirement, Starts
from scheduling.roster.facts import Person
from scheduling.training.facts import NEVER, ONCE
from scheduling.training.rules.who import concerns
from scheduling.zones import months_after


@dataclass(frozen=True, slots=True)
class Term:
    """One period of a requirement for one person: from when, by when, and the days that could have started
    it.
    """

    period: str
    starts_on: date
    due_on: date
    anchors: Mapping[Anchor, date] = field(default_factory=dict)


def anchors_of(person: Person) -> dict[Anchor, date]:
    """The days of a person's life from which a clock may run, as far as the roster knows them."""
    days = {
        Anchor.ELIGIBLE: person.eligible_on,
        Anchor.FIRST_SHIFT: person.first_shift_on,
        Anchor.HIRED: person.hired_on,
        Anchor.ASSIGNED: person.assigned_on,
    }
    return {anchor: day for anchor, day in days.items() if day is not None}


def terms_of(
    requirement: Requirement,
    person: Person,
    *,
    today: date,
    done_on: Callable[[str], date | None],
    last_completion: date | None,
    first_seen: date,
) -> tuple[Term, ...]:
    """The periods that exist for this person up to today, the oldest first; none while it is not in force.

    Whether it concerns the person at all is not asked here (`who.concerns`).

    Args:
        done_on: requirement → the day it was completed, for what starts after another.
        last_completion: of what rolls.
        first_seen: from when on it is asked of this person, if nothing else says so: the first year of what
            comes back each year, and the deadline of what rolls and was never completed.
    """
    if not requirement.in_force(today):
        return ()
    starts = requirement.starts
    if is_yearly(starts):
        return _terms_of_years(requirement, person, today, first_seen)
    if starts.every is Every.COMPLETION:
        return (_rolling_term(requirement, person, last_completion, first_seen),)
    if starts.anchors:
        term = anchored_term(requirement, person)
    else:
        term = _single_term(requirement, person, done_on(starts.after) if starts.after else starts.on)
    return (term,) if term is not None and term.starts_on <= today else ()


def anchored_term(requirement: Requirement, person: Person) -> Term | None:
    """The term of what starts with a day of the roster, even if that day lies ahead; None while the roster
    knows no day that starts it.
    """
    starts, known = requirement.starts, anchors_of(person)
    anchors = {anchor: known[anchor] for anchor in starts.anchors if anchor in known}
    if starts.counts is not None:
        return _single_term(requirement, person, known.get(starts.counts), anchors)
    return _single_term(requirement, person, min(anchors.values(), default=None), anchors)


def deadline_of(requirement: Requirement, person: Person, starts_on: date) -> date:
    """The last day for what started on a day; never before that day.

    A span that is counted from another anchor begins with that day of the roster, if it is known, though not
    before the requirement came into force.
    """
    due = requirement.due
    if due.on is not None:
        return max(due.on, starts_on)
    begins = starts_on
    if due.counted_from is not None:
        begins = _not_before(requirement.since, anchors_of(person).get(due.counted_from, starts_on))
    return max(_span_ends(due, begins, _year_ends(requirement.starts, starts_on)), starts_on)


def next_change(requirement: Requirement, person: Person, today: date) -> date | None:
    """The next local day on which `terms_of` may answer otherwise though nothing happened: a year begins, the
    requirement comes into force or ends, a day that the roster names ahead arrives. None if there is none.
    """
    ended = requirement.until is not None and requirement.until < today
    if not requirement.on or ended or not concerns(requirement, person):
        return None
    starts, known = requirement.starts, anchors_of(person)
    days = [requirement.since, starts.on, *(known.get(anchor) for anchor in starts.anchors)]
    if is_yearly(starts):
        days.append(_year_ends(starts, today) + timedelta(days=1))
    if requirement.until is not None:
        days.append(requirement.until + timedelta(days=1))
    return min((day for day in days if day is not None and day > today), default=None)


def is_yearly(starts: Starts) -> bool:
    """Whether it comes back with each calendar or fiscal year."""
    return starts.every in {Every.CALENDAR_YEAR, Every.FISCAL_YEAR}


def year_begins(starts: Starts, day: date) -> date:
    """The first day of the calendar or fiscal year that a day lies in."""
    first_month = starts.first_month if starts.every is Every.FISCAL_YEAR else 1
    return date(day.year if day.month >= first_month else day.year - 1, first_month, 1)


def _year_ends(starts: Starts, day: date) -> date:
    return months_after(year_begins(starts, day), 12) - timedelta(days=1)


def _terms_of_years(
    requirement: Requirement, person: Person, today: date, first_seen: date
) -> tuple[Term, ...]:
    begins, terms = year_begins(requirement.starts, _not_before(requirement.since, first_seen)), []
    while begins <= today:
        starts_on = _not_before(requirement.since, begins)
        due_on = deadline_of(requirement, person, starts_on)
        terms.append(Term(_name_of_year(requirement.starts, begins), starts_on, due_on))
        begins = months_after(begins, 12)
    return tuple(terms)


def _name_of_year(starts: Starts, begins: date) -> str:
    year = _year_ends(starts, begins).year
    return f"FY{year}" if starts.every is Every.FISCAL_YEAR else str(year)


def _rolling_term(
    requirement: Requirement, person: Person, last_completion: date | None, first_seen: date
) -> Term:
    if last_completion is None:
        seen = _not_before(requirement.since, first_seen)
        return Term(NEVER, seen, seen)
    due_on = _not_before(requirement.since, deadline_of(requirement, person, last_completion))
    return Term(last_completion.isoformat(), last_completion, due_on)


def _single_term(
    requirement: Requirement, person: Person, day: date | None, anchors: Mapping[Anchor, date] | None = None
) -> Term | None:
    if day is None:
        return None
    starts_on = _not_before(requirement.since, day)
    return Term(ONCE, starts_on, deadline_of(requirement, person, starts_on), anchors or {})


def _span_ends(due: Due, begins: date, year_ends: date) -> date:
    if due.days is not None:
        return begins + timedelta(days=due.days)
    return months_after(begins, due.months) if due.months is not None else year_ends


def _not_before(since: date | None, day: date) -> date:
    return day if since is None else max(since, day)
