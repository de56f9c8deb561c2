"""A meeting is cancelled with a reason: one of a series, then all of it. Whoever finds the old message weeks
later and presses its buttons reads what is true.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduling.meetings.mail.facts import ReplyOutcome
from tests.stories.districts import at
from tests.stories.letters import Letters, a_world_with_mail
from tests.stories.planner import plans
from tests.stories.world import World

WEEKLY = {
    "kind": "drill", "title": "Lockdown drill", "day": "2026-08-18", "starts": "09:00", "repeats": "week",
    "times": "3",
}  # fmt: skip


@pytest.fixture
def heron(tmp_path: Path, database_url: str) -> Iterator[tuple[World, Letters]]:
    with a_world_with_mail(tmp_path, database_url) as both:
        yield both


def test_one_is_cancelled_and_then_all_and_old_messages_tell_the_truth(heron: tuple[World, Letters]) -> None:
    world, letters = heron
    plans(world.sol, **WEEKLY, people=[world.ada, world.ben])
    world.sol.reads("Lockdown drill", "2 not answered")
    for officer in (world.ada, world.ben):
        officer.reads("Lockdown drill", "Will you come?")
        letters.opens(officer, "Invitation: Lockdown drill")
    one_is_cancelled(world, letters)
    world.waits_until(at("2026-08-15"))
    world.ben.reads(":bell:", "Tue Aug 18", "Will you come?")
    all_is_cancelled(world, letters)
    old_messages_tell_the_truth(world, letters)


def one_is_cancelled(world: World, letters: Letters) -> None:
    """The second of three: the others take place."""
    world.sol.types("/meetings cancel 1 power is out")
    world.sol.reads("Cancel which?")
    world.sol.presses("Only this one", after="Tue Aug 25")
    world.sol.sees("Only this one: Tue Aug 25", "2 people are told, with your reason.")
    assert world.sol.submits(reason="The power is out") == {}
    world.sol.reads("Cancelled: Tue Aug 25, 09:00.", "Told 2 people")
    for officer in (world.ada, world.ben):
        officer.reads("Cancelled: Lockdown drill", "Tue Aug 25", "the others take place", "The power is out")
        mail = letters.opens(officer, "Cancelled: Lockdown drill", "Reason: The power is out")
        assert (mail.method, mail.says("STATUS")) == ("CANCEL", "CANCELLED")
        assert "RECURRENCE-ID;TZID=America/Phoenix:20260825T090000" in mail.lines
    world.ada.reads_again("Lockdown drill", "Tue Aug 18", "Will you come?")
    world.ada.presses("Yes")
    world.ada.reads("You said yes")
    world.sol.reads("1 yes", "1 not answered")


def all_is_cancelled(world: World, letters: Letters) -> None:
    """Without a reason it is not done."""
    world.sol.types("/meetings cancel 1")
    world.sol.reads("Cancel which?")
    world.sol.presses("All of it")
    world.sol.sees("All that is to come: 2 times")
    assert "reason" in world.sol.submits(reason="   ")
    assert world.sol.submits(reason="The gym is\nclosed <!channel>") == {}
    world.sol.reads("Cancelled.", "Told 2 people")
    world.sol.reads("Lockdown drill", "Cancelled.")
    for officer in (world.ada, world.ben):
        officer.reads("Cancelled: Lockdown drill", "The gym is closed")
        mail = letters.opens(officer, "Cancelled: Lockdown drill", "The gym is closed")
        assert (mail.method, mail.says("STATUS"), mail.says("SEQUENCE")) == ("CANCEL", "CANCELLED", "2")


def old_messages_tell_the_truth(world: World, letters: Letters) -> None:
    """The invitations are struck out; Ben finds the reminder, whose buttons are still there, and Ada's
    calendar answers late.
    """
    for officer in (world.ada, world.ben):
        officer.reads("Tue Aug 18, 09:00–10:00", "Cancelled.", "Why: The gym is closed")
    world.ben.reads_again(":bell:", "Will you come?")
    world.ben.presses("Yes")
    world.ben.reads("Lockdown drill is cancelled.", "Why: The gym is closed")
    asked = letters.reopens(world.ada, "Invitation: Lockdown drill")
    assert letters.answers(asked, "ACCEPTED").outcome is ReplyOutcome.STALE
    world.ada.types("/meetings")
    world.ada.reads("You are asked to no meetings.")
    world.ada.types("/meetings 1")
    world.ada.reads("Lockdown drill", "Cancelled: The gym is closed")
