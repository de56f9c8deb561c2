"""Escalations about training: `obligation:ID`, with the deadline as its part, opened at the last rungs and
once it is overdue. Done, put off, let off, asked no more, or the officer gone: then it is over.

What a person has resolved is opened anew on the next rung, or for another deadline, and not before.
"""

from collections.abc import Iterable
from typing import Final

from scheduling.escalations.facts import Concern, Ending, EscalationKind
from scheduling.escalations.opening import open_escalation
from scheduling.escalations.settled import settled_levels
from scheduling.escalations.settling import resolve_subject
from scheduling.policy.chains import Chain
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.roster.rules import refusal_of_presence
from scheduling.store.transaction import Transaction
from scheduling.training.facts import Obligation, ObligationState
from scheduling.training.ledger import Ledger
from scheduling.training.rules.escalating import level_of
from scheduling.zones import zone

_KIND: Final = EscalationKind.TRAINING

_ENDINGS: Final = {
    ObligationState.DONE: Ending.COMPLETED,
    ObligationState.EXEMPT: Ending.EXEMPTED,
    ObligationState.ENDED: Ending.CANCELLED,
}


def chain_of(policy: Policy) -> Chain | None:
    """The chain by which training is escalated; None where the packs have none that is on."""
    chain = policy.chains.get(_KIND.value)
    return chain if chain is not None and chain.on else None


def escalate_training(tx: Transaction, ledgers: Iterable[Ledger], policy: Policy) -> None:
    """Open or raise what has come to a rung of the chain; what is on it already is left alone.

    Args:
        tx: a write transaction that holds the people.
        ledgers: what they owe, as it stands.
        policy: the packs in use.
    """
    if (chain := chain_of(policy)) is None:
        return
    due = [
        (ledger.person, each, level)
        for ledger in ledgers
        if refusal_of_presence(ledger.person) is None
        for each in ledger.obligations
        if (level := level_of(each, chain, zone(ledger.person.zone), tx.now)) is not None
    ]
    settled = settled_levels(tx, _KIND, [_subject(each) for _, each, _ in due])
    for officer, obligation, level in due:
        if level > settled.get((_subject(obligation), _part(obligation)), -1):
            open_escalation(tx, policy, _concern(officer, obligation, level))


def resolve_training(tx: Transaction, before: Iterable[Ledger], after: Iterable[Ledger]) -> None:
    """Resolve what a review has settled or moved, and whatever is about officers who are gone."""
    known = {each.id: each for ledger in before for each in ledger.obligations}
    for ledger in after:
        is_gone = refusal_of_presence(ledger.person) is not None
        for each in ledger.obligations:
            was = known.get(each.id)
            if was is not None and was.runs and not each.runs:
                resolve_subject(tx, _KIND, _subject(each), _ENDINGS[each.state], why=each.reason)
            elif was is not None and was.due_on != each.due_on:
                resolve_subject(tx, _KIND, _subject(each), Ending.PUT_OFF, part=_part(was))
            elif is_gone and each.runs:
                resolve_subject(tx, _KIND, _subject(each), Ending.CANCELLED, why="the officer has left")


def resolve_granted(tx: Transaction, obligation: Obligation, ending: Ending, *, by: Person, why: str) -> None:
    """Somebody has put the deadline off, or let the officer off."""
    resolve_subject(tx, _KIND, _subject(obligation), ending, by=by, why=why)


def _concern(officer: Person, obligation: Obligation, level: int) -> Concern:
    return Concern(
        _KIND,
        _subject(obligation),
        zone=officer.zone,
        part=_part(obligation),
        level=level,
        officer_id=officer.id,
        agency=officer.agency,
    )


def _subject(obligation: Obligation) -> str:
    return f"obligation:{obligation.id}"


def _part(obligation: Obligation) -> str:
    return obligation.due_on.isoformat()
