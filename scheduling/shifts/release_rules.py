"""Whether a place may be given back: pure, like the rules of a claim."""

from dataclasses import dataclass
from datetime import datetime

from scheduling.policy.schema import Policy
from scheduling.refusals import Refusal, Rule
from scheduling.roster.facts import Person
from scheduling.roster.rules import may_override
from scheduling.shifts.facts import HeldShift, Shift


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """Who wants whom off which shift; `held` is None where the officer does not hold it."""

    actor: Person
    officer: Person
    shift: Shift
    held: HeldShift | None
    reason: str


def judge_release(facts: ReleaseFacts, policy: Policy, now: datetime) -> Refusal | None:
    """Why the place may not be given back now, or None."""
    return judge_standing(facts.shift, facts.officer, facts.held, now) or _cutoff(facts, policy, now)


def judge_standing(shift: Shift, officer: Person, held: HeldShift | None, now: datetime) -> Refusal | None:
    """Why there is nothing to give back any more, whoever asks: it is not held, or over."""
    if held is None:
        return refusal_of_not_yours(shift, officer)
    return refusal_of_ended(shift) if shift.ends_at <= now else None


def refusal_of_not_yours(shift: Shift, officer: Person) -> Refusal:
    """NOT_YOURS {number, school, name}: this officer does not hold it."""
    return Refusal(Rule.NOT_YOURS, {"number": shift.id, "school": shift.school.name, "name": officer.name})


def refusal_of_ended(shift: Shift) -> Refusal:
    """ENDED {number, ends_at}."""
    return Refusal(Rule.ENDED, {"number": shift.id, "ends_at": shift.ends_at})


def is_past_cutoff(shift: Shift, officer: Person, policy: Policy, now: datetime) -> bool:
    """Whether the start is nearer than an officer may still give back alone, by a cut-off that is in force on
    the shift's first local date.
    """
    limit = policy.release_cutoff
    in_force = limit.in_force(officer.day_at(shift.starts_at))
    return in_force and now > shift.starts_at - limit.value


def _cutoff(facts: ReleaseFacts, policy: Policy, now: datetime) -> Refusal | None:
    """RELEASE_CUTOFF {number, starts_at, cutoff, closed_at}; REASON_MISSING {rules} from who may override."""
    limit, shift = policy.release_cutoff, facts.shift
    if not is_past_cutoff(shift, facts.officer, policy, now):
        return None
    if not may_override(facts.actor, facts.officer, limit.override_by):
        figures = {
            "number": shift.id,
            "starts_at": shift.starts_at,
            "cutoff": limit.value,
            "closed_at": shift.starts_at - limit.value,
        }
        return Refusal(Rule.RELEASE_CUTOFF, figures, limit.source, limit.override_by)
    if not facts.reason.strip():
        return Refusal(Rule.REASON_MISSING, {"rules": (Rule.RELEASE_CUTOFF,)}, limit.source)
    return None
