"""Which days of a file are taken in, and how its bytes are told apart."""

from datetime import date
from hashlib import sha256
from typing import Final

from scheduling.presence.imports.facts import What, Window
from scheduling.zones import months_after

MONTHS_AHEAD: Final = {What.ROTA: 13, What.CLOSURES: 25}
"""From the first of this month on. Series without an end are taken in so far, and again each month."""


def window_of(what: What, today: date) -> Window:
    """The days that are taken in on a local day."""
    first = today.replace(day=1)
    return Window(first, months_after(first, MONTHS_AHEAD[what]))


def digest_of(content: bytes, window: Window) -> str:
    """The same bytes in the same window say the same."""
    return sha256(f"{window.since}{window.until}".encode() + content).hexdigest()
