"""Who misses a deadline that hands shifts back loses the coming ones, one a transaction."""

from datetime import UTC, date, datetime, timedelta

import pytest

from scheduling.roster.facts import Standing
from scheduling.roster.queries import find_person
from scheduling.shifts.actions import join_waitlist
from scheduling.shifts.facts import Shift
from scheduling.shifts.queries import list_held_by, list_holders
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from scheduling.training.notices.facts import TrainingHandedBack
from scheduling.training.notices.owed import load_training_handed_back
from scheduling.training.records.actions import log_training
from scheduling.training.records.entry import Entry
from scheduling.training.upkeep.sweep import sweep_training
from tests.factories.countdowns import COURSE, SESSIONS
from tests.factories.owing import owed_by, owing, packs
from tests.factories.roster import change_person
from tests.factories.shifts import add_shift, give
from tests.factories.swept import phoenix, sweep_all, told_of
from tests.factories.told import list_recorded
from tests.people import Cast

POLICY = packs(COURSE)
LAST_DAY = phoenix(9, 30, 12)
MIDNIGHT = datetime(2026, 10, 1, 7, tzinfo=UTC)


@pytest.fixture
def shifts(database: Database, cast: Cast) -> list[Shift]:
    """Ada's course is due today. She holds a shift over midnight and three later; Ben waits for the first."""
    with database.begin(LAST_DAY) as tx:
        owing(tx, cast.ada, POLICY)
        starts = [MIDNIGHT - timedelta(hours=2), *(phoenix(10, day, 8) for day in (1, 2, 5))]
        held = [add_shift(tx, cast.quartz, each, hours=6) for each in starts]
        for shift in held:
            give(tx, shift, cast.ada)
        join_waitlist(tx, actor=cast.ben, shift_id=held[1].id, policy=POLICY)
    sweep_all(database, POLICY, LAST_DAY)
    return held


def held_by(tx: Transaction, cast: Cast) -> list[int]:
    return [held.shift.id for held in list_held_by(tx, cast.ada)]


def test_the_coming_shifts_go_to_whoever_is_next_and_the_one_under_way_stays(
    database: Database, cast: Cast, shifts: list[Shift]
) -> None:
    running, first, *others = shifts
    sweep_all(database, POLICY, MIDNIGHT)
    with database.begin(MIDNIGHT) as tx:
        assert held_by(tx, cast) == [running.id]
        assert [person.name for person, _ in list_holders(tx, first.id)] == ["Ben Birch"]
        assert list_recorded(tx).count(("training", "shift_released")) == 3
        told = told_of(tx, "training_handed_back")
        assert [each["addressee"] for each in told] == [f"person:{cast.ada.id}", f"person:{cast.sol.id}"]
        facts = load_training_handed_back(tx, told[0]["refs"])
        assert isinstance(facts, TrainingHandedBack)
        assert [each.held.shift.id for each in facts.shifts] == [first.id, *(shift.id for shift in others)]
        assert [[who.name for who in each.now_held_by] for each in facts.shifts] == [["Ben Birch"], [], []]
    sweep_all(database, POLICY, MIDNIGHT + timedelta(minutes=1), phoenix(10, 1), phoenix(10, 2))
    with database.read(MIDNIGHT) as tx:
        assert len(told_of(tx, "training_handed_back")) == 2


def test_one_shift_is_handed_back_in_a_transaction_and_a_crash_between_two_loses_nothing(
    database: Database, cast: Cast, shifts: list[Shift]
) -> None:
    held = []
    for _ in range(2):  # the deadline, the first shift
        with database.begin(MIDNIGHT) as tx:
            sweep_training(tx, POLICY)
            held.append(len(held_by(tx, cast)))
    assert held == [4, 3]
    with pytest.raises(RuntimeError), database.begin(MIDNIGHT) as tx:
        sweep_training(tx, POLICY)
        raise RuntimeError("the machine fails before the commit")
    with database.read(MIDNIGHT) as tx:
        assert len(held_by(tx, cast)) == 3
    sweep_all(database, POLICY, MIDNIGHT)
    with database.read(MIDNIGHT) as tx:
        assert held_by(tx, cast) == [shifts[0].id]
        assert len(told_of(tx, "training_handed_back")[0]["refs"]["shifts"]) == 3


def test_who_is_cured_half_way_keeps_the_rest_and_gets_nothing_back(
    database: Database, cast: Cast, shifts: list[Shift]
) -> None:
    for _ in range(2):
        with database.begin(MIDNIGHT) as tx:
            sweep_training(tx, POLICY)
    with database.begin(MIDNIGHT + timedelta(seconds=1)) as tx:
        ada = find_person(tx, cast.ada.id)
        assert ada is not None
        assert ada.standing is Standing.BLOCKED
        entry = Entry(COURSE.key, date(2026, 9, 30), sessions=SESSIONS)
        log_training(tx, actor=ada, officer=ada, entry=entry, policy=POLICY)
    sweep_all(database, POLICY, MIDNIGHT + timedelta(seconds=2))
    with database.read(MIDNIGHT) as tx:
        assert held_by(tx, cast) == [shift.id for shift in (shifts[0], *shifts[2:])]
        assert not owed_by(tx, cast.ada).handing_back
        told = told_of(tx, "training_handed_back")
        assert [each["refs"]["shifts"] for each in told] == [[shifts[1].id]] * 2


def test_who_holds_no_coming_shift_is_not_told_of_any(database: Database, cast: Cast) -> None:
    with database.begin(LAST_DAY) as tx:
        owing(tx, cast.ada, POLICY)
    sweep_all(database, POLICY, LAST_DAY, MIDNIGHT)
    with database.read(MIDNIGHT) as tx:
        assert told_of(tx, "training_handed_back") == []
        assert not owed_by(tx, cast.ada).handing_back


def test_where_nobody_answers_for_the_officer_the_supervisors_channel_reads_which_shifts_are_lost(
    database: Database, cast: Cast, shifts: list[Shift]
) -> None:
    with database.begin(MIDNIGHT) as tx:
        for gone in (cast.sol, cast.cora):
            change_person(tx, gone, active=False)
    sweep_all(database, POLICY, MIDNIGHT)
    with database.read(MIDNIGHT) as tx:
        told = told_of(tx, "training_handed_back")
        assert [each["addressee"] for each in told] == [f"person:{cast.ada.id}", "channel:supervisors"]
