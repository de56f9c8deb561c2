"""What people do about an escalation, who may, and what whoever comes too late reads."""

from datetime import datetime

import pytest

from scheduling.escalations.access import may_act
from scheduling.escalations.actions import (
    acknowledge,
    escalate_now,
    hand_over,
    note_act,
    resolve,
    snooze,
)
from scheduling.escalations.facts import Act, Ending, EntryKind, EscalationKind, EscalationState
from scheduling.escalations.queries import (
    count_open,
    find_unresolved,
    list_history,
    list_open,
)
from scheduling.escalations.settling import resolve_subject
from scheduling.outbox.actions import to_person
from scheduling.refusals import Rule
from scheduling.store.engine import Database
from tests.actions.told_to_sol import POLICY, refused, sal, told_to_sol
from tests.factories.escalations import (
    DAY,
    HOUR,
    MINUTE,
    chain,
    concern,
    found,
    lines,
    list_told_people,
    opened,
    pass_time,
    policy_of,
    timeline,
)
from tests.factories.roster import add_person, change_person
from tests.factories.told import list_recorded
from tests.people import KESTREL, TEAM, Cast


@pytest.fixture
def number(database: Database, cast: Cast, now: datetime) -> int:
    """One about Ada, told to Sol."""
    return told_to_sol(database, cast, now)


def test_whoever_has_it_has_it_and_nobody_else_is_told(
    database: Database, cast: Cast, now: datetime, number: int
) -> None:
    with database.begin(now) as tx:
        owned = acknowledge(tx, actor=cast.sol, escalation_id=number)
        assert (owned.state, owned.owner_id, owned.owned_at) == (
            EscalationState.ACKNOWLEDGED, cast.sol.id, now,
        )  # fmt: skip
        assert acknowledge(tx, actor=cast.sol, escalation_id=number) == owned
        assert timeline(tx, number).count("acknowledged") == 1
        assert (f"person:{cast.sol.id}", "escalation_acknowledged") in list_recorded(tx)
    pass_time(database, POLICY, now, now + HOUR)
    with database.read(now) as tx:
        assert list_told_people(tx) == [to_person(cast.sol.id)]


def test_another_who_takes_it_reads_who_was_first_and_when(
    database: Database, cast: Cast, now: datetime, number: int
) -> None:
    with database.begin(now) as tx:
        acknowledge(tx, actor=cast.sol, escalation_id=number)
    with database.begin(now + MINUTE) as tx:
        for deed in (
            lambda: acknowledge(tx, actor=cast.cora, escalation_id=number),
            lambda: snooze(tx, actor=cast.cora, escalation_id=number, until=now + HOUR),
        ):
            assert refused(deed) == (
                Rule.ESCALATION_TAKEN, {"number": number, "by": cast.sol.name, "at": now},
            )  # fmt: skip


@pytest.mark.parametrize("who", ["ada", "cleo", "ben"])
def test_an_officer_who_presses_a_supervisors_button_is_refused(
    database: Database, cast: Cast, now: datetime, number: int, who: str
) -> None:
    officer = getattr(cast, who)
    with database.begin(now) as tx:
        for deed in (
            lambda: acknowledge(tx, actor=officer, escalation_id=number),
            lambda: resolve(tx, actor=officer, escalation_id=number, reason="Done"),
            lambda: hand_over(tx, actor=officer, escalation_id=number, to=cast.sol),
            lambda: snooze(tx, actor=officer, escalation_id=number, until=now + HOUR),
            lambda: escalate_now(tx, POLICY, actor=officer, escalation_id=number),
            lambda: note_act(tx, actor=officer, escalation_id=number, act=Act.ASSIGNED),
        ):
            assert refused(deed)[0] is Rule.NOT_ENTITLED
        assert not may_act(tx, officer, found(tx, number))
        assert list_open(tx, for_person=officer, limit=9) == []


def test_whom_it_concerns_may_act_and_lists_it_as_theirs(
    database: Database, cast: Cast, now: datetime, number: int
) -> None:
    with database.begin(now) as tx:
        stranger = add_person(tx, agency=KESTREL, role="supervisor", slack_team_id=TEAM, slack_id="U0X")
        for person, may in ((cast.sol, True), (sal(tx), True), (cast.cora, True), (stranger, False)):
            assert may_act(tx, person, found(tx, number)) is may
            assert bool(list_open(tx, for_person=person, limit=9)) is may
            assert count_open(tx, for_person=person) == int(may)
            assert len(list_history(tx, for_person=person, limit=9)) == int(may)


def test_what_concerns_nobody_in_particular_concerns_every_supervisor(
    database: Database, cast: Cast, now: datetime, number: int
) -> None:
    with database.begin(now) as tx:
        feed = opened(tx, POLICY, concern("feed:silent"))
        assert may_act(tx, cast.sol, found(tx, feed))
        assert feed in {each.id for each in list_open(tx, for_person=cast.sol, limit=9)}
        assert not may_act(tx, cast.ada, found(tx, feed))


