"""What docs/feed-format.md shows is what Muster reads."""

import re
from pathlib import Path

import pytest

from scheduling.feed.profile import FIELDS, load_profile
from tests.factories.feed import read

DOCUMENT = (Path(__file__).parents[2] / "docs" / "feed-format.md").read_text(encoding="utf-8")


def _example(language: str, begins: str = "") -> str:
    found = re.search(rf"```{language}\n({re.escape(begins)}.*?)```", DOCUMENT, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("language", "begins", "shifts"), [("json", "", 2), ("csv", "", 1), ("", "BEGIN:VCALENDAR", 1)]
)
def test_an_example_is_read_without_a_row_in_quarantine(language: str, begins: str, shifts: int) -> None:
    snapshot = read(_example(language, begins).encode())

    assert (len(snapshot.shifts), snapshot.quarantined) == (shifts, ())


def test_the_same_shift_means_the_same_in_every_format() -> None:
    as_csv, as_calendar = (read(_example(*which).encode()) for which in (("csv",), ("", "BEGIN:VCALENDAR")))

    (one,), (other,) = as_csv.shifts, as_calendar.shifts
    assert (one.terms.starts_at, one.terms.ends_at, one.terms.places, one.terms.armed) == (
        other.terms.starts_at, other.terms.ends_at, other.terms.places, other.terms.armed,
    )  # fmt: skip


def test_the_example_profile_is_without_mistakes(tmp_path: Path) -> None:
    path = tmp_path / "west.toml"
    path.write_text(_example("toml"), encoding="utf-8")

    assert load_profile(str(path)).name == "west-side-jobs"


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_every_field_is_described(field: str) -> None:
    assert f"`{field}`" in DOCUMENT
