"""*Ask the back-up agency*, *Message eligible officers*, *Assign …*, *Call for cover …*."""

from handlers.commands import covering
from handlers.commands.beside import beside_escalation
from handlers.message import Outcome
from handlers.visit import Visit


def press_ask_backup(visit: Visit) -> Outcome:
    """Lets the back-up agency in."""
    return beside_escalation(visit, covering.ask_backup_agency)


def press_offer(visit: Visit) -> Outcome:
    """Asks ten officers."""
    return beside_escalation(visit, covering.message_eligible)


def press_assign(visit: Visit) -> Outcome:
    """Opens the form that asks whom."""
    return beside_escalation(visit, covering.assign_form)


def press_cover(visit: Visit) -> Outcome:
    """Opens the form that asks why."""
    return beside_escalation(visit, covering.cover_form)
