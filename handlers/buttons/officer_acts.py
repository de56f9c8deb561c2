"""*Extend …*, *Hand back shifts …*, *Release …*, *Release all …*, *Ask them again*, out of an escalation."""

from handlers.commands import officer_acts as acts
from handlers.commands.beside import beside, beside_escalation
from handlers.ids.shifts import OfficerRef
from handlers.ids.training import ObligationRef
from handlers.message import Outcome
from handlers.visit import Visit


def press_extend(visit: Visit) -> Outcome:
    """Opens the form that asks until when."""
    about = visit.value(ObligationRef).obligation
    return beside(visit, lambda: acts.extension_form(visit, about))


def press_release(visit: Visit) -> Outcome:
    """Opens the form that asks why, of one shift."""
    about = visit.value(OfficerRef)
    return beside(visit, lambda: acts.release_form(visit, about.shift, about.officer))


def press_hand_back(visit: Visit) -> Outcome:
    """Opens the form that asks why."""
    return beside_escalation(visit, acts.hand_back_form)


def press_release_all(visit: Visit) -> Outcome:
    """Opens the form that asks why."""
    return beside_escalation(visit, acts.release_all_form)


def press_ask_again(visit: Visit) -> Outcome:
    """Reminds whoever has not said yes or no."""
    return beside_escalation(visit, acts.ask_who_comes)
