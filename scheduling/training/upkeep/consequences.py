"""What follows a missed deadline, and its cure: overdue, blocked, handing back, told; and cleared again."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from scheduling.outbox.actions import SUPERVISORS_CHANNEL, Notice, enqueue, to_person
from scheduling.outbox.joining import enqueue_joined
from scheduling.policy.requirements import Consequence, Countdown
from scheduling.roster.actions import NewStanding, set_standings
from scheduling.roster.facts import Person, Standing
from scheduling.roster.queries import list_answering_for_each
from scheduling.store.transaction import Transaction
from scheduling.training.facts import Obligation, ObligationState
from scheduling.training.ledger import Ledger
from scheduling.training.rules.ladder import next_hour_to_tell
from scheduling.training.rules.standing import standing_of
from scheduling.training.tables import obligations
from scheduling.training.upkeep.trail import TRAINING
from scheduling.zones import local_day, zone_or_utc

GATHERING: Final = timedelta(minutes=2)
"""For so long at least a message about what is overdue waits for what the next transactions find."""

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


def tell_overdue(
    tx: Transaction, ledgers: Sequence[Ledger], overdue: Sequence[Obligation], countdown: Countdown
) -> None:
    """Tell those who answer for the officers, in one message each, of all that has just become overdue; the
    supervisors' channel where nobody answers. They read it at the next hour that is civil where they are,
    together with all that others find to be overdue until then.
    """
    officers = {ledger.person.id: ledger.person for ledger in ledgers}
    concerned = [officers[number] for number in dict.fromkeys(each.person_id for each in overdue)]
    answering = list_answering_for_each(tx, concerned)
    told: dict[str, tuple[Person, list[int]]] = {}
    for each in overdue:
        officer = officers[each.person_id]
        readers = [(to_person(reader.id), reader) for reader in answering[officer.id]]
        for addressee, reader in readers or [(SUPERVISORS_CHANNEL, officer)]:
            told.setdefault(addressee, (reader, []))[1].append(each.id)
    batch = [_notice(tx, addressee, at, ids, countdown) for addressee, (at, ids) in told.items()]
    enqueue_joined(tx, batch, "obligations")


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


def _notice(
    tx: Transaction, addressee: str, reader: Person, ids: Sequence[int], countdown: Countdown
) -> Notice:
    at = zone_or_utc(reader.zone)
    due_at = next_hour_to_tell(countdown, at, tx.now + GATHERING)
    return Notice(
        kind="training_overdue",
        addressee=addressee,
        refs={"obligations": list(ids)},
        dedupe_key=f"training_overdue:{addressee}:{local_day(due_at, at)}",
        due_at=due_at,
    )


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
