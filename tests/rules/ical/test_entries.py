"""An entry that no calendar could show is not made."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from scheduling.ical.entries import Entry
from scheduling.ical.repeat import Every, Repeat
from tests.factories.entries import STAMP, entry, series

NOON = datetime(2026, 8, 12, 12, tzinfo=UTC)
NAIVE = datetime(2026, 8, 12, 12)  # noqa: DTZ001 (that it is naive is what is tested)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"starts": None, "ends": None}, "a start and an end, or a day"),
        ({"ends": None}, "a start and an end, or a day"),
        ({"day": date(2026, 8, 12)}, "and not both"),
        ({"ends": NOON}, "not after it starts"),
        ({"starts": NAIVE}, "names no zone"),
        ({"stamp": NAIVE}, "names no zone"),
    ],
)
def test_an_entry_has_one_time_that_everybody_understands(changes: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        replace(entry(NOON), **changes)  # type: ignore[arg-type]  # wrong on purpose


def test_a_series_has_a_time_of_day() -> None:
    with pytest.raises(ValueError, match="time of day"):
        replace(
            series("America/Chicago"), first=Entry(uid="x", stamp=STAMP, summary="x", day=date(2026, 8, 12))
        )


@pytest.mark.parametrize(
    "repeat", [Repeat(Every.WEEK, until=date(2026, 8, 10)), Repeat(Every.MONTH, count=3, last=True)]
)
def test_a_series_takes_place_on_its_first_day(repeat: Repeat) -> None:
    with pytest.raises(ValueError, match="no day of the series"):
        series("America/Chicago", repeat=repeat)


def test_a_series_is_somewhere() -> None:
    with pytest.raises(ValueError, match="not a time zone"):
        replace(series("America/Chicago"), zone="America/Gotham")
