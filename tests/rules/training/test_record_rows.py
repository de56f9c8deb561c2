"""What a row of an agency's record system says: whose, for what, when and how much."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from scheduling.policy.requirements import Amount, Requirement, Starts
from scheduling.roster.facts import Person
from scheduling.roster.sheets.cells import CellRefused
from scheduling.roster.sheets.columns import Entry as Cells
from scheduling.roster.sheets.columns import read_entries
from scheduling.roster.sheets.sheet import read_sheet
from scheduling.training.imports.columns import record_columns
from scheduling.training.imports.rows import Officers, RecordRow, read_row
from tests.conftest import NOON
from tests.factories.facts import officer

TODAY = NOON.date()
COLUMNS = record_columns(today=TODAY)
SESSIONS = ("The role", "The law", "The child")
COURSE = Requirement("course", "New officer course", "a page", Starts(), amount=Amount(sessions=SESSIONS))
HOURS = Requirement(
    "hours",
    "Yearly hours",
    "a statute",
    Starts(),
    amount=Amount(minutes=2400, topics=("Law", "De-escalation")),
)
REQUIREMENTS = {each.key: each for each in (COURSE, HOURS)}
ADA = officer(id=1, name="Ada Alder", email="ada@example.org", badge="101", zone="America/Denver")
BEN = officer(id=2, name="Ben Birch", email="ben@example.org", badge="102")
TWIN = officer(id=3, name="Cleo Cedar", email="cleo@example.org", badge="102")


def cells_of(headings: str, row: str) -> Cells:
    """A row, cell by cell."""
    entries = read_entries(read_sheet(f"{headings}\n{row}\n".encode()), COLUMNS, "email", unique=False)
    assert entries.bad == ()
    return entries.good[0]


def read(
    headings: str, row: str, *, only: str | None = None, people: tuple[Person, ...] = (ADA, BEN)
) -> RecordRow:
    """A row as it is understood."""
    return read_row(cells_of(headings, row), Officers(people), REQUIREMENTS, only)


def test_an_officer_is_found_by_address_and_else_by_badge() -> None:
    assert read("e-mail,badge,course,date", "ada@example.org,999,course,2026-08-01").officer == ADA
    assert read("e-mail,badge,course,date", ",102,course,2026-08-01").officer == BEN


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("nobody@example.org,,course,2026-08-01", "nobody on the roster has the address nobody@example.org"),
        (",777,course,2026-08-01", "nobody on the roster has the badge 777"),
        (",102,course,2026-08-01", "2 people have the badge 102; fill in e-mail"),
        (",,course,2026-08-01", "the row names nobody"),
        ("ada@example.org,,new oficer course,2026-08-01", "did you mean “New officer course”"),
        ("ada@example.org,,knitting,2026-08-01", "asks for no “knitting”; expected one of: course, hours"),
        ("ada@example.org,,,2026-08-01", "requirement is empty"),
    ],
)
def test_a_row_that_cannot_be_placed_says_what_is_missing(row: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read("e-mail,badge,course,date", row, people=(ADA, BEN, TWIN))


def test_a_requirement_goes_by_key_or_title_or_is_that_of_the_whole_file() -> None:
    assert read("mail,course,date", "ada@example.org,YEARLY HOURS,2026-08-01").entry.requirement == "hours"
    assert read("mail,date", "ada@example.org,2026-08-01", only="course").entry.requirement == "course"


@pytest.mark.parametrize(
    ("cell", "sessions"),
    [
        ("The law", ("The law",)),
        ("1; Session 3", ("The role", "The child")),
        ("all", SESSIONS),
        ("9", ("9",)),
        ("Juggling | 2", ("Juggling", "The law")),
    ],
)
def test_sessions_go_by_name_by_number_or_all_at_once(cell: str, sessions: tuple[str, ...]) -> None:
    read_back = read("mail,course,date,sessions", f"ada@example.org,course,2026-08-01,{cell}")
    assert read_back.entry.sessions == sessions


def test_times_are_those_of_the_officers_zone_and_give_the_hours_where_no_others_stand() -> None:
    told = "mail,course,date,start,end,hours"
    entry = read(told, "ada@example.org,hours,2026-08-01,9:00 AM,13:30,").entry
    assert (entry.starts_at, entry.ends_at) == (
        datetime(2026, 8, 1, 15, tzinfo=UTC), datetime(2026, 8, 1, 19, 30, tzinfo=UTC)
    )  # fmt: skip
    assert entry.minutes == 270
    assert read(told, "ada@example.org,hours,2026-08-01,09:00,13:30,4").entry.minutes == 240
    night = read(told, "ada@example.org,hours,2026-08-01,22:00,02:00,").entry
    assert night.ends_at == datetime(2026, 8, 2, 8, tzinfo=UTC)


def test_a_time_that_the_officers_clocks_skip_is_named() -> None:
    with pytest.raises(ValueError, match="does not exist in America/Denver"):
        read("mail,course,date,start,end", "ada@example.org,hours,2026-03-08,02:30,05:00")


def test_the_same_words_are_the_same_record_and_an_id_says_so_by_itself() -> None:
    headings = "mail,course,date,hours,id"
    first = read(headings, "ada@example.org,hours,2026-08-01,4,")
    again = read(headings, "ADA@example.org,Yearly hours,8/1/2026,4.0,")
    other = read(headings, "ada@example.org,hours,2026-08-01,5,")
    assert first.external_id == again.external_id != other.external_id
    assert read(headings, "ada@example.org,hours,2026-08-01,4,R-17").external_id == "R-17"


def test_days_and_amounts_that_are_none_are_refused_cell_by_cell() -> None:
    content = b"mail,course,date,hours\nada@example.org,hours,2026-08-13,lots\n"
    [bad] = read_entries(read_sheet(content), COLUMNS, "email", unique=False).bad
    assert "date" in COLUMNS["done_on"].headings
    assert bad.reason.startswith("done on 2026-08-13 is still to come")
    assert "hours “lots” is no amount of time" in bad.reason
    for told in ("noon", "9999-12-31 23:00", "0001-01-01 00:00"):
        with pytest.raises(CellRefused, match="is no time"):
            COLUMNS["starts"].read(told)


def test_every_heading_that_is_understood_is_documented() -> None:
    documented = Path("docs/training.md").read_text(encoding="utf-8")
    rows = [line for line in documented.splitlines() if line.startswith("|")]
    for column in COLUMNS.values():
        name, *others = column.headings
        assert any(name in row and all(other in row for other in others) for row in rows), column.headings


def test_a_day_before_anybody_wrote_records_is_refused() -> None:
    with pytest.raises(CellRefused, match="too long ago"):
        COLUMNS["done_on"].read(str(date(1926, 3, 2)))
