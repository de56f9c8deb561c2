"""Several do something about the same escalation at the same moment: one of them does it."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from types import ModuleType

import pytest

from scheduling.escalations import posting, sweep
from scheduling.escalations.actions import acknowledge, escalate_now, hand_over, resolve
from scheduling.escalations.facts import Ending, Escalation, EscalationKind, EscalationState, StepInRound
from scheduling.escalations.holding import hold_idle
from scheduling.escalations.opening import open_escalation
from scheduling.escalations.queries import list_history, list_open
from scheduling.escalations.settling import resolve_subject
from scheduling.escalations.sweep import sweep_escalations
from scheduling.escalations.unreached import note_unreached
from scheduling.outbox.actions import Urgency, to_person
from scheduling.refusals import Rule
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.escalations import (
    COORDINATOR,
    DAY,
    HOUR,
    SUPERVISOR,
    chain,
    concern,
    found,
    list_put,
    list_told_people,
    open_and_tell,
    opened,
    pass_time,
    policy_of,
    step,
    timeline,
)
from tests.people import Cast
from tests.races.together import at_once

AGAIN = pytest.mark.parametrize("again", range(5))
POLICY = policy_of(chain(step(SUPERVISOR), step(COORDINATOR, after=HOUR), urgent_from=1))
SWEEPING = partial(sweep_escalations, policy=POLICY, by_mail=True)
KIND = EscalationKind.SHIFT_UNFILLED


def open_one(database: Database, cast: Cast, now: datetime) -> int:
    [number] = open_and_tell(database, POLICY, now, concern(officer_id=cast.ada.id))
    return number


@AGAIN
def test_two_replicas_that_see_the_same_open_it_once(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    opening = partial(open_escalation, policy=POLICY, concern=concern(officer_id=cast.ada.id))
    assert at_once(database, now, *[opening] * 4) == [None] * 4
    pass_time(database, POLICY, now)
    with database.read(now) as tx:
        [only] = list_history(tx, limit=9)
        assert timeline(tx, only.id) == ["opened", "told"]


@AGAIN
def test_two_who_raise_it_at_once_raise_it_once(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    number = open_one(database, cast, now)
    higher = partial(open_escalation, policy=POLICY, concern=concern(officer_id=cast.ada.id, level=1))
    at_once(database, now, *[higher] * 4)
    pass_time(database, POLICY, now)
    with database.read(now) as tx:
        assert timeline(tx, number) == ["opened", "told", "raised", "told"]


@AGAIN
def test_two_supervisors_who_press_in_the_same_second_one_has_it_and_the_other_reads_who(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    number = open_one(database, cast, now)
    pressing = [partial(acknowledge, actor=each, escalation_id=number) for each in (cast.sol, cast.cora)]
    outcomes = at_once(database, now, *pressing)
    assert Counter(outcomes) == {None: 1, Rule.ESCALATION_TAKEN: 1}
    with database.read(now) as tx:
        winner = (cast.sol, cast.cora)[outcomes.index(None)]
        assert found(tx, number).owner_id == winner.id
        assert timeline(tx, number).count("acknowledged") == 1


@AGAIN
def test_two_who_ask_for_the_next_step_in_the_same_second_have_one_step_told(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    number = open_one(database, cast, now)
    wanted = StepInRound(0, 1)
    asking = [
        partial(escalate_now, policy=POLICY, actor=each, escalation_id=number, wanted=wanted)
        for each in (cast.sol, cast.cora, cast.sol)
    ]
    outcomes = at_once(database, now, asking[0], SWEEPING, asking[1], SWEEPING, asking[2])
    assert set(outcomes) <= {None, Rule.ESCALATION_TOLD}
    pass_time(database, POLICY, now)
    late = at_once(database, now, asking[1], asking[2])
    assert late == [Rule.ESCALATION_TOLD] * 2
    pass_time(database, POLICY, now)
    with database.read(now) as tx:
        assert timeline(tx, number) == ["opened", "told", "escalated", "told"]
        assert found(tx, number).upcoming == StepInRound(0, 2)


@AGAIN
def test_whoever_takes_it_as_its_next_step_falls_due_has_it_and_the_next_is_told_before_or_never(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    number = open_one(database, cast, now)
    taking = partial(acknowledge, actor=cast.sol, escalation_id=number)
    at_once(database, now + HOUR, SWEEPING, taking, SWEEPING)
    pass_time(database, POLICY, now + HOUR)
    with database.read(now) as tx:
        assert found(tx, number).owner_id == cast.sol.id
        kinds = timeline(tx, number)
        assert "told" not in kinds[kinds.index("acknowledged") :]
        assert len(list_put(tx)) == kinds.count("told")


@AGAIN
def test_replicas_that_sweep_together_tell_everybody_once(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    with database.begin(now) as tx:
        for each in range(30):
            opened(tx, POLICY, concern(f"shift:{each}", officer_id=cast.ada.id, level=each % 2))
    for moment in (now, now + HOUR, now + HOUR + DAY):
        for _ in range(3):
            assert at_once(database, moment, SWEEPING, SWEEPING, SWEEPING) == [None] * 3
        pass_time(database, POLICY, moment, by_mail=True)
    with database.read(now) as tx:
        told = Counter((each.addressee, number) for each in list_put(tx) for number in each.about)
        sol, cora = to_person(cast.sol.id), to_person(cast.cora.id)
        assert told == {
            **{(sol, number): 2 for number in range(1, 31)},
            **{(cora, number): 1 for number in range(1, 31)},
        }


def test_what_another_replica_tells_between_a_look_and_its_hold_is_not_told_again(
    database: Database, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.begin(now) as tx:
        opened(tx, POLICY, concern(officer_id=cast.ada.id))
    with database.begin(now) as tx:
        assert SWEEPING(tx) == 1  # its turn has come; the next sweep tells
    come_between(monkeypatch, posting, database, lambda: pass_time(database, POLICY, now))
    with database.begin(now) as tx:
        posting.post_due(tx, POLICY, Urgency.CONFIRMATION, by_mail=False)
    with database.read(now) as tx:
        assert list_told_people(tx) == [to_person(cast.sol.id)]


def test_what_is_settled_between_a_look_and_its_hold_stays_settled(
    database: Database, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = open_one(database, cast, now)
    with database.begin(now) as tx:
        acknowledge(tx, actor=cast.sol, escalation_id=number)
    taking_away = policy_of(chain(step(SUPERVISOR), unacknowledge=HOUR))
    pass_time(database, taking_away, now)

    def settle() -> None:
        with database.begin(now + HOUR) as tx:
            resolve(tx, actor=cast.sol, escalation_id=number, reason="Ben goes")

    come_between(monkeypatch, sweep, database, settle)
    with database.begin(now + HOUR) as tx:
        sweep_escalations(tx, taking_away, by_mail=False)
    with database.read(now + HOUR) as tx:
        assert found(tx, number).state is EscalationState.RESOLVED
        assert timeline(tx, number)[-1] == "resolved"


def come_between(
    monkeypatch: pytest.MonkeyPatch, room: ModuleType, database: Database, deed: Callable[[], object]
) -> None:
    """Have something done after a sweep has looked for what is due and before it holds that."""
    if database.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time: nobody comes between a look and its hold")

    def hold_later(tx: Transaction, numbers: Iterable[int]) -> dict[int, Escalation]:
        monkeypatch.setattr(room, "hold_idle", hold_idle)
        deed()
        return hold_idle(tx, numbers)

    monkeypatch.setattr(room, "hold_idle", hold_later)


@AGAIN
def test_what_is_claimed_as_somebody_takes_it_ends_once(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    number = open_one(database, cast, now)
    settling = partial(resolve_subject, kind=KIND, subject="shift:412", ending=Ending.CLAIMED)
    resolving = partial(resolve, actor=cast.sol, escalation_id=number, reason="Ben steps in")
    handing = partial(hand_over, actor=cast.sol, escalation_id=number, to=cast.cora)
    at_once(database, now + HOUR, settling, resolving, handing, SWEEPING)
    with database.read(now) as tx:
        over = found(tx, number)
        assert (over.state, over.next_at) == (EscalationState.RESOLVED, None)
        assert timeline(tx, number).count("resolved") == 1
        assert timeline(tx, number)[-1] == "resolved"


@AGAIN
def test_a_claim_as_the_shift_is_found_unfilled_leaves_one_state_or_the_other(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    open_one(database, cast, now)
    opening = partial(open_escalation, policy=POLICY, concern=concern(officer_id=cast.ada.id, level=1))
    settling = partial(resolve_subject, kind=KIND, subject="shift:412", ending=Ending.CLAIMED)
    at_once(database, now, opening, settling)
    with database.read(now) as tx:
        assert len(list_open(tx, limit=9)) <= 1
        assert all(each.next_at is not None for each in list_open(tx, limit=9))


@AGAIN
def test_a_refused_message_that_two_replicas_see_is_recorded_once(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    number = open_one(database, cast, now)
    noting = partial(
        note_unreached, policy=POLICY, notice_kind="escalation_post", refs={"post": 1},
        addressee=to_person(cast.sol.id),
    )  # fmt: skip
    at_once(database, now, noting, noting)
    pass_time(database, POLICY, now)
    with database.read(now) as tx:
        assert timeline(tx, number) == ["opened", "told", "skipped", "told"]
        assert list_told_people(tx) == [to_person(cast.sol.id), to_person(cast.cora.id)]
