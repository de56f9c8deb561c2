"""Which field of a form a refusal is about, so that it stands under it and nothing typed is lost."""

from collections.abc import Mapping, Sequence

from handlers.filled import Filled
from handlers.ids import training as ids
from handlers.ids.shifts import REASON_BLOCK
from handlers.message import FieldErrors
from handlers.submissions.under_field import said_under_field
from handlers.visit import Visit
from scheduling.refusals import Refusal, Refused, Rule

_FIELDS: Mapping[Rule, tuple[str, ...]] = {
    Rule.TRAINING_DATE: (ids.DONE_ON,),
    Rule.TRAINING_TIMES: (ids.ENDS, ids.STARTS, ids.HOURS),
    Rule.TRAINING_ON_CLOCK: (ids.STARTS, ids.DONE_ON),
    Rule.TRAINING_AMOUNT: (ids.HOURS, ids.DONE_ON),
    Rule.TRAINING_MISSED: (ids.MISSED,),
    Rule.TRAINING_TWICE: (ids.PROVIDER, ids.DONE_ON),
    Rule.TRAINING_SESSION: (ids.SESSIONS,),
    Rule.TRAINING_TOPIC: (ids.TOPICS,),
    Rule.TRAINING_CERTIFICATE: (ids.CERTIFICATE, ids.CERTIFICATE_FILE),
    Rule.EXTENSION: (ids.UNTIL,),
    Rule.EXEMPTION: (ids.UNTIL,),
    Rule.REASON_MISSING: (REASON_BLOCK,),
}
"""The fields that a rule may be about; the first that the form has, and that nothing is said of yet."""


def field_errors(visit: Visit, answer: Refused) -> FieldErrors:
    """Every refusal under its field.

    Raises:
        Refused: the same, where one of them is about no field of this form: it is told as a message then.
    """
    errors: dict[str, str] = {}
    for refusal in answer.refusals:
        field = _field_of(refusal, visit.filled, errors)
        if not field:
            raise answer
        errors[field] = said_under_field(refusal, visit.zone)
    return FieldErrors(errors)


def _field_of(refusal: Refusal, filled: Filled, taken: Mapping[str, str]) -> str:
    offered: Sequence[str] = [one for one in _FIELDS.get(refusal.rule, ()) if filled.has(one)]
    free = [one for one in offered if one not in taken]
    return next(iter([*free, *offered]), "")
