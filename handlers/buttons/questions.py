"""*Decline*, under what an officer asks of those who answer for them."""

from handlers.blocks.decided import decided, nothing_to_decide
from handlers.commands.named import find_officer_by_id, shift_or_refuse
from handlers.ids.shifts import OfficerRef
from handlers.message import Message, Outcome
from handlers.visit import Visit
from scheduling.shifts.questions.actions import decline_question
from scheduling.shifts.questions.facts import QuestionKind


def press_decline_override(visit: Visit) -> Outcome:
    """The rule stands."""
    return _decline(visit, QuestionKind.OVERRIDE)


def press_decline_release(visit: Visit) -> Outcome:
    """The shift stays theirs to work."""
    return _decline(visit, QuestionKind.RELEASE)


def _decline(visit: Visit, kind: QuestionKind) -> Message:
    about = visit.value(OfficerRef)
    with visit.begin() as tx:
        shift, officer = shift_or_refuse(tx, about.shift), find_officer_by_id(tx, about.officer)
        decision = decline_question(tx, actor=visit.person, shift_id=shift.id, officer=officer, kind=kind)
    if decision is None:
        return nothing_to_decide(kind, shift, officer)
    return decided(decision, shift, officer, visit.person)
