"""`feed_held`: a delivery of the feed waits for a coordinator."""

from handlers.blocks.feed import held_delivery
from handlers.message import Message
from scheduling.feed.notices import FeedHeld
from scheduling.roster.facts import Person, Role


def feed_held(facts: FeedHeld, addressee: Person | None) -> Message:
    """To the supervisors' channel and to each coordinator."""
    may_decide = addressee is not None and addressee.role is Role.COORDINATOR
    return held_delivery(facts, may_decide=may_decide)
