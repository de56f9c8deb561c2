"""`/sso`: what Muster does for the person who asks."""

from handlers.blocks.help import what_you_can_do
from handlers.message import Outcome
from handlers.visit import Visit


def sso(visit: Visit) -> Outcome:
    """The `/sso` command, whatever is typed after it."""
    return what_you_can_do(visit.person)
