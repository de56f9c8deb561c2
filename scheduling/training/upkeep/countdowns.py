"""The countdown: an officer is told of every rung once, at a civil hour, of all that they owe in one message;
those who answer for the officer are told when a deadline is near.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from sqlalchemy import bindparam

from scheduling.outbox.actions import Notice, Urgency, enqueue, to_person
from scheduling.outbox.queries import list_waiting_refs
from scheduling.policy.requirements import Countdown
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_answering_for_each
from scheduling.store.transaction import Transaction
from scheduling.training.facts import Obligation
from scheduling.training.ledger import Ledger
from scheduling.training.rules.escalating import level_of
from scheduling.training.rules.ladder import is_hour_to_tell, next_hour_to_tell, rung_to_tell
from scheduling.training.tables import obligations
from scheduling.training.upkeep.escalating import chain_of
from scheduling.training.upkeep.looks import told_last
from scheduling.zones import local_day, zone, zone_or_utc

_TOLD: Final = (
    obligations.update()
    .where(obligations.c.id == bindparam("of_obligation"))
    .values(told_rung=bindparam("rung"), told_on=bindparam("day"))
)


@dataclass(frozen=True, slots=True)
class _Told:
    """What one officer is told on one local day: obligations, as they were before, each with its rung."""

    officer: Person
    day: date
    rungs: Mapping[int, int]

    @property
    def key(self) -> str:
        return f"training_countdown:{self.officer.id}"


def tell_rungs(tx: Transaction, ledgers: Sequence[Ledger], policy: Policy) -> list[Ledger]:
    """Tell each person, whose own hour it is, what has come so far; answers everybody's ledger as it then is.

    The caller holds the people.
    """
    told = {
        each.officer.id: each for ledger in ledgers if (each := _to_tell(ledger, policy.countdown, tx.now))
    }
    if not told:
        return list(ledgers)
    tx.execute(
        _TOLD,
        [
            {"of_obligation": number, "rung": rung, "day": each.day}
            for each in told.values()
            for number, rung in each.rungs.items()
        ],
    )
    enqueue(tx, _countdowns(tx, list(told.values())))
    enqueue(tx, _to_supervisors(tx, ledgers, told, policy))
    return [_as_told(ledger, told.get(ledger.person.id)) for ledger in ledgers]


def _to_tell(ledger: Ledger, countdown: Countdown, now: datetime) -> _Told | None:
    person = ledger.person
    at = zone(person.zone)
    today = local_day(now, at)
    last = told_last(ledger.obligations)
    if not is_hour_to_tell(countdown, at, now) or (last is not None and last >= today):
        return None
    rungs = {each.id: rung for each in ledger.obligations if (rung := rung_to_tell(each, today)) is not None}
    return _Told(person, today, rungs) if rungs else None


def _countdowns(tx: Transaction, told: Sequence[_Told]) -> list[Notice]:
    """One message an officer. It takes the place of one that still waits, and tells what that would have."""
    waiting = list_waiting_refs(tx, {each.key for each in told})
    return [
        Notice(
            kind="training_countdown",
            addressee=to_person(each.officer.id),
            refs={
                "officer": each.officer.id,
                "day": each.day.isoformat(),
                "obligations": sorted(
                    {*each.rungs, *(id_ for refs in waiting.get(each.key, ()) for id_ in refs["obligations"])}
                ),
            },
            dedupe_key=f"{each.key}:{each.day.isoformat()}",
            supersede_key=each.key,
        )
        for each in told
    ]


def _to_supervisors(
    tx: Transaction, ledgers: Iterable[Ledger], told: Mapping[int, _Told], policy: Policy
) -> list[Notice]:
    """One message a supervisor and day; who is in it is asked when it is sent. Where the chain of escalations
    is on, its rungs and what is overdue are told by it, and not once more here.
    """
    near = [
        ledger.person
        for ledger in ledgers
        if (each := told.get(ledger.person.id)) is not None and _is_near(ledger, each, policy, tx.now)
    ]
    supervisors = {
        supervisor.id: supervisor
        for answering in list_answering_for_each(tx, near).values()
        for supervisor in answering
    }
    return [_team(tx.now, supervisor, policy.countdown) for supervisor in supervisors.values()]


def _is_near(ledger: Ledger, told: _Told, policy: Policy, now: datetime) -> bool:
    chain, at = chain_of(policy), zone(ledger.person.zone)
    escalated = {
        each.id
        for each in ledger.obligations
        if chain is not None and level_of(each, chain, at, now) is not None
    }
    return any(
        0 <= rung <= policy.countdown.supervisor_days
        for number, rung in told.rungs.items()
        if number not in escalated
    )


def _team(now: datetime, supervisor: Person, countdown: Countdown) -> Notice:
    at = zone_or_utc(supervisor.zone)
    due_at = next_hour_to_tell(countdown, at, now)
    day = local_day(due_at, at).isoformat()
    return Notice(
        kind="training_team",
        addressee=to_person(supervisor.id),
        refs={"supervisor": supervisor.id, "day": day, "days": countdown.supervisor_days},
        dedupe_key=f"training_team:{supervisor.id}:{day}",
        urgency=Urgency.DIGEST,
        due_at=due_at,
        supersede_key=f"training_team:{supervisor.id}",
    )


def _as_told(ledger: Ledger, told: _Told | None) -> Ledger:
    if told is None:
        return ledger
    return replace(ledger, obligations=tuple(_marked(each, told) for each in ledger.obligations))


def _marked(obligation: Obligation, told: _Told) -> Obligation:
    rung = told.rungs.get(obligation.id)
    return obligation if rung is None else replace(obligation, told_rung=rung, told_on=told.day)
