"""What people see: the open list, their own shifts, who is on; on both databases."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from scheduling.policy.loader import load_policy
from scheduling.policy.schema import Limit, Policy
from scheduling.refusals import Rule
from scheduling.shifts.queries import list_held_by, list_on_post, list_open, preview_claim
from scheduling.store.engine import Database
from tests.factories.shifts import add_shift, change_shift_row, give
from tests.people import HERON, KESTREL, Cast

POLICY = load_policy("default")
DAY = timedelta(days=1)


def test_an_officer_sees_open_shifts_of_the_own_agency_and_of_none_soonest_first(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        later = add_shift(tx, cast.quartz, now + 3 * DAY, agency=HERON)
        sooner = add_shift(tx, cast.basalt, now + 2 * DAY)
        add_shift(tx, cast.quartz, now + 2 * DAY, agency="Osprey Town Police")
        page = list_open(tx, officer=cast.ada, policy=POLICY)
    assert ([shift.id for shift in page.shifts], page.total, page.more) == ([sooner.id, later.id], 2, False)


def test_a_back_up_officer_sees_a_shift_from_72_hours_before(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        told: dict[str, Any] = {"agency": HERON, "backup_agencies": ["Osprey Town Police", KESTREL]}
        near = add_shift(tx, cast.quartz, now + 3 * DAY, **told)
        add_shift(tx, cast.quartz, now + 3 * DAY + timedelta(seconds=1), **told)
        page = list_open(tx, officer=cast.cleo, policy=POLICY)
    assert [shift.id for shift in page.shifts] == [near.id]


@pytest.mark.parametrize(
    "change", ["as it is", "agencies off", "back-up from tomorrow", "agencies until today"]
)
def test_whoever_sees_a_shift_is_not_refused_it_for_the_agency_and_the_other_way_round(
    database: Database, cast: Cast, now: datetime, change: str
) -> None:
    agency, backup = POLICY.rules[Rule.AGENCY], POLICY.backup_opens
    policy = {
        "as it is": POLICY,
        "agencies off": _with_agency_rule(replace(agency, value=False)),
        "agencies until today": _with_agency_rule(replace(agency, until=now.date())),
        "back-up from tomorrow": replace(
            POLICY, backup_opens=replace(backup, value=timedelta(hours=1), since=now.date() + DAY)
        ),
    }[change]
    with database.begin(now) as tx:
        shifts = [
            add_shift(tx, cast.quartz, now + timedelta(hours=hours), agency=agency, backup_agencies=backups)
            for hours in (0.5, 2, 11, 13, 20, 100)
            for agency, backups in ((HERON, []), (HERON, [KESTREL]), (KESTREL, []), ("", []))
        ]
        for officer in (cast.ada, cast.cleo):
            verdicts = [preview_claim(tx, officer=officer, shift=shift, policy=policy) for shift in shifts]
            passed = {
                verdict.shift.id
                for verdict in verdicts
                if Rule.AGENCY not in {refusal.rule for refusal in verdict.refusals}
            }
            seen = list_open(tx, officer=officer, policy=policy, limit=100)
            assert {shift.id for shift in seen.shifts} == passed


def _with_agency_rule(limit: Limit[bool]) -> Policy:
    return replace(POLICY, rules={**POLICY.rules, Rule.AGENCY: limit})


def test_an_agency_whose_name_is_part_of_another_is_not_taken_for_it(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        add_shift(tx, cast.quartz, now + DAY, agency=HERON, backup_agencies=[f"{KESTREL} Reserve"])
        assert list_open(tx, officer=cast.cleo, policy=POLICY).total == 0


def test_what_is_full_started_closed_withdrawn_far_away_or_ones_own_is_not_open(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        give(tx, add_shift(tx, cast.quartz, now + DAY), cast.ben)
        give(tx, add_shift(tx, cast.quartz, now + DAY, places=2), cast.ada)
        add_shift(tx, cast.quartz, now)
        add_shift(tx, cast.quartz, now + 15 * DAY)
        for status in ("draft", "closed", "withdrawn"):
            add_shift(tx, cast.quartz, now + DAY, status=status)
        assert list_open(tx, officer=cast.ada, policy=POLICY).total == 0
        assert list_open(tx, officer=cast.ada, policy=POLICY, since=now - DAY).total == 0


def test_a_shift_under_way_that_wants_cover_is_open_until_it_is_over_and_stands_first(
    database: Database, cast: Cast, now: datetime
) -> None:
    hour = timedelta(hours=1)
    with database.begin(now) as tx:
        coming = add_shift(tx, cast.quartz, now + DAY, agency=HERON)
        wanted = add_shift(tx, cast.quartz, now - hour, agency=HERON, cover_called_at=now)
        add_shift(tx, cast.quartz, now - hour, agency=KESTREL, cover_called_at=now)
        add_shift(tx, cast.quartz, now - 9 * hour, agency=HERON, cover_called_at=now - 8 * hour)
        theirs = add_shift(tx, cast.quartz, now - hour, agency=HERON, cover_called_at=now)
        give(tx, theirs, cast.ben)
        ada: dict[str, Any] = {"officer": cast.ada, "policy": POLICY}
        assert [shift.id for shift in list_open(tx, **ada).shifts] == [wanted.id, coming.id]
        today, tomorrow, gone = ((now + days * DAY, now + (days + 1) * DAY) for days in (0, 1, -2))
        assert [list_open(tx, **ada, since=a, until=b).total for a, b in (today, tomorrow, gone)] == [1, 1, 0]
        verdict = preview_claim(tx, officer=cast.ada, shift=wanted, policy=POLICY)
        assert verdict.passes


def test_the_list_is_filtered_by_school_and_week_and_turned_page_by_page(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        numbers = [add_shift(tx, cast.quartz, now + day * DAY).id for day in range(1, 8)]
        add_shift(tx, cast.basalt, now + DAY)
        at_quartz: dict[str, Any] = {"officer": cast.ada, "policy": POLICY, "school_id": cast.quartz.id}
        first = list_open(tx, **at_quartz, limit=3)
        last = list_open(tx, **at_quartz, limit=3, offset=6)
        week = list_open(tx, **at_quartz, since=now + 2 * DAY, until=now + 4 * DAY)
    assert ([shift.id for shift in first.shifts], first.total, first.more) == (numbers[:3], 7, True)
    assert ([shift.id for shift in last.shifts], last.total, last.more) == (numbers[6:], 7, False)
    assert [shift.id for shift in week.shifts] == numbers[1:3]


def test_an_officer_sees_the_shifts_held_until_they_are_over(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        running, over = (
            add_shift(tx, cast.quartz, now - timedelta(hours=7)),
            add_shift(tx, cast.quartz, now - DAY),
        )
        coming = add_shift(tx, cast.basalt, now + DAY)
        for shift in (coming, running, over):
            give(tx, shift, cast.ada)
        assert [held.shift.id for held in list_held_by(tx, cast.ada)] == [running.id, coming.id]


def test_a_sergeant_sees_who_stands_where_now_and_next_and_which_post_is_empty(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        running = add_shift(tx, cast.quartz, now - timedelta(hours=1), places=2)
        give(tx, running, cast.ben, place=2)
        give(tx, running, cast.ada, place=1)
        following = add_shift(tx, cast.quartz, now + DAY)
        add_shift(tx, cast.quartz, now + 2 * DAY)
        empty = add_shift(tx, cast.basalt, now + DAY)
        change_shift_row(tx, add_shift(tx, cast.basalt, now + timedelta(hours=1)), status="withdrawn")
        posts = list_on_post(tx)
        here = list_on_post(tx, school_id=cast.basalt.id)
    assert [(post.shift.id, post.now, [who.name for who in post.officers]) for post in posts] == [
        (empty.id, False, []),
        (running.id, True, ["Ada Alder", "Ben Birch"]),
        (following.id, False, []),
    ]
    assert [post.shift.id for post in here] == [empty.id]
