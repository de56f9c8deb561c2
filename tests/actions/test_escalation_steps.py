"""An escalation from its opening to its end, step by step."""

from datetime import date, datetime

import pytest

from scheduling.escalations.actions import acknowledge
from scheduling.escalations.facts import Ending, EntryKind, EscalationKind, EscalationState
from scheduling.escalations.opening import open_escalation, refresh
from scheduling.escalations.queries import list_entries
from scheduling.escalations.settling import resolve_subject
from scheduling.outbox.actions import to_person
from scheduling.policy.chains import Hours
from scheduling.policy.schema import Policy
from scheduling.store.engine import Database
from tests.factories.escalations import (
    DAY,
    HOUR,
    MINUTE,
    Put,
    chain,
    concern,
    found,
    list_put,
    list_told_people,
    open_and_tell,
    opened,
    pass_time,
    policy_of,
    timeline,
)
from tests.people import Cast

CHANNEL_TOLD = "channel:supervisors"
PLAIN = policy_of(chain())
URGENT = policy_of(chain(urgent_from=0))


def test_each_step_is_told_once_in_its_order_and_then_the_chain_begins_anew(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        number = opened(tx, PLAIN, concern(officer_id=cast.ada.id))
    pass_time(database, PLAIN, now, now + MINUTE, now + HOUR, now + 2 * HOUR)
    sol, cora = to_person(cast.sol.id), to_person(cast.cora.id)
    with database.read(now) as tx:
        assert list_told_people(tx) == [CHANNEL_TOLD, sol, cora]
        assert timeline(tx, number) == ["opened", "told", "told", "told"]
        assert found(tx, number).next_at == now + HOUR + DAY
    pass_time(database, PLAIN, now + HOUR + DAY)
    with database.read(now) as tx:
        assert list_told_people(tx) == [CHANNEL_TOLD, sol, cora, CHANNEL_TOLD, sol]
        assert timeline(tx, number)[4:] == ["repeated", "told", "told"]
        assert (found(tx, number).round, found(tx, number).step) == (1, 1)


def test_a_sweep_that_comes_late_counts_the_next_step_from_when_it_told(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        number = opened(tx, PLAIN, concern(officer_id=cast.ada.id))
    pass_time(database, PLAIN, now + 5 * HOUR)
    with database.read(now) as tx:
        assert list_told_people(tx) == [CHANNEL_TOLD, to_person(cast.sol.id)]
        assert found(tx, number).next_at == now + 6 * HOUR


def test_what_is_opened_twice_is_open_once(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        opened(tx, PLAIN)
        assert open_escalation(tx, PLAIN, concern()) is None
        assert open_escalation(tx, PLAIN, concern(part="another")) is not None
        assert open_escalation(tx, PLAIN, concern("shift:413")) is not None


@pytest.mark.parametrize(
    "policy",
    [
        policy_of(),
        policy_of(chain(on=False)),
        policy_of(chain(until=date(2026, 8, 11))),
    ],
    ids=["not in the pack", "off", "no longer in force"],
)
def test_what_the_pack_does_not_escalate_is_not_opened(
    database: Database, cast: Cast, now: datetime, policy: Policy
) -> None:
    with database.begin(now) as tx:
        assert open_escalation(tx, policy, concern()) is None


def test_a_chain_that_is_switched_off_ends_what_is_open(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        number = opened(tx, PLAIN)
    pass_time(database, policy_of(chain(on=False)), now)
    with database.read(now) as tx:
        assert found(tx, number).ending is Ending.SWITCHED_OFF
        assert list_put(tx) == []


def test_once_resolved_it_may_be_opened_again_under_another_number(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        first = opened(tx, PLAIN)
        assert resolve_subject(tx, EscalationKind.SHIFT_UNFILLED, "shift:412", Ending.CLAIMED) == [first]
        assert resolve_subject(tx, EscalationKind.SHIFT_UNFILLED, "shift:412", Ending.CLAIMED) == []
        second = opened(tx, PLAIN)
    assert second != first


def test_what_settles_one_of_several_parts_leaves_the_others(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        first = opened(tx, PLAIN, concern(part="first"))
        second = opened(tx, PLAIN, concern(part="second"))
        kind = EscalationKind.SHIFT_UNFILLED
        assert resolve_subject(tx, kind, "shift:412", Ending.CANCELLED, part="first") == [first]
        assert resolve_subject(tx, kind, "shift:412", Ending.CANCELLED, part="first") == []
        assert resolve_subject(tx, kind, "shift:412", Ending.CANCELLED) == [second]


def test_what_is_over_by_time_ends_by_itself_and_tells_nobody_any_more(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        number = opened(tx, PLAIN, concern(ends_at=now + 30 * MINUTE, officer_id=cast.ada.id))
    pass_time(database, PLAIN, now, now + 29 * MINUTE)
    with database.read(now) as tx:
        assert found(tx, number).state is EscalationState.OPEN
    pass_time(database, PLAIN, now + 30 * MINUTE, now + 2 * HOUR)
    with database.read(now) as tx:
        over = found(tx, number)
        assert (over.ending, over.next_at, over.resolved_at) == (Ending.OVER, None, now + 30 * MINUTE)
        assert len(list_put(tx)) == 2


def test_a_shift_that_is_moved_takes_its_end_along_and_keeps_its_next_step(
    database: Database, cast: Cast, now: datetime
) -> None:
    [number] = open_and_tell(database, PLAIN, now, concern(ends_at=now + 30 * MINUTE, officer_id=cast.ada.id))
    with database.begin(now) as tx:
        refresh(tx, EscalationKind.SHIFT_UNFILLED, "shift:412", ends_at=now + 2 * DAY)
        assert found(tx, number).concern.ends_at == now + 2 * DAY
        assert open_escalation(tx, PLAIN, concern(ends_at=now + 3 * DAY)) is None
        assert found(tx, number).concern.ends_at == now + 3 * DAY
        assert found(tx, number).next_at == now + HOUR


def test_the_next_rung_begins_the_chain_anew_where_nobody_has_it(
    database: Database, cast: Cast, now: datetime
) -> None:
    rungs = policy_of(chain(urgent_from=2))
    [number] = open_and_tell(database, rungs, now, concern(officer_id=cast.ada.id))
    with database.begin(now + MINUTE) as tx:
        assert open_escalation(tx, rungs, concern(officer_id=cast.ada.id)) is None
        assert timeline(tx, number) == ["opened", "told", "told"]
        assert open_escalation(tx, rungs, concern(officer_id=cast.ada.id, level=2)) is None
    pass_time(database, rungs, now + MINUTE)
    with database.read(now) as tx:
        sol = to_person(cast.sol.id)
        assert list_put(tx)[2:] == [Put(CHANNEL_TOLD, (number,), 0), Put(sol, (number,), 0)]
        assert timeline(tx, number)[3:] == ["raised", "told", "told"]
    with database.begin(now) as tx:
        assert open_escalation(tx, rungs, concern(level=1)) is None  # never down again
        assert found(tx, number).concern.level == 2


def test_the_next_rung_is_told_to_its_owner_alone_where_somebody_has_it(
    database: Database, cast: Cast, now: datetime
) -> None:
    rungs = policy_of(chain(urgent_from=1))
    [number] = open_and_tell(database, rungs, now, concern(officer_id=cast.ada.id))
    with database.begin(now) as tx:
        acknowledge(tx, actor=cast.sol, escalation_id=number)
        open_escalation(tx, rungs, concern(level=1))
    pass_time(database, rungs, now)
    with database.read(now) as tx:
        assert list_put(tx)[2:] == [Put(to_person(cast.sol.id), (number,), 0)]
        assert found(tx, number).owner_id == cast.sol.id


def test_outside_its_hours_a_chain_is_held_and_the_record_says_until_when(
    database: Database, cast: Cast, now: datetime
) -> None:
    office = policy_of(chain(hours=Hours(now.time().replace(hour=7), now.time().replace(hour=18))))
    evening, morning = now + 8 * HOUR, now + 19 * HOUR
    with database.begin(evening) as tx:
        number = opened(tx, office, concern(officer_id=cast.ada.id))
    pass_time(database, office, evening, morning - MINUTE)
    with database.read(now) as tx:
        assert list_put(tx) == []
        held = list_entries(tx, number)[1]
        assert (held.kind, held.until, held.why) == (EntryKind.HELD, morning, "hours")
    pass_time(database, office, morning)
    with database.read(now) as tx:
        assert list_told_people(tx) == [CHANNEL_TOLD, to_person(cast.sol.id)]
