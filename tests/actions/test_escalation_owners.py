"""What becomes of an escalation while somebody has it: handed over, at rest, reminded of, taken away."""

from datetime import datetime, time, timedelta
from functools import partial

import pytest

from scheduling.escalations.actions import (
    acknowledge,
    escalate_now,
    hand_over,
    snooze,
)
from scheduling.escalations.facts import Ending, EntryKind, EscalationState, StepInRound
from scheduling.escalations.opening import open_escalation
from scheduling.outbox.actions import to_person
from scheduling.policy.chains import Hours
from scheduling.refusals import Rule
from scheduling.store.engine import Database
from tests.actions.told_to_sol import POLICY, refused, sal, told_to_sol
from tests.factories.escalations import (
    COORDINATOR,
    DAY,
    HOUR,
    MINUTE,
    SUPERVISOR,
    chain,
    concern,
    found,
    lines,
    list_told_people,
    opened,
    pass_time,
    policy_of,
    step,
    timeline,
)
from tests.factories.presence import leave, sleep
from tests.factories.roster import add_person, change_person
from tests.people import HERON, Cast


@pytest.fixture
def number(database: Database, cast: Cast, now: datetime) -> int:
    """One about Ada, told to Sol."""
    return told_to_sol(database, cast, now)


def test_whoever_it_is_handed_over_to_has_it_and_is_told_and_so_is_whoever_had_it(
    database: Database, cast: Cast, now: datetime, number: int
) -> None:
    with database.begin(now) as tx:
        acknowledge(tx, actor=cast.sol, escalation_id=number)
        other = sal(tx)
        assert hand_over(tx, actor=cast.cora, escalation_id=number, to=other).owner_id == other.id
    pass_time(database, POLICY, now)
    with database.begin(now) as tx:
        assert list_told_people(tx)[1:] == [to_person(cast.sol.id), to_person(other.id)]
        hand_over(tx, actor=other, escalation_id=number, to=cast.sol)
        hand_over(tx, actor=cast.sol, escalation_id=number, to=other)
    pass_time(database, POLICY, now)
    with database.read(now) as tx:  # back and forth at once: only who has it now is told
        assert list_told_people(tx)[3:] == [to_person(other.id)]


def test_it_is_handed_over_only_to_somebody_who_may_and_who_is_here(
    database: Database, cast: Cast, now: datetime, number: int
) -> None:
    with database.begin(now) as tx:
        other = sal(tx)
        leave(tx, other, until=now + DAY)
        gone = add_person(tx, agency=HERON, role="supervisor", active=False)
        acknowledge(tx, actor=cast.cora, escalation_id=number)
        for to, why, until in (
            (other, "away", now + DAY),
            (gone, "gone", None),
            (cast.ada, "may_not", None),
            (cast.cora, "self", None),
        ):
            deed = partial(hand_over, tx, actor=cast.sol, escalation_id=number, to=to)
            rule, figures = refused(deed)
            assert rule is Rule.ESCALATION_TO
            assert figures == {"name": to.name, "why": why, "until": until}


def test_a_rest_leaves_its_owner_alone_until_then_and_tells_them_once(
    database: Database, cast: Cast, now: datetime, number: int
) -> None:
    with database.begin(now) as tx:
        for _ in range(2):
            rests = snooze(tx, actor=cast.sol, escalation_id=number, until=now + 3 * HOUR)
        assert (rests.state, rests.owner_id) == (EscalationState.SNOOZED, cast.sol.id)
        assert timeline(tx, number)[-2:] == ["acknowledged", "snoozed"]
    pass_time(database, POLICY, now, now + 2 * HOUR)
    with database.read(now) as tx:
        assert list_told_people(tx) == [to_person(cast.sol.id)]
    pass_time(database, POLICY, now + 3 * HOUR)
    with database.read(now) as tx:
        assert list_told_people(tx) == [to_person(cast.sol.id)] * 2
        assert timeline(tx, number)[-1] == "woken"
        awake = found(tx, number)
        assert (awake.state, awake.next_at) == (EscalationState.ACKNOWLEDGED, now + 5 * HOUR)


def test_a_rest_moves_nothing_else_the_next_rung_is_told_at_its_time_and_the_end_comes_at_its_own(
    database: Database, cast: Cast, now: datetime, number: int
) -> None:
    about = concern(officer_id=cast.ada.id, agency=HERON, level=1, ends_at=now + 2 * DAY)
    with database.begin(now) as tx:
        snooze(tx, actor=cast.sol, escalation_id=number, until=now + 7 * DAY)
    with database.begin(now + HOUR) as tx:
        open_escalation(tx, POLICY, about)
    pass_time(database, POLICY, now + HOUR)
    with database.begin(now + HOUR) as tx:
        assert list_told_people(tx) == [to_person(cast.sol.id)] * 2
        assert timeline(tx, number)[-1] == "raised"
        snooze(tx, actor=cast.sol, escalation_id=number, until=now + 7 * DAY)
    pass_time(database, POLICY, now + 2 * DAY - MINUTE, now + 2 * DAY)
    with database.read(now + 2 * DAY) as tx:
        assert (found(tx, number).ending, found(tx, number).resolved_at) == (Ending.OVER, now + 2 * DAY)
        assert list_told_people(tx) == [to_person(cast.sol.id)] * 2


def test_it_rests_neither_in_the_past_nor_for_a_month(
    database: Database, cast: Cast, now: datetime, number: int
) -> None:
    with database.begin(now) as tx:
        past = refused(lambda: snooze(tx, actor=cast.sol, escalation_id=number, until=now))
        far = refused(lambda: snooze(tx, actor=cast.sol, escalation_id=number, until=now + 30 * DAY))
        assert past == (Rule.SNOOZE_TIME, {"until": now})
        assert far == (Rule.SNOOZE_TIME, {"until": now + 30 * DAY, "latest": now + 14 * DAY})


