"""`question_settled`: what was asked of several is decided by one; the others read so in its place."""

from handlers.blocks.decided import decided, lapsed
from handlers.message import Message
from scheduling.roster.facts import Person
from scheduling.shifts.notice_facts import QuestionSettled


def question_settled(facts: QuestionSettled, addressee: Person | None) -> Message:
    """To somebody who was asked and did not decide."""
    if facts.decision is None:
        return lapsed(facts.shift, facts.officer)
    return decided(facts.decision, facts.shift, facts.officer, addressee or facts.officer)
