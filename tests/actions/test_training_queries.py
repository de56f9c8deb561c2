"""What people read of training: their own countdown, a team's, and the shifts at stake; and notices that are
of no use any more by the time they are sent.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from scheduling.outbox.facts import Obsolete
from scheduling.policy.requirements import Consequence
from scheduling.roster.facts import Person
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from scheduling.training.notices.facts import TrainingCountdown, TrainingOverdue, TrainingTeam
from scheduling.training.notices.owed import (
    load_training_cleared,
    load_training_countdown,
    load_training_overdue,
    load_training_team,
)
from scheduling.training.queries import list_at_stake, list_countdown, list_obligations
from scheduling.training.records.actions import log_training
from scheduling.training.records.entry import Entry
from scheduling.training.reports.team import list_in_full, list_owed
from scheduling.training.upkeep.review import review_person
from tests.factories.countdowns import COURSE, HOURS, SESSIONS
from tests.factories.owing import owed_by, owing, packs
from tests.factories.roster import add_person, change_person
from tests.factories.shifts import add_shift, give
from tests.factories.swept import phoenix
from tests.people import HERON, Cast

POLICY = packs(COURSE, HOURS)
AFTERWARDS = datetime(2026, 10, 1, 19, tzinfo=UTC)


def finish(tx: Transaction, officer: Person) -> None:
    entry = Entry(COURSE.key, date(2026, 8, 11), sessions=SESSIONS)
    log_training(tx, actor=officer, officer=officer, entry=entry, policy=POLICY)


def test_what_runs_comes_first_and_what_was_done_lately_after_it(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        assert [line.obligation.requirement for line in list_countdown(tx, ada)] == [COURSE, HOURS]
        finish(tx, ada)
        assert [line.obligation.requirement for line in list_countdown(tx, ada)] == [HOURS, COURSE]
        assert list_countdown(tx, ada)[1].progress.is_done
    with database.read(now + timedelta(days=400)) as tx:
        assert [line.obligation.requirement for line in list_countdown(tx, ada)] == [HOURS]


def test_a_supervisor_sees_those_they_answer_for_and_a_coordinator_everybody(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        for officer in (cast.ada, cast.ben, cast.cleo, cast.sol):
            owing(tx, officer, packs(COURSE))
        assert [one.person.name for one in list_owed(tx, cast.sol)] == ["Ada Alder", "Ben Birch"]
        assert len(list_owed(tx, cast.cora)) == 4
        assert list_owed(tx, cast.ada) == []


def test_a_large_team_takes_as_many_statements_as_a_small_one(
    database: Database, cast: Cast, now: datetime
) -> None:
    asked = []

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    with database.begin(now) as tx:
        owing(tx, cast.ada, packs(COURSE))
        event.listen(database.engine, "before_cursor_execute", count)
        list_in_full(tx, list_owed(tx, cast.sol))
        few = len(asked)
        for _ in range(20):
            owing(tx, add_person(tx, agency=HERON, kind="SSO"), packs(COURSE))
        asked.clear()
        assert len(list_in_full(tx, list_owed(tx, cast.sol))) == 21
        assert len(asked) == few
        event.remove(database.engine, "before_cursor_execute", count)


def test_at_stake_is_what_begins_after_the_first_deadline_that_blocks(
    database: Database, cast: Cast, now: datetime
) -> None:
    tell = packs(replace(COURSE, consequence=Consequence.TELL))
    with database.begin(now) as tx:
        ada, ben = owing(tx, cast.ada, POLICY), owing(tx, cast.ben, tell)
        last_day, after, later = (
            add_shift(tx, cast.quartz, phoenix(*when)) for when in ((9, 30), (10, 1), (10, 2))
        )
        for shift in (last_day, after):
            give(tx, shift, ada)
        give(tx, later, ben)
        assert [held.shift.id for held in list_at_stake(tx, ada, list_obligations(tx, ada.id))] == [after.id]
        assert list_at_stake(tx, ben, list_obligations(tx, ben.id)) == []


@pytest.mark.parametrize("gone", ["done", "left"])
def test_a_countdown_is_not_sent_of_what_is_done_or_to_who_has_left(
    database: Database, cast: Cast, now: datetime, gone: str
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        refs = {"officer": ada.id, "day": "2026-08-12", "obligations": [owed_by(tx, ada).id]}
        facts = load_training_countdown(tx, refs)
        assert isinstance(facts, TrainingCountdown)
        assert [line.obligation.requirement for line in facts.lines] == [COURSE]
        if gone == "done":
            finish(tx, ada)
        else:
            change_person(tx, ada, active=False)
        assert isinstance(load_training_countdown(tx, refs), Obsolete)


def test_a_supervisor_is_told_only_of_what_is_near_or_still_overdue(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        refs = {"supervisor": cast.sol.id, "day": "2026-09-24", "days": 7}
        assert isinstance(load_training_team(tx, refs), Obsolete)
    with database.begin(phoenix(9, 24)) as tx:
        team = load_training_team(tx, refs)
        assert isinstance(team, TrainingTeam)
        assert [one.line.obligation.requirement for one in team.lines] == [COURSE]
    with database.begin(AFTERWARDS) as tx:
        late = {"obligations": [owed_by(tx, ada).id]}
        assert isinstance(load_training_overdue(tx, late), Obsolete)
        review_person(tx, ada.id, POLICY)
        assert isinstance(load_training_overdue(tx, late), TrainingOverdue)
        finish(tx, ada)
        assert isinstance(load_training_overdue(tx, late), Obsolete)


def test_who_is_blocked_again_is_not_told_that_all_is_well(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(AFTERWARDS) as tx:
        ada = owing(tx, cast.ada, POLICY)
        assert isinstance(load_training_cleared(tx, {"officer": ada.id}), Obsolete)
        finish(tx, ada)
        assert not isinstance(load_training_cleared(tx, {"officer": ada.id}), Obsolete)
