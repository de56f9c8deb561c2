"""Of which escalation a sweep failed: then that one is set aside (`set_aside.py`), and the others go on."""

from collections.abc import Iterator
from contextlib import contextmanager

from scheduling.store.troubles import find_trouble


class StumbledError(Exception):
    """A sweep failed over one escalation; what led to it is its cause.

    Attributes:
        escalation_id: which one.
    """

    def __init__(self, escalation_id: int) -> None:
        """Name it."""
        super().__init__(f"escalation {escalation_id} could not be taken further")
        self.escalation_id = escalation_id


@contextmanager
def naming(escalation_id: int) -> Iterator[None]:
    """What is done within concerns one escalation.

    Raises:
        StumbledError: it failed. What the database is to blame for is raised as it is: that concerns all.
    """
    try:
        yield
    except Exception as error:
        if find_trouble(error) is not None:
            raise
        raise StumbledError(escalation_id) from error
