"""A file that cannot be trusted as a whole is refused with one sentence; another is read, however wrapped."""

import pytest

from scheduling.feed.facts import FeedRefused
from scheduling.feed.limits import MAX_BYTES
from scheduling.feed.parse import parse
from tests.factories.feed import MUSTER, calendar, feed, read, row

HEADER = "id,school,post,starts,ends\n"
LINE = "J1,QTZ,Front gate,2026-08-14T07:00,2026-08-14T15:00\n"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The feed is an empty file"),
        (b"\xef\xbb\xbf  \r\n", "The feed is an empty file"),
        (b"x" * (MAX_BYTES + 1), "The feed has 10,000,001 bytes"),
        (b"<html>Please log in</html>", "The feed is a web page or XML"),
        (b"PK\x03\x04rest of a workbook", "The feed is an Excel workbook"),
        ((HEADER + LINE).encode("utf-16"), "The feed is UTF-16"),
        ((HEADER + LINE.replace("Front", "Fröhnt")).encode("cp1252"), "Line 2 of the feed is not UTF-8"),
        (b"name,when\nAda,today\n", "The feed has no column “id”"),
        (b"id,school,starts\nJ1,QTZ,2026-08-14T07:00\n", "The feed has no column “ends”"),
        (b"id,id,school,starts,ends\n", "names the column “id” twice"),
        ((HEADER + LINE + 'J2,QTZ,"Front gate,2026-08-14T07:00,x\n' + LINE).encode(), "begins in line 3"),
        ((HEADER + 'J2,QTZ,"Front" gate,2026-08-14T07:00,x\n').encode(), "begins in line 2"),
        (b"{", "The feed is not JSON"),
        (b'{"shifts": [1e999, NaN]}', "The feed holds a number that cannot be read"),
        (b'{"shifts": [' + b"9" * 5_000 + b"]}", "The feed holds a number that cannot be read"),
        (b"[" * 100_000, "nests lists or objects without end"),
        (b'{"shifts": ' + b'{"a":' * 50_000 + b"1" + b"}" * 50_001, "nests lists or objects without end"),
        (b'{"jobs": []}', "The feed has no list of shifts under “shifts”"),
        (feed(row(), format="other-shifts"), "The feed's “format” is “other-shifts”"),
        (feed(row(), version=2), "The feed's “version” of muster-shifts is “2”"),
        (feed(row(), version={}), "is neither text nor a number"),
        (feed(row(), covers_until="later"), "“covers_until” cannot be read"),
        (feed(row(), source=["a"]), "The feed's “source” is not text"),
        (feed(row(), source="h" * 41), "The source has 41 characters; at most 40 fit."),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:E1\n", "The feed ends inside VEVENT"),
        (b"BEGIN:VCALENDAR\nEND:VEVENT\n", "without having opened it"),
        (calendar("UID:E1\nDTSTART:20260814T140000Z\nRRULE:FREQ=SECONDLY"), "holds a recurrence (RRULE)"),
        (calendar("UID:E1\nRDATE:20260814T140000Z"), "holds a recurrence (RDATE)"),
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:VALARM\n" * 5_000, "nests components more than 16 deep"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_what_it_should_be_is_refused_with_one_sentence(
    content: bytes, sentence: str
) -> None:
    with pytest.raises(FeedRefused) as refused:
        read(content)

    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


def test_more_rows_than_a_state_needs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduling.feed.parse.MAX_ROWS", 3)

    with pytest.raises(FeedRefused, match="The feed has 4 rows, more than the 3"):
        parse(feed(row("J1"), row("J2"), row("J3"), row("J4")), MUSTER)


def test_a_clerk_may_save_the_csv_with_a_byte_order_mark_semicolons_and_windows_lines() -> None:
    text = "\ufeff" + (HEADER + LINE).replace(",", ";").replace("\n", "\r\n")

    assert [shift.external_id for shift in read(text.encode()).shifts] == ["J1"]


def test_a_header_is_recognised_in_capitals_and_with_columns_that_muster_does_not_know() -> None:
    content = (HEADER.upper().strip() + ",COLOUR\n" + LINE.strip() + ",green\n").encode()

    assert [shift.external_id for shift in read(content).shifts] == ["J1"]


def test_a_row_with_too_few_or_too_many_cells_is_set_aside_and_empty_lines_are_passed_over() -> None:
    snapshot = read((HEADER + "J0,QTZ\n\n,,,,\n" + LINE + "J2,QTZ,a,b,c,d\n").encode())

    assert [shift.external_id for shift in snapshot.shifts] == ["J1"]
    assert [each.reason for each in snapshot.quarantined] == [
        "It has 2 cells, fewer than the 5 of the header.",
        "It has 6 cells, more than the 5 of the header.",
    ]


def test_a_zone_that_the_calendar_defines_itself_is_not_believed() -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:America/Phoenix\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "RRULE:FREQ=SECONDLY\r\nTZOFFSETFROM:+0900\r\nTZOFFSETTO:+0900\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    event = (
        "UID:E1\nX-MUSTER-SCHOOL:QTZ\nDTSTART;TZID=America/Phoenix:20260814T070000\nDTEND:20260814T220000Z"
    )
    content = calendar(event).decode().replace("VERSION:2.0\r\n", "VERSION:2.0\r\n" + zone)

    (shift,) = read(content.encode()).shifts

    assert shift.terms.starts_at.isoformat() == "2026-08-14T14:00:00+00:00"


def test_a_calendar_may_fold_its_lines_inside_a_letter() -> None:
    event = "UID:E1\nX-MUSTER-SCHOOL:QTZ\nDTSTART:20260814T140000Z\nDTEND:20260814T220000Z\nSUMMARY:Café gate"
    folded = calendar(event).replace("é".encode(), b"\xc3\r\n \xa9")

    (shift,) = read(folded).shifts

    assert shift.terms.post == "Café gate"


def test_the_source_is_the_callers_else_the_files() -> None:
    assert read(feed(row())).source == "heron"
    assert read(feed(row()), source="west").source == "west"
    assert read((HEADER + LINE).encode()).source == "feed"


def test_a_file_may_say_until_when_it_speaks() -> None:
    until = read(feed(row(), covers_until="2026-08-20T00:00")).covers_until

    assert until is not None
    assert until.isoformat() == "2026-08-20T07:00:00+00:00"