def test_whoever_escalates_has_the_next_told_at_once_and_has_it_no_more(
    database: Database, cast: Cast, now: datetime, number: int
) -> None:
    with database.begin(now) as tx:
        acknowledge(tx, actor=cast.sol, escalation_id=number)
        escalate_now(tx, POLICY, actor=cast.sol, escalation_id=number)
    pass_time(database, POLICY, now)
    with database.read(now) as tx:
        assert list_told_people(tx) == [to_person(cast.sol.id), to_person(cast.cora.id)]
        assert found(tx, number).owner_id is None


def test_what_somebody_has_taken_in_this_moment_is_not_escalated_past_them(
    database: Database, cast: Cast, now: datetime, number: int
) -> None:
    """The other pressed *Escalate now* before their telephone showed that somebody has it."""
    with database.begin(now) as tx:
        acknowledge(tx, actor=cast.sol, escalation_id=number)
    next_step = StepInRound(0, 1)
    with database.begin(now + timedelta(seconds=9)) as tx:
        press = partial(escalate_now, tx, POLICY, actor=cast.cora, escalation_id=number, wanted=next_step)
        taken = {"number": number, "by": cast.sol.name, "at": now}
        assert refused(press) == (Rule.ESCALATION_TAKEN, taken)
        assert found(tx, number).owner_id == cast.sol.id
    with database.begin(now + MINUTE) as tx:
        escalate_now(tx, POLICY, actor=cast.cora, escalation_id=number, wanted=next_step)
        assert found(tx, number).owner_id is None


def test_whoever_does_nothing_is_reminded_and_then_loses_it_and_the_chain_goes_on(
    database: Database, cast: Cast, now: datetime, number: int
) -> None:
    sol, cora = to_person(cast.sol.id), to_person(cast.cora.id)
    with database.begin(now) as tx:
        acknowledge(tx, actor=cast.sol, escalation_id=number)
    pass_time(database, POLICY, now, now + 2 * HOUR, now + 3 * HOUR, now + 4 * HOUR, now + 5 * HOUR)
    with database.read(now) as tx:
        assert list_told_people(tx) == [sol, sol, sol]
    pass_time(database, POLICY, now + 6 * HOUR)
    with database.read(now) as tx:
        assert sorted(list_told_people(tx)[3:]) == sorted([sol, cora])  # that it is gone; the next step
        assert lines(tx, number, EntryKind.UNACKNOWLEDGED) == [("unacknowledged", sol, "silent")]
        assert timeline(tx, number)[2:] == ["acknowledged", "reminded", "reminded", "unacknowledged", "told"]


def test_reminders_are_counted_anew_from_whoever_takes_it_next(
    database: Database, cast: Cast, now: datetime, number: int
) -> None:
    with database.begin(now) as tx:
        acknowledge(tx, actor=cast.sol, escalation_id=number)
    pass_time(database, POLICY, now + 2 * HOUR)
    with database.begin(now + 3 * HOUR) as tx:
        hand_over(tx, actor=cast.sol, escalation_id=number, to=cast.cora)
        hand_over(tx, actor=cast.cora, escalation_id=number, to=cast.sol)
    pass_time(database, POLICY, now + 3 * HOUR, now + 5 * HOUR)
    with database.read(now) as tx:
        sol = to_person(cast.sol.id)
        assert list_told_people(tx) == [sol, sol, sol, sol]  # step, reminder, handed back, reminder
        assert found(tx, number).reminded == 1


@pytest.mark.parametrize("quiet", [False, True])
def test_escalate_now_is_heard_at_night_and_quiet_hours_stay(
    database: Database, cast: Cast, now: datetime, quiet: bool
) -> None:
    """At noon, of a chain that rests until six in the evening."""
    rests = Hours(time(18, 0), time(20, 0), frozenset(range(7)), closures=False)
    policy = policy_of(chain(step(SUPERVISOR), step(COORDINATOR, after=HOUR), hours=rests))
    with database.begin(now) as tx:
        number = opened(tx, policy, concern(officer_id=cast.ada.id))
        if quiet:
            sleep(tx, cast.sol, "11:00", "14:00")
    pass_time(database, policy, now)
    with database.begin(now) as tx:
        assert list_told_people(tx) == []
        came_of_it = escalate_now(tx, policy, actor=cast.cora, escalation_id=number)
        assert [each.why for each in came_of_it] == (["quiet", "hours"] if quiet else ["hours"])
        typed_again = partial(escalate_now, tx, policy, actor=cast.sol, escalation_id=number)
        assert refused(typed_again) == (Rule.ESCALATION_TOLD, {"number": number, "at": now})
    pass_time(database, policy, now, now + MINUTE)
    with database.read(now) as tx:
        assert list_told_people(tx) == ([] if quiet else [to_person(cast.sol.id)])


def test_an_owner_who_is_deactivated_loses_it_at_once_and_the_chain_goes_on(
    database: Database, cast: Cast, now: datetime, number: int
) -> None:
    with database.begin(now) as tx:
        snooze(tx, actor=cast.sol, escalation_id=number, until=now + DAY)
    pass_time(database, POLICY, now)
    with database.begin(now + MINUTE) as tx:
        change_person(tx, cast.sol, deactivated_at=now + MINUTE)
    pass_time(database, POLICY, now + MINUTE)
    with database.read(now) as tx:
        assert lines(tx, number, EntryKind.UNACKNOWLEDGED) == [
            ("unacknowledged", to_person(cast.sol.id), "gone")
        ]
        assert list_told_people(tx)[1:] == [to_person(cast.cora.id)]
