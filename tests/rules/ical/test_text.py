"""Whatever somebody types into a title, it stays text: in the calendar's bytes and in every program."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scheduling.ical.calendar import write_calendar
from scheduling.ical.entries import Entry
from scheduling.ical.text import clean
from tests.factories.entries import STAMP, TUESDAY
from tests.fakes.parsers.programs import Programs
from tests.rules.ical.test_series_in_programs import SINCE, UNTIL

_TYPED = st.text(max_size=120) | st.text(alphabet='a;,:\\nN\n\r\t"^é⛑👩\u200d🚒\u0301 =', max_size=200)


def _entry(summary: str, description: str = "", location: str = "") -> Entry:
    return Entry(
        uid="due-7@muster",
        stamp=STAMP,
        summary=summary,
        day=TUESDAY,
        description=description,
        location=location,
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Safety meeting", "Safety meeting"),
        ("  Safety\tmeeting \x07", "Safety meeting"),
        ("Title\r\nBEGIN:VEVENT\r\nEND:VEVENT", "Title BEGIN:VEVENT END:VEVENT"),
        ("one\n\n\n two \x0b three\u2028four\x85five", "one two three four five"),
        ("half \ud800 a letter", "half  a letter"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("x" * 51, "x" * 49 + "…"),
        ("x" * 50, "x" * 50),
        ("\x00\x1b\x7f\x9f", ""),
        ("", ""),
    ],
)
def test_a_title_is_one_line_without_what_no_line_may_hold(typed: str, kept: str) -> None:
    assert clean(typed, 50) == kept


def test_an_agenda_keeps_its_lines() -> None:
    assert clean("\r\n1. Radios\r\n\r\n2. Drill \x07\r", 50, lines=True) == "1. Radios\n\n2. Drill"


@settings(max_examples=150, deadline=None)
@given(typed=_TYPED, agenda=_TYPED, place=_TYPED)
@example(typed="C:\\North\\new", agenda="\\N\\\\n\n\\", place="^n, ^^; ^'")  # the library breaks lines at \\N
def test_every_program_shows_what_was_typed(programs: Programs, typed: str, agenda: str, place: str) -> None:
    content = write_calendar(typed, [_entry(typed, agenda, place)])
    (seen,) = programs.show(content, SINCE, UNTIL)
    assert seen.summary == clean(typed, 250)
    assert seen.description == clean(agenda, 4_000, lines=True)
    assert seen.location == clean(place, 300)


@settings(max_examples=150, deadline=None)
@given(typed=_TYPED)
def test_every_line_ends_with_crlf_and_has_at_most_75_octets_of_whole_characters(typed: str) -> None:
    content = write_calendar(typed, [_entry(typed, typed * 5, typed)])
    *lines, last = content.split(b"\r\n")
    assert last == b""
    for line in lines:
        assert len(line) <= 75
        assert not set(line.decode()) & {"\r", "\n"}
    assert [line for line in lines if line.startswith(b"BEGIN:")] == [b"BEGIN:VCALENDAR", b"BEGIN:VEVENT"]
