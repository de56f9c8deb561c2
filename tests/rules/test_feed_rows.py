"""One bad row never spoils the others: it goes to the quarantine with a reason that says what to do."""

from datetime import UTC, datetime
from typing import Any

import pytest

from scheduling.shifts.facts import Status
from tests.factories.feed import PHOENIX, calendar, feed, read, row


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"id": ""}, "The id is missing"),
        ({"id": None}, "The id is missing"),
        ({"ends": "2026-08-14T06:00"}, "The end is not after the start."),
        ({"ends": "2026-08-14T07:00"}, "The end is not after the start."),
        ({"ends": "2026-08-15T07:01"}, "It lasts 24 h 1 min; a shift lasts at most 24 h."),
        ({"ends": "2026-08-16T07:00"}, "It lasts 48 h 0 min"),
        ({"zone": "America"}, "“America” is not a time zone"),
        ({"zone": "Mars/Olympus"}, "“Mars/Olympus” is not a time zone"),
        ({"zone": "../etc/passwd"}, "is not a time zone"),
        ({"school_zone": "Arizona"}, "“Arizona” is not a time zone"),
        (
            {"zone": "America/Denver", "starts": "2027-03-14T02:30", "ends": "2027-03-14T09:00"},
            "does not exist in",
        ),
        (
            {"zone": "America/Denver", "starts": "2026-11-01T01:30", "ends": "2026-11-01T09:00"},
            "happens twice in",
        ),
        ({"status": "maybe"}, "“maybe” is no status"),
        ({"post": "x" * 121}, "The post has 121 characters; at most 120 fit."),
        ({"notes": "x" * 501}, "The notes has 501 characters; at most 500 fit."),
        ({"post": "Front\x00gate"}, "The post holds a control character (U+0000)"),
        ({"post": "Front\ngate"}, "The post holds a control character (U+000A)"),
        ({"post": "\u202egate"}, "The post holds a control character (U+202E)"),
        ({"notes": "half \ud800 a letter"}, "The notes holds a control character (U+D800)"),
        ({"starts": "2026-08-14"}, "“2026-08-14” is no date with a time of day"),
        ({"starts": "soon"}, "“soon” is no date with a time of day"),
        ({"starts": 1786716000}, "is not a time written as text"),
        ({"starts": ""}, "The start is missing."),
        ({"ends": None}, "The end is missing."),
        ({"starts": "0001-01-01T00:00+14:00"}, "The year 1 cannot be meant"),
        ({"places": 0}, "“0” is no number of places"),
        ({"places": "two"}, "“two” is no number of places"),
        ({"places": True}, "is no number of places"),
        ({"armed": "perhaps"}, "“perhaps” does not say whether the post is armed"),
        ({"school": ""}, "The school is missing"),
        ({"school": "OBS"}, "Nobody has told Muster about the school “OBS”"),
        ({"post": {"name": "gate"}}, "Its post is a list or an object"),
        ({"backup_agencies": [["Kestrel"]]}, "Its backup_agencies is a list or an object"),
    ],
)
def test_a_bad_row_is_set_aside_with_its_reason_and_its_neighbours_are_taken(
    wrong: dict[str, Any], reason: str
) -> None:
    snapshot = read(feed(row("J1"), row("J2") | wrong, row("J3")))

    assert [shift.external_id for shift in snapshot.shifts] == ["J1", "J3"]
    assert [each.row for each in snapshot.quarantined] == [2]
    assert reason in snapshot.quarantined[0].reason


def test_two_rows_of_one_id_that_differ_are_both_set_aside_because_nobody_knows_which_is_right() -> None:
    snapshot = read(feed(row("J1"), row("J2"), row("J2", post="Back gate")))

    assert [shift.external_id for shift in snapshot.shifts] == ["J1"]
    assert [each.row for each in snapshot.quarantined] == [2, 3]
    assert "duplicate: rows 2, 3 share it and differ" in snapshot.quarantined[0].reason


def test_a_row_that_stands_twice_word_for_word_is_taken_once() -> None:
    snapshot = read(feed(row("J1"), row("J1")))

    assert [shift.row for shift in snapshot.shifts] == [1]
    assert "it repeats row 1" in snapshot.quarantined[0].reason


def test_a_local_time_is_read_in_the_zone_of_its_school() -> None:
    phoenix, denver = read(feed(row("J1"), row("J2", school="BAS"))).shifts

    assert phoenix.terms.starts_at == datetime(2026, 8, 14, 14, tzinfo=UTC)
    assert denver.terms.starts_at == datetime(2026, 8, 14, 13, tzinfo=UTC)


def test_an_offset_decides_even_in_the_hour_that_happens_twice() -> None:
    (shift,) = read(
        feed(row(zone="America/Denver", starts="2026-11-01T01:30-07:00", ends="2026-11-01T09:00-07:00"))
    ).shifts

    assert shift.terms.starts_at == datetime(2026, 11, 1, 8, 30, tzinfo=UTC)


