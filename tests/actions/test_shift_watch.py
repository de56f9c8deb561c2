"""Shifts that nobody has, and officers who do not come; on both databases."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from scheduling.escalations.actions import resolve
from scheduling.escalations.facts import Ending, Escalation, EscalationKind
from scheduling.escalations.queries import list_history
from scheduling.outbox.actions import Urgency
from scheduling.policy.loader import load_policy
from scheduling.roster.facts import Person
from scheduling.shifts.actions import claim_shift, release_shift
from scheduling.shifts.attendance.actions import check_in
from scheduling.shifts.covering.cover import call_cover
from scheduling.shifts.facts import Shift
from scheduling.shifts.feed_actions import change_shifts, withdraw_shifts
from scheduling.shifts.tables import shifts
from scheduling.shifts.terms import Occasion
from scheduling.shifts.watch.sweep import BATCH, is_watch_due, sweep_watch
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.shifts import add_shift, give, moved_by_feed
from tests.factories.told import list_told
from tests.factories.watched import find_no_show, find_unfilled
from tests.people import Cast

POLICY = load_policy("default")
BY_FEED = Occasion("feed", "pull:1")
HOUR = timedelta(hours=1)


def watched(tx: Transaction, cast: Cast, starts_in: timedelta, **told: Any) -> Shift:
    return add_shift(tx, cast.quartz, tx.now + starts_in, watch_at=tx.now, **told)


def last(tx: Transaction) -> Escalation:
    return list_history(tx, limit=1)[0]


def look(database: Database, at: datetime) -> None:
    with database.begin(at) as tx:
        sweep_watch(tx, POLICY)


def claim(tx: Transaction, officer: Person, shift: Shift) -> None:
    claim_shift(tx, actor=officer, shift_id=shift.id, policy=POLICY)


def moved(database: Database, shift: Shift, at: datetime, by: timedelta) -> None:
    with database.begin(at) as tx:
        change, schools = moved_by_feed(shift, by), {shift.school.code: shift.school}
        change_shifts(tx, [change], schools=schools, policy=POLICY, by=BY_FEED)
        sweep_watch(tx, POLICY)


def test_a_shift_that_nobody_has_is_escalated_72_24_and_4_hours_before_the_last_time_urgently(
    database: Database, cast: Cast, now: datetime
) -> None:
    starts_at = now + 73 * HOUR
    with database.begin(now) as tx:
        shift = watched(tx, cast, 73 * HOUR)
        sweep_watch(tx, POLICY)
        assert find_unfilled(tx, shift) is None
    seen = []
    for before in (72, 24, 4):
        at = starts_at - before * HOUR
        look(database, at)
        with database.read(at) as tx:
            open_now = find_unfilled(tx, shift)
            assert open_now is not None
            seen.append((open_now.concern.level, open_now.urgency, open_now.concern.ends_at))
    ends_at = shift.ends_at
    assert seen == [
        (0, Urgency.CONFIRMATION, ends_at), (1, Urgency.CONFIRMATION, ends_at), (2, Urgency.URGENT, ends_at),
    ]  # fmt: skip


def test_nothing_is_looked_at_that_is_not_due(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        watched(tx, cast, 200 * HOUR)
        assert sweep_watch(tx, POLICY) == 1
    with database.begin(now + 23 * HOUR) as tx:
        assert not is_watch_due(tx)
        assert sweep_watch(tx, POLICY) == 0
    with database.begin(now + 300 * HOUR) as tx:
        sweep_watch(tx, POLICY)
        assert not is_watch_due(tx)  # it is over


def test_many_shifts_that_are_due_together_are_looked_at_a_hundred_at_a_time(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        for number in range(BATCH + 20):
            watched(tx, cast, (10 + number) * HOUR)
    rounds = []
    for _ in range(3):
        with database.begin(now) as tx:
            rounds.append(sweep_watch(tx, POLICY))
    assert rounds == [BATCH, 20, 0]


def test_the_claim_of_the_last_place_settles_it_and_that_of_another_does_not(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = watched(tx, cast, 48 * HOUR, places=2)
        sweep_watch(tx, POLICY)
        claim(tx, cast.ada, shift)
        assert find_unfilled(tx, shift) is not None
        claim(tx, cast.ben, shift)
        assert find_unfilled(tx, shift) is None
        assert (last(tx).ending, last(tx).resolved_by) == (Ending.CLAIMED, cast.ben.id)


def test_a_place_that_is_given_back_late_is_escalated_at_once_in_the_same_transaction(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = watched(tx, cast, 3 * HOUR)
        give(tx, shift, cast.ada)
        release_shift(tx, actor=cast.sol, shift_id=shift.id, policy=POLICY, officer=cast.ada, reason="ill")
        there = find_unfilled(tx, shift)
        assert there is not None
        assert there.urgency is Urgency.URGENT


def test_what_a_sergeant_has_resolved_by_hand_is_not_opened_again_before_the_next_rung(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = watched(tx, cast, 60 * HOUR)
        sweep_watch(tx, POLICY)
        there = find_unfilled(tx, shift)
        assert there is not None
        resolve(tx, actor=cast.cora, escalation_id=there.id, reason="it may stay empty until tomorrow")
    for hours, is_open in ((25, False), (36, True)):
        look(database, now + hours * HOUR)
        with database.read(now + hours * HOUR) as tx:
            assert (find_unfilled(tx, shift) is not None) is is_open


def test_a_shift_that_the_feed_withdraws_needs_nobody(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        shift = watched(tx, cast, 48 * HOUR)
        sweep_watch(tx, POLICY)
        withdraw_shifts(tx, [shift.id], reason="cancelled", by=BY_FEED)
        sweep_watch(tx, POLICY)
        assert last(tx).ending is Ending.CANCELLED
        assert tx.execute(select(shifts.c.watch_at)).scalar() is None


def test_a_shift_that_is_put_off_is_looked_at_anew_and_one_that_moves_by_half_an_hour_stays_whose_it_is(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = watched(tx, cast, 30 * HOUR)
        sweep_watch(tx, POLICY)
        first = find_unfilled(tx, shift)
        assert first is not None
    moved(database, shift, now, timedelta(minutes=30))
    with database.read(now) as tx:
        again = find_unfilled(tx, shift)
        assert again is not None
        assert again.id == first.id
        assert again.concern.ends_at == shift.ends_at + timedelta(minutes=30)
    moved(database, shift, now, timedelta(days=7))
    with database.read(now) as tx:
        assert find_unfilled(tx, shift) is None
        assert last(tx).ending is Ending.MOVED


def test_a_holder_is_briefed_two_hours_before_and_asked_urgently_a_quarter_of_an_hour_after_the_start(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = watched(tx, cast, 3 * HOUR)
        claim_id = give(tx, shift, cast.ada)
        sweep_watch(tx, POLICY)
        assert list_told(tx) == []
    ada = f"person:{cast.ada.id}"
    late = 3 * HOUR + timedelta(minutes=15)
    for after, told in ((HOUR, ["shift_brief"]), (late, ["shift_brief", "check_in_missing"])):
        look(database, now + after)
        with database.read(now + after) as tx:
            assert [one for one in list_told(tx) if one[1] == ada] == [(kind, ada) for kind in told]
    with database.read(now + late) as tx:
        there = find_no_show(tx, claim_id)
        assert there is not None
        assert (there.urgency, there.concern.ends_at) == (Urgency.URGENT, shift.ends_at)


def test_who_claims_within_two_hours_of_the_start_is_briefed_at_once(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        claim(tx, cast.ada, watched(tx, cast, HOUR))
        assert ("shift_brief", f"person:{cast.ada.id}") in list_told(tx)


def test_a_district_without_check_ins_briefs_nobody_and_looks_for_nobody(
    database: Database, cast: Cast, now: datetime
) -> None:
    chains = {key: chain for key, chain in POLICY.chains.items() if key != EscalationKind.SHIFT_NO_SHOW}
    with database.begin(now) as tx:
        shift = watched(tx, cast, HOUR)
        claim_id = give(tx, shift, cast.ada)
        sweep_watch(tx, replace(POLICY, chains=chains))
    with database.begin(now + 2 * HOUR) as tx:
        sweep_watch(tx, replace(POLICY, chains=chains))
        assert find_no_show(tx, claim_id) is None
        assert list_told(tx) == []


def test_an_officer_who_checks_in_is_looked_for_no_more(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = watched(tx, cast, HOUR)
        claim_id = give(tx, shift, cast.ada)
    look(database, now + 2 * HOUR)
    with database.begin(now + 2 * HOUR) as tx:
        assert find_no_show(tx, claim_id) is not None
        check_in(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY)
        assert find_no_show(tx, claim_id) is None
        assert last(tx).ending is Ending.CHECKED_IN


def test_who_covers_is_due_a_quarter_of_an_hour_after_taking_over(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = watched(tx, cast, HOUR)
        claim_id = give(tx, shift, cast.ada)
    at = now + 2 * HOUR
    look(database, at)
    with database.begin(at) as tx:
        there = find_no_show(tx, claim_id)
        assert there is not None
        call_cover(tx, actor=cast.sol, escalation_id=there.id, reason="no answer", policy=POLICY)
        assert find_unfilled(tx, shift) is None  # one of them is enough
        assert find_no_show(tx, claim_id) is not None
    with database.begin(at + timedelta(minutes=10)) as tx:
        claimed = claim_shift(tx, actor=cast.ben, shift_id=shift.id, policy=POLICY)
        assert find_no_show(tx, claim_id) is None
        assert (last(tx).ending, last(tx).resolved_by) == (Ending.CLAIMED, cast.ben.id)
    for minutes, is_missed in ((24, False), (25, True)):
        look(database, at + timedelta(minutes=minutes))
        with database.read(at + timedelta(minutes=minutes)) as tx:
            assert (find_no_show(tx, claimed.claim_id) is not None) is is_missed
