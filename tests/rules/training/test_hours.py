"""Amounts of time as people and record systems write them."""

import pytest

from scheduling.training.records.hours import HoursUnreadableError, read_hours


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("2", 120), ("2.5", 150), ("2,5", 150), (".5", 30), ("2:30", 150), ("0:45", 45), ("2:30:00", 150),
        ("2h", 120), ("2h30m", 150), ("2h 30m", 150), ("2 hours and 30 minutes", 150), ("1 hr. 5 min.", 65),
        ("90 min", 90), ("90m", 90), (" 40 Hours ", 2400), ("0", 0), ("1.33", 80), ("-2", -120),
    ],
)  # fmt: skip
def test_hours_are_understood_as_they_are_written(typed: str, minutes: int) -> None:
    assert read_hours(typed) == minutes


@pytest.mark.parametrize(
    "typed", ["", "two", "2:75", "2h 30", "h", "min", "2 days", "1e3", "2 2", "999999", "-", "2½"]
)
def test_what_is_no_amount_of_time_is_told_what_was_expected(typed: str) -> None:
    with pytest.raises(HoursUnreadableError, match=r"expected one such as 2, 2\.5, 2:30 or 90 min"):
        read_hours(typed)
