"""What counts for what: sessions, hours, topics and completions, late, early, unverified or refused."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from scheduling.policy.requirements import Amount, Evidence
from scheduling.training.facts import Obligation, ObligationState, Progress, RecordState, TrainingRecord
from scheduling.training.rules.progress import allocate, last_completion
from tests.factories.training import (
    SESSIONS,
    TOPICS,
    firearms,
    hours_on,
    obligation,
    requirement,
    training_record,
    year_of_hours,
    yearly_hours,
)


def progress_of(owed: Obligation, *records: TrainingRecord) -> Progress:
    return allocate([owed], records)[owed.id]


def topics_on(done_on: date, *topics: str, hours: float = 4, number: int = 1, **told: Any) -> TrainingRecord:
    return hours_on(done_on, hours, number, topics=topics, **told)


class TestSessions:
    """Named sessions, each once."""

    def test_three_of_eight_are_told_by_name_in_the_order_of_the_course(self) -> None:
        done = [
            training_record(date(2026, 8, 9), 1, sessions=("Session 5",)),
            training_record(date(2026, 8, 7), 2, sessions=("Session 2", "Session 1")),
        ]
        progress = progress_of(obligation(), *done)
        assert progress.sessions_done == ("Session 1", "Session 2", "Session 5")
        assert progress.sessions_left == ("Session 3", "Session 4", "Session 6", "Session 7", "Session 8")
        assert progress.records == (2, 1)
        assert not progress.is_done

    def test_the_course_is_done_on_the_day_of_its_last_session(self) -> None:
        done = [
            training_record(date(2026, 8, 10 + number), number, sessions=(session,))
            for number, session in enumerate(SESSIONS)
        ]
        assert progress_of(obligation(), *done).done_on == date(2026, 8, 17)

    def test_a_session_taken_twice_counts_once(self) -> None:
        twice = [training_record(date(2026, 8, day), day, sessions=("Session 1",)) for day in (9, 10)]
        progress = progress_of(obligation(), *twice)
        assert (len(progress.sessions_done), progress.records) == (1, (9,))

    def test_a_session_counts_for_the_older_of_two_years_only(self) -> None:
        terms = yearly_hours(amount=Amount(sessions=("Session 1", "Session 2")))
        years = [year_of_hours(2026, terms, state=ObligationState.OVERDUE), year_of_hours(2027, terms)]
        done = hours_on(date(2027, 1, 9), 0, sessions=("Session 1",))
        progress = allocate(years, [done])
        assert (progress[2026].sessions_done, progress[2027].sessions_done) == (("Session 1",), ())

    def test_a_session_that_the_course_does_not_have_counts_for_nothing(self) -> None:
        done = training_record(date(2026, 8, 9), sessions=("Session 9",))
        assert progress_of(obligation(), done).records == ()


class TestHours:
    """Forty hours a year, and what becomes of late ones."""

    LATE = year_of_hours(2026, state=ObligationState.OVERDUE)
    NEXT = year_of_hours(2027)

    def test_thirty_eight_of_forty_hours_are_cured_in_january_with_two_of_the_eight_taken_then(self) -> None:
        done = [hours_on(date(2026, 5, 4), 38, 1), hours_on(date(2027, 1, 9), 8, 2)]
        progress = allocate([self.NEXT, self.LATE], done)
        assert progress[2026].minutes == 40 * 60
        assert progress[2026].done_on == date(2027, 1, 9)
        assert progress[2027].minutes == 6 * 60

    def test_hours_of_an_earlier_year_never_count_for_a_later_one(self) -> None:
        done = [hours_on(date(2026, 12, 31), 50)]
        progress = allocate([self.LATE, self.NEXT], done)
        assert (progress[2026].minutes, progress[2027].minutes) == (40 * 60, 0)

    def test_a_year_that_a_rule_shortened_counts_from_its_first_day(self) -> None:
        since_july = year_of_hours(2026, starts_on=date(2026, 7, 1))
        assert progress_of(since_july, hours_on(date(2026, 2, 2), 5)).minutes == 5 * 60
        assert progress_of(since_july, hours_on(date(2025, 12, 31), 5)).minutes == 0

    def test_a_year_that_is_done_keeps_the_hours_that_made_it_so(self) -> None:
        done = [hours_on(date(2027, 1, 9), 40, 1), hours_on(date(2027, 3, 9), 3, 2)]
        progress = allocate([replace(self.LATE, state=ObligationState.DONE), self.NEXT], done)
        assert (progress[2026].done_on, progress[2027].minutes) == (date(2027, 1, 9), 3 * 60)

    @pytest.mark.parametrize("state", [ObligationState.EXEMPT, ObligationState.ENDED])
    def test_a_year_that_nobody_asks_for_takes_nothing_from_the_next(self, state: ObligationState) -> None:
        progress = allocate([replace(self.LATE, state=state), self.NEXT], [hours_on(date(2027, 1, 9), 8)])
        assert (progress[2026].minutes, progress[2027].minutes) == (0, 8 * 60)

    def test_what_an_extension_puts_off_is_still_the_older_year(self) -> None:
        extended = replace(self.LATE, state=ObligationState.OPEN, due_on=date(2028, 1, 31))
        assert allocate([extended, self.NEXT], [hours_on(date(2027, 1, 9), 8)])[2026].minutes == 8 * 60

    def test_minutes_missed_with_an_excuse_do_not_count(self) -> None:
        assert progress_of(self.LATE, hours_on(date(2026, 5, 4), 36, missed_minutes=240)).minutes == 36 * 60


class TestTopics:
    """Ten topics, with or without hours of their own."""

    def test_forty_hours_with_all_ten_topics_but_one_are_not_done(self) -> None:
        year = year_of_hours(2026, yearly_hours(topics=TOPICS))
        nine = [
            topics_on(date(2026, 3, day), topic, hours=5, number=day)
            for day, topic in enumerate(TOPICS[:9], 1)
        ]
        progress = progress_of(year, *nine)
        assert progress.minutes == 45 * 60
        assert progress.topics_left == (TOPICS[9],)
        assert progress.done_on is None
        assert progress.share < 1

    def test_the_missing_topic_completes_it_whatever_its_hours(self) -> None:
        year = year_of_hours(2026, yearly_hours(1, topics=("A", "B")))
        done = [topics_on(date(2026, 3, 2), "A"), topics_on(date(2026, 4, 2), "B", hours=0, number=2)]
        assert progress_of(year, *done).done_on == date(2026, 4, 2)

    def test_one_course_may_touch_several(self) -> None:
        year = year_of_hours(2026, yearly_hours(4, topics=("A", "B")))
        assert progress_of(year, topics_on(date(2026, 3, 2), "B", "A")).topics_done == ("A", "B")

    def test_the_hours_of_a_course_are_shared_evenly_among_its_topics(self) -> None:
        year = year_of_hours(2026, yearly_hours(8, of_which={"A": 120, "B": 120}))
        progress = progress_of(year, topics_on(date(2026, 3, 2), "A", "B", "C", hours=5))
        assert progress.topic_minutes == {"A": 100, "B": 100}
        assert progress.topics_left == ("A", "B")
        odd = progress_of(year, hours_on(date(2026, 3, 2), 0, minutes=101, topics=("A", "B")))
        assert odd.topic_minutes == {"A": 51, "B": 50}

    def test_of_a_late_course_about_two_topics_twice_of_what_one_lacks_is_taken(self) -> None:
        terms = yearly_hours(8, of_which={"A": 60})
        years = [year_of_hours(2026, terms, state=ObligationState.OVERDUE), year_of_hours(2027, terms)]
        done = [hours_on(date(2026, 3, 9), 8, 1), topics_on(date(2027, 1, 9), "A", "B", hours=5, number=2)]
        progress = allocate(years, done)
        assert progress[2026].done_on == date(2027, 1, 9)
        assert progress[2026].minutes + progress[2027].minutes == (8 + 5) * 60
        assert progress[2027].minutes == 3 * 60

    def test_a_topic_with_too_few_minutes_is_left_though_the_hours_are_complete(self) -> None:
        year = year_of_hours(2026, yearly_hours(8, of_which={"A": 120}))
        done = [topics_on(date(2026, 3, 2), "A", hours=1), hours_on(date(2026, 3, 9), 9, 2)]
        progress = progress_of(year, *done)
        assert (progress.minutes, progress.topics_left) == (8 * 60, ("A",))
        cured = progress_of(year, *done, topics_on(date(2026, 4, 9), "A", hours=1, number=3))
        assert cured.done_on == date(2026, 4, 9)

    def test_a_late_course_gives_last_year_only_the_minutes_that_its_topic_lacks(self) -> None:
        terms = yearly_hours(8, of_which={"A": 120})
        years = [year_of_hours(2026, terms, state=ObligationState.OVERDUE), year_of_hours(2027, terms)]
        done = [hours_on(date(2026, 3, 9), 8, 1), topics_on(date(2027, 1, 9), "A", hours=5, number=2)]
        progress = allocate(years, done)
        assert progress[2026].topic_minutes == {"A": 120}
        assert progress[2027].topic_minutes == {"A": 180}

    def test_a_late_course_that_brings_a_missing_topic_alone_is_used_whole(self) -> None:
        terms = yearly_hours(8, topics=("A",))
        years = [year_of_hours(2026, terms, state=ObligationState.OVERDUE), year_of_hours(2027, terms)]
        done = [hours_on(date(2026, 3, 9), 8, 1), topics_on(date(2027, 1, 9), "A", hours=5, number=2)]
        progress = allocate(years, done)
        assert progress[2026].is_done
        assert (progress[2027].minutes, progress[2027].topics_done) == (0, ())

    def test_topics_without_hours_are_ticked_one_by_one(self) -> None:
        terms = requirement(amount=Amount(topics=("A", "B")))
        done = [training_record(date(2026, 8, 9), 1, topics=("A",))]
        assert progress_of(obligation(terms), *done).topics_left == ("B",)
        done.append(training_record(date(2026, 8, 12), 2, topics=("B",)))
        assert progress_of(obligation(terms), *done).done_on == date(2026, 8, 12)


class TestCompletions:
    """One completion, where neither sessions nor hours are counted."""

    LAPSING = obligation(firearms(), period="2026-03-02", starts_on=date(2026, 3, 2), due_on=date(2027, 3, 2))

    def qualified(self, done_on: date, number: int = 1) -> TrainingRecord:
        return training_record(done_on, number, requirement="firearms")

    def test_a_later_qualification_settles_one_that_lapses_the_same_or_an_earlier_one_does_not(self) -> None:
        assert progress_of(self.LAPSING, self.qualified(date(2026, 3, 2))).done_on is None
        assert progress_of(self.LAPSING, self.qualified(date(2025, 3, 9))).done_on is None
        assert progress_of(self.LAPSING, self.qualified(date(2027, 2, 1))).done_on == date(2027, 2, 1)

    def test_who_never_qualified_is_settled_by_any(self) -> None:
        never = obligation(firearms(), period="never", starts_on=date(2026, 8, 12))
        assert progress_of(never, self.qualified(date(2026, 5, 1))).is_done

    def test_a_certificate_of_up_to_two_years_before_counts_an_older_one_does_not(self) -> None:
        terms = requirement(amount=Amount(counts_back_months=24))
        owed = obligation(terms, starts_on=date(2026, 7, 1))
        assert progress_of(owed, training_record(date(2024, 7, 1))).is_done
        assert not progress_of(owed, training_record(date(2024, 6, 30))).is_done

    def test_without_such_a_limit_anything_done_before_counts(self) -> None:
        assert progress_of(
            obligation(requirement(amount=Amount())), training_record(date(2019, 1, 7))
        ).is_done

    def test_the_last_completion_is_the_last_day_on_which_all_of_it_was_done_anew(self) -> None:
        assert last_completion(firearms(), []) is None
        done = [self.qualified(date(2026, 3, 2), 2), self.qualified(date(2025, 3, 1), 1)]
        assert last_completion(firearms(), done) == date(2026, 3, 2)
        pair = requirement(amount=Amount(sessions=("A", "B")))
        halves = [
            training_record(date(2026, 1, day), day, sessions=(name,))
            for day, name in ((1, "A"), (2, "B"), (3, "A"))
        ]
        assert last_completion(pair, halves) == date(2026, 1, 2)
        again_that_day = training_record(date(2026, 1, 2), 9, sessions=("A",))
        last_half = training_record(date(2026, 1, 4), 10, sessions=("B",))
        assert last_completion(pair, [*halves[:2], again_that_day, last_half]) == date(2026, 1, 2)


class TestWhoseWord:
    """Evidence: own word, a supervisor's, or nobody's."""

    VERIFIED_HOURS = year_of_hours(2026, yearly_hours(evidence=Evidence.VERIFIED))

    @pytest.mark.parametrize("state", [RecordState.PLANNED, RecordState.REFUSED])
    def test_what_is_planned_or_refused_never_counts(self, state: RecordState) -> None:
        progress = progress_of(year_of_hours(2026), hours_on(date(2026, 5, 4), 40, state=state))
        assert (progress.minutes, progress.records, progress.unverified) == (0, (), ())

    def test_where_the_own_word_is_enough_it_counts_at_once(self) -> None:
        assert progress_of(year_of_hours(2026), hours_on(date(2026, 5, 4), 40)).is_done

    def test_where_a_supervisor_must_verify_it_waits_and_is_named(self) -> None:
        logged = hours_on(date(2026, 5, 4), 30, 7)
        progress = progress_of(self.VERIFIED_HOURS, logged)
        assert (progress.minutes, progress.unverified) == (0, (7,))
        verified = replace(logged, state=RecordState.VERIFIED)
        assert progress_of(self.VERIFIED_HOURS, verified).minutes == 30 * 60

    def test_what_would_not_be_needed_waits_for_nobody(self) -> None:
        enough = hours_on(date(2026, 6, 4), 40, 1, state=RecordState.VERIFIED)
        assert progress_of(self.VERIFIED_HOURS, enough, hours_on(date(2026, 5, 4), 3, 2)).unverified == ()

    def test_records_of_another_requirement_count_for_nothing(self) -> None:
        assert progress_of(obligation(), hours_on(date(2026, 8, 9), 40)) == progress_of(obligation())
