"""What becomes of what an officer owes when the roster says something else of them."""

from dataclasses import replace
from datetime import date, timedelta

from scheduling.policy.requirements import Anchor, Exclusion, Who
from scheduling.training.facts import ObligationState
from tests.factories.facts import officer
from tests.factories.training import obligation, requirement, year_of_hours, yearly_hours
from tests.rules.training.carried_out import Reviewed, review

OPEN = ObligationState.OPEN
OVERDUE = ObligationState.OVERDUE
ENDED = ObligationState.ENDED
TODAY = date(2026, 8, 12)
COURSE, HOURS = requirement(), yearly_hours()
STARTED = officer(first_shift_on=date(2026, 8, 3))


class TestRoster:
    """What the roster says of a person changes."""

    def test_a_corrected_first_shift_moves_start_and_deadline(self) -> None:
        owed = review(STARTED, [COURSE], TODAY).obligations
        moved = review(replace(STARTED, first_shift_on=date(2026, 8, 10)), [COURSE], TODAY, owed=owed).only
        assert (moved.starts_on, moved.first_due_on, moved.due_on) == (
            date(2026, 8, 10), date(2026, 10, 9), date(2026, 10, 9),
        )  # fmt: skip

    def test_a_second_anchor_is_shown_though_the_deadline_stays(self) -> None:
        eligible = officer(eligible_on=date(2026, 8, 1))
        owed = review(eligible, [COURSE], TODAY).obligations
        both = replace(eligible, first_shift_on=date(2026, 8, 10))
        shown = review(both, [COURSE], TODAY, owed=owed).only
        assert set(shown.anchors) == {Anchor.ELIGIBLE, Anchor.FIRST_SHIFT}
        assert shown.due_on == date(2026, 9, 30)

    def test_a_day_corrected_to_one_ahead_moves_the_clock_there(self) -> None:
        owed = review(STARTED, [COURSE], TODAY).obligations
        moved = review(replace(STARTED, first_shift_on=date(2026, 9, 1)), [COURSE], TODAY, owed=owed).only
        assert (moved.state, moved.due_on) == (OPEN, date(2026, 10, 31))

    def test_an_extension_stands_whatever_the_roster_says(self) -> None:
        until = date(2026, 10, 20)
        extended = [obligation(due_on=until, first_due_on=date(2026, 10, 2), extended_to=until)]
        kept = review(officer(first_shift_on=date(2026, 7, 1)), [COURSE], TODAY, owed=extended).only
        assert (kept.first_due_on, kept.due_on) == (date(2026, 8, 30), date(2026, 10, 20))
        later = review(officer(first_shift_on=date(2026, 9, 1)), [COURSE], TODAY, owed=extended).only
        assert (later.first_due_on, later.due_on) == (date(2026, 10, 31), date(2026, 10, 31))
        again = review(officer(first_shift_on=date(2026, 7, 1)), [COURSE], TODAY, owed=[later]).only
        assert (again.first_due_on, again.due_on) == (date(2026, 8, 30), until), "what was granted is granted"

    def test_without_any_day_the_clock_ends_and_with_one_it_runs_again(self) -> None:
        owed = review(STARTED, [COURSE], TODAY).obligations
        ended = review(officer(), [COURSE], TODAY, owed=owed).only
        assert (ended.state, ended.reason) == (
            ENDED, "The roster knows no day any more that would have started it.",
        )  # fmt: skip
        assert review(STARTED, [COURSE], TODAY, owed=[ended]).only.state is OPEN

    def test_a_clock_that_ended_waits_for_a_day_that_lies_ahead(self) -> None:
        ended = obligation(state=ENDED, settled_on=TODAY)
        ahead = officer(eligible_on=date(2026, 9, 1))
        assert review(ahead, [COURSE], TODAY, owed=[ended]).only.state is ENDED
        assert review(ahead, [COURSE], date(2026, 9, 1), owed=[ended]).only.due_on == date(2026, 10, 31)

    def test_who_leaves_owes_nothing_and_who_returns_owes_it_with_the_days_it_had(self) -> None:
        owed = review(STARTED, [COURSE], TODAY).obligations
        gone = review(replace(STARTED, active=False), [COURSE], TODAY, owed=owed).only
        assert (gone.state, gone.reason) == (ENDED, "Ada Alder is inactive on the roster.")
        back = review(STARTED, [COURSE], date(2026, 12, 1), owed=[gone]).only
        assert (back.state, back.due_on) == (OVERDUE, date(2026, 10, 2))

    def test_who_was_away_for_years_owes_this_year_and_what_was_missed_before_leaving(self) -> None:
        late = year_of_hours(2024, state=ENDED, settled_on=date(2025, 2, 1))
        unfinished = year_of_hours(2025, state=ENDED, settled_on=date(2025, 2, 1))
        back = review(officer(), [HOURS], date(2027, 3, 1), owed=[late, unfinished])
        assert {period: one.state for period, one in back.of("hours").items()} == {
            "2024": OVERDUE, "2025": ENDED, "2027": OPEN,
        }  # fmt: skip
        assert review(officer(), [HOURS], date(2027, 3, 2), owed=back.obligations).rounds == 1

    def test_who_was_away_for_weeks_owes_the_same_year_again(self) -> None:
        ended = year_of_hours(2026, state=ENDED, settled_on=date(2026, 2, 1))
        assert review(officer(), [HOURS], TODAY, owed=[ended]).only.state is OPEN

    def test_who_comes_to_be_left_out_is_told_why(self) -> None:
        not_ssp = replace(COURSE, excluded=(Exclusion(Who(funding=("SSP",)), "It counts elsewhere."),))
        owed = review(STARTED, [not_ssp], TODAY).obligations
        ended = review(replace(STARTED, funding="SSP"), [not_ssp], TODAY, owed=owed).only
        assert (ended.state, ended.reason) == (ENDED, "It counts elsewhere.")

    def test_who_moves_from_louisville_to_chicago_has_the_end_of_the_day_there(self) -> None:
        louisville = replace(STARTED, zone="America/Kentucky/Louisville")
        owed = review(louisville, [COURSE], TODAY).obligations
        moved = review(replace(STARTED, zone="America/Chicago"), [COURSE], TODAY, owed=owed).only
        assert moved.due_at - Reviewed(owed, 1).only.due_at == timedelta(hours=1)
        assert moved.due_on == date(2026, 10, 2)
