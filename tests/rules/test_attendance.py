"""Whether an officer may check in, or out, and which shift is meant; over midnight and clock changes too."""

from datetime import UTC, datetime, timedelta

from scheduling.policy.loader import load_policy
from scheduling.refusals import Refusal, Rule
from scheduling.shifts.attendance.facts import Attendance, CheckIn
from scheduling.shifts.attendance.rules import OUT_UNTIL, choose_in, choose_out, judge_in, judge_out
from scheduling.shifts.facts import HeldShift
from tests.factories.facts import at, shift

POLICY = load_policy("default")
MOMENT, HOUR = timedelta(microseconds=1), timedelta(hours=1)


def held(
    starts_at: datetime, hours: float = 8, *, number: int = 100, came: datetime | None = None,
    gone: datetime | None = None,
) -> Attendance:  # fmt: skip
    claim = HeldShift(shift(starts_at, hours, id=number, held=1), number, 1, 1, at(1, 0))
    return Attendance(claim, CheckIn(number, in_at=came, out_at=gone))


def rule_of(found: Attendance | Refusal | None) -> Rule | int | None:
    """The rule that refuses, or the number of the shift that is meant."""
    if isinstance(found, Attendance):
        return found.held.shift.id
    return found.rule if found is not None else None


def test_a_night_shift_is_entered_from_an_hour_before_until_its_end_on_the_next_day() -> None:
    night = held(at(13, 22))
    answers = [
        rule_of(judge_in(night, POLICY, moment))
        for moment in (at(13, 21) - MOMENT, at(13, 21), at(14, 6) - MOMENT, at(14, 6))
    ]
    assert answers == [Rule.CHECK_IN_EARLY, None, None, Rule.ENDED]


def test_an_hour_before_the_start_is_an_hour_also_where_the_clocks_go_back_meanwhile() -> None:
    at_two_again = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
    night = held(at_two_again)
    assert judge_in(night, POLICY, at_two_again - HOUR) is None
    assert rule_of(judge_in(night, POLICY, at_two_again - HOUR - MOMENT)) is Rule.CHECK_IN_EARLY


def test_who_is_early_reads_when_and_that_it_passes_by_itself() -> None:
    refusal = judge_in(held(at(13, 7)), POLICY, at(13, 5))
    assert refusal is not None
    assert (refusal.figures["opens_at"], refusal.passes_at) == (at(13, 6), at(13, 6))
    assert (refusal.figures["before"], bool(refusal.source)) == (HOUR, True)


def test_one_goes_once_after_coming_until_twelve_hours_after_the_end() -> None:
    assert rule_of(judge_out(held(at(13, 7)), at(13, 8))) is Rule.NOT_CHECKED_IN
    there = held(at(13, 7), came=at(13, 7))
    last = at(13, 15) + OUT_UNTIL
    assert judge_out(there, at(13, 7)) is None  # also at once
    assert judge_out(there, last - MOMENT) is None
    assert rule_of(judge_out(there, last)) is Rule.ENDED
    assert rule_of(judge_out(held(at(13, 7), came=at(13, 7), gone=at(13, 9)), at(13, 10))) is Rule.CHECKED_OUT


def test_who_names_none_enters_the_first_that_may_be_entered() -> None:
    morning, evening = held(at(13, 7), 4, number=1), held(at(13, 11), number=2)
    assert rule_of(choose_in([morning, evening], POLICY, at(13, 10.5))) == 1
    there = held(at(13, 7), 4, number=1, came=at(13, 7))
    assert rule_of(choose_in([there, evening], POLICY, at(13, 10.5))) == 2
    assert rule_of(choose_in([there, evening], POLICY, at(13, 9))) is Rule.CHECKED_IN
    assert rule_of(choose_in([evening], POLICY, at(13, 9))) is Rule.CHECK_IN_EARLY
    assert rule_of(choose_in([morning], POLICY, at(13, 11))) is Rule.NO_SHIFT_NOW  # it is over
    assert rule_of(choose_in([], POLICY, at(13, 9))) is Rule.NO_SHIFT_NOW


def test_who_names_none_leaves_the_last_that_they_entered() -> None:
    first = held(at(13, 7), 4, number=1, came=at(13, 7))
    second = held(at(13, 11), number=2)
    assert rule_of(choose_out([first, second], at(13, 11.2))) == 1
    entered = held(at(13, 11), number=2, came=at(13, 11))
    assert rule_of(choose_out([first, entered], at(13, 11.2))) == 2
    assert rule_of(choose_out([second], at(13, 10.9))) is Rule.NO_SHIFT_NOW  # it has not begun
    assert rule_of(choose_out([second], at(13, 11))) is Rule.NOT_CHECKED_IN
    assert rule_of(choose_out([], at(13, 11))) is Rule.NO_SHIFT_NOW
