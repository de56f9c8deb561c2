"""An Arizona officer has sixty days for the asynchronous course, is told in time, blocked on the sixty-first,
and claims again once it is done. Some need not take it, and one may not.
"""

from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest

from tests.stories.districts import at, district
from tests.stories.world import World, a_world, shift

COURSE = "SSO asynchronous training"
EVERY_SESSION = [str(number) for number in range(8)]
FIRST = shift("first", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00")
LAST_DAY = shift("last", "2026-10-13T15:00:00-07:00", "2026-10-13T23:00:00-07:00")
DAY_61 = shift("late", "2026-10-14T07:00:00-07:00", "2026-10-14T15:00:00-07:00")
LATER = shift("later", "2026-10-16T07:00:00-07:00", "2026-10-16T15:00:00-07:00")


@pytest.fixture
def arizona(tmp_path: Path, database_url: str) -> Iterator[World]:
    """Ada is to be eligible from 20 August; Ben is an SRO whom the School Safety Program pays."""
    people = district(
        "Ada Alder,SSO,2026-08-20,,", "Ben Birch,SRO,2026-08-03,SSP,", columns="eligible on,programme,funding"
    )
    with a_world(tmp_path, database_url, roster=people, policy="arizona-ssp") as district_of_phoenix:
        yield district_of_phoenix


def test_an_arizona_officer_from_the_first_shift_to_day_61_and_back(arizona: World) -> None:
    ada_works_her_first_shift(arizona)
    ada_claims_what_the_deadline_puts_at_stake(arizona)
    she_is_told_at_each_rung(arizona)
    on_day_61_her_shifts_go_back(arizona)
    she_takes_the_course_and_claims_again(arizona)


def ada_works_her_first_shift(world: World) -> None:
    world.feed_says(FIRST, LAST_DAY, DAY_61, LATER)
    world.ada.types("/training")
    world.ada.reads("You owe no training.")
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.nobody_hears_anything_at(at("2026-08-14", time(7)))
    world.ada.types("/training")
    world.ada.reads(
        f"{COURSE}\n□□□□□□□□ 0 of 8 sessions · 60 days left, by Tue Oct 13",
        "Missing: 1 The program, what an SSO is, and the keys to success",
        "First shift Fri Aug 14, eligible Thu Aug 20; the earlier counts",
        "If missed: no claims, and held shifts are handed back",
    )


def ada_claims_what_the_deadline_puts_at_stake(world: World) -> None:
    world.ada.types("/shifts claim 2")
    ahead = world.ada.reads("Tue Oct 13, 15:00–23:00")
    assert COURSE not in ahead, "the shift is over before the last day is"
    for number in (3, 4):
        world.ada.types(f"/shifts claim {number}")
        world.ada.reads(f"{COURSE} is due Tue Oct 13, before this shift ends.", "you may not work it")
        world.ada.presses("Claim it")
        world.ada.reads("It is yours.")


def she_is_told_at_each_rung(world: World) -> None:
    world.waits_until(at("2026-08-14"))
    world.ada.reads("A clock has started.", COURSE, "60 days left, by Tue Oct 13")
    world.nobody_hears_anything_at(at("2026-09-12"))
    for day, left in (("2026-09-13", "30 days left"), ("2026-09-29", "14 days left")):
        world.nobody_hears_anything_at(at(day, time(8, 59)))
        world.waits_until(at(day))
        ada_reads_the_countdown(world, f"0 of 8 sessions · {left}, by Tue Oct 13")
    world.ada.presses("Log progress")
    assert world.ada.submits(training_sessions=EVERY_SESSION[:3]) == {}
    world.ada.reads("Logged.", "■■■□□□□□ 3 of 8 sessions · 14 days left, by Tue Oct 13")
    for day, left in (
        ("2026-10-06", "7 days left, by"),
        ("2026-10-10", "3 days left, by"),
        ("2026-10-12", "1 day left, by"),
        ("2026-10-13", "last day today,"),
    ):
        world.nobody_hears_anything_at(at(day, time(8, 59)))
        world.waits_until(at(day))
        ada_reads_the_countdown(world, f"3 of 8 sessions · {left} Tue Oct 13")
        world.sol.reads("1 due within 7 days", f"Ada Alder · {COURSE}: 3 of 8 sessions, {left} Tue Oct 13")


def ada_reads_the_countdown(world: World, stands: str) -> None:
    told = world.ada.reads(COURSE, stands, "Not done by Tue Oct 13: no claims until it is.")
    assert "These shifts would go back:" in told
    assert "#3" in told
    assert "#4" in told
    assert "#2" not in told


def on_day_61_her_shifts_go_back(world: World) -> None:
    world.nobody_hears_anything_at(at("2026-10-13", time(23, 55)))
    world.waits_until(at("2026-10-14", time(0)))
    world.ada.reads(
        "You no longer have 2 shifts: training is overdue.",
        "#3 Quartz Elementary · Wed Oct 14",
        "#4 Quartz Elementary · Fri Oct 16",
        "They do not come back by themselves.",
    )
    world.sol.reads("Ada Alder lost 2 shifts: training overdue.", "#3", "#4", "open again")
    world.nobody_hears_anything_at(at("2026-10-14", time(8, 59)))
    world.waits_until(at("2026-10-14"))
    world.ada.reads(COURSE, "1 day overdue, was due Tue Oct 13", "You may claim no shift until it is done.")
    world.ada.types("/shifts claim 4 now")
    world.ada.reads(
        "Blocked from schools.", f"{COURSE}: 3 of 8 sessions, due Tue", "/training shows the way out",
        "Rule: Arizona School Safety Program", "nobody may set it aside",
    )  # fmt: skip


def she_takes_the_course_and_claims_again(world: World) -> None:
    world.ada.types("/training")
    world.ada.reads("1 day overdue")
    world.ada.presses("Log progress")
    assert world.ada.submits(training_sessions=EVERY_SESSION[3:], training_certificate="AZ 1042") == {}
    world.ada.reads("Logged. That was the last of it.", "Done Wed Oct 14")
    world.ada.reads("You may claim shifts again.", "Shifts that went back stay with whoever has them now.")
    world.sol.reads("Ada Alder may claim shifts again.")
    world.ada.types("/shifts mine")
    world.ada.reads("You hold no")
    world.ada.types("/shifts claim 4 now")
    world.ada.reads("It is yours.")
    world.nobody_hears_anything_at(at("2026-10-15"))


def test_an_sro_paid_by_the_program_need_not_take_the_course_and_may_not(arizona: World) -> None:
    arizona.feed_says(FIRST)
    arizona.ben.types("/shifts claim 1 now")
    arizona.ben.reads("It is yours.")
    arizona.nobody_hears_anything_at(at("2026-08-15", time(12)))
    arizona.ben.types("/training")
    told = arizona.ben.reads(f"{COURSE}: not required, and not permitted.", "you need not take this course")
    assert "0 of 8 sessions" not in told
    assert "SSP annual training\n□□□□□□□□ 0 of 40 h" in told.replace("*", "").replace(
        "\N{NO-BREAK SPACE}", " "
    )
    arizona.sol.types(f"/training <@{arizona.ben.id}>")
    arizona.sol.reads("Ben Birch: 1 countdown", f"{COURSE}: not required, and not permitted.")


def test_who_worked_before_february_16_2024_has_until_april_16_and_who_came_later_sixty_days(
    tmp_path: Path, database_url: str
) -> None:
    """2024 is a leap year: sixty days from 17 February are over on 17 April."""
    people = district("Ada Alder,SSO", "Ben Birch,SSO")
    begins = at("2024-02-12", time(12))
    with a_world(tmp_path, database_url, begins, roster=people, policy="arizona-ssp") as world:
        world.feed_says(
            shift("b", "2024-02-14T07:00:00-07:00", "2024-02-14T15:00:00-07:00"),
            shift("a", "2024-02-17T07:00:00-07:00", "2024-02-17T15:00:00-07:00"),
        )
        world.ben.types("/shifts claim 1 now")
        world.ben.reads("It is yours.")
        world.ada.types("/shifts claim 2 now")
        world.ada.reads("It is yours.")
        world.nobody_hears_anything_at(at("2024-02-14", time(12)))
        world.ben.types("/training")
        world.ben.reads("You owe no training.")  # the course is offered from tomorrow on
        world.waits_until(at("2024-02-17", time(12)))
        for officer in (world.ben, world.ada):
            officer.reads("A clock has started.", COURSE)
        world.ben.types("/training")
        world.ben.reads(
            f"{COURSE} (working before Feb 16, 2024)\n□□□□□□□□ 0 of 8 sessions · 59 days left, by Tue Apr 16",
            f"{COURSE}: not required. You worked shifts before February 16, 2024",
        )
        world.ada.types("/training")
        told = world.ada.reads(f"{COURSE}\n□□□□□□□□ 0 of 8 sessions · 60 days left, by Wed Apr 17")
        assert "before Feb 16" not in told
