"""An officer is told once that a clock has started, of all that start together in one message.

Not of what began before Muster knew the officer, nor of what comes back because the officer has done it, nor
of what has reached a rung already: the countdown tells that.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from scheduling.outbox.actions import Notice, to_person
from scheduling.outbox.joining import enqueue_joined
from scheduling.policy.requirements import Countdown
from scheduling.roster.facts import Person
from scheduling.roster.rules import refusal_of_presence
from scheduling.roster.tables import people
from scheduling.store.transaction import Transaction
from scheduling.training.facts import Obligation, ObligationState
from scheduling.training.ledger import Ledger
from scheduling.training.rules.ladder import next_hour_to_tell, rung_at
from scheduling.zones import local_day, zone


def tell_starts(
    tx: Transaction, before: Sequence[Ledger], after: Sequence[Ledger], countdown: Countdown
) -> None:
    """Tell the officers whose clocks a review has started, at the next hour that is civil where they are."""
    known = {each.id for ledger in before for each in ledger.obligations}
    started = {
        ledger.person.id: (ledger, fresh)
        for ledger in after
        if refusal_of_presence(ledger.person) is None
        and (fresh := [each for each in ledger.obligations if each.id not in known])
    }
    added = _added_at(tx, list(started))
    told = [
        (ledger.person, ids)
        for number, (ledger, fresh) in started.items()
        if (ids := [each.id for each in fresh if _is_told(each, ledger, added.get(number))])
    ]
    enqueue_joined(tx, [_notice(tx, person, ids, countdown) for person, ids in told], "obligations")


def _is_told(obligation: Obligation, ledger: Ledger, added_at: datetime | None) -> bool:
    begins_later = added_at is None or obligation.starts_on > ledger.person.day_at(added_at)
    runs = obligation.state is ObligationState.OPEN and not obligation.is_renewal
    return begins_later and runs and rung_at(obligation, ledger.today) is None


def _added_at(tx: Transaction, person_ids: Sequence[int]) -> Mapping[int, datetime | None]:
    if not person_ids:
        return {}
    rows = tx.execute(select(people.c.id, people.c.added_at).where(people.c.id.in_(person_ids)))
    return {row.id: row.added_at for row in rows}


def _notice(tx: Transaction, officer: Person, ids: Sequence[int], countdown: Countdown) -> Notice:
    at = zone(officer.zone)
    due_at = next_hour_to_tell(countdown, at, tx.now)
    return Notice(
        kind="training_started",
        addressee=to_person(officer.id),
        refs={"officer": officer.id, "obligations": list(ids)},
        dedupe_key=f"training_started:{officer.id}:{local_day(due_at, at)}",
        due_at=due_at,
    )
