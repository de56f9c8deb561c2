"""More time, or being let off: asked for with a reason, decided by whoever the rules name, told to both."""

from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest

from tests.stories.districts import LOUISVILLE, at, district
from tests.stories.world import World, a_world, shift

IN_SERVICE, COURSE = "SRO in-service training", "SSO asynchronous training"


@pytest.fixture
def louisville(tmp_path: Path, database_url: str) -> Iterator[World]:
    """It is 1 December 2026, half past ten. Ada, an SRO, has read that thirty days are left."""
    people = district("Ada Alder,SRO", zone=LOUISVILLE)
    begins = at("2026-12-01", time(10, 30), LOUISVILLE)
    with a_world(
        tmp_path, database_url, begins, roster=people, policy="kentucky-jcps", timezone=LOUISVILLE.key
    ) as world:
        world.ada.reads(IN_SERVICE, "30 days left, by Thu Dec 31")
        yield world


def ada_asks_until(world: World, day: str, why: str) -> None:
    world.ada.types("/training extend")
    world.ada.sees("Ask for an extension", "A coordinator decides.")
    assert world.ada.submits(training_until=day, reason=why) == {}
    world.ada.reads("Asked Cora Cypress", "Until they decide, it stands: 30 days left")
    world.cora.reads(f"Ada Alder · {IN_SERVICE}", "Asks for an extension until", why)


def test_an_extension_is_granted_for_less_than_was_asked(louisville: World) -> None:
    ada_asks_until(louisville, "2027-01-31", "my knee is in plaster")
    louisville.ada.types("/training")
    louisville.ada.reads("Extension until Sun Jan 31, 2027 asked for, not decided yet")
    louisville.cora.presses("Grant …")
    louisville.cora.sees("Grant a request", "my knee is in plaster", "Until Sun Jan 31, 2027 at most.")
    assert louisville.cora.submits(training_until="2027-01-15", reason="the course on the 12th is free") == {}
    louisville.cora.reads("Extended until Fri Jan 15, 2027.", "Ada Alder is told.")
    louisville.ada.reads(
        "Extended until Fri Jan 15, 2027. Cora Cypress decided. You had asked for Sun Jan 31, 2027.",
        "Why: the course on the 12th is free", "45 days left, by Fri Jan 15, 2027",
    )  # fmt: skip
    louisville.nobody_hears_anything_at(at("2026-12-15", zone=LOUISVILLE))
    louisville.waits_until(at("2026-12-16", zone=LOUISVILLE))
    louisville.ada.reads(IN_SERVICE, "30 days left, by Fri Jan 15, 2027")  # the ladder of the new deadline


def test_a_decline_needs_a_reason_and_the_deadline_stands(louisville: World) -> None:
    ada_asks_until(louisville, "2027-01-10", "too much to do")
    louisville.cora.presses("Decline …")
    assert list(louisville.cora.submits(reason=" ")) == ["reason"]
    assert louisville.cora.submits(reason="there are four courses this month") == {}
    louisville.cora.reads("Declined.", "Ada Alder is told.")
    louisville.ada.reads(
        "Declined. Cora Cypress decided.",
        "Why: there are four courses this month",
        "30 days left, by Thu Dec 31",
    )
    louisville.waits_until(at("2026-12-17", zone=LOUISVILLE))
    louisville.ada.reads(IN_SERVICE, "14 days left, by Thu Dec 31")


def test_only_a_coordinator_extends_and_may_do_so_without_being_asked(louisville: World) -> None:
    louisville.sol.types(f"/training <@{louisville.ada.id}>")
    told = louisville.sol.reads("Ada Alder: 1 countdown")
    assert "Extend" not in told
    louisville.cora.types(f"/training <@{louisville.ada.id}>")
    louisville.cora.reads("Ada Alder: 1 countdown")
    louisville.cora.presses("Extend")
    louisville.cora.sees("Extend a deadline", "Ada Alder")
    assert list(louisville.cora.submits(training_until="2027-01-31", reason=" ")) == ["reason"]
    assert louisville.cora.submits(training_until="2027-01-31", reason="the academy was closed") == {}
    louisville.cora.reads("Extended until Sun Jan 31, 2027.", "Ada Alder is told.")
    louisville.ada.reads(
        "Extended until Sun Jan 31, 2027. Cora Cypress decided.", "Why: the academy was closed"
    )


def test_who_asks_to_be_reminded_later_reads_it_again_tomorrow_and_once(louisville: World) -> None:
    louisville.ada.presses("Remind me later")
    louisville.ada.reads("You hear of it again on Wed Dec 2.")
    louisville.waits_until(at("2026-12-02", zone=LOUISVILLE))
    louisville.ada.reads(IN_SERVICE, "29 days left")
    louisville.nobody_hears_anything_at(at("2026-12-03", zone=LOUISVILLE))


def test_an_exemption_until_a_day_lifts_the_block_and_what_was_owed_returns(
    tmp_path: Path, database_url: str
) -> None:
    people = district("Ada Alder,SSO,2026-06-01", columns="eligible on")
    with a_world(tmp_path, database_url, roster=people, policy="arizona-ssp") as world:
        world.ada.reads(COURSE, "12 days overdue, was due Fri Jul 31")
        ada_is_let_off_until_the_end_of_september(world)
        world.feed_says(shift("x", "2026-08-20T07:00:00-07:00", "2026-08-20T15:00:00-07:00"))
        world.ada.types("/shifts claim 1 now")
        world.ada.reads("It is yours.")
        world.nobody_hears_anything_at(at("2026-10-01", time(0)))
        world.waits_until(at("2026-10-01", time(9)))
        world.ada.reads(COURSE, "62 days overdue")
        world.ada.types("/shifts mine")
        world.ada.reads("You hold")


def ada_is_let_off_until_the_end_of_september(world: World) -> None:
    world.ada.types("/training")
    world.ada.reads("12 days overdue")
    world.ada.presses("Ask to be let off")
    world.ada.sees("Ask to be let off", "A coordinator decides.")
    assert world.ada.submits(training_until="2026-09-30", reason="on leave, ill") == {}
    world.ada.reads("Asked Cora Cypress to let you off", "until Wed Sep 30")
    world.cora.reads("Asks for an exemption until Wed Sep 30: on leave, ill")
    world.cora.presses("Grant …")
    assert world.cora.submits() == {}
    world.cora.reads("Exempt until Wed Sep 30.", "Ada Alder is told.")
    world.ada.reads(
        "Exempt until Wed Sep 30. Cora Cypress decided.", "Exempt until Wed Sep 30: on leave, ill"
    )
    world.ada.reads("You may claim shifts again.")
    world.sol.reads("Ada Alder may claim shifts again.")
