"""What officers ask of those who answer for them, and the answer: yes is a claim or a release made for them,
no is said here. Whoever was asked sees one message a question, and it says in the end who decided.
"""

from collections.abc import Iterable
from datetime import timedelta

from scheduling.audit.actions import Change, actor_of, record
from scheduling.outbox.actions import enqueue
from scheduling.policy.schema import Policy
from scheduling.reasons import kept
from scheduling.refusals import OverrideBy, Refusal, Refused, Rule
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person, list_answering_for, list_coordinators
from scheduling.roster.rules import may_override
from scheduling.roster.tables import people
from scheduling.shifts.access import access_facts, access_shift, authorise, hold_shift
from scheduling.shifts.queries import find_held
from scheduling.shifts.questions.facts import Asked, Decision, Question, QuestionKind, QuestionState
from scheduling.shifts.questions.letters import declining, putting, settling
from scheduling.shifts.questions.rows import (
    close_question,
    find_last_decision,
    find_last_question,
    open_question,
)
from scheduling.shifts.release_rules import refusal_of_ended, refusal_of_not_yours
from scheduling.shifts.rules import judge
from scheduling.store.transaction import Transaction

AGAIN = timedelta(hours=1)
"""How long a question that nobody answers stands before it may be put again."""


def ask_override(tx: Transaction, *, actor: Person, shift_id: int, policy: Policy) -> Asked:
    """Ask those who answer for the actor to set aside what refuses the claim.

    Nobody is asked the same thing twice within one hour, unless it was declined: the answer says then whom
    was asked before, and when.

    Raises:
        Refused: nothing refuses (NOTHING_REFUSES {number}), or something that nobody may set aside does.
    """
    authorise(actor, actor)
    tx.lock(people, [actor.id])
    verdict = judge(access_facts(tx, actor, shift_id), policy, tx.now)
    if verdict.passes:
        raise Refused(Refusal(Rule.NOTHING_REFUSES, {"number": shift_id}))
    if verdict.override_by is OverrideBy.NOBODY:
        raise Refused(*verdict.refusals)
    return _ask(tx, QuestionKind.OVERRIDE, actor, shift_id, verdict.override_by)


def ask_release(tx: Transaction, *, actor: Person, shift_id: int, policy: Policy, reason: str) -> Asked:
    """Past the cut-off: ask those who answer for the actor to release the shift.

    Nobody is asked the same thing twice within one hour, unless it was declined: the answer says then whom
    was asked before, and when.

    Raises:
        Refused: the actor does not hold the shift, it is over, or no reason was given.
    """
    authorise(actor, actor)
    tx.lock(people, [actor.id])
    shift = access_shift(tx, shift_id)
    if find_held(tx, shift_id, actor) is None:
        raise Refused(refusal_of_not_yours(shift, actor))
    if shift.ends_at <= tx.now:
        raise Refused(refusal_of_ended(shift))
    if not reason.strip():
        raise Refused(Refusal(Rule.REASON_MISSING, {"rules": (Rule.RELEASE_CUTOFF,)}))
    by = policy.release_cutoff.override_by
    return _ask(tx, QuestionKind.RELEASE, actor, shift_id, by, kept(reason))


def decline_question(
    tx: Transaction, *, actor: Person, shift_id: int, officer: Person, kind: QuestionKind
) -> Decision | None:
    """Say no. The officer is told, and so is everybody else who was asked; who decided first is answered.

    None means that there is no such question, or that its officer has found another way meanwhile.

    Raises:
        Refused: NOT_ENTITLED {actor, officer}: the actor does not answer for the officer.
    """
    authorise(actor, officer)
    if not may_override(actor, officer, OverrideBy.SUPERVISOR):
        raise Refused(Refusal(Rule.NOT_ENTITLED, {"actor": actor.name, "officer": officer.name}))
    hold_shift(tx, shift_id, officer)
    holds = find_held(tx, shift_id, officer) is not None
    if holds is (kind is QuestionKind.OVERRIDE):
        return find_last_decision(tx, shift_id, officer.id, kind)
    declined = close_question(tx, shift_id, officer.id, kind, to=QuestionState.DECLINED, by=actor.id)
    if declined is None:
        return find_last_decision(tx, shift_id, officer.id, kind)
    _tell(tx, declined, actor)
    enqueue(tx, [declining(declined, actor)])
    whom = {"officer": officer.id}
    record(tx, Change(actor_of(actor.id), f"{kind}_declined", "shift", shift_id, after=whom))
    return Decision(declined, actor, tx.now, already=False)


def grant_question(
    tx: Transaction, *, actor: Person, shift_id: int, officer: Person, kind: QuestionKind
) -> None:
    """Note that the actor did what the officer had asked for, if they had; whoever else was asked is told."""
    granted = close_question(tx, shift_id, officer.id, kind, to=QuestionState.GRANTED, by=actor.id)
    if granted is not None:
        _tell(tx, granted, actor)


def _ask(
    tx: Transaction, kind: QuestionKind, officer: Person, shift_id: int, by: OverrideBy, reason: str = ""
) -> Asked:
    last = find_last_question(tx, shift_id, officer.id, kind)
    if last is not None and last.state is QuestionState.OPEN and tx.now < last.asked_at + AGAIN:
        return Asked(_people(tx, last.asked), last.asked_at, already=True)
    asked = _who_may_override(tx, officer, by)
    if not asked:
        return Asked((), tx.now)
    close_question(tx, shift_id, officer.id, kind, to=QuestionState.REPEATED)
    whom = [person.id for person in asked]
    question = open_question(tx, kind, shift_id, officer.id, whom, reason)
    enqueue(tx, [putting(question, person) for person in asked])
    told = Change(actor_of(officer.id), f"{kind}_asked", "shift", shift_id, after={"of": whom}, reason=reason)
    record(tx, told)
    return Asked(asked, tx.now)


def _people(tx: Transaction, ids: Iterable[int]) -> tuple[Person, ...]:
    found = (find_person(tx, person_id) for person_id in ids)
    return tuple(person for person in found if person is not None)


def _who_may_override(tx: Transaction, officer: Person, by: OverrideBy) -> tuple[Person, ...]:
    near = [person for person in list_answering_for(tx, officer) if may_override(person, officer, by)]
    return tuple(near or [person for person in list_coordinators(tx) if may_override(person, officer, by)])


def _tell(tx: Transaction, question: Question, decided_by: Person) -> None:
    """Settle the message of everybody else who was asked; whoever decided has read the answer already."""
    others = [person_id for person_id in question.asked if person_id != decided_by.id]
    enqueue(tx, [settling(question, person_id) for person_id in others])
