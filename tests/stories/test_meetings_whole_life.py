"""A training session from the form to the hours that it was worth: asked in Slack and by mail, answered both
ways, reminded, held, and noted.
"""

from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path

import pytest

from scheduling.meetings.mail.facts import ReplyOutcome
from tests.stories.districts import LOUISVILLE, at, district
from tests.stories.letters import Letters, a_world_with_mail
from tests.stories.planner import plans
from tests.stories.world import World

IN_SERVICE = "SRO in-service training"
BELL = ":bell:"
SESSION = {
    "kind": "training", "title": "Reunification training", "day": "2026-08-18", "starts": "09:00",
    "length": "120", "place": "Gym", "agenda": "Doors\nRadio", "by_mail": "rowan@example.org",
    "serves": "annual_in_service",
}  # fmt: skip


@pytest.fixture
def louisville(tmp_path: Path, database_url: str) -> Iterator[tuple[World, Letters]]:
    people = district("Ada Alder,SRO", "Ben Birch,SRO", zone=LOUISVILLE)
    with a_world_with_mail(
        tmp_path, database_url, roster=people, policy="kentucky-jcps", timezone=LOUISVILLE.key
    ) as both:
        both[0].roster_says("Rowan Rowan,rowan@example.org,Heron City Police,SRO,officer,yes")
        yield both


def test_a_session_is_planned_answered_both_ways_reminded_held_and_its_hours_are_logged(
    louisville: tuple[World, Letters],
) -> None:
    world, letters = louisville
    who = "Asks 3 people: Ada Alder, Ben Birch and Rowan Rowan"
    plans(world.sol, who, "by mail only: Rowan Rowan", **SESSION, people=[world.ada, world.ben])
    invited(world, letters)
    answered_both_ways(world, letters)
    reminded(world, letters)
    held(world)


def invited(world: World, letters: Letters) -> None:
    """A mail to everybody, and a message with buttons to whoever is in Slack."""
    world.sol.reads("Reunification training", "3 not answered")
    world.ben.reads("Tue Aug 18, 09:00–11:00 (2 h)", "Gym", "Doors\nRadio", "Will you come?")
    for address in ("ada@example.org", "ben@example.org", "rowan@example.org"):
        mail = letters.opens(address, "Invitation: Reunification training", "09:00–11:00 (2 h)")
        assert mail.method == "REQUEST"
    world.ada.reads("Reunification training", "Will you come?")


def answered_both_ways(world: World, letters: Letters) -> None:
    """The organiser's one message follows, whichever way an answer comes."""
    world.ada.presses("Yes")
    world.ada.reads("You said yes.")
    world.sol.reads("1 yes", "2 not answered", "Yes: Ada Alder")
    asked = letters.reopens("rowan@example.org", "Invitation: Reunification training")
    assert letters.answers(asked, "TENTATIVE").outcome is ReplyOutcome.APPLIED
    world.sol.reads("1 yes", "1 maybe", "1 not answered", "Maybe: Rowan Rowan")
    world.waits_until(world.clock.now() + timedelta(minutes=1))  # DTSTAMP knows whole seconds
    assert letters.answers(asked, "DECLINED").outcome is ReplyOutcome.APPLIED
    world.sol.reads("1 yes", "1 no", "1 not answered", "No: Rowan Rowan")
    for_ben = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ben@example.org"
    assert letters.answers(asked, "ACCEPTED", attendee=for_ben).outcome is ReplyOutcome.SPOOFED
    assert sum("not answered" in words for words in world.sol.reads_all()) == 1


def reminded(world: World, letters: Letters) -> None:
    """Three days before only who has not answered; then everybody who may come, each of them once."""
    plans(world.sol, title="Briefing", day="2026-08-18", starts="08:00", length="30", people=[world.ada])
    world.ada.reads("Briefing", "Will you come?")
    world.ada.presses("Maybe")
    world.ada.reads("You said maybe.")
    letters.opens(world.ada, "Invitation: Briefing")
    world.sol.reads("Briefing", "1 maybe")
    world.waits_until(at("2026-08-15", zone=LOUISVILLE))
    world.ben.reads(BELL, "Reunification training", "Will you come?")
    world.waits_until(at("2026-08-17", zone=LOUISVILLE))
    world.ada.reads(BELL, "Briefing", "You said maybe.", "Reunification training", "You said yes.")
    world.ben.reads(BELL, "Reunification training", "Will you come?")
    world.ben.presses("Yes")
    for _ in range(2):  # the reminder, and the invitation of last week
        world.ben.reads("Reunification training", "You said yes.")
    world.sol.reads("2 yes", "1 no")
    world.waits_until(at("2026-08-18", time(7), LOUISVILLE))
    world.ada.reads(BELL, "Briefing", "08:00–08:30")
    world.waits_until(at("2026-08-18", time(8), LOUISVILLE))
    for officer in (world.ada, world.ben):
        officer.reads(BELL, "Reunification training", "You said yes.")
    world.waits_until(at("2026-08-18", time(8, 30), LOUISVILLE))
    world.sol.reads("Briefing", "Who came?")


def held(world: World) -> None:
    """The organiser ticks who came, and their hours count."""
    world.waits_until(at("2026-08-18", time(11), LOUISVILLE))
    world.sol.reads("Reunification training", "2 people said yes. Who came?", "Training is logged")
    world.sol.presses("Who came?")
    world.sol.sees("Who came?", f"Logged for those who came: {IN_SERVICE}", "Topics that it covered")
    assert world.sol.submits(meeting_minutes="https://minutes.example.org/18") == {}
    world.sol.reads("2 people came to Reunification training", "not logged", "Ada Alder: Which topics?")
    world.sol.presses("Change who came")
    world.sol.sees("Topics that it covered")
    assert world.sol.submits(meeting_topics=["0", "1"]) == {}
    world.sol.reads("2 people came to Reunification training", "Training is logged for 2 officers")
    world.ada.types("/training")
    world.ada.reads(IN_SERVICE, "2 of 40 h, 2 of 10 topics")
