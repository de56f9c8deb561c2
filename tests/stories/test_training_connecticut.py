"""In Connecticut an armed officer qualifies every twelve months, and the day may come between a claim and its
shift. The clocks of the east change: people are told at nine by them, and a day ends when it ends there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from pathlib import Path

from tests.stories.districts import NEW_YORK, at, district
from tests.stories.world import World, a_world, shift

FIREARMS = "State police firearms qualification"
GRANITE = {"code": "GRA", "name": "Granite High", "zone": NEW_YORK.key}
GATE = shift("gate", "2026-09-18T07:00:00-04:00", "2026-09-18T15:00:00-04:00", school=GRANITE)
ARMED = shift("armed", "2026-09-19T07:00:00-04:00", "2026-09-19T15:00:00-04:00", school=GRANITE, armed=True)


@contextmanager
def ellington(folder: Path, database_url: str, *, qualified_on: str, begins: datetime) -> Iterator[World]:
    """Ada is an armed officer who last qualified on that day."""
    people = district(f"Ada Alder,SSO,yes,{qualified_on}", columns="armed,qualified on", zone=NEW_YORK)
    with a_world(
        folder, database_url, begins, roster=people, policy="connecticut-ellington", timezone=NEW_YORK.key
    ) as world:
        world.everything_is_swept()
        yield world


def test_a_qualification_that_lapses_between_claim_and_shift(tmp_path: Path, database_url: str) -> None:
    begins = at("2026-08-12", time(12), NEW_YORK)
    with ellington(tmp_path, database_url, qualified_on="2025-09-15", begins=begins) as world:
        world.feed_says(GATE, ARMED)
        ada_claims_what_lies_after_the_day(world)
        nobody_heeds_the_countdown(world)
        the_shift_goes_back_and_the_armed_post_stays_closed(world)
        she_qualifies_and_a_supervisor_says_so(world)


def ada_claims_what_lies_after_the_day(world: World) -> None:
    world.ada.types("/shifts claim 1")
    world.ada.reads(f"{FIREARMS} is valid through Tue Sep 15, and this shift ends later.")
    world.ada.presses("Claim it")
    world.ada.reads("It is yours.")
    world.ada.types("/shifts claim 2")
    world.ada.reads("Firearms qualification lapsed.", "It counts until", "the shift needs it on")


def nobody_heeds_the_countdown(world: World) -> None:
    for day, left in (
        ("2026-08-16", "30 days left"),
        ("2026-09-01", "14 days left"),
        ("2026-09-08", "7 days left"),
        ("2026-09-12", "3 days left"),
        ("2026-09-14", "1 day left"),
        ("2026-09-15", "last day today"),
    ):
        world.waits_until(at(day, zone=NEW_YORK))
        world.ada.reads(
            f"{FIREARMS}\nRenew by Tue Sep 15 · {left}", "These shifts would go back:", "#1 Granite High"
        )
        if day >= "2026-09-08":
            world.sol.reads("1 due within 7 days", f"Ada Alder · {FIREARMS}: renew by Tue Sep 15, {left}")


def the_shift_goes_back_and_the_armed_post_stays_closed(world: World) -> None:
    world.nobody_hears_anything_at(at("2026-09-15", time(23, 55), NEW_YORK))
    world.waits_until(at("2026-09-16", time(0), NEW_YORK))
    world.ada.reads("You no longer have 1 shift: training is overdue.", "#1")
    world.sol.reads("Ada Alder lost 1 shift: training overdue.", "open again")
    world.waits_until(at("2026-09-16", zone=NEW_YORK))
    world.ada.reads(
        f"{FIREARMS}\n", "Lapsed Tue Sep 15, 1 day ago", "You may claim no shift until it is done."
    )
    world.ada.types("/shifts claim 2 now")
    world.ada.reads("Blocked from schools.", f"{FIREARMS}: lapsed")


def she_qualifies_and_a_supervisor_says_so(world: World) -> None:
    world.waits_until(at("2026-09-17", time(17), NEW_YORK))
    world.ada.types("/training")
    world.ada.reads(FIREARMS)
    world.ada.presses("Log progress", after=FIREARMS)
    assert world.ada.submits(training_certificate="range card 12") == {}
    world.ada.reads("Logged. It counts once verified.")
    world.ada.types("/shifts claim 2 now")
    world.ada.reads("Blocked from schools.")
    world.sol.reads(f"Ada Alder · {FIREARMS}", "To verify, done Thu Sep 17", "certificate range card 12")
    world.sol.presses("Verify")
    world.sol.reads("Verified", "done Thu Sep 17")
    world.sol.reads("Ada Alder may claim shifts again.")
    world.ada.reads("Sergeant Sol Sequoia verified it.")
    world.ada.reads("You may claim shifts again.")
    world.ada.types("/shifts mine")
    world.ada.reads("You hold no")
    world.ada.types("/shifts claim 2 now")
    world.ada.reads("It is yours.")
    world.ada.types("/training")
    world.ada.reads("Valid through Fri Sep 17, 2027 · 365 days left")


def test_the_clocks_go_back_on_the_last_day_which_has_twenty_five_hours(
    tmp_path: Path, database_url: str
) -> None:
    """Nine o'clock is 13:00 UTC on 31 October and 14:00 UTC on 1 November; that day ends at 05:00 UTC."""
    begins = at("2026-10-30", time(12), NEW_YORK)
    november = shift("n", "2026-11-03T07:00:00-05:00", "2026-11-03T15:00:00-05:00", school=GRANITE)
    with ellington(tmp_path, database_url, qualified_on="2025-11-01", begins=begins) as world:
        world.ada.reads(FIREARMS, "Renew by Sun Nov 1 · 2 days left")
        world.sol.reads("1 due within 7 days", "2 days left")
        world.nobody_hears_anything_at(datetime(2026, 10, 31, 12, 55, tzinfo=UTC))
        world.waits_until(datetime(2026, 10, 31, 13, 0, tzinfo=UTC))
        world.ada.reads(FIREARMS, "Renew by Sun Nov 1 · 1 day left")
        world.sol.reads("1 due within 7 days", "1 day left")
        world.nobody_hears_anything_at(datetime(2026, 11, 1, 13, 55, tzinfo=UTC))
        world.waits_until(datetime(2026, 11, 1, 14, 0, tzinfo=UTC))
        world.ada.reads(FIREARMS, "Renew by Sun Nov 1 · last day today")
        world.sol.reads("1 due within 7 days", "last day today")
        world.feed_says(november)
        world.waits_until(datetime(2026, 11, 2, 4, 55, tzinfo=UTC))
        world.ada.types("/shifts claim 1 now")
        world.ada.reads("It is yours.")
        world.waits_until(datetime(2026, 11, 2, 5, 0, tzinfo=UTC))
        world.ada.reads("You no longer have 1 shift: training is overdue.")
        world.sol.reads("Ada Alder lost 1 shift: training overdue.")
        world.waits_until(datetime(2026, 11, 2, 14, 0, tzinfo=UTC))
        world.ada.reads("Lapsed Sun Nov 1, 1 day ago")


