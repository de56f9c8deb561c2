"""What officers hand in: it counts at once or waits for a word, and what is refused leaves nothing behind."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from scheduling.policy.requirements import Amount, Evidence, OnClock
from scheduling.refusals import Refused, Rule
from scheduling.store.engine import Database
from scheduling.training.facts import RecordState
from scheduling.training.records.actions import import_training
from scheduling.training.records.entry import Entry
from tests.factories.countdowns import COURSE, FIREARMS, HOURS, SESSIONS
from tests.factories.handed_in import POLICY, TODAY, YESTERDAY, hours, log, refusal_of, ticked
from tests.factories.owing import STRICT_COURSE, owing, packs
from tests.factories.roster import change_person
from tests.factories.shifts import add_shift, give
from tests.factories.told import list_recorded, list_told
from tests.people import Cast


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


def test_hours_beyond_what_two_years_asked_for_are_kept_beside_the_later_one(
    database: Database, cast: Cast, now: datetime
) -> None:
    amount = Amount(minutes=60, topics=HOURS.amount.topics[:1])
    policy = packs(replace(HOURS, amount=amount, evidence=Evidence.OWN_WORD))
    with database.begin(now) as tx:
        log(tx, owing(tx, cast.ada, policy), hours(1), policy=policy)
    with database.begin(now + timedelta(days=365)) as tx:
        ada = owing(tx, cast.ada, policy)
        assert log(tx, ada, hours(1, on=date(2027, 8, 11)), policy=policy).counts
        more = log(tx, ada, hours(1, on=date(2027, 8, 12)), policy=policy)
        assert not more.counts
        assert more.line is not None
        assert more.line.obligation.period == "2027"


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


def test_a_slot_over_midnight_meets_the_shift_of_the_next_morning(
    database: Database, cast: Cast, now: datetime
) -> None:
    midnight = now - timedelta(hours=12)
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        early = add_shift(tx, cast.quartz, midnight + timedelta(hours=1))
        give(tx, early, ada)
        slot = {"starts_at": midnight - timedelta(hours=1), "ends_at": midnight + timedelta(hours=2)}
        assert refusal_of(tx, ada, ticked(**slot)).figures["number"] == early.id


def test_somebody_elses_shift_and_shifts_of_other_days_are_no_hindrance(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        for days, holder in ((1, cast.ben), (2, ada), (0, ada)):
            give(tx, add_shift(tx, cast.quartz, now - timedelta(days=days)), holder)
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


def test_the_same_hours_twice_count_once_and_a_course_of_the_same_day_elsewhere_counts_too(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        log(tx, ada, hours(4))
        said = refusal_of(tx, ada, hours(4))
        assert said.rule is Rule.TRAINING_TWICE
        assert (said.figures["minutes"], said.figures["logged_on"]) == (240, TODAY)
        log(tx, ada, hours(4, provider="Kestrel Academy"))
        line: dict[str, Any] = {"officer": ada, "policy": POLICY, "source": "records", "external_id": "17"}
        with pytest.raises(Refused, match=Rule.TRAINING_TWICE):
            import_training(tx, entry=hours(4, provider="Heron Academy"), **line)
