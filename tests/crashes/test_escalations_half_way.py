"""Wherever something that becomes of an escalation breaks off, nothing of it is there; then it is done."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

import pytest

from scheduling.escalations.actions import acknowledge, escalate_now, hand_over, resolve, snooze
from scheduling.escalations.facts import Ending, EscalationKind
from scheduling.escalations.opening import open_escalation
from scheduling.escalations.settling import resolve_subject
from scheduling.escalations.sweep import sweep_escalations
from scheduling.escalations.unreached import note_unreached
from scheduling.outbox.actions import to_person
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.crashes.half_way import all_of_it_or_nothing, breaks
from tests.factories.escalations import (
    CHANNEL,
    COORDINATOR,
    DAY,
    HOUR,
    SUPERVISOR,
    chain,
    concern,
    is_escalation_due,
    list_told_people,
    open_and_tell,
    opened,
    policy_of,
    step,
)
from tests.people import Cast

POLICY = policy_of(
    chain(
        step(CHANNEL, SUPERVISOR), step(COORDINATOR, after=HOUR), urgent_from=1, remind=(HOUR,),
        unacknowledge=2 * HOUR,
    )
)  # fmt: skip


@dataclass(frozen=True)
class Open:
    """One that the channel and Sol have been told of."""

    cast: Cast
    number: int


class Deed(Protocol):
    """Something that becomes of it."""

    def __call__(self, tx: Transaction, of: Open) -> object:
        """Do it."""
        ...


def open_another(tx: Transaction, of: Open) -> None:
    open_escalation(tx, POLICY, concern("shift:1", officer_id=of.cast.ada.id))


def raise_it(tx: Transaction, of: Open) -> None:
    open_escalation(tx, POLICY, concern(level=1, officer_id=of.cast.ada.id))


def take(tx: Transaction, of: Open) -> None:
    acknowledge(tx, actor=of.cast.sol, escalation_id=of.number)


def rest(tx: Transaction, of: Open) -> None:
    snooze(tx, actor=of.cast.sol, escalation_id=of.number, until=tx.now + HOUR)


def hand_it_over(tx: Transaction, of: Open) -> None:
    hand_over(tx, actor=of.cast.sol, escalation_id=of.number, to=of.cast.cora)


def escalate(tx: Transaction, of: Open) -> None:
    escalate_now(tx, POLICY, actor=of.cast.sol, escalation_id=of.number)


def end(tx: Transaction, of: Open) -> None:
    resolve(tx, actor=of.cast.sol, escalation_id=of.number, reason="Ben steps in")


def settle(tx: Transaction, of: Open) -> None:
    resolve_subject(tx, EscalationKind.SHIFT_UNFILLED, "shift:412", Ending.CLAIMED)


def go_on(tx: Transaction, of: Open) -> None:
    sweep_escalations(tx, POLICY, by_mail=True)


def be_refused(tx: Transaction, of: Open) -> None:
    note_unreached(tx, POLICY, "escalation_post", {"post": 2}, to_person(of.cast.sol.id))


@pytest.fixture
def there(database: Database, now: datetime, cast: Cast) -> Open:
    [number] = open_and_tell(database, POLICY, now, concern(officer_id=cast.ada.id))
    return Open(cast, number)


@pytest.mark.parametrize(
    "deed",
    [open_another, raise_it, take, rest, hand_it_over, escalate, end, settle, go_on, be_refused],
    ids=lambda deed: deed.__name__,
)
def test_what_breaks_off_half_way_has_done_nothing(
    database: Database, there: Open, now: datetime, deed: Deed
) -> None:
    all_of_it_or_nothing(database, partial(deed, of=there), now + HOUR)


def test_a_sweep_that_is_broken_off_at_every_write_in_turn_tells_everybody_once(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        for each in range(2):
            opened(tx, POLICY, concern(f"shift:{each}", officer_id=cast.ada.id, level=each % 2))
    for moment in (now, now + HOUR, now + HOUR + DAY):
        broken_at = 0
        while is_due(database, moment):
            if not breaks(database, partial(go_on, of=Open(cast, 0)), moment, broken_at, writing=True):
                broken_at = -1
            broken_at += 1
    with database.read(now) as tx:
        told = Counter(list_told_people(tx))
    channel, sol, cora = "channel:supervisors", to_person(cast.sol.id), to_person(cast.cora.id)
    # what is urgent and what is not go in messages of their own, in two rounds for the channel and Sol
    assert told == {channel: 4, sol: 4, cora: 2}


def is_due(database: Database, now: datetime) -> bool:
    with database.read(now) as tx:
        return is_escalation_due(tx)
