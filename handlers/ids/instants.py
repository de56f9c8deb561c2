"""Instants that a button or a form carries: the original start of an occurrence, say."""

from datetime import UTC, datetime, timedelta
from typing import Final

from handlers.ids.packing import UnreadableValueError

_FIRST: Final = datetime(2000, 1, 1, tzinfo=UTC)
_LAST: Final = _FIRST + timedelta(days=36_525)
"""A hundred years: what is said of an instant is said in somebody's time zone, and years 1 and 9999 are in
some zones none any more.
"""


def read_instant(carried: str) -> datetime:
    """An aware instant, written as ISO.

    Raises:
        UnreadableValueError: it is none.
    """
    try:
        at = datetime.fromisoformat(carried)
    except ValueError as error:
        raise UnreadableValueError("no instant") from error
    if at.tzinfo is None:
        raise UnreadableValueError("an instant names its zone")
    if not _FIRST <= at < _LAST:
        raise UnreadableValueError("nothing takes place then")
    return at
