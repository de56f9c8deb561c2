"""The buttons of escalations: each does it, or opens its form. What they carry only names what is meant."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from handlers.commands import escalation_acts as acts
from handlers.commands import escalation_forms as forms
from handlers.commands.escalations import one
from handlers.grammar.rests import Rest, next_week, rest_until, tomorrow
from handlers.ids import escalations as ids
from handlers.ids.escalations import EscalationRef, SnoozeRef, TurnRef
from handlers.ids.packing import UnreadableValueError
from handlers.message import Outcome
from handlers.visit import Visit

_LENGTHS = {ids.MINUTES_20: timedelta(minutes=20), ids.HOUR: timedelta(hours=1)}
_MORNINGS = {ids.TOMORROW: tomorrow, ids.NEXT_WEEK: next_week}


def press_take(visit: Visit) -> Outcome:
    """*I have it*."""
    return _answered(visit, acts.take)


def press_open(visit: Visit) -> Outcome:
    """*Open*: all of it."""
    return one(visit, visit.value(EscalationRef).escalation)


def press_escalate(visit: Visit) -> Outcome:
    """*Escalate now*."""
    drawn_for = visit.value(TurnRef)
    about = EscalationRef(drawn_for.escalation, drawn_for.post)
    return acts.answered(visit, about, partial(acts.escalate, visit, about, drawn_for.wanted))


def press_resolve(visit: Visit) -> Outcome:
    """*Resolve …*: asks how."""
    return _answered(visit, forms.resolve_form)


def press_hand_over(visit: Visit) -> Outcome:
    """*Hand over …*: asks to whom."""
    return _answered(visit, forms.hand_over_form)


def press_snooze(visit: Visit) -> Outcome:
    """A line of *Snooze*; the last asks until when."""
    about = visit.value(SnoozeRef)
    of = EscalationRef(about.escalation, about.post)
    if about.span == ids.CHOOSE:
        return acts.answered(visit, of, partial(forms.snooze_form, visit, of))
    if about.span not in {*_LENGTHS, *_MORNINGS}:
        raise UnreadableValueError("nothing rests for so long")
    return acts.answered(visit, of, partial(acts.snooze, visit, of, partial(_until, visit, about.span)))


def _answered(visit: Visit, act: Callable[[Visit, EscalationRef], Outcome]) -> Outcome:
    about = visit.value(EscalationRef)
    return acts.answered(visit, about, partial(act, visit, about))


def _until(visit: Visit, span: str, now: datetime) -> datetime:
    if span in _LENGTHS:
        return rest_until(Rest(length=_LENGTHS[span]), now, visit.zone)
    return rest_until(_MORNINGS[span](now, visit.zone), now, visit.zone)
