"""What people do about a shift, to be begun at once with what others do about it."""

from functools import partial

from scheduling.policy.loader import load_policy
from scheduling.roster.facts import Person
from scheduling.shifts.actions import claim_shift, release_shift
from scheduling.shifts.facts import Shift
from tests.races.together import Deed

POLICY = load_policy("default")


def claiming(officer: Person, shift: Shift) -> Deed:
    """An officer takes a place."""
    return partial(claim_shift, actor=officer, shift_id=shift.id, policy=POLICY)


def releasing(actor: Person, shift: Shift, officer: Person) -> Deed:
    """Somebody gives an officer's place back, with a reason."""
    return partial(
        release_shift, actor=actor, shift_id=shift.id, policy=POLICY, officer=officer, reason="ill"
    )