def test_a_number_that_nobody_has_opened_is_not_there(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        rule, figures = refused(lambda: acknowledge(tx, actor=cast.cora, escalation_id=99))
        assert (rule, figures) == (Rule.ESCALATION_GONE, {"number": 99})


def test_whoever_is_gone_from_slack_may_do_nothing(
    database: Database, cast: Cast, now: datetime, number: int
) -> None:
    with database.begin(now) as tx:
        gone = change_person(tx, cast.sol, deactivated_at=now)
        assert refused(lambda: acknowledge(tx, actor=gone, escalation_id=number))[0] is Rule.DEACTIVATED


def test_resolved_it_is_over_with_who_and_why_also_where_another_has_it(
    database: Database, cast: Cast, now: datetime, number: int
) -> None:
    with database.begin(now) as tx:
        acknowledge(tx, actor=cast.sol, escalation_id=number)
        rule, _ = refused(lambda: resolve(tx, actor=cast.cora, escalation_id=number, reason="  "))
        assert rule is Rule.REASON_MISSING
        resolve(tx, actor=cast.cora, escalation_id=number, reason=" Closed for snow ")
        over = found(tx, number)
        assert (over.ending, over.resolution, over.resolved_by) == (
            Ending.RESOLVED, "Closed for snow", cast.cora.id,
        )  # fmt: skip
        assert find_unresolved(tx, EscalationKind.SHIFT_UNFILLED, "shift:412") is None
    pass_time(database, POLICY, now + DAY)
    with database.begin(now + 30 * DAY) as tx:
        assert list_told_people(tx) == [to_person(cast.sol.id)]
        for deed in (
            lambda: acknowledge(tx, actor=cast.sol, escalation_id=number),
            lambda: escalate_now(tx, POLICY, actor=cast.sol, escalation_id=number),
            lambda: snooze(tx, actor=cast.sol, escalation_id=number, until=now + 31 * DAY),
        ):
            assert refused(deed) == (
                Rule.ESCALATION_RESOLVED,
                {"number": number, "ending": Ending.RESOLVED, "by": cast.cora.name, "at": now},
            )


def test_what_is_said_of_a_report_stays_out_of_the_audit(
    database: Database, cast: Cast, now: datetime
) -> None:
    policy = policy_of(chain(kind=EscalationKind.REPORT))
    with database.begin(now) as tx:
        report = opened(tx, policy, concern("report:1", kind=EscalationKind.REPORT))
        resolve(tx, actor=cast.cora, escalation_id=report, reason="Nothing was found in the locker")
        note_act(tx, actor=cast.cora, escalation_id=report, act=Act.ASSIGNED, why="Who knows the family")
    with database.read(now) as tx:
        written = str(tx.connection.exec_driver_sql("SELECT * FROM audit").all())
        assert "locker" not in written
        assert "family" not in written
        assert found(tx, report).resolution == "Nothing was found in the locker"


def test_what_a_supervisor_did_is_kept_also_where_that_has_settled_it(
    database: Database, cast: Cast, now: datetime, number: int
) -> None:
    with database.begin(now) as tx:
        note_act(tx, actor=cast.sol, escalation_id=number, act=Act.ASKED_BACKUP)
        resolve_subject(
            tx, EscalationKind.SHIFT_UNFILLED, "shift:412", Ending.CLAIMED, by=cast.sol, why="Ben steps in"
        )
        note_act(tx, actor=cast.sol, escalation_id=number, act=Act.ASSIGNED, why="Ben steps in")
        assert lines(tx, number, EntryKind.ACTED) == [
            ("acted", "", "asked_backup"), ("acted", "", "assigned: Ben steps in"),
        ]  # fmt: skip


def test_what_is_urgent_and_what_nobody_has_is_listed_first(
    database: Database, cast: Cast, now: datetime, number: int
) -> None:
    policy = policy_of(chain(urgent_from=1))
    with database.begin(now) as tx:
        second = opened(tx, policy, concern("shift:2"))
        urgent = opened(tx, policy, concern("shift:3", level=1))
        acknowledge(tx, actor=cast.cora, escalation_id=number)
        assert [each.id for each in list_open(tx, limit=9)] == [urgent, second, number]
        assert [each.id for each in list_open(tx, limit=1, offset=1)] == [second]
        assert [each.id for each in list_open(tx, mine_of=cast.cora, limit=9)] == [number]
        assert [each.id for each in list_history(tx, limit=9)] == [urgent, second, number]
        assert (count_open(tx), count_open(tx, mine_of=cast.cora)) == (3, 1)
