"""What people do with shifts. Each action authorises, gathers, decides, applies, records and enqueues, in
the transaction it is handed; it answers with frozen facts or raises `Refused` and changes nothing.
"""

from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.shifts.facts import Claimed, Released, Waiting
from scheduling.store.transaction import Transaction


def claim_shift(
    tx: Transaction,
    *,
    actor: Person,
    shift_id: int,
    policy: Policy,
    officer: Person | None = None,
    override_reason: str | None = None,
) -> Claimed:
    """Put `officer` (the actor, if left out) on a free place of a shift.

    A supervisor may act for an officer, and may set overridable rules aside with `override_reason`, which
    the audit keeps.

    Raises:
        Refused: a rule says no; FULL carries who holds the places and since when.
    """
    raise NotImplementedError


def release_shift(
    tx: Transaction,
    *,
    actor: Person,
    shift_id: int,
    policy: Policy,
    officer: Person | None = None,
    reason: str = "",
) -> Released:
    """Give `officer`'s (the actor's, if left out) place back and hand it to the first in line who passes.

    Raises:
        Refused: not held, past the cut-off for an officer alone, ended, or not entitled to act for them.
    """
    raise NotImplementedError


def join_waitlist(tx: Transaction, *, actor: Person, shift_id: int, policy: Policy) -> Waiting:
    """Put the actor in line for a full shift.

    Raises:
        Refused: the shift has a free place, or the actor could not claim it even if it had one.
    """
    raise NotImplementedError


def leave_waitlist(tx: Transaction, *, actor: Person, shift_id: int) -> None:
    """Take the actor out of line.

    Raises:
        Refused: the actor was not in line.
    """
    raise NotImplementedError


def ask_override(tx: Transaction, *, actor: Person, shift_id: int, policy: Policy) -> tuple[Person, ...]:
    """Ask those who answer for the actor to set aside what refuses the claim; answers whom was asked.

    Raises:
        Refused: nothing refuses, or something that nobody may set aside does.
    """
    raise NotImplementedError


def ask_release(
    tx: Transaction, *, actor: Person, shift_id: int, policy: Policy, reason: str
) -> tuple[Person, ...]:
    """Past the cut-off: ask those who answer for the actor to release the shift; answers whom was asked.

    Raises:
        Refused: the actor does not hold the shift, it is over, or no reason was given.
    """
    raise NotImplementedError
