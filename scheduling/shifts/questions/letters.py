"""The notices that a question causes: it is put, it is settled in place, the officer reads the answer."""

from collections.abc import Mapping

from scheduling.outbox.actions import Notice, Urgency, to_person
from scheduling.roster.facts import Person
from scheduling.shifts.questions.facts import Question


def putting(question: Question, asked: Person) -> Notice:
    """The question as one of those asked reads it: a standing message, so that it can be settled in place."""
    return Notice(
        kind=f"{question.kind}_asked",
        addressee=to_person(asked.id),
        dedupe_key=f"{question.kind}_asked:{question.id}:{asked.id}",
        refs=_refs(question),
        urgency=Urgency.URGENT,
        post_key=_post_key(question, asked.id),
    )


def settling(question: Question, person_id: int) -> Notice:
    """What became of it, in the place of the question, for one of those who were asked."""
    key = _post_key(question, person_id)
    return Notice(
        kind="question_settled",
        addressee=to_person(person_id),
        dedupe_key=f"question_settled:{question.id}:{person_id}",
        refs={**_refs(question), "post": key},
        post_key=key,
    )


def declining(question: Question, by: Person) -> Notice:
    """The officer reads who said no."""
    return Notice(
        kind=f"{question.kind}_declined",
        addressee=to_person(question.officer_id),
        dedupe_key=f"{question.kind}_declined:{question.id}",
        refs={**_refs(question), "by": by.id},
        urgency=Urgency.URGENT,
    )


def _refs(question: Question) -> Mapping[str, object]:
    return {"question": question.id, "shift": question.shift_id, "officer": question.officer_id}


def _post_key(question: Question, person_id: int) -> str:
    return f"question:{question.id}:{person_id}"
