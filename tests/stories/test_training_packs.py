"""The agency changes its rules in the middle of a year, or Muster's machine stands still for three weeks:
nobody is told twice, and what somebody owes stays what it was when it was asked.
"""

from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest

from tests.stories.districts import at, district
from tests.stories.world import World, a_world, shift

COURSE = "SSO asynchronous training"
SPRING = """\
name = "spring"

[requirements.first_aid]
title = "First aid"
source = "agency setting"
starts = { every = "calendar_year" }
amount = { hours = 4 }
reminders = [30, 0]

[requirements.radio]
title = "Radio course"
source = "agency setting"
starts = { on = 2026-06-01 }
due = { on = 2026-10-01 }
consequence = "block"
"""
SUMMER = """\
name = "summer"

[requirements.first_aid]
title = "First aid"
source = "agency setting"
starts = { every = "calendar_year" }
amount = { hours = 8 }
consequence = "block"

[requirements.radio]
on = false
title = "Radio course"
source = "agency setting"
starts = { on = 2026-06-01 }
due = { on = 2026-10-01 }
consequence = "block"

[requirements.bleeding]
title = "Stop the bleed"
source = "agency setting"
starts = { on = 2026-08-01 }
due = { on = 2026-11-30 }
reminders = [7, 0]
"""


def pack(folder: Path, text: str) -> str:
    """A file of the agency's, as the settings name it."""
    path = folder / f"{text.split()[2].strip(chr(34))}.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_pack_that_changes_in_the_middle_of_the_year(tmp_path: Path, database_url: str) -> None:
    people = district("Ada Alder,SSO")
    with a_world(tmp_path, database_url, roster=people, policy=pack(tmp_path, SPRING)) as world:
        world.everything_is_swept()
        world.ada.types("/training")
        world.ada.reads(
            "Your training: 2 countdowns",
            "Radio course\nnot done yet · 50 days left, by Thu Oct 1",
            "First aid\n□□□□□□□□ 0 of 4 h · 141 days left, by Thu Dec 31",
        )
        world.machine_is_down_until(at("2026-08-20", time(12)), policy=pack(tmp_path, SUMMER))
        world.everything_is_swept()
        world.ada.types("/training")
        told = world.ada.reads(
            "Your training: 2 countdowns",
            "Stop the bleed\nnot done yet · 102 days left, by Mon Nov 30",
            "First aid\n□□□□□□□□ 0 of 4 h · 133 days left",
        )
        assert "Radio course" not in told
        world.nobody_hears_anything_at(at("2026-10-02"))  # the radio course blocks nobody any more
        this_year_keeps_its_terms_and_the_next_has_others(world)


def this_year_keeps_its_terms_and_the_next_has_others(world: World) -> None:
    for day, title, left in (
        ("2026-11-23", "Stop the bleed", "7 days left, by Mon Nov 30"),
        ("2026-11-30", "Stop the bleed", "last day today, Mon Nov 30"),
    ):
        world.waits_until(at(day))
        world.ada.reads(title, left)
        world.sol.reads("1 due within 7 days", f"Ada Alder · {title}")
    world.waits_until(at("2026-12-01"))
    world.ada.reads("Stop the bleed", "1 day overdue", "0 of 4 h · 30 days left, by Thu Dec 31")
    world.nobody_hears_anything_at(at("2026-12-17"))  # the rungs of summer are not those of this year
    world.waits_until(at("2026-12-31"))
    world.ada.reads("First aid", "last day today, Thu Dec 31")
    world.sol.reads("First aid: 0 of 4 h, last day today")
    world.waits_until(at("2027-01-01"))
    world.ada.reads("First aid", "0 of 4 h", "1 day overdue")
    world.ada.reads("A clock has started.", "First aid", "0 of 8 h · 364 days left")
    world.ada.types("/training")
    world.ada.reads("First aid\n□□□□□□□□ 0 of 8 h · 364 days left, by Fri Dec 31", "If missed: no claims")


@pytest.fixture
def arizona(tmp_path: Path, database_url: str) -> Iterator[World]:
    """Ada has worked her first shift on 14 August: the course is due on 13 October."""
    with a_world(tmp_path, database_url, roster=district("Ada Alder,SSO"), policy="arizona-ssp") as world:
        world.feed_says(
            shift("first", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00"),
            shift("later", "2026-11-06T07:00:00-07:00", "2026-11-06T15:00:00-07:00"),
        )
        world.ada.types("/shifts claim 1 now")
        world.ada.reads("It is yours.")
        world.ada.types("/shifts claim 2 now")
        world.ada.reads("It is yours.")
        world.waits_until(at("2026-08-14", time(12)))
        world.ada.reads("A clock has started.", COURSE, "60 days left, by Tue Oct 13")
        yield world


def test_after_three_weeks_of_outage_an_officer_reads_one_message_with_what_is_left(arizona: World) -> None:
    """The rungs of thirty and of fourteen days went by meanwhile."""
    arizona.nobody_hears_anything_at(at("2026-09-12"))
    arizona.machine_is_down_until(at("2026-10-03", time(12)))
    arizona.ada.reads(COURSE, "0 of 8 sessions · 10 days left, by Tue Oct 13", "#2 Quartz Elementary")
    arizona.nobody_hears_anything_at(at("2026-10-05"))
    arizona.waits_until(at("2026-10-06"))
    arizona.ada.reads(COURSE, "7 days left")
    arizona.sol.reads("1 due within 7 days")


def test_an_outage_that_ends_at_night_wakes_nobody_for_a_rung(arizona: World) -> None:
    arizona.machine_is_down_until(at("2026-10-02", time(23)))
    arizona.nobody_hears_anything_at(at("2026-10-03", time(8, 55)))
    arizona.waits_until(at("2026-10-03"))
    arizona.ada.reads(COURSE, "10 days left")


def test_a_deadline_that_passed_during_the_outage_is_told_once_and_shifts_go_back(arizona: World) -> None:
    """Five rungs and the deadline itself lay in those three weeks."""
    arizona.waits_until(at("2026-09-13"))
    arizona.ada.reads(COURSE, "30 days left")
    arizona.machine_is_down_until(at("2026-10-18"))
    arizona.ada.reads(
        COURSE, "5 days overdue, was due Tue Oct 13", "You may claim no shift until it is done."
    )
    arizona.ada.reads("You no longer have 1 shift: training is overdue.", "#2 Quartz Elementary")
    arizona.sol.reads("Ada Alder lost 1 shift: training overdue.")
    arizona.nobody_hears_anything_at(at("2026-10-25"))
