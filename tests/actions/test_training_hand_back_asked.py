"""A supervisor has the coming shifts of an officer who missed a deadline handed back from the escalation."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from scheduling.escalations.actions import resolve
from scheduling.escalations.facts import EscalationKind
from scheduling.escalations.queries import find_unresolved, list_entries
from scheduling.policy.requirements import Consequence
from scheduling.refusals import Refused, Rule
from scheduling.roster.facts import Person
from scheduling.shifts.actions import join_waitlist
from scheduling.shifts.facts import Shift
from scheduling.shifts.queries import find_shift, list_held_by, list_holders
from scheduling.store.engine import Database
from scheduling.training.records.actions import log_training
from scheduling.training.records.entry import Entry
from scheduling.training.upkeep.hand_back import HandBackAsked, ask_hand_back
from tests.factories.countdowns import COURSE, SESSIONS
from tests.factories.owing import owed_by, owing, packs
from tests.factories.shifts import add_shift, give
from tests.factories.swept import phoenix, sweep_all, told_of
from tests.factories.watched import find_unfilled
from tests.people import Cast

BLOCKS = replace(COURSE, consequence=Consequence.BLOCK)
POLICY = packs(BLOCKS)
LAST_DAY = phoenix(9, 30, 12)
MIDNIGHT = datetime(2026, 10, 1, 7, tzinfo=UTC)
MORNING = MIDNIGHT + timedelta(hours=2)


@pytest.fixture
def shifts(database: Database, cast: Cast) -> list[Shift]:
    """Ada's course was due yesterday, and blocks her from claiming; the sergeant has been told. She holds one
    shift that is under way and two to come; Ben waits for the first of these.
    """
    with database.begin(LAST_DAY) as tx:
        owing(tx, cast.ada, POLICY)
        starts = [MIDNIGHT - timedelta(hours=2), phoenix(10, 2, 8), phoenix(10, 3, 8)]
        held = [add_shift(tx, cast.quartz, each, hours=6) for each in starts]
        for shift in held:
            give(tx, shift, cast.ada)
        join_waitlist(tx, actor=cast.ben, shift_id=held[1].id, policy=POLICY)
    sweep_all(database, POLICY, LAST_DAY, MIDNIGHT)
    assert held_by(database, cast) == [shift.id for shift in held]
    return held


def held_by(database: Database, cast: Cast) -> list[int]:
    with database.read(MORNING) as tx:
        return [held.shift.id for held in list_held_by(tx, cast.ada)]


def number(database: Database, cast: Cast) -> int:
    """Of the escalation about Ada's course."""
    with database.read(MORNING) as tx:
        owed = owed_by(tx, cast.ada)
        part = f"{owed.due_on:%Y-%m-%d}"
        about = find_unresolved(tx, EscalationKind.TRAINING, f"obligation:{owed.id}", part)
    assert about is not None
    return about.id


def asks(database: Database, actor: Person, escalation: int) -> HandBackAsked:
    with database.begin(MORNING) as tx:
        return ask_hand_back(tx, actor=actor, escalation_id=escalation, reason="no course, no school")


def test_what_is_handed_back_goes_to_whoever_is_next_and_what_nobody_takes_is_escalated(
    database: Database, cast: Cast, shifts: list[Shift]
) -> None:
    running, wanted, unwanted = shifts
    about = number(database, cast)
    done = asks(database, cast.sol, about)
    assert [shift.id for shift in done.shifts] == [wanted.id, unwanted.id]
    sweep_all(database, POLICY, MORNING)
    assert held_by(database, cast) == [running.id]
    with database.read(MORNING) as tx:
        assert [person.name for person, _ in list_holders(tx, wanted.id)] == ["Ben Birch"]
        free = find_shift(tx, unwanted.id)
        assert free is not None
        assert free.held == 0
        assert find_unfilled(tx, unwanted) is not None
        assert find_unfilled(tx, wanted) is None
        told = told_of(tx, "training_handed_back")
        assert [each["addressee"] for each in told] == [f"person:{cast.ada.id}", f"person:{cast.sol.id}"]
        kept = [(each.by_id, each.why) for each in list_entries(tx, about) if each.by_id is not None]
        assert kept == [(cast.sol.id, "handed_back: no course, no school")]
    assert asks(database, cast.sol, about).shifts == ()


def test_who_has_done_it_meanwhile_keeps_what_they_hold(
    database: Database, cast: Cast, shifts: list[Shift]
) -> None:
    about = number(database, cast)
    with database.begin(MORNING) as tx:
        entry = Entry(COURSE.key, date(2026, 9, 30), sessions=SESSIONS)
        log_training(tx, actor=cast.ada, officer=cast.ada, entry=entry, policy=POLICY)
    with pytest.raises(Refused) as stopped:
        asks(database, cast.sol, about)
    assert stopped.value.refusals[0].rule is Rule.ESCALATION_RESOLVED
    sweep_all(database, POLICY, MORNING)
    assert held_by(database, cast) == [shift.id for shift in shifts]


def test_nobody_but_whoever_answers_for_the_officer_takes_shifts_away(
    database: Database, cast: Cast, shifts: list[Shift]
) -> None:
    about = number(database, cast)
    for nosy in (cast.ada, cast.ben, cast.cleo):
        with pytest.raises(Refused) as stopped:
            asks(database, nosy, about)
        assert stopped.value.refusals[0].rule is Rule.NOT_ENTITLED
    with database.begin(MORNING) as tx:
        resolve(tx, actor=cast.cora, escalation_id=about, reason="has until Friday")
    with pytest.raises(Refused) as stopped:
        asks(database, cast.sol, about)
    assert stopped.value.refusals[0].rule is Rule.ESCALATION_RESOLVED
    sweep_all(database, POLICY, MORNING)
    assert held_by(database, cast) == [shift.id for shift in shifts]
