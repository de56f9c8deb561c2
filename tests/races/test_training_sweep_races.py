"""Several replicas sweep training at once, or a sweep meets somebody who logs: everything happens once."""

from collections import Counter
from datetime import UTC, date, datetime
from functools import partial

import pytest

from scheduling.escalations.facts import EscalationKind
from scheduling.roster.facts import Standing
from scheduling.roster.queries import find_person
from scheduling.shifts.queries import list_held_by
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from scheduling.training.facts import ObligationState
from scheduling.training.records.actions import log_training
from scheduling.training.records.entry import Entry
from scheduling.training.upkeep.review import review_person
from scheduling.training.upkeep.sweep import sweep_training
from tests.factories.countdowns import COURSE, SESSIONS
from tests.factories.escalated import list_escalated
from tests.factories.owing import owed_by, owing, packs
from tests.factories.roster import add_person
from tests.factories.shifts import add_shift, give
from tests.factories.swept import phoenix, sweep_all
from tests.factories.told import list_recorded, list_told
from tests.people import HERON, Cast
from tests.races.together import at_once

AGAIN = pytest.mark.parametrize("again", range(3))
POLICY = packs(COURSE)
MIDNIGHT = datetime(2026, 10, 1, 7, tzinfo=UTC)
"""The end of the last day in Phoenix."""

SWEEPING = partial(sweep_training, policy=POLICY)


def escalated(tx: Transaction) -> list[str]:
    return [each.subject for each in list_escalated(tx, EscalationKind.TRAINING)]


@AGAIN
def test_two_sweeps_at_once_block_tell_and_hand_back_once(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    with database.begin(now) as tx:
        for officer in (cast.ada, cast.ben):
            owing(tx, officer, POLICY)
            for day in (2, 3):
                give(tx, add_shift(tx, cast.quartz, phoenix(10, day)), officer)
    for moment in (phoenix(9, 23), MIDNIGHT, phoenix(10, 1)):
        for _ in range(6):
            assert set(at_once(database, moment, SWEEPING, SWEEPING, SWEEPING)) == {None}
        sweep_all(database, POLICY, moment)
    with database.read(MIDNIGHT) as tx:
        verbs = Counter(verb for _, verb in list_recorded(tx))
        assert verbs["obligation_overdue"] == verbs["standing_set"] == 2
        assert verbs["shift_released"] == 4
        told = Counter(list_told(tx))
        for officer in (cast.ada, cast.ben):
            assert told["training_countdown", f"person:{officer.id}"] == 2
            assert told["training_handed_back", f"person:{officer.id}"] == 1
            assert list_held_by(tx, officer) == []
        assert sorted(escalated(tx)) == sorted(
            f"obligation:{owed_by(tx, officer).id}" for officer in (cast.ada, cast.ben)
        )


@AGAIN
def test_what_several_find_overdue_at_once_is_escalated_in_full(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    with database.begin(now) as tx:
        crew = [owing(tx, add_person(tx, agency=HERON, kind="SSO"), POLICY) for _ in range(9)]
    reviews = [partial(review_person, person_id=officer.id, policy=POLICY) for officer in crew]
    for first in (0, 3, 6):
        assert set(at_once(database, MIDNIGHT, *reviews[first : first + 3])) == {None}
    with database.read(MIDNIGHT) as tx:
        owed = sorted(f"obligation:{owed_by(tx, officer).id}" for officer in crew)
        assert sorted(escalated(tx)) == owed


@AGAIN
def test_an_officer_who_finishes_as_the_deadline_passes_is_done_whoever_comes_first(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
    entry = Entry(COURSE.key, date(2026, 9, 30), sessions=SESSIONS)
    logging = partial(log_training, actor=ada, officer=ada, entry=entry, policy=POLICY)
    at_once(database, MIDNIGHT, SWEEPING, logging, SWEEPING)
    sweep_all(database, POLICY, MIDNIGHT)
    with database.read(MIDNIGHT) as tx:
        person = find_person(tx, ada.id)
        assert person is not None
        assert (owed_by(tx, ada).state, person.standing) == (ObligationState.DONE, Standing.CLEAR)
        assert not owed_by(tx, ada).handing_back
