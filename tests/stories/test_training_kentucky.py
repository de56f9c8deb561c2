"""In Kentucky a year asks for forty hours and all ten topics. Who lacks some of it on 31 December reads so in
time, asks for the month that the rules allow, and makes it up; hours made up late are hours of the old year.
"""

from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest

from tests.stories.districts import CHICAGO, LOUISVILLE, at, district
from tests.stories.phone import Phone
from tests.stories.world import World, a_world, shift

IN_SERVICE = "SRO in-service training"
EVERY_TOPIC = [str(number) for number in range(10)]
ALL_BUT_ONE, THE_ONE = EVERY_TOPIC[:9], EVERY_TOPIC[9:]
LIMESTONE = {"code": "LIM", "name": "Limestone High", "zone": LOUISVILLE.key}
JANUARY = shift("jan", "2027-01-15T07:00:00-05:00", "2027-01-15T15:00:00-05:00", school=LIMESTONE)
FEBRUARY = shift("feb", "2027-02-03T07:00:00-05:00", "2027-02-03T15:00:00-05:00", school=LIMESTONE)
MIDNIGHT = time(0)


@pytest.fixture
def louisville(tmp_path: Path, database_url: str) -> Iterator[World]:
    """28 December 2026, half past nine in Louisville. Ben lives by the clock of Chicago."""
    people = district("Ada Alder,SRO", "Ben Birch,SRO", zone=LOUISVILLE, elsewhere={"Ben Birch": CHICAGO})
    begins = at("2026-12-28", time(9, 30), LOUISVILLE)
    with a_world(
        tmp_path, database_url, begins, roster=people, policy="kentucky-jcps", timezone=LOUISVILLE.key
    ) as world:
        world.ada.reads(IN_SERVICE, "0 of 40 h, 0 of 10 topics", "3 days left, by Thu Dec 31")
        world.sol.reads("2 due within 7 days", "Ada Alder", "Ben Birch")
        world.waits_until(at("2026-12-28", zone=CHICAGO))
        world.ben.reads(IN_SERVICE, "3 days left, by Thu Dec 31")
        yield world


def sol_logs_for_ada(world: World, hours: str, topics: list[str], day: str) -> None:
    """What a supervisor logs needs nobody else's word."""
    world.sol.types(f"/training <@{world.ada.id}>")
    world.sol.reads("Ada Alder:", IN_SERVICE)
    world.sol.presses("Log for them")
    filled = {"training_hours": hours, "training_topics": topics, "training_done_on": day}
    assert world.sol.submits(**filled) == {}
    world.sol.reads("Logged.", f"Ada Alder · {IN_SERVICE}")


def it_is_the_last_day(world: World, stands: str) -> None:
    """Everybody hears of it the day before, and on it."""
    for day, left in (
        ("2026-12-30", "1 day left, by Thu Dec 31"),
        ("2026-12-31", "last day today, Thu Dec 31"),
    ):
        world.waits_until(at(day, zone=LOUISVILLE))
        world.ada.reads(stands, left)
        world.sol.reads("2 due within 7 days", f"Ada Alder · {IN_SERVICE}: {stands}, {left}")
        world.waits_until(at(day, zone=CHICAGO))
        world.ben.reads("0 of 40 h, 0 of 10 topics", left)


def test_38_of_40_hours_on_december_31_and_the_month_that_a_coordinator_grants(louisville: World) -> None:
    louisville.feed_says(JANUARY, FEBRUARY)
    sol_logs_for_ada(louisville, "20", EVERY_TOPIC, "2026-10-05")
    sol_logs_for_ada(louisville, "18", THE_ONE, "2026-11-09")
    it_is_the_last_day(louisville, "38 of 40 h, 10 of 10 topics")
    ada_is_granted_the_month(louisville)
    ben_is_not(louisville)
    ada_makes_up_two_hours(louisville)


def ada_is_granted_the_month(world: World) -> None:
    world.ada.reads_again("last day today, Thu Dec 31")
    world.ada.presses("Ask for an extension")
    world.ada.sees("A coordinator decides.", "Until Sun Jan 31, 2027 at most.")
    too_late = world.ada.submits(training_until="2027-02-01", reason="the January course has places")
    assert too_late == {"training_until": "Too late. Jan 31, 2027 is the last day possible: 31 days at most."}
    assert world.ada.submits(training_until="2027-01-31", reason="the January course has places") == {}
    world.ada.reads("Asked Cora Cypress to put", "until Sun Jan 31, 2027", "it stands: last day today")
    world.cora.reads(
        f"Ada Alder · {IN_SERVICE}",
        "Asks for an extension until Sun Jan 31, 2027: the January course has places",
    )
    world.cora.presses("Grant …")
    assert world.cora.submits() == {}
    world.cora.reads("Extended until Sun Jan 31, 2027.", "Ada Alder")
    world.ada.reads("Extended until Sun Jan 31, 2027. Cora Cypress decided.", "31 days left")


