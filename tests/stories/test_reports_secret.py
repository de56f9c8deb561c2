"""A canary word in every field of a report is found again nowhere but in the report, whatever is searched."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from handlers.ids import reports as ids
from tests.canaries import CANARY, Paper, written_down
from tests.stories.letters import Letters, a_world_with_mail
from tests.stories.world import World, shift

OWN = {"reports", "report_follow_ups"}
FILLED = {
    ids.KIND: "weapon", ids.SCHOOL: "1", ids.WHAT: f"A {CANARY} in room four",
    ids.HAPPENED: f"at {CANARY} time",
    ids.TOLD: f"the {CANARY} principal",
}  # fmt: skip


@pytest.fixture
def district(tmp_path: Path, database_url: str) -> Iterator[tuple[World, Letters]]:
    """The district with mail; reports are escalated."""
    with a_world_with_mail(tmp_path, database_url, chains=("report",)) as (world, letters):
        world.feed_says(shift("a", "2026-08-12T10:00:00-07:00", "2026-08-12T15:00:00-07:00"))
        yield world, letters


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch, logging_restored: None) -> Iterator[Paper]:
    """Everything that the process writes down, to its finest level."""
    with written_down(monkeypatch) as written:
        yield written


def has_canary(thing: Any) -> bool:
    """Whether the word stands anywhere in it."""
    return CANARY in json.dumps(thing, default=str).lower()


def a_report_lives(world: World, letters: Letters) -> None:
    """It is made, read, added to, tried by who may not, taken and resolved."""
    world.ada.types(f"/sso report {CANARY}")
    world.ada.sees("If anyone is in danger now, call 911 first.")
    world.ada.submits(**FILLED)
    world.ada.reads("Report 1 is in.")
    world.sol.reads("Report 1", channel="supervisors")
    world.sol.reads("Report 1")
    letters.reads(world.sol, "something urgent needs somebody")
    world.sol.presses("Read")
    world.sol.sees(f"A {CANARY} in room four", f"at {CANARY} time", f"the {CANARY} principal")
    world.sol.presses("Add to it")
    world.sol.sees("What is to be added to report 1?")
    world.sol.submits(**{ids.WHAT: f"The {CANARY} is found"})
    world.sol.sees("Added to report 1.")
    world.ada.reads("Sergeant Sol Sequoia added to report 1")
    for outsider in (world.cora, world.ben, world.cleo):
        outsider.types("/sso report 1")
        outsider.reads("Report 1 is not yours to read.")
        outsider.types("/sso reports")
        outsider.reads("There is no report that you may read.")
    ben_types_it_wrongly(world)
    world.sol.types("/escalations")
    world.sol.reads("Report 1")
    world.sol.types("/escalations 1")
    world.sol.reads("Report 1")
    world.sol.types("/escalations take 1")
    world.sol.types("/escalations resolve 1 the unit has it")
    world.sol.reads("#1 is resolved.", "The supervisors' channel reads your reason.")
    for person in (world.ada, world.sol, world.cora, world.ben):
        person.types("/sso sent")
        person.opens_home()


def ben_types_it_wrongly(world: World) -> None:
    """Slips of the finger, what is no command, and both without the slash, in the direct message."""
    for slip in ("reprot", "report:", "reports"):
        world.ben.types(f"/sso {slip} a {CANARY}")
        world.ben.sees("If anyone is in danger now, call 911 first.")
        assert has_canary(world.server.workspace.modals(world.ben.id))
        world.ben.closes()
    world.ben.types(f"/sso a {CANARY} in room 4")
    world.ben.reads("Report a threat or incident: `/sso report`.")
    for slip in ("sso report", "sso reprot", "Reprot:", "911"):
        world.ben.types(f"{slip} a {CANARY}")
        world.ben.reads("Commands begin with a slash: `/sso report`.")
    for words in (f"somebody has a {CANARY}", f"who has a {CANARY}", f"a {CANARY} in room 4"):
        world.ben.types(words)
        world.ben.reads("Commands begin with a slash")
    world.ben.types(f"sso a {CANARY} in room 4")
    world.ben.reads("Commands begin with a slash: `/sso`.")


def everything_is_read(world: World) -> None:
    """Tick off all that was said: here it matters only what it does not say."""
    world.everything_is_swept()
    workspace = world.server.workspace
    channel = workspace.channel("supervisors")
    for phone in world._phones.values():
        for place in (phone.dm, channel):
            for message in workspace.messages(phone.id, place):
                own = place == phone.dm or message["ephemeral"]
                world._readings.tick(phone.id if own else place, message)


def sent_to_slack(world: World) -> set[str]:
    """Everything in which Muster sent the word to Slack: calls, delayed answers, and what rides on the
    acknowledgement of what people typed.
    """
    entries = world.server.workspace.traffic.after(0)
    assert len(entries) < 2_000, "the oldest are forgotten: the search would be of no use"
    calls = {each["what"] for each in entries if each["direction"] == "to_slack" and has_canary(each)}
    typed = [each for each in entries if each["direction"] == "to_app"]
    assert any(has_canary(each["body"]["payload"]) for each in typed)  # the search finds what is there
    return calls | {f"answer to {each['what']}" for each in typed if has_canary(each["body"]["response"])}


def said_by_muster(world: World) -> list[str]:
    """Every message of Muster's, to anybody, in which the word stands."""
    workspace = world.server.workspace
    places = [workspace.channel("shifts"), workspace.channel("supervisors")]
    return [
        message["text"]
        for phone in world._phones.values()
        for place in (phone.dm, *places)
        for message in workspace.messages(phone.id, place)
        if "bot_id" in message and has_canary(message)
    ]


def kept_elsewhere(world: World) -> list[str]:
    """Every row outside the reports' own tables in which the word stands."""
    with world.process.desk.read() as tx:
        return [
            f"{table.name}: {tuple(row)}"
            for table in SQLModel.metadata.sorted_tables
            if table.name not in OWN
            for row in tx.execute(sa.select(table))
            if has_canary(tuple(row))
        ]


def served(world: World, link: str) -> str:
    """All that the process serves over HTTP: health, metrics, and Ada's calendar."""
    paths = ("/healthz", "/metrics", link.removeprefix("https://muster.example.org"))
    return "".join(
        httpx.get(f"{world.process.web.url}{path}", trust_env=False, timeout=30).text for path in paths
    )


def test_no_word_of_a_report_is_anywhere_but_in_it_and_before_the_eyes_of_its_readers(
    paper: Paper, district: tuple[World, Letters]
) -> None:
    world, letters = district
    world.ada.types("/sso calendar new")
    world.ada.sees("What it shows")
    world.ada.submits()
    link = re.search(r"https://muster[^\s>|`]*", world.ada.reads("https://muster.example.org/"))
    assert link is not None
    a_report_lives(world, letters)
    everything_is_read(world)
    assert kept_elsewhere(world) == []
    assert said_by_muster(world) == []
    assert sent_to_slack(world) == {"views.open"}
    for outsider in (world.ben, world.cleo, world.cora):
        assert not has_canary(world.server.workspace.modals(outsider.id))
    assert [letter["Subject"] for letter in letters.server.taken if has_canary(letter.as_string())] == []
    page = served(world, link[0])
    assert "VCALENDAR" in page
    assert CANARY not in page.lower()
    assert "escalation_post" in paper.text
    assert paper.sings() == [], paper.text
