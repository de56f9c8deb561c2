"""What a review decides of one person: opened, moved, settled, reopened, ended; and what follows from it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from scheduling.escalations.facts import EscalationKind
from scheduling.policy.requirements import Anchor, Consequence, Due, Evidence
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person, Standing
from scheduling.roster.queries import find_person
from scheduling.roster.tables import people
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from scheduling.training.facts import ObligationState, RecordState, RequestState, TrainingRecord
from scheduling.training.queries import find_request, list_countdown, list_obligations, list_records
from scheduling.training.records.actions import log_training
from scheduling.training.records.entry import Entry
from scheduling.training.records.verifying import refuse_record, verify_record
from scheduling.training.requests.actions import ask_extension
from scheduling.training.upkeep.review import review_person
from tests.factories.countdowns import COURSE, FIREARMS, HOURS, SESSIONS
from tests.factories.escalated import OVERDUE_LEVEL, list_escalated
from tests.factories.owing import owed_by, owing, packs
from tests.factories.roster import change_person
from tests.factories.told import list_recorded, list_told
from tests.people import Cast

COURSE_ONLY = packs(COURSE)
AFTER_THE_DEADLINE = datetime(2026, 10, 1, 19, tzinfo=UTC)
"""The course of who was eligible on 1 August is due on 30 September."""


def now_of(tx: Transaction, person: Person) -> Person:
    found = find_person(tx, person.id)
    assert found is not None
    return found


def done(tx: Transaction, officer: Person, policy: Policy = COURSE_ONLY, **told: Any) -> TrainingRecord:
    entry = {"requirement": COURSE.key, "done_on": date(2026, 8, 11), "sessions": SESSIONS, **told}
    return log_training(tx, actor=officer, officer=officer, entry=Entry(**entry), policy=policy).record


def test_a_first_shift_before_the_day_of_eligibility_starts_the_clock_and_both_days_are_kept(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, COURSE_ONLY, first_shift_on=date(2026, 7, 30))
        owed = owed_by(tx, ada)
        assert (owed.starts_on, owed.due_on) == (date(2026, 7, 30), date(2026, 9, 28))
        assert owed.due_at == datetime(2026, 9, 29, 7, tzinfo=UTC), "the end of the day in Phoenix"
        assert owed.anchors == {Anchor.ELIGIBLE: date(2026, 8, 1), Anchor.FIRST_SHIFT: date(2026, 7, 30)}
        assert (owed.requirement, owed.edition) == (COURSE, COURSE_ONLY.edition)
        assert list_recorded(tx) == [("training", "obligation_opened")]


def test_a_second_review_changes_nothing_and_tells_nobody(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        owing(tx, cast.ada, packs(), first_shift_on=date(2026, 5, 1))
        before, recorded, told = list_obligations(tx, cast.ada.id), list_recorded(tx), list_told(tx)
        assert review_person(tx, cast.ada.id, packs())
        assert list_obligations(tx, cast.ada.id) == before
        assert (list_recorded(tx), list_told(tx)) == (recorded, told)


def test_nobody_is_reviewed_who_is_not_on_the_roster(database: Database, now: datetime) -> None:
    with database.begin(now) as tx:
        assert not review_person(tx, 4711, packs())


def test_an_obligation_keeps_the_terms_it_was_made_under_whatever_the_pack_says_now(
    database: Database, cast: Cast, now: datetime
) -> None:
    shorter = packs(replace(COURSE, due=Due(days=30), reminders=(1,), consequence=Consequence.TELL))
    with database.begin(now) as tx:
        owing(tx, cast.ada, COURSE_ONLY)
        review_person(tx, cast.ada.id, shorter)
        owing(tx, cast.ben, shorter)
        assert (owed_by(tx, cast.ada).requirement, owed_by(tx, cast.ada).due_on) == (
            COURSE,
            date(2026, 9, 30),
        )
        assert owed_by(tx, cast.ben).due_on == date(2026, 8, 31)


def test_what_is_switched_off_ends_and_what_is_switched_on_again_is_owed_again(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        owing(tx, cast.ada, COURSE_ONLY)
        review_person(tx, cast.ada.id, packs(replace(COURSE, on=False)))
        ended = owed_by(tx, cast.ada)
        assert (ended.state, ended.next_at) == (ObligationState.ENDED, None)
        assert ended.reason
        review_person(tx, cast.ada.id, COURSE_ONLY)
        assert owed_by(tx, cast.ada).state is ObligationState.OPEN
        assert [verb for _, verb in list_recorded(tx)] == [
            "obligation_opened", "obligation_ended", "obligation_reopened",
        ]  # fmt: skip


def test_a_corrected_day_of_the_roster_moves_the_deadline_and_its_rungs_begin_anew(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(AFTER_THE_DEADLINE) as tx:
        owing(tx, cast.ada, COURSE_ONLY)
        assert now_of(tx, cast.ada).standing is Standing.BLOCKED
        owing(tx, cast.ada, COURSE_ONLY, eligible_on=date(2026, 9, 1))
        moved = owed_by(tx, cast.ada)
        assert (moved.state, moved.due_on, moved.told_rung) == (
            ObligationState.OPEN, date(2026, 10, 31), None,
        )  # fmt: skip
        assert now_of(tx, cast.ada).standing is Standing.CLEAR
        assert "obligation_moved" in [verb for _, verb in list_recorded(tx)]


def test_a_course_done_too_late_restores_the_standing_and_whoever_is_concerned_is_told(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(AFTER_THE_DEADLINE) as tx:
        ada = owing(tx, cast.ada, COURSE_ONLY)
        assert ada.standing is Standing.BLOCKED
        assert ada.standing_reason == "SSO asynchronous training: 0 of 8 sessions, due Wed Sep 30, 2026"
        assert ada.standing_source == COURSE.source
        done(tx, ada, sessions=SESSIONS[:3])
        assert "3 of 8" in now_of(tx, ada).standing_reason
        done(tx, ada, sessions=SESSIONS[3:])
        assert owed_by(tx, ada).state is ObligationState.DONE
        cleared = now_of(tx, ada)
        assert (cleared.standing, cleared.standing_reason, cleared.standing_source) == (
            Standing.CLEAR,
            "",
            "",
        )
        assert list_told(tx)[-2:] == [
            ("training_cleared", f"person:{ada.id}"),
            ("training_cleared", f"person:{cast.sol.id}"),
        ]


def test_a_refused_record_reopens_what_it_had_completed_and_blocks_at_once_if_the_day_has_passed(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, COURSE_ONLY)
        record = done(tx, ada)
        assert owed_by(tx, ada).settled_on == date(2026, 8, 11)
    with database.begin(AFTER_THE_DEADLINE) as tx:
        refuse_record(tx, actor=cast.sol, record_id=record.id, reason="not theirs", policy=COURSE_ONLY)
        assert owed_by(tx, ada).state is ObligationState.OVERDUE
        assert now_of(tx, ada).standing is Standing.BLOCKED
        (escalated,) = list_escalated(tx, EscalationKind.TRAINING)
        assert escalated == (f"obligation:{owed_by(tx, ada).id}", OVERDUE_LEVEL, "")


def test_a_requirement_that_only_tells_blocks_nobody(database: Database, cast: Cast, now: datetime) -> None:
    tell = packs(replace(COURSE, consequence=Consequence.TELL))
    with database.begin(AFTER_THE_DEADLINE) as tx:
        ada = owing(tx, cast.ada, tell)
        assert (owed_by(tx, ada).state, ada.standing) == (ObligationState.OVERDUE, Standing.CLEAR)


def test_a_standing_that_was_set_by_hand_stays_while_nothing_is_asked(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        change_person(tx, cast.ada, standing="blocked", standing_reason="by order of the chief")
        review_person(tx, cast.ada.id, packs(replace(COURSE, on=False)))
        assert now_of(tx, cast.ada).standing is Standing.BLOCKED


def test_the_roster_says_when_the_review_comes_back_by_itself(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        owing(tx, cast.ada, packs(HOURS))
        review_at = tx.execute(select(people.c.review_at).where(people.c.id == cast.ada.id)).scalar_one()
        assert review_at == datetime(2027, 1, 1, 7, tzinfo=UTC), "the year begins at midnight in Phoenix"


def test_a_request_lapses_when_what_it_is_about_is_done(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, COURSE_ONLY)
        until = date(2026, 10, 10)
        asked = ask_extension(tx, actor=ada, obligation_id=owed_by(tx, ada).id, until=until, reason="ill")
        assert asked.request is not None
        assert list_countdown(tx, ada)[0].request == asked.request
        done(tx, ada)
        lapsed = find_request(tx, asked.request.id)
        assert lapsed is not None
        assert lapsed.state is RequestState.LAPSED


QUALIFYING = packs(replace(FIREARMS, qualification=True, evidence=Evidence.VERIFIED))


def test_a_verified_qualification_moves_the_day_of_the_roster_and_the_next_year_begins(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        review_person(tx, cast.ada.id, QUALIFYING)
        assert owed_by(tx, cast.ada, FIREARMS).due_on == date(2027, 3, 2)
        record = done(tx, cast.ada, QUALIFYING, requirement=FIREARMS.key, sessions=())
        assert now_of(tx, cast.ada).qualified_on == date(2026, 3, 2), "nobody has verified it yet"
        verify_record(tx, actor=cast.sol, record_id=record.id, policy=QUALIFYING)
        assert now_of(tx, cast.ada).qualified_on == date(2026, 8, 11)
        owed = {each.period: (each.state, each.due_on) for each in list_obligations(tx, cast.ada.id)}
        assert owed == {
            "2026-03-02": (ObligationState.DONE, date(2027, 3, 2)),
            "2026-08-11": (ObligationState.OPEN, date(2027, 8, 11)),
        }
        assert ("training", "qualified") in list_recorded(tx)


def test_a_later_day_on_the_roster_is_a_qualification_too(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        review_person(tx, cast.ada.id, QUALIFYING)
        change_person(tx, cast.ada, qualified_on=date(2026, 8, 1))
        review_person(tx, cast.ada.id, QUALIFYING)
        done_one, running = list_obligations(tx, cast.ada.id)
        assert (done_one.settled_on, running.period) == (date(2026, 8, 1), "2026-08-01")
        first, last = list_countdown(tx, now_of(tx, cast.ada))[:1], running
        assert [line.obligation for line in first] == [last]


def test_a_qualification_that_is_refused_after_all_gives_the_roster_its_day_back(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        review_person(tx, cast.ada.id, QUALIFYING)
        record = done(tx, cast.ada, QUALIFYING, requirement=FIREARMS.key, sessions=())
        verify_record(tx, actor=cast.sol, record_id=record.id, policy=QUALIFYING)
        refuse_record(
            tx, actor=cast.sol, record_id=record.id, reason="another Ada", policy=QUALIFYING,
            seen=RecordState.VERIFIED,
        )  # fmt: skip
        assert now_of(tx, cast.ada).qualified_on == date(2026, 3, 2)
        running = [each.period for each in list_obligations(tx, cast.ada.id, running_only=True)]
        assert running == ["2026-03-02"]


def test_a_day_that_the_roster_knew_itself_stays_when_an_unreadable_copy_of_it_is_refused(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        review_person(tx, cast.ada.id, QUALIFYING)
        copy = done(tx, cast.ada, QUALIFYING, requirement=FIREARMS.key, sessions=(), done_on=date(2026, 3, 2))
        refuse_record(tx, actor=cast.sol, record_id=copy.id, reason="unreadable", policy=QUALIFYING)
        assert now_of(tx, cast.ada).qualified_on == date(2026, 3, 2)
        review_person(tx, cast.ada.id, QUALIFYING)
        assert [each.period for each in list_obligations(tx, cast.ada.id)] == ["2026-03-02"]


def test_two_qualifications_that_are_refused_give_the_roster_back_the_day_before_both(
    database: Database, cast: Cast, now: datetime
) -> None:
    own_word = packs(replace(FIREARMS, qualification=True))
    with database.begin(now) as tx:
        review_person(tx, cast.ada.id, own_word)
        for day in (date(2026, 7, 20), date(2026, 8, 4)):
            done(tx, cast.ada, own_word, requirement=FIREARMS.key, sessions=(), done_on=day)
        assert now_of(tx, cast.ada).qualified_on == date(2026, 8, 4)
        for record in list_records(tx, cast.ada.id):
            refuse_record(tx, actor=cast.sol, record_id=record.id, reason="not theirs", policy=own_word)
        assert now_of(tx, cast.ada).qualified_on == date(2026, 3, 2)


def test_an_officer_who_leaves_owes_nothing_and_is_as_before_when_they_return(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        owing(tx, cast.ada, COURSE_ONLY)
        owing(tx, cast.ada, COURSE_ONLY, active=False)
        assert owed_by(tx, cast.ada).state is ObligationState.ENDED
    with database.begin(now + timedelta(days=5)) as tx:
        owing(tx, cast.ada, COURSE_ONLY, active=True)
        assert owed_by(tx, cast.ada).state is ObligationState.OPEN
