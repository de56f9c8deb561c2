"""When officers are told how much time is left: at which rung, at which hour, and never twice."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from scheduling.policy.requirements import Countdown
from scheduling.training.facts import OVERDUE_RUNG, Obligation, ObligationState
from scheduling.training.rules.ladder import is_hour_to_tell, next_look, rung_at, rung_to_tell
from tests.factories.training import obligation, requirement

PHOENIX = ZoneInfo("America/Phoenix")
LOUISVILLE = ZoneInfo("America/Kentucky/Louisville")
CHICAGO = ZoneInfo("America/Chicago")
NINE_TO_EIGHT = Countdown()
OWED = obligation(due_on=date(2026, 10, 2))
"""Due on Friday 2 October 2026; the rungs are 30, 14, 7, 3, 1 and 0 days."""


def local(day: date, hour: float, zone: ZoneInfo = PHOENIX) -> datetime:
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return (midnight + timedelta(hours=hour)).replace(tzinfo=zone).astimezone(UTC)


def in_zone(name: str, due_on: date) -> Obligation:
    return obligation(due_on=due_on, in_zone=name)


def look(owed: Obligation, now: datetime, zone: ZoneInfo = PHOENIX, told_on: date | None = None) -> datetime:
    found = next_look(owed, NINE_TO_EIGHT, zone, now, told_on=told_on)
    assert found is not None
    return found


class TestRungs:
    """Which rung has been reached and not been told."""

    @pytest.mark.parametrize(
        ("today", "rung"),
        [
            (date(2026, 9, 1), None),
            (date(2026, 9, 2), 30),
            (date(2026, 9, 17), 30),
            (date(2026, 9, 18), 14),
            (date(2026, 10, 1), 1),
            (date(2026, 10, 2), 0),
            (date(2026, 10, 3), OVERDUE_RUNG),
            (date(2027, 1, 3), OVERDUE_RUNG),
        ],
    )
    def test_it_is_the_lowest_that_has_been_reached(self, today: date, rung: int | None) -> None:
        assert rung_at(OWED, today) == rung

    def test_a_rung_that_was_told_is_not_told_again_nor_one_above_it(self) -> None:
        told = replace(OWED, told_rung=7, told_on=date(2026, 9, 25))
        assert rung_at(told, date(2026, 9, 28)) is None
        assert rung_at(told, date(2026, 9, 29)) == 3

    def test_after_three_weeks_of_outage_the_officer_is_told_once_of_the_rung_that_counts_now(self) -> None:
        told = replace(OWED, told_rung=30, told_on=date(2026, 9, 2))
        back = date(2026, 9, 26)
        assert rung_at(told, back) == 7
        assert rung_at(replace(told, told_rung=7, told_on=back), back) is None

    def test_that_it_is_overdue_is_told_once(self) -> None:
        late = replace(OWED, state=ObligationState.OVERDUE, told_rung=OVERDUE_RUNG)
        assert rung_at(late, date(2026, 11, 1)) is None

    @pytest.mark.parametrize("state", [ObligationState.DONE, ObligationState.EXEMPT, ObligationState.ENDED])
    def test_nothing_is_told_of_what_is_owed_no_more(self, state: ObligationState) -> None:
        assert rung_at(replace(OWED, state=state), date(2026, 10, 3)) is None

    def test_without_rungs_only_a_missed_deadline_is_told(self) -> None:
        quiet = obligation(requirement(reminders=()), due_on=date(2026, 10, 2))
        assert rung_at(quiet, date(2026, 10, 2)) is None
        assert rung_at(quiet, date(2026, 10, 3)) == OVERDUE_RUNG


class TestRemindMeLater:
    """The same rung once more, on the day that the officer asked for, and only then."""

    ASKED = replace(OWED, told_rung=7, told_on=date(2026, 9, 25), later_on=date(2026, 9, 26))

    def test_the_same_rung_is_told_again_on_that_day_and_not_before(self) -> None:
        assert rung_to_tell(self.ASKED, date(2026, 9, 25)) is None
        assert rung_to_tell(self.ASKED, date(2026, 9, 26)) == 7

    def test_once_told_it_is_over_though_nobody_cleared_the_day(self) -> None:
        told = replace(self.ASKED, told_on=date(2026, 9, 26))
        assert rung_to_tell(told, date(2026, 9, 27)) is None
        assert look(told, local(date(2026, 9, 27), 12)) == local(date(2026, 9, 29), 9)

    def test_a_new_rung_goes_before_the_old_one(self) -> None:
        asked = replace(self.ASKED, later_on=date(2026, 9, 29))
        assert rung_to_tell(asked, date(2026, 9, 29)) == 3

    def test_the_sweep_looks_at_the_hour_of_that_day(self) -> None:
        assert look(self.ASKED, local(date(2026, 9, 25), 10)) == local(date(2026, 9, 26), 9)

    def test_one_that_was_never_told_cannot_be_told_again(self) -> None:
        odd = replace(OWED, later_on=date(2026, 8, 20))
        assert rung_to_tell(odd, date(2026, 8, 20)) is None
        assert look(odd, local(date(2026, 8, 20), 12)) == local(date(2026, 9, 2), 9)


class TestHours:
    """Nine in the morning, never at night, never twice a day."""

    def test_before_the_first_rung_the_next_look_is_its_morning(self) -> None:
        assert look(OWED, local(date(2026, 8, 12), 12)) == local(date(2026, 9, 2), 9)

    def test_at_night_a_rung_waits_for_the_morning(self) -> None:
        assert look(OWED, local(date(2026, 9, 2), 3)) == local(date(2026, 9, 2), 9)
        assert look(OWED, local(date(2026, 9, 2), 20)) == local(date(2026, 9, 3), 9)
        assert look(OWED, local(date(2026, 9, 2), 23.5)) == local(date(2026, 9, 3), 9)

    def test_an_agency_that_tells_at_midnight_tells_at_the_beginning_of_the_day(self) -> None:
        at_midnight, now = Countdown(at=time(0)), local(date(2026, 8, 12), 12)
        assert next_look(OWED, at_midnight, PHOENIX, now) == local(date(2026, 9, 2), 0)

    def test_during_the_day_it_is_due_at_once(self) -> None:
        now = local(date(2026, 9, 5), 15)
        assert look(OWED, now) <= now
        assert is_hour_to_tell(NINE_TO_EIGHT, PHOENIX, now)

    def test_who_was_told_today_is_told_tomorrow(self) -> None:
        told = replace(OWED, told_rung=30, told_on=date(2026, 9, 18))
        assert rung_to_tell(told, date(2026, 9, 18)) is None
        assert look(told, local(date(2026, 9, 18), 12)) == local(date(2026, 9, 19), 9)

    def test_who_was_told_of_something_else_today_is_told_of_this_tomorrow(self) -> None:
        now = local(date(2026, 9, 2), 12)
        assert look(OWED, now, told_on=date(2026, 9, 2)) == local(date(2026, 9, 3), 9)

    @pytest.mark.parametrize(
        ("hour", "may"), [(8.99, False), (9, True), (19.99, True), (20, False), (0, False)]
    )
    def test_people_are_told_from_nine_until_before_eight_in_the_evening(
        self, hour: float, may: bool
    ) -> None:
        assert is_hour_to_tell(NINE_TO_EIGHT, PHOENIX, local(date(2026, 9, 2), hour)) is may

    @pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 11, 1)])
    def test_on_both_days_of_a_clock_change_it_is_nine_by_the_clock_on_the_wall(self, day: date) -> None:
        owed = in_zone("America/Kentucky/Louisville", day + timedelta(days=7))
        told = replace(owed, told_rung=14, told_on=day - timedelta(days=1))
        found = look(told, local(day, 1, LOUISVILLE), LOUISVILLE)
        assert found.astimezone(LOUISVILLE).replace(tzinfo=None) == datetime.combine(day, time(9))
        yesterday = local(day - timedelta(days=1), 9, LOUISVILLE)
        assert (found - yesterday) in {timedelta(hours=23), timedelta(hours=25)}

    def test_an_hour_that_the_clocks_show_twice_has_come_once_and_does_not_go_again(self) -> None:
        early, day = Countdown(at=time(1, 30)), date(2026, 11, 1)
        owed = in_zone("America/Kentucky/Louisville", day + timedelta(days=7))
        first = datetime(2026, 11, 1, 1, 30, tzinfo=LOUISVILLE).astimezone(UTC)
        for later in (timedelta(0), timedelta(minutes=45), timedelta(minutes=75)):
            now = first + later
            due = next_look(owed, early, LOUISVILLE, now)
            assert due is not None
            assert (due <= now, is_hour_to_tell(early, LOUISVILLE, now)) == (True, True), (
                "what is due is done, or the sweep would look at it for ever"
            )
        assert not is_hour_to_tell(early, LOUISVILLE, first - timedelta(minutes=45))

    def test_arizona_keeps_its_clocks(self) -> None:
        day = date(2026, 3, 8)
        told = replace(in_zone("America/Phoenix", date(2026, 3, 15)), told_rung=14, told_on=date(2026, 3, 7))
        assert look(told, local(day, 1)) - local(date(2026, 3, 7), 9) == timedelta(hours=24)

    def test_the_two_zones_of_kentucky_are_told_an_hour_apart(self) -> None:
        day, now = date(2026, 9, 2), local(date(2026, 9, 1), 12)
        east = look(in_zone("America/Kentucky/Louisville", date(2026, 10, 2)), now, LOUISVILLE)
        west = look(in_zone("America/Chicago", date(2026, 10, 2)), now, CHICAGO)
        assert east.astimezone(LOUISVILLE).date() == west.astimezone(CHICAGO).date() == day
        assert west - east == timedelta(hours=1)


class TestDeadlines:
    """The end of the local day, and what comes after it."""

    TOLD = replace(OWED, told_rung=0, told_on=date(2026, 10, 2))

    def test_after_the_last_rung_the_sweep_looks_at_the_end_of_the_day(self) -> None:
        assert look(self.TOLD, local(date(2026, 10, 2), 12)) == local(date(2026, 10, 3), 0)

    def test_the_day_of_a_clock_change_ends_at_its_own_midnight(self) -> None:
        owed = in_zone("America/Kentucky/Louisville", date(2026, 11, 1))
        told = replace(owed, told_rung=0, told_on=date(2026, 11, 1))
        found = look(told, local(date(2026, 11, 1), 12, LOUISVILLE), LOUISVILLE)
        assert found == datetime(2026, 11, 2, 5, tzinfo=UTC)

    def test_an_overdue_one_is_told_in_the_morning_and_then_never_looked_at_again(self) -> None:
        late = replace(self.TOLD, state=ObligationState.OVERDUE)
        assert look(late, local(date(2026, 10, 3), 0)) == local(date(2026, 10, 3), 9)
        told = replace(late, told_rung=OVERDUE_RUNG, told_on=date(2026, 10, 3))
        assert next_look(told, NINE_TO_EIGHT, PHOENIX, local(date(2026, 10, 3), 10)) is None

    def test_a_deadline_that_passed_in_an_outage_is_due_at_once_at_night_too(self) -> None:
        now = local(date(2026, 10, 9), 2)
        assert look(OWED, now) == OWED.due_at <= now

    def test_an_exemption_ends_with_its_last_day_and_one_for_good_never(self) -> None:
        exempt = replace(OWED, state=ObligationState.EXEMPT, exempt_until=date(2026, 12, 31))
        assert look(exempt, local(date(2026, 9, 2), 12)) == local(date(2027, 1, 1), 0)
        for_good = replace(exempt, exempt_until=None)
        assert next_look(for_good, NINE_TO_EIGHT, PHOENIX, local(date(2026, 9, 2), 12)) is None

    @pytest.mark.parametrize("state", [ObligationState.DONE, ObligationState.ENDED])
    def test_what_is_settled_is_never_looked_at(self, state: ObligationState) -> None:
        settled = replace(OWED, state=state)
        assert next_look(settled, NINE_TO_EIGHT, PHOENIX, local(date(2026, 9, 2), 12)) is None
