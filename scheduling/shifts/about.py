"""What every shift notice is about: its shift and its officer, as they are at the moment of sending."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scheduling.outbox.facts import Obsolete
from scheduling.roster.facts import Person
from scheduling.roster.queries import person_of
from scheduling.shifts.facts import Shift
from scheduling.shifts.queries import find_held, find_shift
from scheduling.store.transaction import Transaction

Refs = Mapping[str, Any]

NOT_HELD = Obsolete("the officer no longer holds the shift")
OVER = Obsolete("the shift is over")
STARTED = Obsolete("the shift has started")


@dataclass(frozen=True, slots=True)
class About:
    """The shift and the officer; `claim_id` is None where the officer does not hold it."""

    shift: Shift
    officer: Person
    claim_id: int | None

    @property
    def holds(self) -> bool:
        """Whether the officer holds the shift."""
        return self.claim_id is not None


def about_of(tx: Transaction, refs: Refs) -> About:
    """The shift and the officer of a notice's references {shift, officer}.

    Raises:
        LookupError: one of them is not in the database.
    """
    shift, officer = shift_of_notice(tx, refs), person_of(tx, refs["officer"])
    held = find_held(tx, shift.id, officer)
    return About(shift, officer, held.claim_id if held else None)


def shift_of_notice(tx: Transaction, refs: Refs) -> Shift:
    """The shift of a notice's references {shift}.

    Raises:
        LookupError: it is not in the database.
    """
    shift = find_shift(tx, refs["shift"])
    if shift is None:
        raise LookupError(f"there is no shift {refs['shift']}")
    return shift
