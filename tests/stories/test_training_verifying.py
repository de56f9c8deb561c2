"""Where the rules ask for evidence, hours count once somebody who answers for the officer has verified them;
a refusal says why. Two who are asked decide once between them.
"""

from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest

from bot.practice.people import Member
from tests.stories.districts import LOUISVILLE, at, district
from tests.stories.phone import Phone
from tests.stories.together import at_once
from tests.stories.world import World, a_world

IN_SERVICE = "SRO in-service training"
SECOND_SERGEANT = (
    "Marshal Moe Mulberry,moe@example.org,Heron City Police,none,supervisor,,America/Kentucky/Louisville\n"
)


@pytest.fixture
def louisville(tmp_path: Path, database_url: str) -> Iterator[World]:
    """It is June. Ada answers to no sergeant by name: both of her agency are asked."""
    people = district("Ada Alder,SRO", zone=LOUISVILLE).replace(",officer,sol@example.org", ",officer,")
    with a_world(
        tmp_path, database_url, at("2026-06-10", time(12), LOUISVILLE), roster=people + SECOND_SERGEANT,
        others=[Member("Marshal Moe Mulberry", "moe@example.org")], policy="kentucky-jcps",
        timezone=LOUISVILLE.key,
    ) as world:  # fmt: skip
        world.everything_is_swept()
        ada_logs_four_hours(world)
        yield world


def ada_logs_four_hours(world: World) -> None:
    world.ada.types("/training log")
    world.ada.sees("Log progress", "It counts once your supervisor has verified it.")
    assert (
        world.ada.submits(training_hours="4", training_topics=["1", "9"], training_provider="Heron Academy")
        == {}
    )
    world.ada.reads(
        "Logged. It counts once verified.", "0 of 40 h", "Asked: Marshal Moe Mulberry and Sergeant Sol"
    )
    for sergeant in (world.sol, moe(world)):
        sergeant.reads(
            f"Ada Alder · {IN_SERVICE}",
            "To verify, done Wed Jun 10: 4 h, Threat assessment and response and De-escalation strategies",
            "Heron Academy · no certificate",
        )


def moe(world: World) -> Phone:
    """The other sergeant."""
    return world.phone("moe@example.org")


def test_one_verifies_the_officer_reads_it_and_the_other_sees_it_settled(louisville: World) -> None:
    louisville.sol.presses("Verify")
    louisville.sol.reads("Verified", "done Wed Jun 10", "Ada Alder is told.")
    louisville.ada.reads(
        f"Sergeant Sol Sequoia verified it. {IN_SERVICE}", "4 of 40 h, 2 of 10 topics · 204 days left"
    )
    moe(louisville).reads("Sergeant Sol Sequoia verified it.", "Ada Alder")


def test_a_refusal_needs_a_reason_and_the_officer_reads_it(louisville: World) -> None:
    louisville.sol.presses("Refuse …")
    louisville.sol.sees("Refuse a record", "Ada Alder", "4 h", "it may be handed in again")
    assert louisville.sol.submits(reason="  ") == {
        "reason": "Write a few words: they are kept with the change."
    }
    assert louisville.sol.submits(reason="the roll call lacks your name") == {}
    louisville.sol.reads("Refused", "Ada Alder is told.")
    louisville.ada.reads(
        "Sergeant Sol Sequoia refused it.", "Why: the roll call lacks your name", "0 of 40 h, 0 of 10 topics"
    )
    moe(louisville).reads("Sergeant Sol Sequoia refused it.", "the roll call lacks your name")


def test_of_two_who_decide_at_once_one_does_and_the_other_reads_who_was_first(louisville: World) -> None:
    both = (louisville.sol, moe(louisville))
    at_once(both, lambda sergeant: sergeant.presses("Verify"))
    louisville.ada.reads("verified it.", "4 of 40 h, 2 of 10 topics")
    told = [sergeant.reads("erified") for sergeant in both]
    louisville.everything_is_sent()
    told += [sergeant.reads("erified") for sergeant in both for _ in sergeant.unread()]
    assert len([words for words in told if "Ada Alder is told." in words]) == 1, told
    louisville.ada.types("/training")
    louisville.ada.reads("4 of 40 h")


def test_nobody_verifies_what_is_their_own(louisville: World) -> None:
    """An officer finds no button; a forged one is refused (`tests/handlers/matrix`)."""
    louisville.ada.types("/training")
    told = louisville.ada.reads("1 record logged; counts once verified")
    assert "Verify" not in told