def test_nine_in_the_morning_stays_nine_when_the_clocks_go_forward(tmp_path: Path, database_url: str) -> None:
    """In 2027 that is on 14 March, between the rungs of three days and of one."""
    begins = at("2027-03-10", time(12), NEW_YORK)
    with ellington(tmp_path, database_url, qualified_on="2026-03-15", begins=begins) as world:
        world.ada.reads(FIREARMS, "Renew by Mon Mar 15 · 5 days left")
        world.sol.reads("1 due within 7 days")
        for told_at, left in (
            (datetime(2027, 3, 12, 14, 0, tzinfo=UTC), "3 days left"),
            (datetime(2027, 3, 14, 13, 0, tzinfo=UTC), "1 day left"),
            (datetime(2027, 3, 15, 13, 0, tzinfo=UTC), "last day today"),
        ):
            world.nobody_hears_anything_at(told_at.replace(hour=told_at.hour - 1, minute=55))
            world.waits_until(told_at)
            world.ada.reads(FIREARMS, left)
            world.sol.reads("1 due within 7 days", left)


def test_who_qualified_on_a_leap_day_has_until_the_last_of_february(
    tmp_path: Path, database_url: str
) -> None:
    begins = at("2028-02-29", time(12), NEW_YORK)
    with ellington(tmp_path, database_url, qualified_on="2028-02-29", begins=begins) as world:
        world.ada.types("/training")
        world.ada.reads(f"{FIREARMS}\n", "Valid through Wed Feb 28, 2029 · 365 days left")
