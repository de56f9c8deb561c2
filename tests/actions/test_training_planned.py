"""What is planned and confirmed later, and what a file of an agency's record system brings."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from scheduling.refusals import Refused, Rule
from scheduling.roster.facts import Person
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from scheduling.training.facts import RecordState, TrainingRecord
from scheduling.training.queries import list_records
from scheduling.training.records.actions import Logged, confirm_planned, import_training
from scheduling.training.records.cancelling import cancel_planned
from tests.factories.countdowns import SESSIONS
from tests.factories.handed_in import POLICY, TODAY, TOMORROW, hours, log, refusal_of, ticked
from tests.factories.owing import owing
from tests.factories.shifts import add_shift, give
from tests.factories.told import list_recorded, list_told
from tests.people import Cast


def plan_slot(tx: Transaction, officer: Person, **told: Any) -> TrainingRecord:
    return log(tx, officer, ticked(on=TOMORROW, planned=True, **told)).record


def confirm(tx: Transaction, officer: Person, record: TrainingRecord, **told: Any) -> Logged:
    return confirm_planned(tx, actor=officer, record_id=record.id, policy=POLICY, **told)


def test_a_planned_slot_counts_once_it_is_confirmed(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        planned = plan_slot(tx, ada)
        assert planned.state is RecordState.PLANNED
        with pytest.raises(Refused) as early:
            confirm(tx, ada, planned)
        assert early.value.refusals[0].rule is Rule.TRAINING_DATE
    with database.begin(now + timedelta(days=1)) as tx:
        done = confirm(tx, ada, planned, certificate="AZ 1")
        assert (done.record.id, done.record.certificate) == (planned.id, "AZ 1")
        assert done.line is not None
        assert done.line.progress.sessions_done == SESSIONS[:1]
        with pytest.raises(Refused) as twice:
            confirm(tx, ada, planned)
        (said,) = twice.value.refusals
        assert (said.rule, said.figures["state"]) == (Rule.TRAINING_DECIDED, RecordState.LOGGED)


def test_a_planned_slot_that_turned_out_to_be_during_a_shift_is_not_confirmed(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        slot = {"starts_at": now + timedelta(days=1), "ends_at": now + timedelta(days=1, hours=1)}
        planned = plan_slot(tx, ada, **slot)
        give(tx, add_shift(tx, cast.quartz, slot["starts_at"]), ada)
    with database.begin(now + timedelta(days=2)) as tx:
        with pytest.raises(Refused) as refused:
            confirm(tx, ada, planned)
        assert refused.value.refusals[0].rule is Rule.TRAINING_ON_CLOCK


def test_a_certificate_that_proves_something_else_confirms_nothing(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        planned = plan_slot(tx, ada)
        log(tx, ada, ticked(SESSIONS[1], certificate="AZ 1"))
    with database.begin(now + timedelta(days=1)) as tx:
        with pytest.raises(Refused) as refused:
            confirm(tx, ada, planned, certificate="az1")
        assert refused.value.refusals[0].rule is Rule.TRAINING_CERTIFICATE
        assert confirm(tx, ada, planned).record.certificate == ""  # the transaction goes on


def test_a_certificate_that_came_with_the_plan_stays_when_it_is_confirmed(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        planned = plan_slot(tx, ada, certificate="AZ 1")
    with database.begin(now + timedelta(days=1)) as tx:
        assert confirm(tx, ada, planned).record.certificate == "AZ 1"
        said = refusal_of(tx, ada, ticked(SESSIONS[1], on=TODAY, certificate="AZ 1"))
        assert said.rule is Rule.TRAINING_CERTIFICATE


def test_a_plan_that_is_called_off_is_no_plan_any_more_and_frees_its_certificate(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        planned = plan_slot(tx, ada, certificate="AZ 1")
        with pytest.raises(Refused, match=Rule.NOT_ENTITLED):
            cancel_planned(tx, actor=cast.ben, record_id=planned.id)
        off, officer = cancel_planned(tx, actor=ada, record_id=planned.id)
        assert (off.state, off.decided_by, officer.id) == (RecordState.CANCELLED, ada.id, ada.id)
        for act in (confirm, lambda *_: cancel_planned(tx, actor=ada, record_id=planned.id)):
            with pytest.raises(Refused, match=Rule.TRAINING_DECIDED):
                act(tx, ada, planned)
        assert log(tx, ada, ticked(certificate="AZ 1")).counts
    with database.read(now) as tx:
        assert (f"person:{ada.id}", "training_cancelled") in list_recorded(tx)


@pytest.mark.parametrize(("verified", "state"), [(True, "verified"), (False, "logged")])
def test_a_line_of_a_file_is_one_record_however_often_it_comes_and_nobody_is_told(
    database: Database, cast: Cast, now: datetime, verified: bool, state: str
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        line: dict[str, Any] = {"officer": ada, "policy": POLICY, "source": "records", "external_id": "17"}
        taken = import_training(tx, entry=hours(4), verified=verified, **line)
        assert taken is not None
        assert (taken.state, taken.logged_by) == (state, None)
        assert import_training(tx, entry=hours(4), verified=verified, **line) is None
        assert list_records(tx, ada.id) == [taken]
        assert list_told(tx) == []
        assert ("command-line", "training_imported") in list_recorded(tx)
