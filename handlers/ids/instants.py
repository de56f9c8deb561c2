"""Instants that a button or a form carries: the original start of an occurrence, say."""

from datetime import datetime

from handlers.ids.packing import UnreadableValueError


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
    return at
