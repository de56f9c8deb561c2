"""What people give as a reason, as it is stored."""

from typing import Final

LONGEST_REASON: Final = 500
"""Characters that are kept of a reason, unless a concept says less."""


def kept(reason: str, longest: int = LONGEST_REASON) -> str:
    """A reason as it is stored: trimmed, and cut where it is longer than there is room for."""
    text = reason.strip()
    return text if len(text) <= longest else text[: longest - 1] + "…"
