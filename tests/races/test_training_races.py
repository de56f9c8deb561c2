"""Two people at the same moment, about one record, one request or one certificate: one of them is first.

Each story is told several times over, since no single run meets every order of events.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from functools import partial

import pytest

from scheduling.refusals import Rule
from scheduling.roster.facts import Person
from scheduling.roster.tables import people
from scheduling.store.engine import Database
from scheduling.training.facts import RecordState, RequestState
from scheduling.training.queries import find_record, find_request, list_records
from scheduling.training.records.actions import confirm_planned, log_training
from scheduling.training.records.entry import Entry
from scheduling.training.records.verifying import refuse_record, verify_record
from scheduling.training.requests.actions import ask_extension, decline_request, extend, grant_request
from scheduling.training.upkeep.sweep import note_pack
from tests.factories.countdowns import COURSE, HOURS, SESSIONS
from tests.factories.owing import owed_by, owing, packs, two_sergeants
from tests.factories.told import list_told
from tests.people import Cast
from tests.races.test_audit_races import wait_until_somebody_waits_for_a_lock
from tests.races.together import Deed, at_once

AGAIN = pytest.mark.parametrize("again", range(3))
POLICY = packs(COURSE, HOURS)
DAY = date(2026, 8, 11)
LATEST = date(2026, 10, 30)


def logging(officer: Person, entry: Entry) -> Deed:
    return partial(log_training, actor=officer, officer=officer, entry=entry, policy=POLICY)


def said_of(told: list[tuple[str, str]], kind: str) -> int:
    return sum(one == kind for one, _ in told)


@AGAIN
def test_two_supervisors_who_decide_about_one_record_are_told_apart(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    with database.begin(now) as tx:
        ada, tom = two_sergeants(tx, cast, POLICY)
        entry = Entry(HOURS.key, DAY, minutes=240, topics=HOURS.amount.topics)
        record = log_training(tx, actor=ada, officer=ada, entry=entry, policy=POLICY).record
    said = at_once(
        database,
        now,
        partial(verify_record, actor=cast.sol, record_id=record.id, policy=POLICY),
        partial(refuse_record, actor=tom, record_id=record.id, reason="no", policy=POLICY),
    )
    assert sorted(map(str, said)) == ["None", Rule.TRAINING_DECIDED]
    first = (cast.sol, RecordState.VERIFIED) if said[0] is None else (tom, RecordState.REFUSED)
    with database.read(now) as tx:
        stands = find_record(tx, record.id)
        assert stands is not None
        assert (stands.decided_by, stands.state) == (first[0].id, first[1])
        assert said_of(list_told(tx), "training_record_decided") == 1


@AGAIN
def test_two_who_decide_about_one_request_move_the_deadline_once_or_not_at_all(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    with database.begin(now) as tx:
        ada, tom = two_sergeants(tx, cast, POLICY)
        owed = owed_by(tx, ada)
        request = ask_extension(tx, actor=ada, obligation_id=owed.id, until=LATEST, reason="full").request
        assert request is not None
    said = at_once(
        database,
        now,
        partial(grant_request, actor=cast.sol, request_id=request.id, until=None, reason="", policy=POLICY),
        partial(decline_request, actor=tom, request_id=request.id, reason="no"),
    )
    assert sorted(map(str, said)) == ["None", Rule.TRAINING_DECIDED]
    with database.read(now) as tx:
        stands = find_request(tx, request.id)
        assert stands is not None
        granted = stands.state is RequestState.GRANTED
        assert granted is (said[0] is None)
        assert owed_by(tx, ada).due_on == (LATEST if granted else owed.due_on)
        assert said_of(list_told(tx), "training_request_decided") == 1


@AGAIN
def test_two_officers_who_hand_in_one_certificate_at_once_have_one_record_between_them(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    with database.begin(now) as tx:
        officers = [owing(tx, person, POLICY) for person in (cast.ada, cast.ben)]
    entry = Entry(COURSE.key, DAY, sessions=SESSIONS[:1], certificate="AZ 12")
    said = at_once(database, now, *(logging(officer, entry) for officer in officers))
    assert sorted(map(str, said)) == ["None", Rule.TRAINING_CERTIFICATE]
    with database.read(now) as tx:
        assert sum(len(list_records(tx, officer.id)) for officer in officers) == 1


@AGAIN
def test_a_certificate_that_confirms_a_plan_while_another_hands_it_in_proves_one_of_them(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    with database.begin(now) as tx:
        ada, ben = owing(tx, cast.ada, POLICY), owing(tx, cast.ben, POLICY)
        entry = Entry(COURSE.key, date(2026, 8, 12), sessions=SESSIONS[:1], planned=True)
        planned = log_training(tx, actor=ada, officer=ada, entry=entry, policy=POLICY).record
    said = at_once(
        database,
        now,
        partial(
            confirm_planned, actor=ada, record_id=planned.id, policy=POLICY, certificate="https://e.org/1"
        ),
        logging(ben, Entry(COURSE.key, DAY, sessions=SESSIONS[:1], certificate="e.org/1/")),
    )
    assert sorted(map(str, said)) == ["None", Rule.TRAINING_CERTIFICATE]


@AGAIN
def test_24_hours_of_one_day_that_are_handed_in_twice_at_once_are_stored_once(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
    entry = Entry(HOURS.key, DAY, minutes=24 * 60, topics=HOURS.amount.topics)
    said = at_once(database, now, logging(ada, entry), logging(ada, entry))
    assert sorted(map(str, said)) == ["None", Rule.TRAINING_AMOUNT]


@AGAIN
def test_two_who_give_more_time_at_once_do_not_exceed_the_longest_together(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    with database.begin(now) as tx:
        ada, tom = two_sergeants(tx, cast, POLICY)
        owed = owed_by(tx, ada)
    at_once(
        database,
        now,
        *(
            partial(extend, actor=by, obligation_id=owed.id, until=LATEST, reason="ill", policy=POLICY)
            for by in (cast.sol, tom)
        ),
    )
    with database.read(now) as tx:
        assert owed_by(tx, ada).due_on == LATEST
        assert said_of(list_told(tx), "training_request_decided") == 1


def test_other_packs_come_into_use_while_somebody_else_changes_two_officers(
    database: Database, cast: Cast, now: datetime
) -> None:
    """PostgreSQL updates in the order of the disk, where whoever was changed last lies last."""
    if database.engine.dialect.name == "sqlite":
        pytest.skip("one writer at a time")
    with database.begin(now) as tx:
        first, *_, last = sorted(person.id for person in (cast.ada, cast.ben, cast.cleo, cast.sol))
        tx.execute(people.update().where(people.c.id == first).values(badge="1"))

    def bring_packs_into_use() -> int:
        with database.begin(now) as tx:
            return note_pack(tx, POLICY)

    with ThreadPoolExecutor(1) as pool:
        with database.begin(now) as tx:
            tx.lock(people, [first])
            noted = pool.submit(bring_packs_into_use)
            wait_until_somebody_waits_for_a_lock(database)
            tx.lock(people, [last])
        assert noted.result() == 4
