"""What one attendee is sent: an invitation, a change, a cancellation, as calendar programs take them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scheduling.ical.entries import Entry, Override, Series
from scheduling.ical.invitation import Method, write_invitation
from scheduling.ical.parties import Mailbox, PartStat
from scheduling.ical.repeat import Every, Repeat
from tests.factories.entries import entry, moved, series, starts_of
from tests.fakes.parsers.programs import Programs
from tests.fakes.parsers.seen import written
from tests.rules.ical.test_series_in_programs import SINCE, UNTIL

SERGEANT = Mailbox("sergeant.ruiz@example.org", "Sergeant Ruiz")
BELL = Mailbox("officer.bell@example.org", "Officer Bell")
ONCE = entry(datetime(2026, 8, 20, 16, tzinfo=UTC))
WEEKLY = series("America/New_York", repeat=Repeat(Every.WEEK, count=4))


def _written(method: Method, invited: Entry | Series, occurrence: Override | None = None) -> bytes:
    return write_invitation(method, invited, organiser=SERGEANT, attendee=BELL, occurrence=occurrence)


def _lines(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def _line(content: bytes, name: str) -> str:
    (found,) = [line for line in _lines(content) if line.startswith((f"{name}:", f"{name};"))]
    return found


def test_an_officer_is_asked_by_name_and_nobody_else_is_named(programs: Programs) -> None:
    content = _written(Method.REQUEST, ONCE)
    assert _line(content, "METHOD") == "METHOD:REQUEST"
    assert _line(content, "ORGANIZER") == 'ORGANIZER;CN="Sergeant Ruiz":mailto:sergeant.ruiz@example.org'
    assert _line(content, "ATTENDEE") == (
        'ATTENDEE;CN="Officer Bell";CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=TRUE'
        ":mailto:officer.bell@example.org"
    )
    (seen,) = programs.show(content, SINCE, UNTIL)
    assert (seen.starts, seen.status) == ("20260820T160000Z", "CONFIRMED")


def test_an_officer_who_has_answered_is_not_asked_once_more_about_a_new_title() -> None:
    said = PartStat.ACCEPTED
    content = write_invitation(Method.REQUEST, ONCE, organiser=SERGEANT, attendee=BELL, answer=said)
    assert "PARTSTAT=ACCEPTED" in _line(content, "ATTENDEE")


def test_a_series_is_asked_for_with_what_is_moved_and_without_what_is_cancelled(programs: Programs) -> None:
    starts = starts_of(WEEKLY)
    cancelled = Override(starts[1], replace(entry(starts[1], uid=WEEKLY.first.uid), cancelled=True))
    told = replace(WEEKLY, overrides=(cancelled, moved(WEEKLY, starts[2])))
    content = _written(Method.REQUEST, told)
    seen = programs.show(content, SINCE, UNTIL)
    assert [one.starts for one in seen] == [
        written(starts[0]),
        written(starts[2] + timedelta(hours=1)),
        written(starts[3]),
    ]
    assert len([line for line in _lines(content) if line.startswith("ATTENDEE")]) == 2


def test_one_occurrence_is_told_of_by_its_original_start(programs: Programs) -> None:
    override = moved(WEEKLY, starts_of(WEEKLY)[2])
    content = _written(Method.REQUEST, WEEKLY, override)
    assert _line(content, "RECURRENCE-ID") == "RECURRENCE-ID;TZID=America/New_York:20260825T090000"
    assert _line(content, "DTSTART;TZID=America/New_York") == "DTSTART;TZID=America/New_York:20260825T100000"
    assert "RRULE:FREQ=WEEKLY" not in content.decode()
    assert "BEGIN:VTIMEZONE" in _lines(content)


@pytest.mark.parametrize(
    "gone", [replace(ONCE, cancelled=True), replace(WEEKLY, first=replace(WEEKLY.first, cancelled=True))]
)
def test_a_meeting_that_is_cancelled_is_cancelled_whole(gone: Entry | Series) -> None:
    content = _written(Method.CANCEL, gone)
    assert _line(content, "METHOD") == "METHOD:CANCEL"
    assert _line(content, "STATUS") == "STATUS:CANCELLED"
    assert _lines(content).count("BEGIN:VEVENT") == 1
    assert "RSVP" not in content.decode()


def test_an_officer_who_need_not_come_any_more_is_not_told_that_the_meeting_is_cancelled() -> None:
    content = _written(Method.CANCEL, ONCE)
    assert _line(content, "METHOD") == "METHOD:CANCEL"
    assert not [line for line in _lines(content) if line.startswith("STATUS")]


def test_one_occurrence_is_cancelled_by_its_original_start() -> None:
    start = starts_of(WEEKLY)[1]
    cancelled = Override(start, replace(entry(start, uid=WEEKLY.first.uid), cancelled=True, sequence=3))
    content = _written(Method.CANCEL, WEEKLY, cancelled)
    assert _line(content, "RECURRENCE-ID").endswith(":20260818T090000")
    assert _line(content, "STATUS") == "STATUS:CANCELLED"
    assert _line(content, "SEQUENCE") == "SEQUENCE:3"


def test_what_would_be_shown_wrongly_is_not_written() -> None:
    with pytest.raises(ValueError, match="is cancelled: send a CANCEL"):
        _written(Method.REQUEST, replace(ONCE, cancelled=True))
    with pytest.raises(ValueError, match="happens once"):
        _written(Method.REQUEST, ONCE, moved(WEEKLY, starts_of(WEEKLY)[1]))
    with pytest.raises(ValueError, match="is not a mail address"):
        Mailbox("Sergeant Ruiz")


@pytest.mark.parametrize(
    "name", ['Sgt. "Max" Ruiz; A, B: C', "Ruiz\r\nATTENDEE:mailto:x@example.org", "Rüíz ⛑", ""]
)
def test_a_name_stays_a_name_whatever_it_holds(programs: Programs, name: str) -> None:
    content = write_invitation(Method.REQUEST, ONCE, organiser=Mailbox(SERGEANT.address, name), attendee=BELL)
    assert _line(content, "ORGANIZER").endswith(":mailto:sergeant.ruiz@example.org")
    assert len(programs.show(content, SINCE, UNTIL)) == 1


@pytest.mark.parametrize(
    "address",
    [
        "",
        "Ruiz",
        "a@b@c",
        "a b@example.org",
        "a@example.org\r\nX:",
        "<a@example.org>",
        "a@" + "x" * 260,
        "a,b@c",
    ],
)
def test_what_is_no_address_is_not_written_into_a_calendar(address: str) -> None:
    with pytest.raises(ValueError, match="is not a mail address"):
        Mailbox(address)
