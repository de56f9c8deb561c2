"""What time alone brings about for training: countdowns at civil hours, and missed deadlines."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from scheduling.escalations.facts import EscalationKind
from scheduling.policy.requirements import Approver, Consequence
from scheduling.roster.facts import Standing
from scheduling.roster.queries import list_people
from scheduling.roster.tables import people
from scheduling.store.engine import Database
from scheduling.training.facts import OVERDUE_RUNG, ObligationState
from scheduling.training.records.actions import log_training
from scheduling.training.records.entry import Entry
from scheduling.training.requests.actions import exempt
from scheduling.training.upkeep.sweep import MOST_PEOPLE, is_training_due, note_pack, sweep_training
from tests.factories.countdowns import COURSE, HOURS, SESSIONS
from tests.factories.countdowns import FIREARMS as YEARLY
from tests.factories.escalated import OVERDUE_LEVEL, list_escalated
from tests.factories.owing import owed_by, owing, packs
from tests.factories.roster import add_person
from tests.factories.swept import phoenix, sweep_all, told_of
from tests.people import HERON, Cast

FIREARMS = replace(YEARLY, qualification=True)
TELL_ONLY = packs(replace(COURSE, consequence=Consequence.TELL))
BLOCKS = packs(replace(COURSE, consequence=Consequence.BLOCK))
MIDNIGHT = datetime(2026, 10, 1, 7, tzinfo=UTC)
"""The end of 30 September in Phoenix: the last day of whoever was eligible on 1 August."""


@pytest.fixture
def ada_owes(database: Database, cast: Cast, now: datetime) -> Cast:
    """Ada owes the course, due on 30 September, and it is 12 August."""
    with database.begin(now) as tx:
        note_pack(tx, TELL_ONLY)
        tx.execute(people.update().values(review_at=None))
        owing(tx, cast.ada, TELL_ONLY)
    return cast


def test_nothing_is_due_until_something_is(database: Database, ada_owes: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        assert not is_training_due(tx, TELL_ONLY)
        assert sweep_training(tx, TELL_ONLY) == 0


def test_each_rung_is_told_once_at_nine_by_the_officers_clock(database: Database, ada_owes: Cast) -> None:
    hours = [
        phoenix(month, day, hour)
        for month, day in ((8, 30), (8, 31), (9, 1), (9, 16))
        for hour in (8.9, 9, 9.1)
    ]
    heard = []
    for moment in hours:
        sweep_all(database, TELL_ONLY, moment)
        with database.read(moment) as tx:
            heard.append(len(told_of(tx, "training_countdown")))
    new = [
        moment for moment, (before, after) in zip(hours, pairwise([0, *heard]), strict=True) if after > before
    ]
    assert new == [phoenix(8, 31), phoenix(9, 16)], "30 and 14 days before the last"


def test_after_three_weeks_of_outage_only_the_lowest_rung_is_told_and_at_an_hour_for_it(
    database: Database, ada_owes: Cast
) -> None:
    sweep_all(database, TELL_ONLY, phoenix(9, 24, 3), phoenix(9, 24, 8.9))
    with database.read(phoenix(9, 24)) as tx:
        assert told_of(tx, "training_countdown") == []
    sweep_all(database, TELL_ONLY, phoenix(9, 24, 9))
    with database.read(phoenix(9, 24)) as tx:
        assert len(told_of(tx, "training_countdown")) == 1
        assert owed_by(tx, ada_owes.ada).told_rung == 7


def test_nobody_is_told_in_the_evening(database: Database, ada_owes: Cast) -> None:
    sweep_all(database, TELL_ONLY, phoenix(8, 31, 20), phoenix(8, 31, 23.9), phoenix(9, 1, 8.9))
    with database.read(phoenix(9, 1)) as tx:
        assert told_of(tx, "training_countdown") == []
        assert owed_by(tx, ada_owes.ada).next_at == phoenix(9, 1, 9)


def test_several_obligations_are_told_in_one_message_and_never_in_two_on_one_day(
    database: Database, ada_owes: Cast
) -> None:
    both = packs(TELL_ONLY.requirements[COURSE.key], FIREARMS)
    morning = phoenix(8, 31)
    with database.begin(morning) as tx:
        owing(tx, ada_owes.ada, both, qualified_on=date(2025, 9, 14))
    sweep_all(database, both, morning)
    with database.read(morning) as tx:
        (only,) = told_of(tx, "training_countdown")
        assert only["refs"]["obligations"] == sorted(
            owed_by(tx, ada_owes.ada, of).id for of in (COURSE, FIREARMS)
        )
    noon = phoenix(8, 31, 12)
    with database.begin(noon) as tx:
        three = packs(*both.requirements.values(), replace(HOURS, reminders=(200,)))
        owing(tx, ada_owes.ada, three, qualified_on=date(2025, 9, 14))
    sweep_all(database, three, noon, phoenix(8, 31, 19))
    with database.read(noon) as tx:
        assert len(told_of(tx, "training_countdown")) == 1
    sweep_all(database, three, phoenix(9, 1))
    with database.read(noon) as tx:
        assert owed_by(tx, ada_owes.ada, HOURS).told_rung == 200


def test_a_countdown_that_still_waits_is_replaced_by_one_that_tells_of_both(
    database: Database, ada_owes: Cast
) -> None:
    both = packs(TELL_ONLY.requirements[COURSE.key], FIREARMS)
    with database.begin(phoenix(8, 31)) as tx:
        owing(tx, ada_owes.ada, both, qualified_on=date(2025, 10, 1))
    sweep_all(database, both, phoenix(8, 31), phoenix(9, 1))
    with database.read(phoenix(9, 1)) as tx:
        first, second = told_of(tx, "training_countdown")
        assert (first["state"], second["state"]) == ("obsolete", "waiting")
        assert first["refs"]["obligations"] == [owed_by(tx, ada_owes.ada).id]
        assert len(second["refs"]["obligations"]) == 2


def test_those_who_answer_are_told_a_week_before_of_all_that_is_not_escalated_yet(
    database: Database, ada_owes: Cast
) -> None:
    with database.begin(phoenix(9, 1)) as tx:
        owing(tx, ada_owes.ben, TELL_ONLY)
    sweep_all(database, TELL_ONLY, *(phoenix(9, day) for day in range(10, 31)))
    with database.read(phoenix(9, 30)) as tx:
        told = told_of(tx, "training_team")
        days = [each["refs"]["day"] for each in told]
        assert days == ["2026-09-23"], "what the chain escalates is not told once more"
        assert {each["addressee"] for each in told} == {f"person:{ada_owes.sol.id}"}


def test_a_deadline_is_missed_at_the_end_of_the_local_day_and_escalated(
    database: Database, ada_owes: Cast
) -> None:
    sweep_all(database, TELL_ONLY, MIDNIGHT - timedelta(seconds=1))
    with database.read(MIDNIGHT) as tx:
        assert owed_by(tx, ada_owes.ada).state is ObligationState.OPEN
    sweep_all(database, TELL_ONLY, MIDNIGHT)
    with database.read(MIDNIGHT) as tx:
        assert owed_by(tx, ada_owes.ada).state is ObligationState.OVERDUE
        (escalated,) = list_escalated(tx, EscalationKind.TRAINING)
        assert escalated == (f"obligation:{owed_by(tx, ada_owes.ada).id}", OVERDUE_LEVEL, "")
    sweep_all(database, TELL_ONLY, phoenix(10, 1), phoenix(10, 2), phoenix(10, 9))
    with database.read(phoenix(10, 9)) as tx:
        assert [each["refs"]["day"] for each in told_of(tx, "training_countdown")][-1] == "2026-10-01"
        owed = owed_by(tx, ada_owes.ada)
        assert (owed.told_rung, owed.next_at) == (OVERDUE_RUNG, None)
        assert len(list_escalated(tx, EscalationKind.TRAINING)) == 1
        assert "2026-10-01" not in {each["refs"]["day"] for each in told_of(tx, "training_team")}


def test_a_roster_full_of_missed_deadlines_floods_nobody(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        crew = [
            add_person(tx, agency=HERON, kind="SSO", supervisor_id=cast.sol.id, eligible_on=date(2026, 3, 1))
            for _ in range(MOST_PEOPLE + 30)
        ]
    sweep_all(database, BLOCKS, now, now + timedelta(days=1))
    with database.read(now) as tx:
        assert {person.standing for person in list_people(tx, ids=[one.id for one in crew])} == {
            Standing.BLOCKED
        }
        assert len(list_escalated(tx, EscalationKind.TRAINING)) == len(crew), "joined when they are told"
        told = [each["addressee"] for each in told_of(tx, "training_countdown")]
        assert sorted(told) == sorted(f"person:{one.id}" for one in crew)


def test_another_edition_of_the_pack_has_everybody_looked_at_again(
    database: Database, ada_owes: Cast, now: datetime
) -> None:
    switched_off = packs(replace(COURSE, on=False))
    newer = replace(switched_off, version="another")
    with database.read(now) as tx:
        assert is_training_due(tx, newer)
    sweep_all(database, newer, now)
    with database.read(now) as tx:
        assert owed_by(tx, ada_owes.ada).state is ObligationState.ENDED


def test_an_exemption_that_ends_brings_the_obligation_back_and_tells_of_it_once(
    database: Database, ada_owes: Cast, now: datetime
) -> None:
    lenient = packs(replace(TELL_ONLY.requirements[COURSE.key], exempted_by=Approver.SUPERVISOR))
    with database.begin(now) as tx:
        note_pack(tx, lenient)
        owing(tx, ada_owes.ben, lenient)
        owed, until = owed_by(tx, ada_owes.ben), date(2026, 9, 20)
        exempt(tx, actor=ada_owes.sol, obligation_id=owed.id, until=until, reason="on leave", policy=lenient)
    sweep_all(database, lenient, phoenix(8, 31), phoenix(9, 20, 23.9))
    with database.read(now) as tx:
        assert owed_by(tx, ada_owes.ben).state is ObligationState.EXEMPT
    sweep_all(database, lenient, phoenix(9, 21, 0), phoenix(9, 21, 9), phoenix(9, 22, 9))
    with database.read(now) as tx:
        assert owed_by(tx, ada_owes.ben).state is ObligationState.OPEN
        bens = [
            each for each in told_of(tx, "training_countdown") if each["refs"]["officer"] == ada_owes.ben.id
        ]
        assert [each["refs"]["day"] for each in bens] == ["2026-09-21"]


def test_what_is_done_is_not_told_of_any_more(database: Database, ada_owes: Cast) -> None:
    with database.begin(phoenix(8, 30)) as tx:
        entry = Entry(COURSE.key, date(2026, 8, 30), sessions=SESSIONS)
        log_training(tx, actor=ada_owes.ada, officer=ada_owes.ada, entry=entry, policy=TELL_ONLY)
    sweep_all(database, TELL_ONLY, phoenix(8, 31), phoenix(9, 16), MIDNIGHT)
    with database.read(MIDNIGHT) as tx:
        assert told_of(tx, "training_countdown") == []
        assert owed_by(tx, ada_owes.ada).state is ObligationState.DONE
