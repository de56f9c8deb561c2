"""Hostile words in a report call nobody, and two who report at once are two reports that nobody mixes up."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.ids import reports as ids
from tests.stories.phone import Phone
from tests.stories.world import World, a_world, shift

NASTY = "<!channel> *bold* <https://evil.example.org|click me> & <@U0P0000001>\n@here ```"
FILLED = {ids.KIND: "other", ids.SCHOOL: "1"}


@pytest.fixture
def world(tmp_path: Path, database_url: str) -> Iterator[World]:
    """The district; reports are escalated."""
    with a_world(tmp_path, database_url, chains=("report",)) as district:
        district.feed_says(shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00"))
        yield district


def opens_form(officer: Phone) -> None:
    """Have an officer open the form."""
    officer.types("/sso report")
    officer.sees("If anyone is in danger now, call 911 first.")


def test_hostile_words_are_shown_letter_for_letter_and_call_nobody(world: World) -> None:
    opens_form(world.ada)
    assert world.ada.submits(**FILLED, **{ids.WHAT: NASTY, ids.HAPPENED: NASTY[:60], ids.TOLD: NASTY}) == {}
    world.ada.reads("Report 1 is in.")
    world.sol.reads("Report 1", channel="supervisors")
    world.sol.reads("Told Sergeant Sol Sequoia", channel="supervisors", thread=True)
    world.sol.reads("Report 1")
    world.sol.presses("Read")
    world.sol.sees("Reported by Ada Alder")
    blocks = world.server.workspace.modals(world.sol.id)[-1]["blocks"]
    texts = [block["text"] for block in blocks if "text" in block]
    assert [text["text"] for text in texts if text["type"] == "plain_text"] == [NASTY, NASTY]
    drawn = " ".join(text["text"] for text in texts if text["type"] == "mrkdwn")
    assert "*When*: &lt;!channel&gt; \N{ASTERISK OPERATOR}bold\N{ASTERISK OPERATOR}" in drawn
    assert "<!channel" not in drawn


def test_two_officers_who_report_at_once_are_two_reports_each_with_its_own_page(world: World) -> None:
    for officer in (world.ada, world.ben):
        opens_form(officer)
    assert world.ada.submits(**FILLED, **{ids.WHAT: "What Ada saw"}) == {}
    assert world.ben.submits(**FILLED, **{ids.WHAT: "What Ben saw"}) == {}
    world.ada.reads("Report 1 is in.")
    world.ben.reads("Report 2 is in.")
    for number in (1, 2):
        world.sol.reads(f"Report {number}", channel="supervisors")
        world.sol.reads("Told Sergeant Sol Sequoia", channel="supervisors", thread=True)
        world.sol.reads(f"Report {number}")
    world.ada.types("/sso report 2")
    world.ada.reads("Report 2 is not yours to read.")
    world.ben.types("/sso report 2")
    assert "What Ada saw" not in world.ben.sees("What Ben saw")
    world.sol.types("/sso reports")
    world.sol.reads("Report 2", "Report 1")
