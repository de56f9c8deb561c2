"""The facts of notices about something that somebody has to decide, at the moment of sending.

`refs` of the kinds:

- `claim_in_question` {shift, officer}: urgent, to those who answer for the holder; judged
  anew when it is sent.
- `override_asked` {question, shift, officer}: urgent, to those who answer for the officer; judged likewise.
- `release_asked` {question, shift, officer}: urgent, likewise.
- `override_declined`, `release_declined` {question, shift, officer, by}: urgent, to the officer.
- `question_settled` {question, shift, officer, post}: takes the question's place for all who did not decide.
"""

from scheduling.outbox.facts import Obsolete
from scheduling.outbox.queries import find_post
from scheduling.policy.schema import Policy
from scheduling.roster.queries import person_of
from scheduling.shifts.about import NOT_HELD, OVER, STARTED, About, Refs, about_of
from scheduling.shifts.facts import Status
from scheduling.shifts.notice_facts import (
    ClaimInQuestion,
    Declined,
    OverrideAsked,
    QuestionSettled,
    ReleaseAsked,
)
from scheduling.shifts.queries import preview_claim, recheck_claim
from scheduling.shifts.questions.facts import Question, QuestionState
from scheduling.shifts.questions.rows import find_decision, find_question
from scheduling.store.transaction import Transaction

_DECIDED = Obsolete("it is decided by now")
_HAS_IT = Obsolete("the officer has the shift by now")


def load_claim_in_question(tx: Transaction, refs: Refs, policy: Policy) -> ClaimInQuestion | Obsolete:
    """Obsolete where the officer no longer holds the shift, it is over, or it breaks no rule any more."""
    about = about_of(tx, refs)
    if about.shift.ends_at <= tx.now:
        return OVER
    if not about.holds:
        return NOT_HELD
    refusals = recheck_claim(tx, about.officer, about.shift, policy)
    if not refusals:
        return Obsolete("the claim is within the rules again")
    return ClaimInQuestion(about.shift, about.officer, refusals)


def load_override_asked(tx: Transaction, refs: Refs, policy: Policy) -> OverrideAsked | Obsolete:
    """Obsolete where it is decided, the claim has landed, or it can no longer land whatever is set aside."""
    about = about_of(tx, refs)
    if about.shift.starts_at <= tx.now:
        return STARTED
    if about.holds:
        return _HAS_IT
    if _question(tx, refs).state is not QuestionState.OPEN:
        return _DECIDED
    if about.shift.status is not Status.OPEN:
        return Obsolete("the shift is not open any more")
    if not about.shift.free:
        return Obsolete("every place is taken by now")
    verdict = preview_claim(tx, officer=about.officer, shift=about.shift, policy=policy)
    return OverrideAsked(about.shift, about.officer, verdict.refusals)


def load_release_asked(tx: Transaction, refs: Refs) -> ReleaseAsked | Obsolete:
    """Obsolete where it is decided, the officer no longer holds the shift, or it is over."""
    about, question = about_of(tx, refs), _question(tx, refs)
    if about.shift.ends_at <= tx.now:
        return OVER
    if not about.holds:
        return NOT_HELD
    if question.state is not QuestionState.OPEN:
        return _DECIDED
    return ReleaseAsked(about.shift, about.officer, question.reason)


def load_override_declined(tx: Transaction, refs: Refs) -> Declined | Obsolete:
    """Obsolete where the officer has the shift all the same, or it has started."""
    about = about_of(tx, refs)
    if about.shift.starts_at <= tx.now:
        return STARTED
    return _HAS_IT if about.holds else _declined(tx, refs, about)


def load_release_declined(tx: Transaction, refs: Refs) -> Declined | Obsolete:
    """Obsolete where the officer was released all the same, or the shift is over."""
    about = about_of(tx, refs)
    if about.shift.ends_at <= tx.now:
        return OVER
    return _declined(tx, refs, about) if about.holds else NOT_HELD


def load_question_settled(tx: Transaction, refs: Refs) -> QuestionSettled | Obsolete:
    """Obsolete where the question never reached this person: there is nothing to settle."""
    if find_post(tx, refs["post"]) is None:
        return Obsolete("the question was never sent to this person")
    question = _question(tx, refs)
    decision = find_decision(tx, question)
    if decision is None and question.state is not QuestionState.LAPSED:
        raise LookupError(f"nobody has decided question {refs['question']}")
    about = about_of(tx, refs)
    return QuestionSettled(about.shift, about.officer, decision)


def _declined(tx: Transaction, refs: Refs, about: About) -> Declined:
    return Declined(about.shift, about.officer, person_of(tx, refs["by"]))


def _question(tx: Transaction, refs: Refs) -> Question:
    question = find_question(tx, refs["question"])
    if question is None:
        raise LookupError(f"there is no question {refs['question']}")
    return question
