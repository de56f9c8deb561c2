"""A zone is told to calendar programs by its own rule, and change by change where it has none."""

from datetime import date, timedelta
from zoneinfo import available_timezones

import pytest

from scheduling.ical.footer import Clock, Footer, Onset, footer_of
from scheduling.ical.timezones import vtimezone

HOUR = timedelta(hours=1)


def _told(zone: str) -> list[str]:
    content: bytes = vtimezone(zone, date(2026, 8, 1), date(2027, 8, 1)).to_ical()
    return content.decode().split("\r\n")


def test_new_york_is_told_by_two_rules_from_the_clock_before_each_change() -> None:
    assert _told("America/New_York") == [
        "BEGIN:VTIMEZONE",
        "TZID:America/New_York",
        "BEGIN:DAYLIGHT",
        "DTSTART:19700308T020000",
        "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3",
        "TZNAME:EDT",
        "TZOFFSETFROM:-0500",
        "TZOFFSETTO:-0400",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19701101T020000",
        "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11",
        "TZNAME:EST",
        "TZOFFSETFROM:-0400",
        "TZOFFSETTO:-0500",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    ]


def test_phoenix_has_one_clock_and_no_rule() -> None:
    assert _told("America/Phoenix") == [
        "BEGIN:VTIMEZONE",
        "TZID:America/Phoenix",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZNAME:MST",
        "TZOFFSETFROM:-0700",
        "TZOFFSETTO:-0700",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    ]


@pytest.mark.parametrize(
    "zone", ["America/Kentucky/Louisville", "America/Chicago", "America/Havana", "Europe/Dublin"]
)
def test_daylight_is_the_clock_that_is_ahead(zone: str) -> None:
    told = _told(zone)
    assert told.index("BEGIN:DAYLIGHT") < told.index("BEGIN:STANDARD")
    assert len([line for line in told if line.startswith("RRULE:FREQ=YEARLY")]) == 2


def test_a_change_before_midnight_is_a_rule_about_the_day_before() -> None:
    assert "RRULE:FREQ=YEARLY;BYDAY=SA;BYMONTHDAY=24,25,26,27,28,29,30;BYMONTH=3" in _told("America/Nuuk")


def test_clocks_that_follow_the_moon_are_told_change_by_change() -> None:
    told = _told("Africa/Casablanca")
    assert not [line for line in told if line.startswith("RRULE")]
    assert told.count("BEGIN:STANDARD") == 5
    assert told.count("BEGIN:DAYLIGHT") == 4


def test_what_no_zone_is_called_is_refused() -> None:
    with pytest.raises(ValueError, match="not a time zone"):
        vtimezone("America/Gotham", date(2026, 1, 1), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("zone", "usual", "other"),
    [
        ("America/New_York", Clock("EST", -5 * HOUR), Clock("EDT", -4 * HOUR)),
        ("America/Phoenix", Clock("MST", -7 * HOUR), None),
        ("Asia/Tehran", Clock("+0330", 3.5 * HOUR), None),
        ("Australia/Lord_Howe", Clock("+1030", 10.5 * HOUR), Clock("+11", 11 * HOUR)),
        ("Europe/Dublin", Clock("IST", HOUR), Clock("GMT", 0 * HOUR)),
        ("America/Nuuk", Clock("-02", -2 * HOUR), Clock("-01", -1 * HOUR)),
    ],
)
def test_a_footer_names_the_clocks_of_its_zone(zone: str, usual: Clock, other: Clock | None) -> None:
    found = footer_of(zone)
    assert found is not None
    assert (found.usual, found.other) == (usual, other)


def test_a_footer_names_the_day_and_the_hour_of_a_change() -> None:
    assert footer_of("America/New_York") == Footer(
        Clock("EST", -5 * HOUR), Clock("EDT", -4 * HOUR), Onset(3, 2, 0, 2 * HOUR), Onset(11, 1, 0, 2 * HOUR)
    )


def test_every_zone_there_is_has_a_footer_and_can_be_told() -> None:
    for zone in available_timezones():
        assert footer_of(zone) is not None, zone
        assert _told(zone)[1] == f"TZID:{zone}"
