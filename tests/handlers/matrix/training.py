"""What training stands on the stage, and what is typed into its forms.

Ada owes a course and her yearly hours, and has missed her orientation. For the hours she has handed in
something that waits for a word, and asked for more time; one session of the course is planned for today.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from handlers.ids import training as ids
from scheduling.policy.requirements import Approver, Consequence, ExtensionTerms
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.store.transaction import Transaction
from scheduling.training.records.actions import log_training
from scheduling.training.records.entry import Entry
from scheduling.training.requests.actions import ask_extension
from tests.factories.countdowns import COURSE, HOURS, TODAY
from tests.factories.owing import change_obligation, owed_by, owing, packs

_HOURS = replace(HOURS, extension=ExtensionTerms(31), exempted_by=Approver.SUPERVISOR)
_UNTIL = (TODAY + timedelta(days=60)).isoformat()
"""Past the end of the course, and within what may be granted; for the hours a day of an exemption."""

TRAINING_FORMS = frozenset(
    {
        ids.LOG_TRAINING, ids.CONFIRM_TRAINING, ids.ASK_EXTENSION, ids.ASK_EXEMPTION, ids.EXTEND_TRAINING,
        ids.EXEMPT_TRAINING, ids.REFUSE_TRAINING, ids.GRANT_REQUEST, ids.DECLINE_REQUEST,
    }
)  # fmt: skip

_MISSED = replace(COURSE, key="orientation", title="Orientation", consequence=Consequence.TELL)

POLICY: Policy = packs(COURSE, _HOURS, _MISSED)


def set_training(tx: Transaction, ada: Person, private: str) -> dict[str, int]:
    """Put Ada on the clock; answers the numbers of what then stands there."""
    owing(tx, ada, POLICY)
    course, hours = owed_by(tx, ada), owed_by(tx, ada, _HOURS)
    change_obligation(tx, course, told_on=TODAY, told_rung=30)
    missed = owed_by(tx, ada, _MISSED)
    slot = Entry(COURSE.key, TODAY, sessions=("Session 1",), provider=private, planned=True)
    done = Entry(_HOURS.key, TODAY, topics=("Active shooter",), minutes=120, provider=private)
    asked = ask_extension(
        tx, actor=ada, obligation_id=hours.id, until=hours.due_on + timedelta(days=9), reason=private
    )
    assert asked.request is not None
    numbers = {
        "course": course.id,
        "hours": hours.id,
        "missed": missed.id,
        "slot": log_training(tx, actor=ada, officer=ada, entry=slot, policy=POLICY).record.id,
        "record": log_training(tx, actor=ada, officer=ada, entry=done, policy=POLICY).record.id,
        "request": asked.request.id,
    }
    change_obligation(tx, missed, state="overdue", due_on=TODAY - timedelta(days=1))
    return numbers


def typed_into(form: str) -> dict[str, Any]:
    """The inputs of one of its forms, filled in well."""
    if form == ids.LOG_TRAINING:
        return {
            ids.DONE_ON: _only("selected_date", TODAY.isoformat()),
            ids.SESSIONS: _only("selected_options", [{"value": "1"}]),
        }
    granted = TODAY.replace(year=2027, month=1, day=5).isoformat()
    return {ids.UNTIL: _only("selected_date", granted if form == ids.GRANT_REQUEST else _UNTIL)}


def _only(kind: str, value: object) -> dict[str, Any]:
    return {"input": {kind: value}}
