"""What every action asks first: may this person act, for whom, and on which shift."""

from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person
from scheduling.roster.rules import answers_for, refusal_of_presence
from scheduling.roster.tables import people
from scheduling.shifts.facts import ClaimFacts, Shift
from scheduling.shifts.gather import gather_claim
from scheduling.shifts.queries import find_shift
from scheduling.shifts.tables import shifts
from scheduling.store.transaction import Transaction


def authorise(actor: Person, officer: Person) -> None:
    """Let nobody through who may do nothing, or does not answer for the officer.

    Raises:
        Refused: DEACTIVATED or INACTIVE of the actor; NOT_ENTITLED {actor, officer}.
    """
    refusal = refusal_of_presence(actor)
    if refusal is None and not answers_for(actor, officer):
        refusal = Refusal(Rule.NOT_ENTITLED, {"actor": actor.name, "officer": officer.name})
    if refusal is not None:
        raise Refused(refusal)


def authorise_override(actor: Person, officer: Person) -> None:
    """Let only those through who answer for the officer and are somebody else.

    Raises:
        Refused: what `authorise` refuses; OWN_OVERRIDE {name}.
    """
    authorise(actor, officer)
    if actor.id == officer.id:
        raise Refused(Refusal(Rule.OWN_OVERRIDE, {"name": officer.name}))


def share_shift(tx: Transaction, shift_id: int, officer: Person) -> None:
    """Keep the officer to this transaction, and the shift as it is; others may claim it at the same time."""
    tx.lock(people, [officer.id])
    tx.lock(shifts, [shift_id], shared=True)


def hold_shift(tx: Transaction, shift_id: int, *who: Person) -> None:
    """Keep people and then the shift to this transaction until it ends."""
    tx.lock(people, [person.id for person in who])
    tx.lock(shifts, [shift_id])


def access_shift(tx: Transaction, shift_id: int) -> Shift:
    """The shift with this number.

    Raises:
        Refused: NO_SUCH_SHIFT {number}.
    """
    shift = find_shift(tx, shift_id)
    if shift is None:
        raise Refused(_no_such_shift(shift_id))
    return shift


def access_facts(tx: Transaction, officer: Person, shift_id: int) -> ClaimFacts:
    """The facts for a claim of the shift with this number.

    Raises:
        Refused: NO_SUCH_SHIFT {number}.
    """
    facts = gather_claim(tx, officer, shift_id)
    if facts is None:
        raise Refused(_no_such_shift(shift_id))
    return facts


def _no_such_shift(shift_id: int) -> Refusal:
    return Refusal(Rule.NO_SUCH_SHIFT, {"number": shift_id})
