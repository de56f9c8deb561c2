"""Whether a firearms qualification lasts through a shift: pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.shifts.facts import Shift
from scheduling.zones import months_after


@dataclass(frozen=True, slots=True)
class Lapse:
    """A qualification that ends before a shift does.

    Attributes:
        qualified_on: the day of the last one; None: never.
        lapses_on: the last date on which it counts; None if never.
        needed_on: the shift's last local date of the officer.
    """

    qualified_on: date | None
    lapses_on: date | None
    needed_on: date


def lapse_before(officer: Person, shift: Shift, policy: Policy) -> Lapse | None:
    """How the officer's qualification falls short of a shift; None where the post is not armed, none is asked
    for on the shift's first date, or it lasts through the shift.
    """
    limit = policy.qualification_months
    if not shift.armed or not limit.in_force(officer.day_at(shift.starts_at)):
        return None
    qualified_on = officer.qualified_on
    lapses_on = months_after(qualified_on, limit.value) if qualified_on else None
    needed_on = officer.day_at(shift.ends_at - timedelta.resolution)
    if lapses_on is not None and needed_on <= lapses_on:
        return None
    return Lapse(qualified_on, lapses_on, needed_on)
