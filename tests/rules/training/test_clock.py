"""From when and by when: both anchors, months and leap days, years that come back, what rolls, what begins
later than it could.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from scheduling.policy.requirements import Anchor, Due, Every, Requirement, Starts, Who
from scheduling.training.rules.clock import Term, next_change, terms_of
from tests.factories.facts import officer
from tests.factories.training import EACH_YEAR, firearms, requirement, yearly_hours

TODAY = date(2026, 8, 12)
FISCAL = Starts(every=Every.FISCAL_YEAR, first_month=7)
HIRED = Starts(anchors=(Anchor.HIRED,))
NOTHING_DONE: dict[str, date] = {}


def terms(asked: Requirement, today: date = TODAY, **told: Any) -> tuple[Term, ...]:
    """The terms of an officer of whom so much is known, seen today for the first time unless told when."""
    done_on: Callable[[str], date | None] = told.pop("done_on", NOTHING_DONE.get)
    last, seen = told.pop("last_completion", None), told.pop("first_seen", today)
    who = officer(**told)
    return terms_of(asked, who, today=today, done_on=done_on, last_completion=last, first_seen=seen)


def only(asked: Requirement, today: date = TODAY, **told: Any) -> tuple[date, date]:
    """Start and deadline of the one term there is."""
    (term,) = terms(asked, today, **told)
    return term.starts_on, term.due_on


class TestAnchors:
    """Days of the roster that start a clock."""

    def test_the_earlier_of_two_starts_the_sixty_days_and_both_are_shown(self) -> None:
        (term,) = terms(requirement(), eligible_on=date(2026, 6, 1), first_shift_on=date(2026, 8, 10))
        assert (term.period, term.starts_on, term.due_on) == ("once", date(2026, 6, 1), date(2026, 7, 31))
        assert term.anchors == {Anchor.ELIGIBLE: date(2026, 6, 1), Anchor.FIRST_SHIFT: date(2026, 8, 10)}

    def test_a_pack_may_say_which_of_the_two_counts(self) -> None:
        first_shift = Starts(anchors=(Anchor.ELIGIBLE, Anchor.FIRST_SHIFT), counts=Anchor.FIRST_SHIFT)
        course = requirement(starts=first_shift)
        told = {"eligible_on": date(2026, 6, 1)}
        assert terms(course, **told) == ()
        assert only(course, first_shift_on=date(2026, 8, 10), **told) == (
            date(2026, 8, 10), date(2026, 10, 9),
        )  # fmt: skip

    def test_no_clock_runs_before_its_day_is_known_or_has_come(self) -> None:
        assert terms(requirement()) == ()
        assert terms(requirement(), eligible_on=date(2026, 8, 13)) == ()
        assert only(requirement(), eligible_on=TODAY) == (TODAY, date(2026, 10, 11))

    @pytest.mark.parametrize(
        ("hired_on", "due_on"),
        [
            (date(2026, 1, 31), date(2026, 2, 28)),
            (date(2028, 1, 31), date(2028, 2, 29)),
            (date(2027, 12, 31), date(2028, 1, 31)),
            (date(2028, 2, 29), date(2028, 3, 29)),
        ],
    )
    def test_a_month_after_the_thirty_first_is_the_last_of_the_next(
        self, hired_on: date, due_on: date
    ) -> None:
        month = requirement(starts=HIRED, due=Due(months=1))
        assert only(month, today=date(2029, 1, 1), hired_on=hired_on) == (hired_on, due_on)

    def test_sixty_days_over_a_leap_day_are_sixty_days(self) -> None:
        assert only(requirement(), date(2028, 3, 1), eligible_on=date(2028, 1, 1))[1] == date(2028, 3, 1)
        assert only(requirement(), date(2027, 3, 1), eligible_on=date(2027, 1, 1))[1] == date(2027, 3, 2)

    def test_a_span_may_be_counted_from_another_anchor(self) -> None:
        level = requirement(starts=HIRED, due=Due(months=24, counted_from=Anchor.ASSIGNED))
        told = {"hired_on": date(2026, 6, 1)}
        assert only(level, assigned_on=date(2026, 3, 1), **told)[1] == date(2028, 3, 1)
        assert only(level, **told)[1] == date(2028, 6, 1)

    def test_a_deadline_never_lies_before_the_start(self) -> None:
        late = requirement(starts=HIRED, due=Due(on=date(2026, 4, 16)))
        assert only(late, hired_on=date(2026, 6, 1)) == (date(2026, 6, 1), date(2026, 6, 1))
        level = requirement(starts=HIRED, due=Due(months=1, counted_from=Anchor.ASSIGNED))
        told = {"hired_on": date(2026, 6, 1), "assigned_on": date(2026, 1, 5)}
        assert only(level, **told)[1] == date(2026, 6, 1)


class TestInForce:
    """A rule between two dates."""

    def test_a_rule_of_first_july_starts_everybodys_clock_no_earlier(self) -> None:
        month = requirement(starts=HIRED, due=Due(months=1), since=date(2026, 7, 1))
        assert terms(month, date(2026, 6, 30), hired_on=date(2019, 2, 4)) == ()
        assert only(month, date(2026, 7, 1), hired_on=date(2019, 2, 4)) == (
            date(2026, 7, 1), date(2026, 8, 1),
        )  # fmt: skip
        assert only(month, hired_on=date(2026, 7, 9)) == (date(2026, 7, 9), date(2026, 8, 9))

    def test_nothing_is_asked_after_its_last_day(self) -> None:
        ended = requirement(starts=HIRED, until=date(2026, 8, 12))
        assert len(terms(ended, hired_on=date(2026, 8, 1))) == 1
        assert terms(ended, date(2026, 8, 13), hired_on=date(2026, 8, 1)) == ()

    def test_what_is_switched_off_has_no_terms(self) -> None:
        assert terms(requirement(on=False), eligible_on=date(2026, 6, 1)) == ()

    def test_a_fixed_day_starts_it_for_everybody(self) -> None:
        on, due = date(2024, 2, 16), date(2024, 4, 16)
        earlier = requirement(starts=Starts(on=on), due=Due(on=due), who=Who(worked_before=on))
        assert terms(earlier, date(2024, 2, 15)) == ()
        assert only(earlier, date(2024, 2, 16)) == (on, due)


class TestYears:
    """What comes back with a calendar or a fiscal year."""

    def test_forty_hours_run_from_the_first_of_january_to_the_thirty_first_of_december(self) -> None:
        assert terms(yearly_hours()) == (Term("2026", date(2026, 1, 1), date(2026, 12, 31)),)

    def test_the_first_of_january_opens_the_next_year_beside_the_last(self) -> None:
        opened = terms(yearly_hours(), date(2027, 1, 1), first_seen=date(2026, 3, 9))
        assert [term.period for term in opened] == ["2026", "2027"]

    def test_a_fiscal_year_bears_the_name_of_the_year_in_which_it_ends(self) -> None:
        hours = yearly_hours(starts=FISCAL)
        assert terms(hours, date(2026, 6, 30)) == (Term("FY2026", date(2025, 7, 1), date(2026, 6, 30)),)
        assert terms(hours, date(2026, 7, 1)) == (Term("FY2027", date(2026, 7, 1), date(2027, 6, 30)),)

    def test_a_fiscal_year_that_begins_in_january_is_the_calendar_year(self) -> None:
        hours = yearly_hours(starts=Starts(every=Every.FISCAL_YEAR, first_month=1))
        assert terms(hours) == (Term("FY2026", date(2026, 1, 1), date(2026, 12, 31)),)

    def test_a_fiscal_year_that_begins_in_march_ends_on_the_last_of_february_leap_day_or_not(self) -> None:
        hours = yearly_hours(starts=Starts(every=Every.FISCAL_YEAR, first_month=3))
        assert only(hours, date(2027, 6, 1))[1] == date(2028, 2, 29)
        assert only(hours, date(2026, 6, 1))[1] == date(2027, 2, 28)

    def test_a_rule_that_begins_within_a_year_starts_that_year_then(self) -> None:
        hours = yearly_hours(since=date(2026, 7, 1))
        assert terms(hours) == (Term("2026", date(2026, 7, 1), date(2026, 12, 31)),)
        opened = terms(hours, date(2028, 2, 1), first_seen=date(2025, 5, 5))
        assert [term.starts_on for term in opened] == [
            date(2026, 7, 1), date(2027, 1, 1), date(2028, 1, 1),
        ]  # fmt: skip

    def test_a_year_may_have_its_deadline_before_its_end(self) -> None:
        assert only(yearly_hours(due=Due(months=6))) == (date(2026, 1, 1), date(2026, 7, 1))


class TestRolling:
    """Twelve months from the last completion."""

    def test_a_qualification_lasts_twelve_months_through_its_last_day(self) -> None:
        (term,) = terms(firearms(), last_completion=date(2026, 3, 2))
        assert term == Term("2026-03-02", date(2026, 3, 2), date(2027, 3, 2))

    def test_one_of_a_leap_day_lasts_through_the_last_of_february(self) -> None:
        assert only(firearms(), date(2028, 6, 1), last_completion=date(2028, 2, 29))[1] == date(2029, 2, 28)

    def test_who_never_qualified_is_due_on_the_day_first_seen(self) -> None:
        (term,) = terms(firearms(), first_seen=date(2026, 8, 1))
        assert term == Term("never", date(2026, 8, 1), date(2026, 8, 1))

    def test_a_rule_that_begins_later_lets_nobody_be_late_before_it_began(self) -> None:
        rule = firearms(since=date(2026, 7, 1))
        assert only(rule, last_completion=date(2025, 2, 3)) == (date(2025, 2, 3), date(2026, 7, 1))
        assert only(rule, last_completion=date(2025, 11, 3))[1] == date(2026, 11, 3)
        assert only(rule, first_seen=date(2026, 5, 1)) == (date(2026, 7, 1), date(2026, 7, 1))


class TestLadder:
    """Level after level."""

    SECOND = requirement(
        "sro_2", starts=Starts(after="sro_1"), due=Due(months=24, counted_from=Anchor.ASSIGNED)
    )

    def test_the_second_level_waits_for_the_first(self) -> None:
        assert terms(self.SECOND, assigned_on=date(2026, 1, 5)) == ()

    def test_it_starts_on_the_day_the_first_was_done_and_is_due_two_years_after_assignment(self) -> None:
        done = {"sro_1": date(2026, 6, 1)}.get
        assert only(self.SECOND, done_on=done, assigned_on=date(2026, 1, 5)) == (
            date(2026, 6, 1), date(2028, 1, 5),
        )  # fmt: skip


class TestNextChange:
    """When the terms may be others though nothing happened."""

    @pytest.mark.parametrize(
        ("asked", "told", "day"),
        [
            (requirement(), {"eligible_on": date(2026, 9, 1)}, date(2026, 9, 1)),
            (requirement(), {"eligible_on": date(2026, 8, 12)}, None),
            (requirement(since=date(2026, 10, 1)), {"eligible_on": date(2026, 1, 1)}, date(2026, 10, 1)),
            (requirement(until=date(2026, 8, 31)), {}, date(2026, 9, 1)),
            (requirement(until=date(2026, 8, 12)), {}, date(2026, 8, 13)),
            (requirement(until=date(2026, 8, 11)), {"eligible_on": date(2026, 9, 1)}, None),
            (requirement(starts=Starts(on=date(2026, 9, 7))), {}, date(2026, 9, 7)),
            (yearly_hours(), {}, date(2027, 1, 1)),
            (yearly_hours(starts=FISCAL), {}, date(2027, 7, 1)),
            (yearly_hours(until=date(2026, 9, 30)), {}, date(2026, 10, 1)),
            (yearly_hours(on=False), {}, None),
            (yearly_hours(who=Who(armed=False)), {"armed": True}, None),
            (firearms(), {}, None),
        ],
    )
    def test_it_is_the_next_day_that_the_calendar_or_the_roster_names(
        self, asked: Requirement, told: dict[str, Any], day: date | None
    ) -> None:
        assert next_change(asked, officer(**told), TODAY) == day

    def test_on_every_day_between_the_terms_stay_as_they_are(self) -> None:
        asked = requirement(starts=EACH_YEAR, due=Due(), since=date(2026, 3, 1), until=date(2028, 5, 31))
        day, seen = date(2025, 12, 30), date(2025, 12, 30)
        while (change := next_change(asked, officer(), day)) is not None:
            before = terms(asked, day, first_seen=seen)
            eve = date.fromordinal(change.toordinal() - 1)
            assert terms(asked, eve, first_seen=seen) == before
            day = change
        assert day == date(2028, 6, 1)
