"""*Claim*, *Claim it*, *Ask … to override*."""

from handlers.commands import claims
from handlers.ids.shifts import ShiftRef
from handlers.message import Outcome
from handlers.visit import Visit


def press_preview(visit: Visit) -> Outcome:
    """*Claim* in a list: what it would mean."""
    about = visit.value(ShiftRef)
    return claims.preview(visit, about.shift, about.look)


def press_claim(visit: Visit) -> Outcome:
    """*Claim it* under a preview."""
    about = visit.value(ShiftRef)
    return claims.claim(visit, about.shift, about.look)


def press_ask_override(visit: Visit) -> Outcome:
    """*Ask … to override*."""
    about = visit.value(ShiftRef)
    return claims.ask(visit, about.shift, about.look)
