"""*Ask the back-up agency*, *Message eligible officers*, *Assign …*, *Call for cover …*."""

from collections.abc import Callable

from handlers.commands import covering
from handlers.commands.beside import beside
from handlers.ids.escalations import EscalationRef
from handlers.message import Outcome
from handlers.visit import Visit


def press_ask_backup(visit: Visit) -> Outcome:
    """Lets the back-up agency in."""
    return _answered(visit, covering.ask_backup_agency)


def press_offer(visit: Visit) -> Outcome:
    """Asks ten officers."""
    return _answered(visit, covering.message_eligible)


def press_assign(visit: Visit) -> Outcome:
    """Opens the form that asks whom."""
    return _answered(visit, covering.assign_form)


def press_cover(visit: Visit) -> Outcome:
    """Opens the form that asks why."""
    return _answered(visit, covering.cover_form)


def _answered(visit: Visit, act: Callable[[Visit, int], Outcome]) -> Outcome:
    number = visit.value(EscalationRef).escalation
    return beside(visit, lambda: act(visit, number))