def ben_is_not(world: World) -> None:
    world.nobody_hears_anything_at(at("2027-01-01", MIDNIGHT, CHICAGO))
    world.waits_until(at("2027-01-01", time(9), LOUISVILLE))
    world.ada.reads("38 of 40 h, 10 of 10 topics · 30 days left, by Sun Jan 31")
    the_new_year_is_told(world.ada)
    world.waits_until(at("2027-01-01", time(9), CHICAGO))
    world.ben.reads("1 day overdue, was due Thu Dec 31, 2026", "You may claim no shift until it is done.")
    the_new_year_is_told(world.ben)
    world.ben.types("/shifts claim 1 now")
    world.ben.reads("Blocked from schools.", f"{IN_SERVICE}: 0 of 40 hours, 0 of 10 topics, due")
    world.ada.types("/shifts claim 1")
    assert IN_SERVICE not in world.ada.reads("Limestone High", "Fri Jan 15")
    world.ada.presses("Claim it")
    world.ada.reads("It is yours.")
    world.ada.types("/shifts claim 2")
    world.ada.reads(f"{IN_SERVICE} is due Sun Jan 31, before this shift ends.")


def ada_makes_up_two_hours(world: World) -> None:
    world.waits_until(at("2027-01-17", zone=LOUISVILLE))
    world.ada.reads("38 of 40 h, 10 of 10 topics · 14 days left, by Sun Jan 31")
    world.ada.presses("Log progress")
    world.ada.submits(training_hours="2", training_topics=THE_ONE, training_certificate="KLEC 7")
    world.ada.reads("Logged. It counts once verified.", "Asked: Sergeant Sol Sequoia.")
    world.sol.reads("To verify, done Sun Jan 17: 2 h, De-escalation strategies · certificate KLEC 7")
    world.sol.presses("Verify")
    world.sol.reads("Verified", "done Sun Jan 17", "Ada Alder is told.")
    world.ada.reads("Sergeant Sol Sequoia verified it.", "Done Sun Jan 17")
    world.ada.types("/training")
    world.ada.reads(f"{IN_SERVICE}\n□□□□□□□□ 0 of 40 h, 0 of 10 topics · 348 days left, by Fri Dec 31")


def the_new_year_is_told(officer: Phone) -> None:
    officer.reads("A clock has started.", IN_SERVICE, "by Fri Dec 31")


def test_all_ten_topics_but_one_block_and_one_hour_of_the_tenth_lifts_it(louisville: World) -> None:
    sol_logs_for_ada(louisville, "21", ALL_BUT_ONE, "2026-10-05")
    sol_logs_for_ada(louisville, "21", ALL_BUT_ONE, "2026-10-06")
    it_is_the_last_day(louisville, "40 of 40 h, 9 of 10 topics")
    louisville.feed_says(JANUARY)
    louisville.nobody_hears_anything_at(at("2027-01-01", MIDNIGHT, CHICAGO))
    louisville.waits_until(at("2027-01-01", zone=LOUISVILLE))
    louisville.ada.reads(
        "Missing: topic De-escalation strategies", "You may claim no shift until it is done."
    )
    the_new_year_is_told(louisville.ada)
    louisville.waits_until(at("2027-01-01", zone=CHICAGO))
    louisville.ben.reads("1 day overdue")
    the_new_year_is_told(louisville.ben)
    louisville.ada.types("/shifts claim 1 now")
    louisville.ada.reads(f"{IN_SERVICE}: 40 of 40 hours, 9 of 10 topics, due")
    sol_logs_for_ada(louisville, "1", THE_ONE, "2027-01-01")
    louisville.ada.reads("You may claim shifts again.")
    louisville.sol.reads("Ada Alder may claim shifts again.")
    louisville.ada.types("/shifts claim 1 now")
    louisville.ada.reads("It is yours.")


def test_the_year_ends_an_hour_later_in_the_west_of_kentucky(louisville: World) -> None:
    louisville.feed_says(JANUARY, FEBRUARY)
    it_is_the_last_day(louisville, "0 of 40 h, 0 of 10 topics")
    louisville.waits_until(at("2026-12-31", time(23, 55), LOUISVILLE))
    louisville.ada.types("/shifts claim 1 now")
    louisville.ada.reads("It is yours.")
    louisville.waits_until(at("2027-01-01", MIDNIGHT, LOUISVILLE))
    louisville.ada.reads("You no longer have 1 shift: training is overdue.", "#1")
    louisville.sol.reads("Ada Alder lost 1 shift: training overdue.")
    louisville.ben.types("/shifts claim 1 now")  # it is eleven at night where he is
    louisville.ben.reads("It is yours.")
    louisville.nobody_hears_anything_at(at("2026-12-31", time(23, 55), CHICAGO))
    louisville.waits_until(at("2027-01-01", MIDNIGHT, CHICAGO))
    louisville.ben.reads("You no longer have 1 shift: training is overdue.", "#1")
    louisville.sol.reads("Ben Birch lost 1 shift: training overdue.")
    louisville.waits_until(at("2027-01-01", zone=LOUISVILLE))
    louisville.ada.reads("1 day overdue, was due Thu Dec 31, 2026")
    the_new_year_is_told(louisville.ada)
    louisville.nobody_hears_anything_at(at("2027-01-01", time(8, 59), CHICAGO))
    louisville.waits_until(at("2027-01-01", zone=CHICAGO))
    louisville.ben.reads("1 day overdue, was due Thu Dec 31, 2026")
    the_new_year_is_told(louisville.ben)
