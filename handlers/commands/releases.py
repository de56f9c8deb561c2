"""Giving a shift back: one's own, or an officer's; and asking for it once the cut-off has passed."""

from handlers.blocks import released as blocks
from handlers.blocks.asked_for import asked_release
from handlers.blocks.buttons import START
from handlers.blocks.decided import decided, note_of_decision
from handlers.blocks.forms import ask_release_form, release_form
from handlers.blocks.refused import refused
from handlers.blocks.shifts import lines_of
from handlers.commands.named import find_officer, find_officer_by_id, shift_or_refuse
from handlers.ids.shifts import Look
from handlers.message import Message, Outcome
from handlers.visit import Visit
from handlers.words.text import listed
from scheduling.refusals import Refused, Rule
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_answering_for
from scheduling.shifts.access import authorise
from scheduling.shifts.actions import release_shift
from scheduling.shifts.queries import find_held, find_shift
from scheduling.shifts.questions.actions import ask_release
from scheduling.shifts.questions.facts import QuestionKind
from scheduling.shifts.questions.rows import find_last_decision
from scheduling.shifts.release_rules import judge_standing, refusal_of_not_yours


def release(visit: Visit, shift_id: int, reason: str = "", back: Look = START) -> Message:
    """Give one's own shift back; past the cut-off, offer to ask whoever may do it."""
    try:
        with visit.begin() as tx:
            done = release_shift(
                tx, actor=visit.person, shift_id=shift_id, policy=visit.policy, reason=reason
            )
    except Refused as answer:
        return _refused(visit, shift_id, answer)
    return blocks.released(done, visit.zone, back)


def release_for(visit: Visit, shift_id: int, slack_id: str, reason: str) -> Outcome:
    """`/shifts release 412 @officer reason`; without the reason, a form asks for it."""
    with visit.read() as tx:
        officer = find_officer(tx, visit.person, slack_id)
        authorise(visit.person, officer)
        shift = shift_or_refuse(tx, shift_id)
    if not reason and officer.id != visit.person.id:
        return release_form(shift, officer, visit.origin)
    return release_officer(visit, shift_id, officer, reason)


def release_officer(visit: Visit, shift_id: int, officer: Person, reason: str) -> Message:
    """Give an officer's shift back for them."""
    with visit.begin() as tx:
        done = release_shift(
            tx, actor=visit.person, shift_id=shift_id, policy=visit.policy, officer=officer, reason=reason
        )
    return blocks.released_for(done, reason)


def ask_reason(visit: Visit, shift_id: int, officer_id: int) -> Outcome:
    """The form in which a supervisor says why an officer's shift is given back; or who was faster.

    Raises:
        Refused: who may not; not held, or over.
    """
    with visit.read() as tx:
        shift, officer = shift_or_refuse(tx, shift_id), find_officer_by_id(tx, officer_id)
        authorise(visit.person, officer)
        decision = find_last_decision(tx, shift_id, officer.id, QuestionKind.RELEASE)
        held = find_held(tx, shift_id, officer)
        refusal = judge_standing(shift, officer, held, tx.now)
    if decision is not None and decision.granted and held is None:
        return decided(decision, shift, officer, visit.person)
    if refusal is not None:
        raise Refused(refusal)
    return release_form(shift, officer, visit.origin, note_of_decision(decision, visit.person))


def ask_reason_of_asker(visit: Visit, shift_id: int) -> Outcome:
    """The form in which an officer says why the shift cannot be worked."""
    with visit.read() as tx:
        shift = shift_or_refuse(tx, shift_id)
        if find_held(tx, shift_id, visit.person) is None:
            raise Refused(refusal_of_not_yours(shift, visit.person))
        answering = list_answering_for(tx, visit.person)
        names = listed(person.name for person in answering[:3]) or "Your coordinator"
        return ask_release_form(shift, visit.person, names, visit.origin)


def ask(visit: Visit, shift_id: int, reason: str) -> Message:
    """Ask those who answer for the officer to give the shift back."""
    with visit.begin() as tx:
        asked = ask_release(tx, actor=visit.person, shift_id=shift_id, policy=visit.policy, reason=reason)
    return asked_release(asked, shift_id, visit.zone)


def _refused(visit: Visit, shift_id: int, answer: Refused) -> Message:
    with visit.read() as tx:
        shift = find_shift(tx, shift_id)
        answering = list_answering_for(tx, visit.person)
    late = any(refusal.rule is Rule.RELEASE_CUTOFF for refusal in answer.refusals)
    return refused(
        answer.refusals,
        visit.zone,
        title=lines_of(shift, visit.zone, places=False) if shift else "",
        buttons=blocks.buttons_of_refusal(shift_id, answering, late=late),
        answering=answering,
    )
