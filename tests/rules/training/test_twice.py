"""The same hours count once, and two courses of one day are two."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from scheduling.training.facts import TrainingRecord
from scheduling.training.records.entry import Entry
from scheduling.training.records.twice import find_same
from tests.factories.training import hours_on

DAY = date(2026, 8, 11)
NINE = datetime(2026, 8, 11, 16, tzinfo=UTC)
TOLD: dict[str, Any] = {
    "starts_at": NINE, "ends_at": NINE + timedelta(hours=3), "provider": "Heron Academy",
    "certificate": "A-17",
}  # fmt: skip


def entry(**told: Any) -> Entry:
    return Entry("hours", **{"done_on": DAY, "minutes": 120, "topics": ("Law",), **told})


def known(**told: Any) -> TrainingRecord:
    return hours_on(DAY, 2, **{"topics": ("Law",), "logged_by": 1, **told})


def test_hours_that_say_the_same_as_before_are_found_whoever_brings_them() -> None:
    first = known(**TOLD)
    assert find_same(entry(**TOLD), [known(topics=("Drills",)), first], in_file=False) is first
    assert find_same(entry(**{**TOLD, "provider": "HERON academy"}), [first], in_file=True) is first


@pytest.mark.parametrize(
    "other", [{"done_on": DAY + timedelta(days=1)}, {"minutes": 150}, {"topics": ("Law", "Drills")}]
)
def test_another_day_length_or_topic_is_another_course(other: dict[str, Any]) -> None:
    for in_file in (True, False):
        assert find_same(entry(**other), [known()], in_file=in_file) is None
    assert find_same(replace(entry(), requirement="course"), [known()], in_file=False) is None


@pytest.mark.parametrize("detail", TOLD)
def test_a_person_tells_two_courses_apart_by_a_time_a_provider_or_a_certificate(detail: str) -> None:
    more = {detail: TOLD[detail]}
    assert find_same(entry(**more), [known()], in_file=False) is None
    assert find_same(entry(), [known(**more)], in_file=False) is None


@pytest.mark.parametrize("detail", TOLD)
def test_a_file_that_tells_more_or_less_than_the_officer_did_tells_the_same(detail: str) -> None:
    more, first, taken = {detail: TOLD[detail]}, known(), known(**{detail: TOLD[detail]})
    assert find_same(entry(**more), [first], in_file=True) is first
    assert find_same(entry(), [taken], in_file=True) is taken
    other = "B-9" if isinstance(TOLD[detail], str) else TOLD[detail] + timedelta(hours=4)
    assert find_same(entry(**{detail: other}), [taken], in_file=True) is None


def test_lines_of_files_are_told_apart_by_their_ids() -> None:
    assert find_same(entry(), [known(logged_by=None)], in_file=True) is None
    assert find_same(entry(), [known(logged_by=None)], in_file=False) is not None
