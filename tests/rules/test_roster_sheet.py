"""Roster files as people really save them: what is understood, what is refused, and with which sentence."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.roster.sheets.cells import (
    CellRefused,
    read_choice,
    read_day,
    read_email,
    read_text,
    read_zone,
)
from scheduling.roster.sheets.columns import Column, read_entries
from scheduling.roster.sheets.people_columns import EMPLOYMENT, people_columns
from scheduling.roster.sheets.school_columns import school_columns
from scheduling.roster.sheets.sheet import LARGEST_BYTES, LARGEST_CELL, SheetRefused, read_sheet
from tests.conftest import NOON

TODAY = NOON.date()
COLUMNS = people_columns(district_zone="America/Phoenix", today=TODAY)


def refusal_of(content: bytes) -> str:
    """The sentence with which a file is refused whole."""
    with pytest.raises(SheetRefused) as refused:
        read_entries(read_sheet(content), COLUMNS, key="email")
    return str(refused.value)


def test_a_file_saved_by_a_european_excel_is_read() -> None:
    sheet = read_sheet("\ufeffname;e-mail\r\nAda Alder;ada@example.org\r\n".encode())
    assert sheet.headings == ("name", "e-mail")
    assert sheet.rows[0].cells == ("Ada Alder", "ada@example.org")


def test_a_table_copied_with_tabs_is_read() -> None:
    assert read_sheet(b"name\te-mail\nAda\tada@example.org").rows[0].cells == ("Ada", "ada@example.org")


def test_rows_carry_the_line_on_which_they_begin() -> None:
    rows = read_sheet(b'name,e-mail\n\n"Ada\nAlder",ada@example.org\nBen,ben@example.org\n').rows
    assert [row.line for row in rows] == [3, 5]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            "name,e-mail\nAda,ada@example.org\nJos\xe9,jose@example.org".encode("latin-1"),
            "not in UTF-8: line 3",
        ),
        ("name,e-mail".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04rest-of-a-workbook", "workbook"),
        (b"name,e-mail\nA\0da,ada@example.org", "zero bytes"),
        (b"", "The file is empty"),
        (
            b'name,e-mail\n"Ada,ada@example.org\nBen,ben@example.org\n',
            "line 2 cannot be read: a quotation mark",
        ),
        (b'name,e-mail\n"Ada" Alder,ada@example.org\n', "text after a closing quotation mark"),
        (b'name,e-mail\n"' + b"x" * (LARGEST_CELL + 1) + b'",ada@example.org', "never closed"),
        (b"x" * (LARGEST_BYTES + 1), "more than 10,000,000 are not read"),
        (b"name,badge\nAda,1", "There is no column “e-mail”"),
        (b"name,e-mail,E-Mail Address\n", "Two columns mean the same: “e-mail”, “E-Mail Address”"),
        (b"name,e-mail,SSN\n", "social security numbers"),
        (b"name,e-mail,Social Security No.\n", "social security numbers"),
        (b"name,e-mail,Date of Birth\n", "birth dates"),
        (b"name,e-mail,D.O.B.\n", "birth dates"),
        (b"name,e-mail,Home Address\n", "home addresses"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_whole_with_one_sentence(
    content: bytes, sentence: str
) -> None:
    assert sentence in refusal_of(content)


def test_headings_are_known_by_many_spellings() -> None:
    content = b"Full Name,E-MAIL Address,Badge #,Home agency,Program,Supervisor's e-mail,TimeZone,Shoe size\n"
    headings = read_entries(read_sheet(content), COLUMNS, key="email")
    assert headings.ignored_columns == ("Shoe size",)


def test_every_mistake_of_a_row_is_told_at_once() -> None:
    entries = read_entries(
        read_sheet(b"name,e-mail,kind,armed,time zone\n,nobody,XYZ,perhaps,America/Pheonix\n"),
        COLUMNS,
        key="email",
    )
    reason = entries.bad[0].reason
    assert entries.bad[0].line == 2
    assert "name is empty." in reason
    assert "“nobody” is not an e-mail address" in reason
    assert "kind “XYZ” is none of: SSO, SRO, none." in reason
    assert "armed “perhaps” is neither yes nor no." in reason
    assert "did you mean America/Phoenix?" in reason


def test_a_row_with_a_cell_too_many_is_bad_and_the_next_one_is_taken() -> None:
    entries = read_entries(
        read_sheet(b"name,e-mail\nAlder, Ada,ada@example.org\nBen,ben@example.org\n"), COLUMNS, key="email"
    )
    assert "3 cells, the headings are 2" in entries.bad[0].reason
    assert [entry.given["email"] for entry in entries.good] == ["ben@example.org"]


def test_of_two_rows_with_one_address_the_second_is_bad() -> None:
    entries = read_entries(
        read_sheet(b"name,e-mail\nAda,ada@example.org\nAda A.,ADA@example.org\n"), COLUMNS, key="email"
    )
    assert entries.bad[0].reason == "ada@example.org stands on line 2 already; keep one."


@pytest.mark.parametrize("name", ["=1+1", "+Ada", "@Ada", "-Ada"])
def test_a_name_that_a_spreadsheet_would_run_is_refused(name: str) -> None:
    with pytest.raises(CellRefused, match="formula"):
        read_text(name, longest=120)


def test_the_apostrophe_that_the_export_adds_is_taken_off_again() -> None:
    assert read_text("'=Ada", longest=120) == "=Ada"


@pytest.mark.parametrize("text", ["Ada\nAlder", "Ada\u202eredlA", "Ada\u2028Alder", "Ada\x07"])
def test_a_name_with_control_characters_is_refused(text: str) -> None:
    with pytest.raises(CellRefused, match="control character"):
        read_text(text, longest=120)


def test_a_social_security_number_in_the_badge_column_is_refused_without_repeating_it() -> None:
    with pytest.raises(CellRefused) as refused:
        read_text("000-12-3456", longest=40)
    assert "3456" not in str(refused.value)


def test_blanks_are_made_single_and_letters_are_composed() -> None:
    assert read_text("Jose\u0301 \u00a0 Juniper", longest=40) == "José Juniper"


@pytest.mark.parametrize(
    "address", ["ada", "ada@", "ada@example", "a b@example.org", "<ada@example.org>", "a@b.c.."]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(CellRefused, match="is not an e-mail address"):
        read_email(address)


@pytest.mark.parametrize("cell", ["2026-03-02", "3/2/2026", "03/02/2026"])
def test_a_qualification_day_is_read_as_people_write_it(cell: str) -> None:
    assert read_day(cell, today=TODAY).isoformat() == "2026-03-02"


@pytest.mark.parametrize(
    ("cell", "why"),
    [("2026-08-13", "still to come"), ("1926-03-02", "too long ago"), ("31/12/2025", "not a date")],
)
def test_a_qualification_day_that_cannot_be_right_is_refused(cell: str, why: str) -> None:
    with pytest.raises(CellRefused, match=why):
        read_day(cell, today=TODAY)


def test_a_day_that_is_planned_may_lie_ahead_and_not_for_ever() -> None:
    eligible_on, hired_on = COLUMNS["eligible_on"].read, COLUMNS["hired_on"].read
    assert eligible_on("2026-09-01").isoformat() == "2026-09-01"
    with pytest.raises(CellRefused, match="more than 366 days ahead"):
        eligible_on("2036-09-01")
    with pytest.raises(CellRefused, match="still to come"):
        hired_on("2026-09-01")


@pytest.mark.parametrize("zone", ["America", "../etc", "Phoenix time", ""])
def test_a_zone_that_does_not_exist_is_refused(zone: str) -> None:
    with pytest.raises(CellRefused, match="is not a time zone"):
        read_zone(zone)


@pytest.mark.parametrize(
    ("cell", "stored"),
    [
        ("Agency contract", "agency_contract"),
        ("secondary_employment", "secondary"),
        ("Secondary", "secondary"),
        ("Board", "district"),
    ],
)
def test_the_three_methods_of_employment_are_known_by_several_names(cell: str, stored: str) -> None:
    assert read_choice(cell, EMPLOYMENT) == stored


@given(st.binary(max_size=300))
def test_any_bytes_are_either_read_or_refused_in_the_proper_way(content: bytes) -> None:
    with suppress(SheetRefused):  # any other exception fails the test
        entries = read_entries(read_sheet(b"name,e-mail,badge\n" + content), COLUMNS, key="email")
        assert all(row.line >= 2 for row in entries.bad)


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=5))
def test_any_text_in_the_cells_is_read_or_named(rows: list[tuple[str, str]]) -> None:
    content = "name,e-mail\n" + "\n".join(",".join(row) for row in rows)
    try:
        entries = read_entries(read_sheet(content.encode("utf-8", "replace")), COLUMNS, key="email")
    except SheetRefused:
        return
    assert all(row.line >= 2 and row.reason.endswith((".", "?")) for row in entries.bad)


@pytest.mark.parametrize("columns", [COLUMNS, school_columns(district_zone="America/Phoenix")])
def test_every_heading_that_is_understood_is_documented(columns: dict[str, Column]) -> None:
    documented = Path("docs/roster.md").read_text(encoding="utf-8")
    rows = [line for line in documented.splitlines() if line.startswith("|")]
    for column in columns.values():
        name, *others = column.headings
        assert any(name in row and all(other in row for other in others) for row in rows), column.headings
