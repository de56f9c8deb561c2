"""*Claim*, *Claim it*, *Ask … to override*."""

from handlers.commands import claims
from handlers.ids import ShiftRef
from handlers.message import Outcome
from handlers.visit import Visit


def press_preview(visit: Visit) -> Outcome:
    """*Claim* in a list: what it would mean."""
    return claims.preview(visit, visit.value(ShiftRef).shift)


def press_claim(visit: Visit) -> Outcome:
    """*Claim it* under a preview."""
    return claims.claim(visit, visit.value(ShiftRef).shift)


def press_ask_override(visit: Visit) -> Outcome:
    """*Ask … to override*."""
    return claims.ask(visit, visit.value(ShiftRef).shift)
