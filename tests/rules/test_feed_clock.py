"""What a feed says of who came and went is read strictly."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from scheduling.feed.checks import read_snapshot
from scheduling.feed.facts import Snapshot
from scheduling.feed.profile import load_profile
from scheduling.shifts.attendance.clock_ins import ClockedIn
from tests.factories.feed import PHOENIX, SCHOOLS, feed, row

SEVEN = datetime(2026, 8, 14, 14, 0, tzinfo=UTC)
EVENING = SEVEN + timedelta(hours=12)
ADA = {"officer": "Ada@Example.org", "in": "2026-08-14T06:55", "out": "2026-08-14T15:02"}
CSV = "id,school,starts,ends,clock_officer,clock_in,clock_out\n"


def read(content: bytes, profile: str = "muster", now: datetime = EVENING) -> Snapshot:
    return read_snapshot(
        content, profile=load_profile(profile), schools=SCHOOLS, district_zone=PHOENIX, now=now
    )


def reason(clock: Any) -> str:
    [flaw] = read(feed(row(clock=clock))).quarantined
    return flaw.reason


def test_an_officer_comes_and_goes_by_the_schools_clock() -> None:
    [shift] = read(feed(row(clock=[ADA, {"officer": "B17", "in": "2026-08-14T14:00:00Z"}]))).shifts
    assert shift.clock == (
        ClockedIn("ada@example.org", SEVEN - timedelta(minutes=5), SEVEN + timedelta(hours=8, minutes=2)),
        ClockedIn("b17", SEVEN),
    )


def test_columns_hold_as_many_parts_as_there_are_officers() -> None:
    line = "J1,QTZ,2026-08-14T07:00,2026-08-14T15:00,a@example.org;b@example.org,2026-08-14T07:01;,;\n"
    [shift] = read((CSV + line).encode()).shifts
    assert shift.clock == (ClockedIn("a@example.org", SEVEN + timedelta(minutes=1)),)


def test_an_officer_who_is_planned_and_has_not_come_is_no_clock() -> None:
    line = "J1,QTZ,2026-08-14T07:00,2026-08-14T15:00,a@example.org,,\n"
    [shift] = read((CSV + line).encode()).shifts
    assert shift.clock == ()


def test_another_export_has_columns_of_its_own() -> None:
    header = "Job Number,Site Code,Job Date,Start Time,End Time,Officer Badge,Clock In,Clock Out"
    line = "7,QTZ,08/14/2026,07:00 AM,03:00 PM,B17,08/14/2026 06:55 AM,"
    [shift] = read(f"{header}\n{line}\n".encode("cp1252"), "officertrak-style").shifts
    assert shift.clock == (ClockedIn("b17", SEVEN - timedelta(minutes=5)),)


def test_who_came_is_no_term_of_the_shift() -> None:
    with_clock, without = read(feed(row(clock=[ADA]))), read(feed(row()))
    assert with_clock.digest == without.digest


@pytest.mark.parametrize(
    ("clock", "why"),
    [
        ("yes", "no list"),
        ([{"in": "2026-08-14T07:00"}], "without an officer"),
        ([{"officer": "ada@example.org"}], "without a time in"),
        ([{**ADA, "in": "seven"}], "no date with a time of day"),
        ([{**ADA, "out": "2026-08-14T06:00"}], "leave before they come"),
        ([{**ADA, "in": "2026-08-14T02:59"}], "come more than 4 h before the start, or after the end"),
        ([{**ADA, "in": "2026-08-14T15:00", "out": ""}], "come more than 4 h before the start"),
        ([{**ADA, "out": "2026-08-15T03:01"}], "leave more than 12 h after the end"),
        ([{**ADA, "out": "2026-08-14T19:06"}], "in the future"),
        ([ADA, ADA], "twice"),
        ([{"officer": 17, "in": "2026-08-14T07:00"}], "not text"),
    ],
)
def test_a_clock_that_cannot_be_goes_to_the_quarantine(clock: Any, why: str) -> None:
    assert why in reason(clock)
