"""A supervisor looks at the team's training, narrows it down, and takes it along as a table; an officer sees
nobody's but their own.
"""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.commands.training_team import ON_ITS_WAY
from tests.stories.districts import district
from tests.stories.phone import Phone
from tests.stories.world import World, a_world

COURSE, FIREARMS = "SSO asynchronous training", "Firearms qualification"
KESTREL = "Cleo Cedar,cleo@example.org,Kestrel County Sheriff,SSO,officer,,America/Phoenix,2026-06-16,no,\n"


@pytest.fixture
def arizona(tmp_path: Path, database_url: str) -> Iterator[World]:
    """Ada is two weeks late with the course, Ben has twelve days for his qualification, Cleo is of another
    agency and has three for the course.
    """
    people = district(
        "Ada Alder,SSO,2026-05-30,no,",
        "Ben Birch,SSO,,yes,2025-08-24",
        columns="eligible on,armed,qualified on",
    )
    with a_world(tmp_path, database_url, roster=people + KESTREL, policy="arizona-ssp") as world:
        world.ada.reads(COURSE, "14 days overdue, was due Wed Jul 29")
        world.ben.reads(FIREARMS, "12 days left", "Mon Aug 24")
        world.cleo.reads(COURSE, "3 days left, by Sat Aug 15")
        world.cora.reads("Training of your officers:", "Cleo Cedar")  # nobody else answers for her
        yield world


def test_the_most_urgent_comes_first_and_others_officers_are_not_in_it(arizona: World) -> None:
    arizona.sol.types("/training team")
    told = arizona.sol.reads(
        "Training of your officers: 1 blocked, 1 due within 14 days",
        "Overdue, may not claim",
        "Within 14 days",
    )
    assert told.index("Ada Alder") < told.index("Ben Birch")
    assert "Cleo Cedar" not in told
    arizona.sol.presses("Open")
    arizona.sol.reads("Ada Alder: 1 countdown", f"{COURSE}\n□□□□□□□□ 0 of 8 sessions", "14 days overdue")
    arizona.cora.types("/training team")
    arizona.cora.reads("1 blocked, 1 due within 7 days, 1 within 14", "Ada Alder", "Cleo Cedar", "Ben Birch")


FILTERS: dict[str, set[str]] = {
    "overdue": {"Ada Alder"},
    "blocked": {"Ada Alder"},
    "14 days": {"Ada Alder", "Cleo Cedar", "Ben Birch"},
    "next 7 days": {"Ada Alder", "Cleo Cedar"},
    "firearms": {"Ben Birch"},
    "kestrel": {"Cleo Cedar"},
    "asynchronous kestrel": {"Cleo Cedar"},
    "ben overdue": set(),
    "verify": set(),
}


def test_filters_narrow_it_down(arizona: World) -> None:
    for typed, whose in FILTERS.items():
        arizona.cora.types(f"/training team {typed}")
        told = arizona.cora.reads("Training of your officers:", f"{len(whose)} countdown")
        assert {name for name in ("Ada Alder", "Ben Birch", "Cleo Cedar") if name in told} == whose, typed
        assert ("Nothing here." in told) == (not whose)


def test_a_filter_is_a_button_and_the_table_is_a_file_for_a_spreadsheet(arizona: World) -> None:
    arizona.cora.types("/training team")
    arizona.cora.reads("1 blocked")
    arizona.cora.presses("Overdue")
    arizona.cora.reads("1 countdown overdue", "Ada Alder")
    arizona.cora.presses("Table (CSV)")
    arizona.cora.reads(ON_ITS_WAY)
    arizona.cora.reads("1 countdown overdue as a table for a spreadsheet")
    headings, *rows = _table_of(arizona.cora)
    assert headings[:4] == ["officer", "badge", "agency", "requirement"]
    assert [(row[0], row[3], row[6]) for row in rows] == [("Ada Alder", COURSE, "2026-07-29")]


def test_a_sergeant_gets_the_rows_of_the_sergeant_s_own_officers_and_an_officer_none(arizona: World) -> None:
    arizona.sol.types("/training team csv")
    arizona.sol.reads(ON_ITS_WAY)
    arizona.sol.reads("2 countdowns as a table for a spreadsheet")
    assert [row[0] for row in _table_of(arizona.sol)] == ["officer", "Ada Alder", "Ben Birch"]
    arizona.ben.types("/training team csv")
    arizona.ben.reads("Not yours to do.")


def test_a_table_comes_although_slack_is_away_when_it_is_asked_for(arizona: World) -> None:
    arizona.goes_wrong(slack_away=True)
    arizona.sol.types("/training team csv")
    arizona.sol.reads(ON_ITS_WAY)
    arizona.slack_is_found_away()
    arizona.goes_wrong(slack_away=False)
    arizona.time_passes(timedelta(minutes=1))
    arizona.everything_is_sent()
    arizona.sol.reads("2 countdowns as a table for a spreadsheet")
    assert len(_table_of(arizona.sol)) == 3


def test_where_files_are_forbidden_the_table_is_text_to_copy(arizona: World) -> None:
    arizona.goes_wrong(files_forbidden=True)
    arizona.sol.types("/training team csv")
    arizona.sol.reads(ON_ITS_WAY)
    arizona.sol.reads("2 countdowns as a table for a spreadsheet", "Ada Alder,", "2026-07-29")
    arizona.sol.presses("My team")
    arizona.sol.reads("Training of your officers:")


def test_a_file_of_which_slack_never_said_that_it_has_arrived_comes_again_and_says_so(arizona: World) -> None:
    arizona.goes_wrong(only="files.completeUploadExternal", drop_after_next=1)
    arizona.sol.types("/training team csv")
    arizona.sol.reads(ON_ITS_WAY)
    arizona.sol.reads("2 countdowns as a table for a spreadsheet")
    first = _table_of(arizona.sol)
    arizona.time_passes(timedelta(minutes=1))
    arizona.sol.reads("You may have had this already.", "2 countdowns as a table for a spreadsheet")
    assert _table_of(arizona.sol) == first


def _table_of(reader: Phone) -> list[list[str]]:
    """What stands in the file that the reader has just got."""
    return list(csv.reader(io.StringIO(reader.opens_file().decode("utf-8-sig"))))


def test_an_officer_sees_nobody_elses_training(arizona: World) -> None:
    arizona.ben.types(f"/training <@{arizona.ada.id}>")
    told = arizona.ben.reads("Not yours to do.")
    assert COURSE not in told
    arizona.ben.types("/training team")
    assert "Ada Alder" not in arizona.ben.reads("")
    arizona.sol.types(f"/training <@{arizona.cleo.id}>")
    assert COURSE not in arizona.sol.reads("Not yours to do.")
