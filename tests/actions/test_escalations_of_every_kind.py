"""Every kind of escalation through its whole life, by the chains that the default pack really has: who is
told until somebody has it, what becomes of it when they do nothing, and nights, weekends and clocks.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from scheduling.escalations.actions import acknowledge, hand_over
from scheduling.escalations.facts import Ending, EntryKind, Escalation, EscalationKind, EscalationState
from scheduling.escalations.queries import list_entries
from scheduling.escalations.settling import resolve_subject
from scheduling.outbox.actions import to_person
from scheduling.policy.chains import Step, Target
from scheduling.policy.loader import load_policy
from scheduling.store.engine import Database
from tests.factories.escalation_promises import broken_promises
from tests.factories.escalations import (
    DAY,
    HOUR,
    MINUTE,
    concern,
    found,
    lines,
    list_told_people,
    opened,
    pass_time,
    timeline,
)
from tests.factories.roster import change_person
from tests.people import HERON, Cast

POLICY = load_policy("default")
NEW_YORK = ZoneInfo("America/New_York")
CHANNEL_TOLD = "channel:supervisors"

EVERY_KIND = pytest.mark.parametrize("kind", EscalationKind)

_AT_ONCE, _AT_SEVEN, _ON_MONDAY = "at once", "at seven the next day", "at eight on Monday"
RESTS = {
    EscalationKind.SHIFT_UNFILLED: _AT_SEVEN,
    EscalationKind.SHIFT_NO_SHOW: _AT_ONCE,
    EscalationKind.TRAINING: _ON_MONDAY,
    EscalationKind.QUALIFICATION: _ON_MONDAY,
    EscalationKind.MEETING_SHORT: _AT_SEVEN,
    EscalationKind.FEED: _AT_ONCE,
    EscalationKind.NOTICES: _AT_ONCE,
    EscalationKind.OFFICER_GONE: _AT_SEVEN,
    EscalationKind.REPORT: _AT_ONCE,
}
"""When what is seen on a Saturday night is told first."""


def open_one(database: Database, cast: Cast, kind: EscalationKind, at: datetime, zone: str = "") -> int:
    """One about Ada, just seen."""
    about = concern(
        f"{kind}:7", kind=kind, officer_id=cast.ada.id, agency=HERON, zone=zone or "America/Phoenix"
    )
    with database.begin(at) as tx:
        return opened(tx, POLICY, about)


def seen(database: Database, number: int, at: datetime) -> tuple[Escalation, list[str]]:
    """How it stands, and to whom messages have gone by then, in their order."""
    with database.read(at) as tx:
        return found(tx, number), list_told_people(tx)


def due_next(database: Database, number: int, now: datetime) -> datetime:
    """When its next step, reminder or round comes."""
    at = seen(database, number, now)[0].next_at
    assert at is not None
    return at


def told_by(step: Step, cast: Cast) -> list[str]:
    """Whom a step tells in this district, where Sol answers for Ada and there is no rota."""
    sol, cora = to_person(cast.sol.id), to_person(cast.cora.id)
    means = {
        Target.CHANNEL: {CHANNEL_TOLD}, Target.SUPERVISOR: {sol}, Target.ON_DUTY: {sol},
        Target.COORDINATOR: {cora}, Target.EVERYONE: {sol, cora},
    }  # fmt: skip
    return sorted({each for tell in step.tell for each in means[tell.target]})


@EVERY_KIND
def test_each_step_tells_whom_the_pack_says_once_and_after_the_last_it_begins_anew(
    database: Database, cast: Cast, now: datetime, kind: EscalationKind
) -> None:
    number, steps = open_one(database, cast, kind, now), POLICY.chains[kind].steps
    heard, before = [], 0
    for _ in (*steps, steps[0]):
        now = due_next(database, number, now)
        pass_time(database, POLICY, now, now + MINUTE)
        _, told = seen(database, number, now)
        heard.append(sorted(told[before:]))
        before = len(told)
    assert heard == [told_by(step, cast) for step in (*steps, steps[0])]
    there, _ = seen(database, number, now)
    assert (there.round, there.step) == (1, 1)
    with database.read(now) as tx:
        assert timeline(tx, number).count("repeated") == 1
        assert broken_promises(tx, POLICY) == []


@EVERY_KIND
def test_who_has_it_is_reminded_loses_it_has_it_again_from_another_and_it_ends_by_itself(
    database: Database, cast: Cast, now: datetime, kind: EscalationKind
) -> None:
    number, chain = open_one(database, cast, kind, now), POLICY.chains[kind]
    pass_time(database, POLICY, now)
    with database.begin(now) as tx:
        acknowledge(tx, actor=cast.cora, escalation_id=number)
    assert chain.unacknowledge is not None
    moments = [now + after for after in (*chain.remind, chain.unacknowledge)]
    pass_time(database, POLICY, moments[0] - MINUTE, *moments)
    lost_at, sol = moments[-1], to_person(cast.sol.id)
    with database.begin(lost_at) as tx:
        assert timeline(tx, number).count("reminded") == len(chain.remind)
        assert lines(tx, number, EntryKind.UNACKNOWLEDGED) == [
            ("unacknowledged", to_person(cast.cora.id), "silent")
        ]
        assert found(tx, number).state is EscalationState.OPEN
        hand_over(tx, actor=cast.cora, escalation_id=number, to=cast.sol)
        before = len(list_told_people(tx))
    pass_time(database, POLICY, lost_at + MINUTE)
    there, told = seen(database, number, lost_at)
    assert (there.owner_id, told[before:]) == (cast.sol.id, [sol])
    with database.begin(lost_at + 2 * MINUTE) as tx:
        resolve_subject(tx, kind, f"{kind}:7", Ending.CANCELLED)
    pass_time(database, POLICY, lost_at + HOUR, lost_at + 30 * DAY)
    over, told_in_all = seen(database, number, lost_at + 30 * DAY)
    assert (over.ending, told_in_all) == (Ending.CANCELLED, told)


@EVERY_KIND
def test_a_supervisor_who_is_deactivated_half_way_has_it_no_more_and_nobody_is_passed_over_in_silence(
    database: Database, cast: Cast, now: datetime, kind: EscalationKind
) -> None:
    number, steps = open_one(database, cast, kind, now), POLICY.chains[kind].steps
    pass_time(database, POLICY, now)
    with database.begin(now) as tx:
        acknowledge(tx, actor=cast.sol, escalation_id=number)
    with database.begin(now + MINUTE) as tx:
        change_person(tx, cast.sol, deactivated_at=tx.now)
    pass_time(database, POLICY, now + MINUTE)
    with database.read(now) as tx:
        gone = ("unacknowledged", to_person(cast.sol.id), "gone")
        assert lines(tx, number, EntryKind.UNACKNOWLEDGED) == [gone]
    there, told = seen(database, number, now)
    assert told[-1] == to_person(cast.cora.id), "the next who is there is told at once"
    with database.begin(now + MINUTE) as tx:
        change_person(tx, cast.cora, active=False)
    for _ in (*steps, *steps):
        now = due_next(database, number, now)
        pass_time(database, POLICY, now)
    there, told_in_all = seen(database, number, now)
    assert there.round >= 1
    assert set(told_in_all[len(told) :]) == {CHANNEL_TOLD}, "nobody is left, and the channel reads so"
    with database.read(now) as tx:
        assert broken_promises(tx, POLICY) == []


@pytest.mark.parametrize(
    ("saturday", "sunday_at_seven"),
    [
        (datetime(2026, 10, 31, 21, 30, tzinfo=NEW_YORK), datetime(2026, 11, 1, 7, tzinfo=NEW_YORK)),
        (datetime(2027, 3, 13, 21, 30, tzinfo=NEW_YORK), datetime(2027, 3, 14, 7, tzinfo=NEW_YORK)),
    ],
    ids=["clocks go back", "clocks go forward"],
)
@EVERY_KIND
def test_what_is_seen_on_the_night_on_which_the_clocks_change_waits_by_the_wall_clock(
    database: Database, cast: Cast, kind: EscalationKind, saturday: datetime, sunday_at_seven: datetime
) -> None:
    night = saturday.astimezone(UTC)
    first_at = {
        _AT_ONCE: night,
        _AT_SEVEN: sunday_at_seven.astimezone(UTC),
        _ON_MONDAY: (sunday_at_seven + timedelta(days=1, hours=1)).astimezone(UTC),
    }[RESTS[kind]]
    number = open_one(database, cast, kind, night, zone=NEW_YORK.key)
    with database.read(night) as tx:
        held = [each.until for each in list_entries(tx, number) if each.kind is EntryKind.HELD]
    assert held == ([first_at] if first_at > night else [])
    if held:
        pass_time(database, POLICY, night, first_at - MINUTE)
        assert seen(database, number, night)[1] == []
    pass_time(database, POLICY, first_at)
    assert sorted(seen(database, number, first_at)[1]) == told_by(POLICY.chains[kind].steps[0], cast)