def test_a_night_shift_over_the_clock_change_keeps_its_true_length() -> None:
    (shift,) = read(feed(row(school="BAS", starts="2026-10-31T22:00", ends="2026-11-01T06:00"))).shifts

    assert (shift.terms.ends_at - shift.terms.starts_at).total_seconds() == 9 * 3600


def test_a_school_that_the_feed_introduces_is_met_once_and_only_if_a_row_of_it_is_good() -> None:
    obsidian = {"code": "OBS", "name": "Obsidian Middle", "zone": "America/Denver"}
    slate = {"code": "SLA", "name": "Slate Academy", "zone": "America/Denver"}
    snapshot = read(
        feed(row("J1", school=obsidian), row("J2", school="OBS"), row("J3", school=slate, status="?"))
    )

    assert [(school.code, school.zone) for school in snapshot.schools] == [("OBS", "America/Denver")]
    assert {shift.terms.school for shift in snapshot.shifts} == {"OBS"}


def test_what_a_row_leaves_out_is_one_open_place_unarmed_for_any_agency() -> None:
    (shift,) = read(
        feed({"id": 7, "school": "QTZ", "starts": "2026-08-14T07:00", "ends": "2026-08-14T15:00"})
    ).shifts

    assert shift.external_id == "7"
    assert (shift.terms.places, shift.terms.status, shift.terms.armed, shift.terms.agency) == (
        1, Status.OPEN, False, "",
    )  # fmt: skip


def test_a_quarantined_row_is_kept_short_and_printable() -> None:
    (bad,) = read(feed(row("J\x07" + "9" * 200, post="\x00" + "p" * 900))).quarantined

    assert len(bad.external_id) == 80
    assert bad.raw["post"].startswith("\ufffdppp")
    assert len(bad.raw["post"]) == 200


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("DTSTART;TZID=America:20260814T070000", "“America” is not a time zone"),
        ("DTSTART;TZID=Phoenix Time:20260814T070000", "“Phoenix Time” is not a time zone"),
        ("DTSTART;VALUE=DATE:20260814", "“20260814” is no date with a time of day"),
        ("DTSTART:20260814T070000Z\nRECURRENCE-ID:20260814T070000Z", "RECURRENCE-ID"),
        ('DTSTART;TZID="America:20260814T070000', "Its DTSTART line cannot be read"),
    ],
)
def test_a_bad_event_of_a_calendar_is_set_aside(line: str, reason: str) -> None:
    good = "UID:E1\nX-MUSTER-SCHOOL:QTZ\nDTSTART:20260814T140000Z\nDTEND:20260814T220000Z"
    snapshot = read(calendar(good, f"UID:E2\nX-MUSTER-SCHOOL:QTZ\n{line}\nDTEND:20260814T220000Z"))

    assert [shift.external_id for shift in snapshot.shifts] == ["E1"]
    assert reason in snapshot.quarantined[0].reason


def test_an_event_is_read_with_its_zone_its_length_and_its_folded_escaped_text() -> None:
    (shift,) = read(
        calendar(
            "UID:E1\nLOCATION:Basalt High\nDTSTART;TZID=America/Denver:20260814T070000\nDURATION:PT7H30M\n"
            "SUMMARY:Front gate\\, east\n side\nDESCRIPTION:Ask for Flint\\nKeys at the desk\n"
            "X-MUSTER-BACKUP-AGENCIES:Kestrel County Sheriff;Osprey Tribal Police\nSTATUS:TENTATIVE"
        )
    ).shifts

    assert shift.terms.school == "BAS"
    assert shift.terms.starts_at == datetime(2026, 8, 14, 13, tzinfo=UTC)
    assert shift.terms.ends_at == datetime(2026, 8, 14, 20, 30, tzinfo=UTC)
    assert shift.terms.post == "Front gate, eastside"
    assert shift.terms.notes == "Ask for Flint\nKeys at the desk"
    assert shift.terms.backup_agencies == ("Kestrel County Sheriff", "Osprey Tribal Police")
    assert shift.terms.status is Status.DRAFT


def test_the_progress_ends_at_all_rows() -> None:
    told: list[tuple[int, int]] = []

    read(
        feed(*(row(f"J{number}") for number in range(600))),
        progress=lambda done, total: told.append((done, total)),
    )

    assert told == [(250, 600), (500, 600), (600, 600)]


def test_the_same_shifts_in_another_wrapping_have_the_same_digest() -> None:
    as_json = read(feed(row("J1"), row("J2")))
    as_csv = read(
        b"id,school,agency,post,starts,ends\r\n"
        b"J2,QTZ,Heron City Police,Front gate,2026-08-14T07:00,2026-08-14T15:00\r\n"
        b"J1,QTZ,Heron City Police,Front gate,2026-08-14T14:00Z,2026-08-14T15:00\r\n",
        district_zone=PHOENIX,
    )

    assert as_json.digest == as_csv.digest
