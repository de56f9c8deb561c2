"""The forms of escalations, sent."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from handlers.commands import escalation_acts as acts
from handlers.commands.named import find_officer_by_id
from handlers.grammar.rests import MORNING, Rest, rest_until
from handlers.ids import escalations as ids
from handlers.ids.escalations import EscalationForm, EscalationRef
from handlers.ids.packing import LARGEST
from handlers.message import FieldErrors, Outcome
from handlers.submissions.reasons import MISSING
from handlers.submissions.under_field import said_under_field
from handlers.visit import Visit
from scheduling.refusals import Refused, Rule

_FIELDS = {Rule.ESCALATION_TO: ids.ESCALATION_TO, Rule.SNOOZE_TIME: ids.ESCALATION_DAY}
"""The field that a refusal is about; any other is told as a message."""


def submit_resolve(visit: Visit) -> Outcome:
    """It is settled, and how."""
    if not visit.reason:
        return MISSING
    about = _about(visit)
    return acts.answered(visit, about, partial(acts.resolve, visit, about, visit.reason))


def submit_hand_over(visit: Visit) -> Outcome:
    """Whoever was chosen has it."""
    chosen = visit.filled.choice(ids.ESCALATION_TO)
    if not chosen.isdecimal() or int(chosen) > LARGEST:
        return FieldErrors({ids.ESCALATION_TO: "Choose somebody."})
    with visit.read() as tx:
        to = find_officer_by_id(tx, int(chosen))
    about = _about(visit)
    return _told_under_its_field(visit, about, partial(acts.hand_over, visit, about, to))


def submit_snooze(visit: Visit) -> Outcome:
    """It rests until the day and time that were chosen."""
    day = visit.filled.day(ids.ESCALATION_DAY)
    if day is None:
        return FieldErrors({ids.ESCALATION_DAY: "Choose a day."})
    rest = Rest(day=day, at=visit.filled.clock(ids.ESCALATION_TIME) or MORNING)
    about = _about(visit)
    return _told_under_its_field(
        visit, about, partial(acts.snooze, visit, about, partial(_until, visit, rest))
    )


def _until(visit: Visit, rest: Rest, now: datetime) -> datetime:
    return rest_until(rest, now, visit.zone)


def _about(visit: Visit) -> EscalationRef:
    form = visit.value(EscalationForm)
    return EscalationRef(form.escalation, form.post)


def _told_under_its_field(visit: Visit, about: EscalationRef, act: Callable[[], Outcome]) -> Outcome:
    """A refusal that is about what was chosen stands under it, so that the form can be mended."""

    def attempt() -> Outcome:
        try:
            return act()
        except Refused as answer:
            return _error_of(visit, answer)

    return acts.answered(visit, about, attempt)


def _error_of(visit: Visit, answer: Refused) -> Outcome:
    refusal = answer.refusals[0]
    field = _FIELDS.get(refusal.rule)
    if field is None:
        raise answer
    return FieldErrors({field: said_under_field(refusal, visit.zone)})
