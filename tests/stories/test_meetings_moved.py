"""A weekly meeting in New York is moved: one of them, then all that follow the end of daylight saving. Who is
asked reads the new hour by both clocks, and a yes to the old one is asked again.
"""

from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest

from scheduling.meetings.mail.facts import ReplyOutcome
from tests.stories.districts import NEW_YORK, PHOENIX, at, district
from tests.stories.letters import Letters, a_world_with_mail
from tests.stories.planner import plans, sends
from tests.stories.subscriptions import calendar_link, fetched
from tests.stories.world import World

WEEKLY = {
    "kind": "team", "title": "Team meeting", "day": "2026-10-20", "starts": "09:00", "repeats": "week",
    "times": "4", "place": "Library",
}  # fmt: skip


@pytest.fixture
def new_york(tmp_path: Path, database_url: str) -> Iterator[tuple[World, Letters]]:
    """Wednesday, 14 October 2026; Ben lives by the clock of Phoenix, which never changes."""
    people = district("Ada Alder,SSO", "Ben Birch,SSO", zone=NEW_YORK, elsewhere={"Ben Birch": PHOENIX})
    begins = at("2026-10-14", time(12), NEW_YORK)
    with a_world_with_mail(tmp_path, database_url, at=begins, roster=people, timezone=NEW_YORK.key) as both:
        yield both


def test_one_of_a_series_and_then_the_rest_is_moved_across_the_end_of_daylight_saving(
    new_york: tuple[World, Letters],
) -> None:
    world, letters = new_york
    last = "Takes place every Tuesday, 4 times; the last on Tue Nov 10, 2026"
    plans(world.sol, last, **WEEKLY, people=[world.ada, world.ben])
    everybody_comes(world, letters)
    link = calendar_link(world.ada)
    one_is_moved(world, letters)
    a_yes_to_the_old_hour_is_none_to_the_new_one(world, letters)
    the_rest_is_moved(world, letters)
    calendar = fetched(world, link).text
    assert "DTSTART;TZID=America/New_York:20261027T150000" in calendar
    assert "DTSTART;TZID=America/New_York:20261103T100000" in calendar
    page = fetched(world, f"{link}?month=2026-11", Accept="text/html").text
    assert page.count("10:00") >= 2
    assert "09:00" not in page


def everybody_comes(world: World, letters: Letters) -> None:
    """Both say yes to all of them; Ben reads his own hour beside that of New York."""
    world.sol.reads("Tue Oct 20, 09:00–10:00", "2 not answered")
    world.ben.reads("Tue Oct 20, 09:00–10:00 (1 h) · your time 06:00–07:00", "Every Tuesday, 4 times")
    world.ben.presses("Yes")
    world.ada.reads("Tue Oct 20, 09:00–10:00 (1 h)")
    world.ada.presses("Yes")
    for officer in (world.ada, world.ben):
        officer.reads("You said yes to all of them.")
        letters.opens(officer, "Invitation: Team meeting")
    world.sol.reads("2 yes")


def one_is_moved(world: World, letters: Letters) -> None:
    """The meeting of 27 October: whoever was to come is asked for that one alone."""
    world.sol.types("/meetings edit 1")
    world.sol.reads("Change which?")
    world.sol.presses("Only this one", after="Tue Oct 27")
    world.sol.sees("Change one date")
    sends(world.sol, "The time is another: everybody is asked anew.", starts="15:00")
    world.sol.reads("Changed.", "Told 2 people")
    new = "New time. It was Tue Oct 27, 09:00–10:00. Please answer again."
    world.ben.reads(new, "Tue Oct 27, 15:00–16:00 (1 h) · your time 12:00–13:00", "Will you come?")
    world.ada.reads(new, "Tue Oct 27, 15:00–16:00 (1 h)")
    for officer in (world.ada, world.ben):
        mail = letters.opens(officer, "Updated: Team meeting", "Instead of: Tuesday, October 27, 2026, 09:00")
        assert "RECURRENCE-ID;TZID=America/New_York:20261027T090000" in mail.lines
        assert "DTSTART;TZID=America/New_York:20261027T150000" in mail.lines


def a_yes_to_the_old_hour_is_none_to_the_new_one(world: World, letters: Letters) -> None:
    """Ada's calendar sends the yes to all of them late, as it was before the change."""
    old = letters.reopens(world.ada, "Invitation: Team meeting")
    assert letters.answers(old, "ACCEPTED").outcome is ReplyOutcome.APPLIED
    world.ada.reads("Tue Oct 20", "You said yes to all but 1 of them.")
    world.ada.reads_again("Tue Oct 27, 15:00–16:00", "Will you come?")
    world.ada.presses("Maybe")
    world.ada.reads("Tue Oct 27, 15:00–16:00", "You said maybe.")
    world.ada.types("/meetings 1")
    world.ada.reads("You: Yes to the next one; something else to 1 later one")


def the_rest_is_moved(world: World, letters: Letters) -> None:
    """From 3 November on at ten: that is eight for Ben, whose clocks have not changed."""
    world.sol.types("/meetings edit 1")
    world.sol.reads("Change which?")
    world.sol.presses("This and those after it", after="Tue Nov 3")
    world.sol.sees("Change what follows")
    sends(world.sol, "the rest becomes a meeting of its own", starts="10:00")
    world.sol.reads("Changed.", "#2")
    world.ben.reads("Tue Nov 3, 10:00–11:00 (1 h) · your time 08:00–09:00", "Will you come?", "#2")
    world.ada.reads("Tue Nov 3, 10:00–11:00 (1 h)", "Will you come?", "#2")
    for officer in (world.ada, world.ben):
        officer.reads("Tue Oct 20", "Every Tuesday until Nov 2, 2026", "#1")
        rest = letters.opens(officer, "Invitation: Team meeting", "Tuesday, November 3, 2026")
        assert "DTSTART;TZID=America/New_York:20261103T100000" in rest.lines
        kept = letters.opens(officer, "Updated: Team meeting")
        assert kept.says("RRULE") == "FREQ=WEEKLY;UNTIL=20261103T045959Z;BYDAY=TU"
    world.sol.reads("Tue Nov 3, 10:00–11:00", "2 not answered")
