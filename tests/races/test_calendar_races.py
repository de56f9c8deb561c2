"""Calendars that everybody changes at the same moment: nobody waits for ever, and none misses a change."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import func, select

from scheduling.audit.actions import Change, record
from scheduling.calendars.facts import Display
from scheduling.calendars.subscriptions import open_subscription, revoke_subscription
from scheduling.calendars.tables import calendar_pages
from scheduling.calendars.touch import touch_calendars
from scheduling.policy.loader import load_policy
from scheduling.revisions.counting import list_counted
from scheduling.revisions.facts import Scope
from scheduling.revisions.tables import calendars
from scheduling.shifts.actions import claim_shift, release_shift
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.calendars import events_of, fetch, open_link
from tests.factories.shifts import add_shift
from tests.people import Cast
from tests.races.together import at_once

AGAIN = pytest.mark.parametrize("again", range(5))
POLICY = load_policy("default")
HOUR = timedelta(hours=1)


@AGAIN
def test_whoever_touches_the_same_calendars_in_another_order_does_not_wait_for_ever(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    everybody = [cast.ada.id, cast.ben.id, cast.cleo.id, cast.sol.id]
    for person in (cast.ada, cast.ben, cast.cleo, cast.sol):
        open_link(database, now, person)
    open_link(database, now, cast.sol, Scope.TEAM)

    def touch(order: list[int], tx: Transaction, *, audited_first: bool) -> None:
        change = Change("tests", "touched", "person", order[0])
        if audited_first:
            record(tx, change)
        for person_id in order:
            touch_calendars(tx, people=[person_id])
        if not audited_first:
            record(tx, change)

    deeds = [
        partial(touch, everybody[::step], audited_first=first) for step in (1, -1) for first in (True, False)
    ]
    assert at_once(database, now, *deeds, *deeds) == [None] * 8
    with database.read(now) as tx:
        least = tx.execute(select(func.min(calendars.c.revision))).scalar_one()
    assert least >= 10  # counted, held once, and touched eight times


@AGAIN
def test_a_link_that_is_opened_while_the_last_one_is_revoked_is_counted(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    old = open_link(database, now, cast.sol, Scope.SCHOOL, cast.quartz.id).subscription
    said = at_once(
        database,
        now,
        partial(revoke_subscription, actor=cast.sol, subscription_id=old.id),
        partial(
            open_subscription, actor=cast.cora, scope=Scope.SCHOOL, scope_id=cast.quartz.id, display=Display()
        ),
    )
    assert said == [None, None]
    with database.read(now) as tx:
        assert list_counted(tx) == [("school", cast.quartz.id)]


@AGAIN
def test_a_calendar_that_is_fetched_while_it_changes_is_true_in_the_end(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    token, later = open_link(database, now, cast.ada).token, now + HOUR
    with database.begin(now) as tx:
        shifts = [add_shift(tx, cast.quartz, now + timedelta(days=day)) for day in (3, 5, 7)]

    def fetched(_tx: Transaction) -> None:
        assert fetch(database, later, token) is not None

    for shift in shifts:
        claim = partial(claim_shift, actor=cast.ada, shift_id=shift.id, policy=POLICY)
        if database.file is None:  # SQLite has one writer, and this test's deeds each hold a transaction
            assert at_once(database, later, claim, fetched, fetched) == [None] * 3
        else:
            with database.begin(later) as tx:
                claim(tx)
        found = fetch(database, later, token)
        assert found is not None
        assert f"shift-{shift.id}@muster" in events_of(found.text)
    with database.begin(later) as tx:
        release_shift(tx, actor=cast.ada, shift_id=shifts[0].id, policy=POLICY)
        assert tx.execute(select(func.count()).select_from(calendar_pages)).scalar_one() == 1
    found = fetch(database, later, token)
    assert found is not None
    assert events_of(found.text)[f"shift-{shifts[0].id}@muster"]["STATUS"] == "CANCELLED"
