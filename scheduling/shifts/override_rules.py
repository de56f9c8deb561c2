"""Whether somebody may set aside what refuses a claim: pure, like the rules themselves."""

from scheduling.refusals import OverrideBy, Refusal, Rule
from scheduling.roster.facts import Person
from scheduling.roster.rules import may_override
from scheduling.shifts.facts import ClaimVerdict


def judge_override(actor: Person, verdict: ClaimVerdict, reason: str | None) -> tuple[Refusal, ...]:
    """Why a claim may not land for all that `actor` says; () if it may.

    `reason` None means that nothing is to be set aside. Besides the refusals of the rules there may be
    OWN_OVERRIDE {name, rules}, since an override is a second pair of eyes, and REASON_MISSING {rules}.
    """
    if verdict.passes or reason is None:
        return verdict.refusals
    officer, rules = verdict.officer, tuple(refusal.rule for refusal in verdict.refusals)
    if any(refusal.override_by is OverrideBy.NOBODY for refusal in verdict.refusals):
        return verdict.refusals
    if actor.id == officer.id:
        return (Refusal(Rule.OWN_OVERRIDE, {"name": officer.name, "rules": rules}), *verdict.refusals)
    beyond = tuple(
        refusal for refusal in verdict.refusals if not may_override(actor, officer, refusal.override_by)
    )
    if not beyond and not reason.strip():
        return (Refusal(Rule.REASON_MISSING, {"rules": rules}), *verdict.refusals)
    return beyond
