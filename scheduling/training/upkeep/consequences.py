"""What follows a missed deadline, and its cure: overdue, blocked, handing back; and cleared again."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from scheduling.outbox.actions import Notice, enqueue, to_person
from scheduling.policy.requirements import Consequence
from scheduling.roster.actions import NewStanding, set_standings
from scheduling.roster.facts import Person, Standing
from scheduling.roster.queries import list_answering_for_each
from scheduling.store.transaction import Transaction
from scheduling.training.facts import Obligation, ObligationState
from scheduling.training.ledger import Ledger
from scheduling.training.rules.standing import standing_of
from scheduling.training.tables import obligations
from scheduling.training.upkeep.trail import TRAINING

_OVERDUE: Final = {"state": ObligationState.OVERDUE.value}
_HANDING_BACK: Final = {**_OVERDUE, "handing_back": True}


def pass_deadlines(tx: Transaction, ledgers: Sequence[Ledger]) -> list[Ledger]:
    """Turn what is open past its deadline into what is overdue; answers everybody's ledger as it then is.

    Where the terms say so, the officer's coming shifts begin to be handed back.
    """
    missed = [each for ledger in ledgers for each in ledger.obligations if _is_missed(each, tx)]
    _write(tx, missed, handing_back=True)
    _write(tx, missed, handing_back=False)
    gone = {each.id for each in missed}
    return [
        replace(
            ledger,
            obligations=tuple(_overdue(each) if each.id in gone else each for each in ledger.obligations),
        )
        for ledger in ledgers
    ]


def write_standings(tx: Transaction, ledgers: Iterable[Ledger]) -> None:
    """Write each person's standing as their obligations say it, and tell who may work again.

    Somebody of whom nothing was ever asked keeps the standing they have.
    """
    standings = [_standing_of(ledger) for ledger in ledgers if ledger.obligations]
    set_standings(tx, standings, actor=TRAINING)
    _tell_cleared(tx, [each.person for each in standings if _clears(each)])


def _standing_of(ledger: Ledger) -> NewStanding:
    verdict = standing_of(ledger.obligations, ledger.progress)
    return NewStanding(ledger.person, verdict.standing, verdict.reason, verdict.source)


def _clears(new: NewStanding) -> bool:
    return new.person.standing is Standing.BLOCKED and new.standing is Standing.CLEAR


def _is_missed(obligation: Obligation, tx: Transaction) -> bool:
    return obligation.state is ObligationState.OPEN and obligation.due_at <= tx.now


def _hands_back(obligation: Obligation) -> bool:
    return obligation.requirement.consequence is Consequence.HAND_BACK


def _write(tx: Transaction, missed: Iterable[Obligation], *, handing_back: bool) -> None:
    ids = [each.id for each in missed if _hands_back(each) is handing_back]
    if ids:
        values = _HANDING_BACK if handing_back else _OVERDUE
        tx.execute(obligations.update().where(obligations.c.id.in_(ids)).values(**values))


def _overdue(obligation: Obligation) -> Obligation:
    return replace(obligation, state=ObligationState.OVERDUE, handing_back=_hands_back(obligation))


def _tell_cleared(tx: Transaction, cleared: Sequence[Person]) -> None:
    answering = list_answering_for_each(tx, cleared)
    enqueue(
        tx,
        [
            Notice(
                kind="training_cleared",
                addressee=to_person(reader.id),
                refs={"officer": officer.id},
                dedupe_key=f"training_cleared:{officer.id}:{tx.now.isoformat()}:{reader.id}",
            )
            for officer in cleared
            for reader in (officer, *answering[officer.id])
        ],
    )
