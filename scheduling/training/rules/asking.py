"""Whether something is asked of a person any more, and why not: pure."""

from datetime import date

from scheduling.policy.requirements import Every, Requirement
from scheduling.roster.facts import Person
from scheduling.training.facts import NEVER, Obligation
from scheduling.training.rules.clock import anchored_term, is_yearly
from scheduling.training.rules.who import concerns, find_exclusion


def why_not_asked(
    obligation: Obligation, requirement: Requirement | None, person: Person, today: date
) -> str | None:
    """Why an obligation is owed no more, as a sentence, or None while it is.

    Args:
        requirement: what the policy says of it now; None if the policy knows it no more.
    """
    if requirement is None:
        return "The policy asks for it no more."
    if not requirement.in_force(today):
        return _why_not_in_force(requirement, today)
    if not concerns(requirement, person):
        return _why_not_concerned(requirement, person)
    own = obligation.requirement
    if own.starts.anchors and anchored_term(own, person) is None:
        return "The roster knows no day any more that would have started it."
    return None


def is_stale(obligation: Obligation, last_completion: date | None) -> bool:
    """Whether what rolls runs from a completion that is not the last one, or that does not count any more."""
    if obligation.requirement.starts.every is not Every.COMPLETION:
        return False
    return obligation.period != (NEVER if last_completion is None else last_completion.isoformat())


def may_return(obligation: Obligation, person: Person, today: date) -> bool:
    """Whether something that ended is owed again once it is asked again, for all that its terms say.

    A year whose deadline passed after it had ended does not come back: nobody could have known of it. What is
    started by a day of the roster waits for that day.
    """
    starts = obligation.requirement.starts
    if is_yearly(starts) and obligation.settled_on is not None:
        return today <= obligation.due_on or obligation.due_on < obligation.settled_on
    term = anchored_term(obligation.requirement, person) if starts.anchors else None
    return term is None or term.starts_on <= today


def _why_not_in_force(requirement: Requirement, today: date) -> str:
    if not requirement.on:
        return "The agency has switched it off."
    if requirement.until is not None and requirement.until < today:
        return f"The rule ended on {requirement.until}."
    return f"The rule begins on {requirement.since}."


def _why_not_concerned(requirement: Requirement, person: Person) -> str:
    if not person.active:
        return f"{person.name} is inactive on the roster."
    if not person.works_shifts:
        return f"{person.name} works no shifts any more."
    exclusion = find_exclusion(requirement, person)
    return exclusion.why if exclusion else f"It does not concern {person.name} any more."
