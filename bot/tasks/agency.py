"""Tells an agency's own system of claims and releases: what is new in the audit goes into the outbox."""

from typing import Final

from handlers.desk import Desk
from scheduling.shifts.announcements import BATCH, has_announcements, relay_announcements
from scheduling.store.engine import BACKGROUND_PATIENCE

_MOST_ROUNDS: Final = 20
"""In one beat; the next is a second away, and people's claims get a turn in between."""


def tell_agency(desk: Desk) -> None:
    """Relay what is new, a batch at a time; nothing is written where nothing is."""
    with desk.read() as tx:
        if not has_announcements(tx):
            return
    for _ in range(_MOST_ROUNDS):
        with desk.begin(patience=BACKGROUND_PATIENCE) as tx:
            walked = relay_announcements(tx)
        if walked < BATCH:
            return
