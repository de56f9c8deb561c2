"""Ada's calendar has her shift, the drill and the deadline of her course, and tells as much of them as each
of her three links may; whatever changes, all three follow.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.districts import district
from tests.stories.planner import plans, sends
from tests.stories.subscriptions import calendar_link, fetched
from tests.stories.world import World, a_world, shift

COURSE = "SSO asynchronous training"
SHIFT = shift("a", "2026-09-18T07:00:00-07:00", "2026-09-18T15:00:00-07:00")
DRILL = {
    "kind": "drill", "title": "Lockdown drill", "day": "2026-09-21", "starts": "09:00", "place": "Gym",
    "agenda": "Bring a radio", "school": "Quartz Elementary",
}  # fmt: skip
EVERYTHING = ["shifts", "meetings", "deadlines"]


@pytest.fixture
def arizona(tmp_path: Path, database_url: str) -> Iterator[World]:
    """Ada has until 30 September for her course, and holds a shift."""
    people = district("Ada Alder,SSO,2026-08-01", columns="eligible on")
    with a_world(tmp_path, database_url, roster=people, policy="arizona-ssp") as world:
        world.feed_says(SHIFT)
        world.ada.types("/shifts claim 1 now")
        world.ada.reads("It is yours.")
        world.everything_is_swept()  # the first look at training begins the countdown
        yield world


def test_three_links_tell_as_much_as_each_may_and_follow_every_change(arizona: World) -> None:
    paths = {
        privacy: calendar_link(arizona.ada, calendar_privacy=privacy, calendar_shows=EVERYTHING)
        for privacy in ("full", "code", "busy")
    }
    plans(arizona.sol, **DRILL, people=[arizona.ada])
    arizona.sol.reads("Lockdown drill", "1 not answered")
    arizona.ada.reads("Lockdown drill", "Gym, Quartz Elementary", "Will you come?")
    before = {privacy: fetched(arizona, path) for privacy, path in paths.items()}
    each_tells_what_it_may({privacy: told.text for privacy, told in before.items()})

    arizona.sol.types("/meetings edit 1")
    arizona.sol.sees("Change a meeting")
    sends(arizona.sol, starts="11:00")
    arizona.sol.reads("Changed.")
    arizona.sol.reads("Lockdown drill", "11:00–12:00")
    arizona.ada.reads("New time.", "11:00–12:00")
    arizona.ada.reads("Lockdown drill", "11:00–12:00")
    for privacy, path in paths.items():
        told = fetched(arizona, path, **{"If-None-Match": before[privacy].headers["etag"]})
        assert told.status_code == 200
        assert "DTSTART:20260921T180000Z" in told.text
        assert "DTSTART:20260921T160000Z" not in told.text
        assert fetched(arizona, path, **{"If-None-Match": told.headers["etag"]}).status_code == 304

    arizona.ada.reads_again("New time.")
    arizona.ada.presses("No")
    for _ in range(2):  # what was pressed, and the invitation
        arizona.ada.reads("You said no.")
    arizona.sol.reads("Lockdown drill", "1 no")
    arizona.ada.types("/shifts release 1")
    arizona.ada.reads("Given back.")
    for path in paths.values():
        told = fetched(arizona, path)
        assert "20260921" not in told.text, "who does not come has it no longer"
        assert "STATUS:CANCELLED" in told.text, "the shift is struck out"
    page = fetched(arizona, paths["full"] + "?month=2026-09", Accept="text/html").text
    assert "Lockdown drill" not in page
    assert COURSE in page


def each_tells_what_it_may(told: dict[str, str]) -> None:
    """Names, place and agenda; the school's code and the kind; or that she is busy, and when."""
    counts = {privacy: text.count("BEGIN:VEVENT") for privacy, text in told.items()}
    assert counts == {"full": 3, "code": 3, "busy": 2}, "a deadline makes nobody busy"
    full, code, busy = (told[privacy].replace("\r\n ", "") for privacy in ("full", "code", "busy"))
    for words in ("Lockdown drill", "Gym\\, Quartz Elementary", "Bring a radio", COURSE):
        assert words in full, words
    assert "SUMMARY:Drill QTZ\r\n" in code
    assert busy.count("SUMMARY:Busy\r\n") == 2
    for words in ("Lockdown", "Gym", "Quartz", "radio"):
        assert words not in code, words
        assert words not in busy, words
    assert "QTZ" not in busy
    assert COURSE not in busy
