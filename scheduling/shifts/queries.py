"""Reads of shifts and claims, as frozen facts."""

from datetime import datetime

from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.shifts.facts import ClaimVerdict, HeldShift, OnPost, OpenPage, Shift, Waiting
from scheduling.store.transaction import Transaction


def find_shift(tx: Transaction, shift_id: int) -> Shift | None:
    """The shift with this number, whatever its status, or None."""
    raise NotImplementedError


def list_open(
    tx: Transaction,
    *,
    officer: Person,
    policy: Policy,
    since: datetime | None = None,
    until: datetime | None = None,
    school_id: int | None = None,
    offset: int = 0,
    limit: int = 5,
) -> OpenPage:
    """Open shifts with a free place that this officer may see, soonest first.

    Seen are those of the officer's own agency, those open to any agency, and those for which the officer's
    agency is a back-up and the back-up's hour has come; never those the officer holds. `since` and `until`
    (aware UTC, start of the shift) default to now and the policy's open window.
    """
    raise NotImplementedError


def list_held_by(tx: Transaction, officer: Person) -> list[HeldShift]:
    """The shifts this officer holds that are not over yet, soonest first."""
    raise NotImplementedError


def list_holders(tx: Transaction, shift_id: int) -> list[tuple[Person, datetime]]:
    """Who holds places of a shift, and since when, in order of claiming."""
    raise NotImplementedError


def list_waiting(tx: Transaction, shift_id: int) -> list[Person]:
    """Who is in line for a shift, first come first."""
    raise NotImplementedError


def list_waits_of(tx: Transaction, officer: Person) -> list[Waiting]:
    """Where this officer is in line, for shifts that have not started."""
    raise NotImplementedError


def list_on_post(tx: Transaction, *, school_id: int | None = None) -> list[OnPost]:
    """Who stands where now, and the next shift of each school within the open window, by school name."""
    raise NotImplementedError


def preview_claim(tx: Transaction, *, officer: Person, shift: Shift, policy: Policy) -> ClaimVerdict:
    """What the rules say of this officer and this shift at this instant; changes nothing."""
    raise NotImplementedError
