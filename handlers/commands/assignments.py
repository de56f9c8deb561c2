"""A supervisor puts an officer on a shift, and sets a rule aside where that takes a reason."""

from handlers.blocks.buttons import override_button
from handlers.blocks.decided import decided, note_of_decision
from handlers.blocks.forms import override_form
from handlers.blocks.preview import claimed_for
from handlers.blocks.refused import refused
from handlers.blocks.shifts import lines_of
from handlers.commands.named import find_officer, find_officer_by_id, shift_or_refuse
from handlers.message import Message, Outcome
from handlers.visit import Visit
from handlers.words.text import escaped
from scheduling.refusals import Refused
from scheduling.roster.facts import Person
from scheduling.roster.rules import may_override
from scheduling.shifts.access import authorise_override
from scheduling.shifts.actions import claim_shift
from scheduling.shifts.queries import find_held, preview_claim
from scheduling.shifts.questions.facts import QuestionKind
from scheduling.shifts.questions.rows import find_last_decision


def assign(visit: Visit, shift_id: int, slack_id: str, reason: str) -> Message:
    """`/shifts assign 412 @officer [reason]`."""
    with visit.read() as tx:
        officer = find_officer(tx, visit.person, slack_id)
    return assign_officer(visit, shift_id, officer, reason)


def assign_officer(visit: Visit, shift_id: int, officer: Person, reason: str) -> Message:
    """Put an officer on a shift; where a rule refuses that a reason can set aside, offer to give one."""
    try:
        with visit.begin() as tx:
            done = claim_shift(
                tx,
                actor=visit.person,
                shift_id=shift_id,
                policy=visit.policy,
                officer=officer,
                override_reason=reason or None,
            )
    except Refused as answer:
        return _refused(visit, shift_id, officer, answer)
    return claimed_for(done, reason)


def ask_reason(visit: Visit, shift_id: int, officer_id: int) -> Outcome:
    """The form for the reason, with what refuses at this moment; or who was faster."""
    with visit.read() as tx:
        officer, shift = find_officer_by_id(tx, officer_id), shift_or_refuse(tx, shift_id)
        authorise_override(visit.person, officer)  # the form tells of the officer's other shifts
        decision = find_last_decision(tx, shift_id, officer.id, QuestionKind.OVERRIDE)
        held = find_held(tx, shift_id, officer)
        verdict = preview_claim(tx, officer=officer, shift=shift, policy=visit.policy)
    if decision is not None and decision.granted and held is not None:
        return decided(decision, shift, officer, visit.person)
    return override_form(verdict, visit.origin, note_of_decision(decision, visit.person))


def _refused(visit: Visit, shift_id: int, officer: Person, answer: Refused) -> Message:
    with visit.read() as tx:
        shift = shift_or_refuse(tx, shift_id)
    offers = bool(answer.refusals) and all(
        may_override(visit.person, officer, refusal.override_by) for refusal in answer.refusals
    )
    return refused(
        answer.refusals,
        visit.zone,
        title=f"*{escaped(officer.name)}* is not on\n{lines_of(shift, visit.zone)}",
        buttons=[override_button(shift_id, officer.id)] if offers else [],
        answering=[visit.person] if offers else [],
    )
