"""Whom a requirement concerns, and whom it leaves out: decided from one person's facts, nothing else."""

from scheduling.policy.requirements import Exclusion, Requirement, Who
from scheduling.roster.facts import Person


def concerns(requirement: Requirement, person: Person) -> bool:
    """Whether this person owes it, on any day on which it is in force.

    Nobody who is inactive or works no shifts does, nor whom it leaves out. An account that Slack has
    deactivated lets nobody off: a clock does not stop because somebody lost a telephone.
    """
    if not person.active or not person.works_shifts:
        return False
    return fits(requirement.who, person) and find_exclusion(requirement, person) is None


def find_exclusion(requirement: Requirement, person: Person) -> Exclusion | None:
    """Why this person is left out, or None. Where several fit, one that forbids it goes before one that only
    lets the person off; otherwise the first counts.
    """
    fitting = [exclusion for exclusion in requirement.excluded if fits(exclusion.who, person)]
    return min(fitting, key=lambda exclusion: exclusion.permitted, default=None)


def fits(who: Who, person: Person) -> bool:
    """Whether every field that is given fits the person; capitals do not matter."""
    return (
        _names(who.kinds, person.kind)
        and _names(who.programmes, person.programme)
        and _names(who.funding, person.funding)
        and _names(who.employments, person.employment)
        and who.armed in {None, person.armed}
        and who.core_team in {None, person.core_team}
        and _worked_before(who, person)
    )


def _names(wanted: tuple[str, ...], told: str) -> bool:
    return not wanted or told.casefold() in {name.casefold() for name in wanted}


def _worked_before(who: Who, person: Person) -> bool:
    if who.worked_before is None:
        return True
    return person.first_shift_on is not None and person.first_shift_on < who.worked_before
