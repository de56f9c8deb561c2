"""A supervisor's word on a record: one of those who were asked decides, and everybody reads who it was."""

from datetime import date, datetime
from typing import Any

import pytest

from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from scheduling.training.facts import ObligationState, RecordState, TrainingRecord
from scheduling.training.records.actions import log_training
from scheduling.training.records.entry import Entry
from scheduling.training.records.verifying import RecordDecided, refuse_record, verify_record
from tests.factories.countdowns import COURSE, HOURS, SESSIONS
from tests.factories.owing import owed_by, owing, packs, two_sergeants
from tests.factories.told import list_recorded, list_told
from tests.people import Cast

POLICY = packs()


def hand_in(tx: Transaction, officer: Person, hours: int = 4, **told: Any) -> TrainingRecord:
    entry = Entry(HOURS.key, date(2026, 8, 11), minutes=60 * hours, topics=HOURS.amount.topics, **told)
    return log_training(tx, actor=officer, officer=officer, entry=entry, policy=POLICY).record


def verify(tx: Transaction, by: Person, record: TrainingRecord) -> RecordDecided:
    return verify_record(tx, actor=by, record_id=record.id, policy=POLICY)


def refuse(tx: Transaction, by: Person, record: TrainingRecord, **told: Any) -> RecordDecided:
    told = {"reason": "no such course", **told}
    return refuse_record(tx, actor=by, record_id=record.id, policy=POLICY, **told)


def refusal(refused: pytest.ExceptionInfo[Refused]) -> Refusal:
    (one,) = refused.value.refusals
    return one


def test_a_verified_record_counts_and_the_officer_and_the_others_who_were_asked_are_told(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada, tom = two_sergeants(tx, cast, POLICY)
        record = hand_in(tx, ada)
        decided = verify(tx, tom, record)
        assert (decided.record.state, decided.record.decided_by) == (RecordState.VERIFIED, tom.id)
        assert decided.line is not None
        assert decided.line.progress.minutes == 240
        assert list_told(tx)[2:] == [
            ("training_record_decided", f"person:{ada.id}"),
            ("training_verify_settled", f"person:{cast.sol.id}"),
        ]
        assert (f"person:{tom.id}", "training_verified") in list_recorded(tx)


def test_whoever_decides_second_reads_who_was_first_and_changes_nothing(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada, tom = two_sergeants(tx, cast, POLICY)
        record = hand_in(tx, ada)
        refuse(tx, cast.sol, record, reason="  no such course ")
        for deed in (verify, refuse):
            with pytest.raises(Refused) as late:
                deed(tx, tom, record)
            assert refusal(late).rule is Rule.TRAINING_DECIDED
            assert refusal(late).figures == {
                "what": "record", "state": RecordState.REFUSED, "by": "Sergeant Sol Sequoia", "at": now,
                "reason": "no such course",
            }  # fmt: skip


def test_nobody_verifies_their_own_and_no_stranger_does(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        own = hand_in(tx, owing(tx, cast.sol, POLICY))
        for stranger in (cast.sol, cast.ben, cast.cleo):
            with pytest.raises(Refused) as refused:
                verify(tx, stranger, own)
            assert refusal(refused).rule is Rule.NOT_ENTITLED
        assert verify(tx, cast.cora, own).record.state is RecordState.VERIFIED


def test_a_refusal_needs_a_reason_and_frees_the_certificate(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        record = hand_in(tx, ada, certificate="AZ 1")
        with pytest.raises(Refused) as refused:
            refuse(tx, cast.sol, record, reason=" ")
        assert refusal(refused).rule is Rule.REASON_MISSING
        assert refuse(tx, cast.sol, record).record.reason == "no such course"
        assert hand_in(tx, ada, certificate="AZ 1").state is RecordState.LOGGED


def test_the_day_has_its_hours_again_once_a_record_is_refused(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        refuse(tx, cast.sol, hand_in(tx, ada, hours=24))
        hand_in(tx, ada, hours=24)


def test_what_was_verified_may_still_be_refused_by_whoever_has_seen_that_it_was(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada, tom = two_sergeants(tx, cast, POLICY)
        record = hand_in(tx, ada)
        verify(tx, cast.sol, record)
        decided = refuse(tx, tom, record, seen=RecordState.VERIFIED)
        assert decided.record.state is RecordState.REFUSED
        assert decided.line is not None
        assert decided.line.progress.minutes == 0
        told = [kind for kind, _ in list_told(tx)]
        assert told.count("training_record_decided") == 2
        assert told.count("training_verify_settled") == 1


def test_a_course_that_was_done_is_owed_again_when_one_of_its_records_is_refused(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        entry = Entry(COURSE.key, date(2026, 8, 11), sessions=SESSIONS)
        logged = log_training(tx, actor=ada, officer=ada, entry=entry, policy=POLICY)
        assert logged.line is not None
        assert logged.line.obligation.state is ObligationState.DONE
        decided = refuse(tx, cast.sol, logged.record)
        assert decided.line is not None
        assert decided.line.obligation.id == logged.line.obligation.id
        assert owed_by(tx, ada).state is ObligationState.OPEN


def test_a_record_that_is_not_there_is_said_to_be_gone(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx, pytest.raises(Refused) as refused:
        verify_record(tx, actor=cast.sol, record_id=404, policy=POLICY)
    assert refusal(refused).figures == {"what": "record", "number": 404}
