"""What officers hand in: it counts at once or waits for a word, and what is refused leaves nothing behind."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from scheduling.outbox.tables import notices
from scheduling.policy.requirements import OnClock
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from scheduling.training.entry import Entry
from scheduling.training.facts import RecordState, TrainingRecord
from scheduling.training.log_actions import Logged, confirm_planned, import_training, log_training
from scheduling.training.queries import list_records
from scheduling.training.tables import training_records
from tests.factories.countdowns import COURSE, FIREARMS, HOURS, SESSIONS
from tests.factories.owing import STRICT_COURSE, owing, packs
from tests.factories.roster import change_person
from tests.factories.shifts import add_shift, give
from tests.factories.told import list_recorded, list_told
from tests.people import Cast

POLICY = packs()
YESTERDAY = date(2026, 8, 11)
TODAY = date(2026, 8, 12)
TOMORROW = date(2026, 8, 13)


def ticked(*names: str, on: date = YESTERDAY, **told: Any) -> Entry:
    return Entry(COURSE.key, on, sessions=names or SESSIONS[:1], **told)


def hours(amount: float, *topics: str, on: date = YESTERDAY, **told: Any) -> Entry:
    named = topics or HOURS.amount.topics[:1]
    return Entry(HOURS.key, on, minutes=round(amount * 60), topics=named, **told)


def log(tx: Transaction, officer: Person, entry: Entry, by: Person | None = None, **told: Any) -> Logged:
    told = {"policy": POLICY, **told}
    return log_training(tx, actor=by or officer, officer=officer, entry=entry, **told)


def refusal_of(tx: Transaction, officer: Person, entry: Entry, **told: Any) -> Refusal:
    """The one refusal of an entry, of which nothing is stored and nobody told."""
    before = count_rows(tx)
    with pytest.raises(Refused) as refused:
        log(tx, officer, entry, **told)
    assert count_rows(tx) == before
    (refusal,) = refused.value.refusals
    return refusal


def count_rows(tx: Transaction) -> tuple[int, ...]:
    return tuple(
        tx.execute(select(func.count()).select_from(table)).scalar_one()
        for table in (training_records, notices)
    )


def test_a_session_that_was_done_counts_at_once_and_the_answer_says_what_is_left(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        logged = log(tx, ada, ticked("session 1 ", provider="Heron Academy"))
        assert (logged.record.state, logged.record.sessions) == (RecordState.LOGGED, ("Session 1",))
        assert (logged.record.logged_by, logged.record.logged_at) == (ada.id, now)
        assert logged.counts
        assert logged.line is not None
        assert logged.line.progress.sessions_left == SESSIONS[1:]
        assert list_told(tx) == []
        assert "training_logged" in [verb for _, verb in list_recorded(tx)]


def test_hours_that_need_a_word_wait_for_it_and_those_who_answer_are_asked(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        logged = log(tx, ada, hours(4))
        assert logged.asked == (cast.sol,)
        assert logged.counts
        assert logged.line is not None
        assert logged.line.progress.unverified == (logged.record.id,)
        assert logged.line.progress.minutes == 0
        assert list_told(tx) == [("training_verify_asked", f"person:{cast.sol.id}")]


def test_where_nobody_can_be_reached_the_supervisors_channel_is_asked(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        for person in (cast.sol, cast.cora):
            change_person(tx, person, active=False)
        assert log(tx, owing(tx, cast.ada, POLICY), hours(4)).asked == ()
        assert list_told(tx) == [("training_verify_asked", "channel:supervisors")]


def test_what_a_supervisor_logs_for_an_officer_needs_nobody_elses_word(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        logged = log(tx, ada, hours(4), by=cast.sol)
        assert (logged.record.state, logged.record.decided_by) == (RecordState.VERIFIED, cast.sol.id)
        assert logged.line is not None
        assert logged.line.progress.minutes == 240
        assert list_told(tx) == []


def test_nobody_logs_for_an_officer_whom_they_do_not_answer_for(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        said = refusal_of(tx, owing(tx, cast.ada, POLICY), ticked(), by=cast.ben)
        assert said.rule is Rule.NOT_ENTITLED


def test_a_requirement_that_no_pack_asks_for_is_unknown_and_so_is_one_that_is_off(
    database: Database, cast: Cast, now: datetime
) -> None:
    off = packs(replace(COURSE, on=False))
    with database.begin(now) as tx:
        said = refusal_of(tx, cast.ada, Entry("knitting", YESTERDAY))
        assert (said.rule, said.figures) == (Rule.TRAINING_UNKNOWN, {"requirement": "knitting"})
        assert refusal_of(tx, cast.ada, ticked(), policy=off).rule is Rule.TRAINING_UNKNOWN


def test_a_session_is_ticked_once(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        log(tx, ada, ticked(*SESSIONS[:2]))
        said = refusal_of(tx, ada, ticked(*SESSIONS[1:3], on=TODAY))
        assert said.rule is Rule.TRAINING_SESSION
        assert said.figures["done_on"] == {SESSIONS[1]: YESTERDAY}
        log(tx, ada, ticked(SESSIONS[2]))


def test_a_session_that_waits_for_a_word_is_not_handed_in_again_meanwhile(
    database: Database, cast: Cast, now: datetime
) -> None:
    policy = packs(replace(COURSE, evidence=HOURS.evidence))
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, policy)
        log(tx, ada, ticked(), policy=policy)
        assert refusal_of(tx, ada, ticked(), policy=policy).figures["why"] == "done"


def test_before_a_clock_has_started_a_session_may_be_done_and_counts_when_it_does(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        early = log(tx, cast.ada, ticked(on=date(2026, 7, 1)))
        assert (early.line, early.counts) == (None, False)
        assert refusal_of(tx, cast.ada, ticked()).figures["why"] == "done"
        logged = log(tx, owing(tx, cast.ada, POLICY), ticked(SESSIONS[1]))
        assert logged.line is not None
        assert logged.line.progress.sessions_done == SESSIONS[:2]


def test_hours_of_a_year_of_which_nothing_is_owed_are_kept_and_count_for_nothing(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        logged = log(tx, owing(tx, cast.ada, POLICY), hours(4, on=date(2025, 12, 31)))
        assert not logged.counts
        assert logged.line is not None
        assert logged.line.obligation.period == "2026"


def test_a_day_has_24_hours_whatever_they_are_for(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        log(tx, ada, hours(20))
        log(tx, ada, hours(20, on=TODAY))
        said = refusal_of(tx, ada, Entry(FIREARMS.key, YESTERDAY, minutes=241))
        assert (said.rule, said.figures["that_day"]) == (Rule.TRAINING_AMOUNT, 1_200)
        log(tx, ada, Entry(FIREARMS.key, YESTERDAY, minutes=240))


def test_the_same_certificate_proves_one_thing_once_whoever_hands_it_in(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada, ben = owing(tx, cast.ada, POLICY), owing(tx, cast.ben, POLICY)
        log(tx, ada, ticked(certificate="https://example.org/c/12"))
        for officer, by_you in ((ada, True), (ben, False)):
            said = refusal_of(tx, officer, ticked(SESSIONS[1], certificate="http://Example.org/c/12/"))
            assert said.rule is Rule.TRAINING_CERTIFICATE
            assert (said.figures["why"], said.figures["logged_on"]) == ("twice", TODAY)
            assert said.figures["by_you"] is by_you
        log(tx, ben, ticked(certificate="https://example.org/c/13"))
        log(tx, ben, ticked(SESSIONS[1]))


def test_training_during_a_shift_that_was_worked_is_refused_and_between_two_shifts_is_not(
    database: Database, cast: Cast, now: datetime
) -> None:
    morning, evening = now - timedelta(days=1, hours=6), now - timedelta(days=1, hours=-4)
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        for starts_at in (morning, evening):
            worked = add_shift(tx, cast.quartz, starts_at, hours=4)
            give(tx, worked, ada)
        between = {"starts_at": morning + timedelta(hours=4), "ends_at": evening}
        said = refusal_of(
            tx, ada, ticked(starts_at=between["starts_at"], ends_at=evening + timedelta(hours=1))
        )
        assert (said.rule, said.figures["number"]) == (Rule.TRAINING_ON_CLOCK, worked.id)
        assert said.figures["rule"] == STRICT_COURSE.on_clock_rule
        assert refusal_of(tx, ada, ticked()).figures["why"] == "times_needed"
        assert log(tx, ada, ticked(**between)).counts


def test_a_shift_of_somebody_else_or_one_that_was_given_back_is_no_hindrance(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        give(tx, add_shift(tx, cast.quartz, now - timedelta(days=1)), cast.ben)
        assert log(tx, ada, ticked()).counts


def test_where_the_pack_flags_it_the_record_says_which_shift(
    database: Database, cast: Cast, now: datetime
) -> None:
    policy = packs(replace(STRICT_COURSE, on_clock=OnClock.FLAG))
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, policy)
        worked = add_shift(tx, cast.quartz, now - timedelta(days=1))
        give(tx, worked, ada)
        logged = log(tx, ada, ticked(), policy=policy)
        assert f"shift {worked.id} at Quartz Elementary" in logged.record.flagged


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
