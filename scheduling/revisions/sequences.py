"""Numbers that calendar programs compare: of two versions of an entry they take the one with the higher."""

from datetime import UTC, datetime
from typing import Final

_SINCE: Final = datetime(2020, 1, 1, tzinfo=UTC)


def sequence_at(moment: datetime) -> int:
    """A SEQUENCE that an instant gives: seconds since 2020. It fits the 31 bits that programs give it until
    2088, and does not fall when a backup is restored, as a mere count would (ADR 0024).
    """
    return int((moment - _SINCE).total_seconds())
