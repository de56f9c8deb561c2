"""Rotas as people keep them: what is read, and what is named by its line."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from scheduling.ical.published.facts import CalendarRefused
from scheduling.ical.published.reading import read_published
from scheduling.presence.facts import Turn
from scheduling.presence.imports.facts import ImportRefused, ReadRota
from scheduling.presence.imports.rota import read_rota
from scheduling.roster.facts import Role
from tests.factories.facts import officer

PHOENIX, DENVER = ZoneInfo("America/Phoenix"), ZoneInfo("America/Denver")
TODAY = date(2026, 8, 12)
SOL = officer(id=1, name="Sergeant Sol Sequoia", email="sol@example.org", role=Role.SUPERVISOR)
CORA = officer(id=2, name="Cora Cypress", email="cora@example.org", role=Role.COORDINATOR)
ADA = officer(id=3, name="Ada Alder", email="ada@example.org")
PEOPLE = (SOL, CORA, ADA)


def _read(content: str | bytes, zone: ZoneInfo = PHOENIX) -> ReadRota:
    raw = content if isinstance(content, bytes) else content.encode()
    return read_rota(raw, people=PEOPLE, zone=zone, today=TODAY)


def _event(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])


def _calendar(*events: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR", ""])


def _utc(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def _turn(who: int, starts: str, ends: str) -> Turn:
    return Turn(who, _utc(starts), _utc(ends))


def _wrong(read: ReadRota) -> list[str]:
    return [str(each) for each in read.wrong]


def test_a_spreadsheet_says_who_from_when_until_when() -> None:
    read = _read(
        "Who,From,Until\n"
        "SOL@example.org,2026-08-17 07:00,2026-08-24 07:00\n"
        "cora@example.org,8/24/2026 7:00 AM,2026-08-25T07:00\n"
    )

    assert read.turns == (
        _turn(1, "2026-08-17 14:00", "2026-08-24 14:00"),
        _turn(2, "2026-08-24 14:00", "2026-08-25 14:00"),
    )
    assert read.wrong == ()


def test_days_without_hours_are_whole_days_of_the_district() -> None:
    read = _read("who;from;until\nsol@example.org;2026-08-17;2026-08-23\n", DENVER)

    assert read.turns == (_turn(1, "2026-08-17 06:00", "2026-08-24 06:00"),)


def test_a_line_that_cannot_be_taken_is_named_and_the_others_stand() -> None:
    read = _read(
        "who,from,until\n"
        "sol@example.org,2026-08-17,2026-08-23\n"
        "soll@example.org,2026-08-24,2026-08-30\n"
        "ada@example.org,2026-08-31,2026-09-06\n"
        "cora@example.org,Monday,2026-09-13\n"
        "cora@example.org,2026-09-20,2026-09-13\n"
        "cora@example.org,2026-09-14,2027-09-20\n"
    )

    assert [turn.person_id for turn in read.turns] == [1]
    assert _wrong(read) == [
        "Line 3: Nobody on the roster has the address soll@example.org.",
        "Line 4: Ada Alder answers for nobody: the roster says officer.",
        (
            "Line 5: from “Monday” is no time; expected one such as 2026-11-30 07:00, or a day such as "
            "2026-11-30."
        ),
        "Line 6: It ends before it begins, or when it begins.",
        "Line 7: It lasts 372 days, more than 100: is the year right?",
    ]
    assert read.unclear[0] == (_utc("2026-08-24 07:00"), _utc("2026-09-07 07:00"))


def test_a_time_that_no_clock_shows_is_named() -> None:
    read = _read("who,from,until\nsol@example.org,2027-03-14 02:30,2027-03-15 07:00\n", DENVER)

    assert _wrong(read) == [
        "Line 2: 2027-03-14 02:30 does not exist in America/Denver: the clocks go forward."
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"name,phone\nSol,1\n", "There is no column “who”, “from”, “until”"),
        (b"PK\x03\x04", "This is a workbook"),
        (b"\xff\xfe", "UTF-16"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "ends inside VEVENT: it was cut off"),
        (b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n", "Line 2 closes 'VEVENT'"),
        (b"BEGIN:VCALENDAR\r\nSUMMARY:\xff\r\n", "line 2 has a byte"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_whole(content: bytes, said: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        _read(content)
    assert said in str(refused.value)


def test_whoever_is_invited_to_an_event_is_on() -> None:
    read = _read(
        _calendar(
            _event(
                "UID:1",
                "SUMMARY:On call",
                "DTSTART;TZID=America/Denver:20260817T070000",
                "DTEND;TZID=America/Denver:20260824T070000",
                "ATTENDEE;CN=Sol;PARTSTAT=ACCEPTED:mailto:Sol@Example.org",
                "ATTENDEE;PARTSTAT=DECLINED:mailto:cora@example.org",
                "ATTENDEE;CUTYPE=ROOM:mailto:room-4@example.org",
            )
        )
    )

    assert read.turns == (_turn(1, "2026-08-17 13:00", "2026-08-24 13:00"),)
    assert read.wrong == ()


@pytest.mark.parametrize(
    "title", ["On call: Sergeant Sol Sequoia", "sol@example.org", "Night duty (SOL@example.org)"]
)
def test_a_title_names_who_is_on_by_address_or_name(title: str) -> None:
    read = _read(_calendar(_event("UID:1", f"SUMMARY:{title}", "DTSTART;VALUE=DATE:20260817")))

    assert read.turns == (_turn(1, "2026-08-17 07:00", "2026-08-18 07:00"),)


def test_a_title_that_names_nobody_or_several_is_named_by_its_line() -> None:
    read = _read(
        _calendar(
            _event("UID:1", "SUMMARY:Sol", "DTSTART;VALUE=DATE:20260817"),
            _event("UID:2", "SUMMARY:Cora Cypress or Sergeant Sol Sequoia", "DTSTART;VALUE=DATE:20260818"),
        )
    )

    assert _wrong(read) == [
        "Line 3: “Sol” names nobody on the roster; write one e-mail address, or invite them.",
        (
            "Line 8: “Cora Cypress or Sergeant Sol Sequoia” names several people; write one e-mail "
            "address, or invite them."
        ),
    ]


def test_a_weekly_turn_keeps_its_local_time_when_the_clocks_change_and_goes_on_for_a_year() -> None:
    read = _read(
        _calendar(
            _event(
                "UID:1",
                "SUMMARY:cora@example.org",
                "DTSTART;TZID=America/Denver:20260105T070000",
                "DURATION:P7D",
                "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",
            )
        )
    )

    starts = [turn.starts_at for turn in read.turns]
    assert starts[0] == _utc("2026-08-03 13:00")
    assert _utc("2026-10-26 13:00") in starts
    assert _utc("2026-11-09 14:00") in starts
    assert starts[-1].date() == date(2027, 8, 30)
    over_the_change = read.turns[starts.index(_utc("2026-10-26 13:00"))]
    assert over_the_change.ends_at == _utc("2026-11-02 14:00")


def test_a_turn_that_was_swapped_or_struck_out_of_its_series_is_not_on() -> None:
    weekly = ("SUMMARY:sol@example.org", "DTSTART:20260817T140000Z", "DTEND:20260818T140000Z")
    read = _read(
        _calendar(
            _event("UID:1", *weekly, "RRULE:FREQ=WEEKLY;UNTIL=20260921T140000Z", "EXDATE:20260824T140000Z"),
            _event(
                "UID:1",
                "RECURRENCE-ID:20260831T140000Z",
                "SUMMARY:cora@example.org",
                "DTSTART:20260901T140000Z",
                "DTEND:20260902T140000Z",
            ),
            _event("UID:1", "RECURRENCE-ID:20260907T140000Z", "STATUS:CANCELLED", *weekly[1:]),
        )
    )

    assert [(turn.person_id, f"{turn.starts_at:%m-%d}") for turn in read.turns] == [
        (1, "08-17"),
        (2, "09-01"),
        (1, "09-14"),
        (1, "09-21"),
    ]
    assert read.wrong == ()


def test_a_calendar_does_not_decide_what_time_it_is() -> None:
    own_zone = "BEGIN:VTIMEZONE\r\nTZID:Ours\r\nBEGIN:STANDARD\r\nEND:STANDARD\r\nEND:VTIMEZONE"
    event = _event(
        "UID:1",
        "SUMMARY:sol@example.org",
        "DTSTART;TZID=Ours:20260817T070000",
        "DTEND;TZID=Mountain Standard Time:20260817T090000",
        "BEGIN:VALARM",
        "TRIGGER:-PT15M",
        "END:VALARM",
    )

    assert _read(_calendar(own_zone, event)).turns == (_turn(1, "2026-08-17 14:00", "2026-08-17 15:00"),)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("SUMMARY:x",), "It has no beginning (DTSTART)."),
        (("DTSTART:tomorrow",), "'tomorrow' is not a time."),
        (("DTSTART:20260817T140000Z",), "It ends before it begins, or when it begins."),
        (("DTSTART:20260817T140000Z", "DURATION:long"), "Its length “long” cannot be read."),
        (("DTSTART:20260817T140000Z", "DTEND;VALUE=DATE:20260818"), "ends with a whole day"),
        (("DTSTART;VALUE=DATE:20260817", "RRULE:FREQ=SECONDLY"), "repeats neither by days"),
        (("DTSTART;VALUE=DATE:20260817", "RRULE:FREQ=DAILY;BYDAY=XX"), "(RRULE) cannot be read"),
        (("DTSTART;VALUE=DATE:20260817", "RRULE:FREQ=DAILY;INTERVAL=0"), "repeats every “0” days"),
        (("DTSTART;VALUE=DATE:20260817", "RRULE:FREQ=DAILY;INTERVAL=-1"), "repeats every “-1” days"),
        (("DTSTART;VALUE=DATE:20260817", "EXRULE:FREQ=DAILY"), "(EXRULE), which Muster does not read"),
        (("DTSTART;VALUE=DATE:20260817", "DTSTART;VALUE=DATE:20260818"), "It says DTSTART 2 times."),
        (("DTSTART;VALUE=DATE:20260817", "RRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5,6"), "more than 2,000 times"),
        (("DTSTART:20260817T140000Z", "DURATION:P999999999D"), "longer than ten years"),
        (("DTSTART;VALUE=DATE:16000101", "RRULE:FREQ=DAILY;COUNT=200000"), "more than a century of days ago"),
        (("DTSTART;VALUE=DATE:20260817", "RRULE:FREQ=MONTHLY;BYDAY=99MO"), "(RRULE) cannot be read"),
        (("DTSTART;VALUE=DATE:20260817", "RRULE:FREQ=YEARLY;BYEASTER=99999999999"), "(RRULE) cannot be read"),
        (("DTSTART;VALUE=DATE:20260817", "RRULE:FREQ=DAILY;COUNT=-1"), "gives no time at all"),
        (
            ("DTSTART;VALUE=DATE:20260817", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
            "gives no time at all",
        ),
        (("DTSTART;VALUE=DATE:20260817", 'ATTENDEE;CN="x:mailto:sol@example.org'), "ATTENDEE line cannot"),
    ],
)
def test_an_event_that_cannot_be_read_is_named_and_the_others_stand(
    lines: tuple[str, ...], said: str
) -> None:
    good = _event("UID:2", "SUMMARY:sol@example.org", "DTSTART;VALUE=DATE:20260818")

    read = _read(_calendar(_event("UID:1", *lines), good))

    assert [turn.person_id for turn in read.turns] == [1]
    [wrong] = read.wrong
    assert wrong.line == 3
    assert said in wrong.why


def test_a_calendar_with_more_than_any_district_can_mean_is_refused_and_not_read_for_a_minute() -> None:
    series = [_event(f"UID:{n}", "DTSTART;VALUE=DATE:20260801", "RRULE:FREQ=DAILY") for n in range(60)]
    with pytest.raises(ImportRefused, match=r"more than 20,000 times .* is it the right calendar"):
        _read(_calendar(*series))


def test_the_times_whose_turns_could_not_be_taken_are_told_once_earliest_first() -> None:
    read = _read(
        "who,from,until\n"
        "x@example.org,2026-09-02,2026-09-03\n"
        "y@example.org,2026-08-17,2026-08-18\n"
        "z@example.org,2026-08-18 12:00,2026-08-20 12:00\n"
        "sol@example.org,2026-09-05,2026-08-30\n"
    )
    assert read.unclear == (
        (_utc("2026-08-17 07:00"), _utc("2026-08-20 19:00")),
        (_utc("2026-09-02 07:00"), _utc("2026-09-04 07:00")),
    )


@pytest.mark.parametrize("days_between", [1, 2, 9])
@pytest.mark.parametrize("rule", ["FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU"])
def test_of_an_old_series_the_times_are_the_same_as_if_all_of_it_were_walked(
    rule: str, days_between: int
) -> None:
    first = datetime.combine(date(1999, 3, 5 + days_between), time(22))
    event = ("SUMMARY:sol@example.org", f"DTSTART:{first:%Y%m%dT%H%M%S}", "DURATION:PT12H")
    series = _read(_calendar(_event("UID:1", *event, f"RRULE:{rule}")))
    walked = _read(_calendar(_event("UID:1", *event, f"RRULE:{rule};COUNT=39000")))  # a count is counted off
    assert len(series.turns) > 50
    assert series.turns == walked.turns


@pytest.mark.parametrize("title", ["", "\u2605", "\U0001f6a8 \U0001f6a8"])
def test_whoever_has_a_name_without_letters_is_not_named_by_every_title_without_them(title: str) -> None:
    star = officer(id=9, name="\u2605", email="star@example.org", role=Role.SUPERVISOR)
    content = _calendar(_event("UID:1", f"SUMMARY:{title}", "DTSTART;VALUE=DATE:20260817"))
    read = read_rota(content.encode(), people=[*PEOPLE, star], zone=PHOENIX, today=TODAY)
    assert read.turns == ()
    assert "names nobody on the roster" in read.wrong[0].why


def test_a_calendar_that_takes_too_long_to_work_out_is_refused_with_what_to_do() -> None:
    content = _calendar(_event("UID:1", "SUMMARY:x", "DTSTART;VALUE=DATE:20260801")).encode()
    with pytest.raises(CalendarRefused, match="leave out series that are over"):
        read_published(
            content, zone=PHOENIX, since=TODAY, until=date(2027, 8, 1), patience=timedelta(seconds=-1)
        )


@pytest.mark.parametrize("zone", ["America/Phoenix", "Pacific/Guam"])
def test_a_series_that_ends_where_the_calendar_ends_goes_on_in_every_zone(zone: str) -> None:
    never = "RRULE:FREQ=WEEKLY;UNTIL=99991231T235959Z"
    weekly = _event("SUMMARY:Cora Cypress", "DTSTART:20260817T140000", "DURATION:PT8H", never)
    read = _read(_calendar(weekly), ZoneInfo(zone))
    assert len(read.turns) > 52
    assert read.wrong == ()


def test_a_rota_is_read_anew_each_month_so_that_a_series_never_runs_out() -> None:
    weekly = _calendar(
        _event("UID:1", "SUMMARY:sol@example.org", "DTSTART;VALUE=DATE:20260803", "RRULE:FREQ=WEEKLY")
    ).encode()

    def read(today: date) -> ReadRota:
        return read_rota(weekly, people=PEOPLE, zone=PHOENIX, today=today)

    assert read(date(2026, 8, 1)) == read(date(2026, 8, 31))
    assert read(date(2026, 9, 1)).digest != read(date(2026, 8, 31)).digest
    assert read(date(2029, 9, 1)).turns[-1].starts_at > _utc("2030-09-20 00:00")
