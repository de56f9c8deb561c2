"""Officers come and go while others look for them: who is there is not looked for, nothing is kept twice."""

from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

import pytest

from scheduling.escalations.facts import Ending, EscalationKind
from scheduling.refusals import Rule
from scheduling.roster.facts import Person
from scheduling.shifts.attendance.actions import check_in, check_out
from scheduling.shifts.attendance.clock_ins import Clocked, ClockedIn, find_clock_news, note_clock_ins
from scheduling.shifts.attendance.rows import find_check_in
from scheduling.shifts.facts import Shift
from scheduling.shifts.feed_actions import lock_concerned
from scheduling.shifts.watch.sweep import sweep_watch
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.escalated import list_escalated
from tests.factories.shifts import add_shift, give
from tests.factories.told import list_recorded
from tests.factories.watched import find_no_show, watch_all
from tests.people import Cast
from tests.races.shift_deeds import POLICY, releasing
from tests.races.together import Deed, at_once

AGAIN = pytest.mark.parametrize("again", range(2))
LATE = timedelta(minutes=20)
SWEEPING = partial(sweep_watch, policy=POLICY)


class Held(NamedTuple):
    """A shift that has begun a while ago, and the claim by which Ada holds it."""

    shift: Shift
    claim_id: int


def prepared(database: Database, cast: Cast, now: datetime, began: timedelta = LATE) -> Held:
    """Nobody has looked at it yet: the brief, the nudge and the escalation are due at once."""
    with database.begin(now - began) as tx:
        shift = add_shift(tx, cast.quartz, tx.now, watch_at=tx.now, external_id="J1")
        return Held(shift, give(tx, shift, cast.ada))


def coming(actor: Person, held: Held, officer: Person) -> Deed:
    return partial(
        check_in, actor=actor, shift_id=held.shift.id, policy=POLICY, officer=officer, reason="radio down"
    )


def clocked(officer: Person, at: datetime) -> Deed:
    def note(tx: Transaction) -> None:
        news = find_clock_news(tx, "tests", [Clocked("J1", ClockedIn(officer.email, at))])
        lock_concerned(tx, news.shift_ids)
        note_clock_ins(tx, news)

    return note


def endings(tx: Transaction) -> list[str]:
    """How each search for somebody ended; empty: they are looked for still."""
    return [each.ending for each in list_escalated(tx, EscalationKind.SHIFT_NO_SHOW)]


def is_looked_for(tx: Transaction, held: Held) -> bool:
    return find_no_show(tx, held.claim_id) is not None


@AGAIN
@pytest.mark.parametrize("by", ["her own word", "the agency's clock"])
def test_an_officer_who_has_come_as_they_are_found_missing_is_not_looked_for(
    database: Database, cast: Cast, now: datetime, by: str, again: int
) -> None:
    held = prepared(database, cast, now)
    comes = coming(cast.ada, held, cast.ada) if by == "her own word" else clocked(cast.ada, now)
    assert at_once(database, now, SWEEPING, comes, SWEEPING) == [None] * 3
    watch_all(database, POLICY, now)
    with database.read(now) as tx:
        assert not is_looked_for(tx, held)
        assert endings(tx) in ([], [Ending.CHECKED_IN])
        assert find_check_in(tx, held.claim_id).in_at == now


@AGAIN
def test_who_comes_is_written_down_once_whoever_says_so(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    held = prepared(database, cast, now)
    said = at_once(
        database, now, coming(cast.ada, held, cast.ada), coming(cast.ada, held, cast.ada),
        coming(cast.sol, held, cast.ada), clocked(cast.ada, now),
    )  # fmt: skip
    assert said[:3].count(Rule.CHECKED_IN) >= 2
    assert said[3] is None
    with database.read(now) as tx:
        assert [verb for _, verb in list_recorded(tx)].count("shift_checked_in") == 1


@AGAIN
def test_who_presses_both_buttons_at_once_has_come_and_has_gone_only_if_they_had_come(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    held = prepared(database, cast, now)
    leaving = partial(check_out, actor=cast.ada, shift_id=held.shift.id)
    said = at_once(database, now, leaving, coming(cast.ada, held, cast.ada))
    assert said in ([Rule.NOT_CHECKED_IN, None], [None, None])
    with database.read(now) as tx:
        known = find_check_in(tx, held.claim_id)
        assert known.in_at == now
        assert known.out_at == (now if said[0] is None else None)


@AGAIN
def test_a_shift_that_is_given_back_as_its_officer_is_found_missing_leaves_nobody_to_look_for(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    held = prepared(database, cast, now)
    giving_back = releasing(cast.sol, held.shift, cast.ada)
    assert at_once(database, now, SWEEPING, giving_back) == [None, None]
    watch_all(database, POLICY, now)
    with database.read(now) as tx:
        assert not is_looked_for(tx, held)
        assert endings(tx) in ([], [Ending.RELEASED])
