"""An officer reports a threat: who is paged, who reads it, and who is turned away."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from handlers.ids import reports as ids
from scheduling.audit.queries import list_recorded
from scheduling.roster.queries import find_person_by_email
from tests.stories.letters import Letters, a_world_with_mail
from tests.stories.phone import Phone
from tests.stories.world import World, a_world, shift

NIGHT = datetime(2026, 8, 13, 6, 30, tzinfo=UTC)
"""Wednesday, 12 August 2026, 23:30 in Phoenix."""

MINUTE = timedelta(minutes=1)
WALL = "Words on the wall of the gym, and a date: tomorrow"
FILLED = {ids.KIND: "threat", ids.SCHOOL: "1", ids.WHAT: WALL, ids.TOLD: "The principal"}


@pytest.fixture
def night(tmp_path: Path, database_url: str) -> Iterator[tuple[World, Letters]]:
    """The district at half past eleven at night, with a night shift at Quartz; reports are escalated."""
    with a_world_with_mail(tmp_path, database_url, at=NIGHT, chains=("report",)) as (world, letters):
        world.feed_says(shift("a", "2026-08-12T22:00:00-07:00", "2026-08-13T06:00:00-07:00"))
        yield world, letters


def reports(officer: Phone) -> None:
    """Have an officer report what stands on the wall, from the command."""
    officer.types("/sso report")
    assert officer.sees("If anyone is in danger now, call 911 first.").split("\n")[1].startswith("If anyone")
    assert officer.submits(**FILLED) == {}
    officer.reads("Report 1 is in.", "Being paged now: Sergeant Sol Sequoia and the supervisors' channel.")


def sergeant_is_paged(world: World, letters: Letters) -> None:
    """What tells the sergeant, by every route; none of it says what was reported."""
    assert WALL not in world.sol.reads("Report 1: *Quartz Elementary*", channel="supervisors")
    assert WALL not in world.sol.reads("Report 1: *Quartz Elementary*", "*Nobody has it.* Next: Cora Cypress")
    world.sol.reads("Told Sergeant Sol Sequoia", channel="supervisors", thread=True)
    mail = letters.reads(world.sol, "something urgent needs somebody", "What it is about, only Slack shows.")
    assert not any(word in mail for word in (WALL, "Quartz", "Ada"))


def has_it(world: World) -> None:
    """The sergeant takes it, from the message that tells of it."""
    world.sol.reads_again("Report 1: *Quartz Elementary*", "I have it")
    world.sol.presses("I have it")
    world.sol.reads("Report 1: *Quartz Elementary*", "*You have it*")
    world.sol.reads("Sergeant Sol Sequoia has it", channel="supervisors", thread=True)
    world.sol.reads("Report 1", "*Sergeant Sol Sequoia has it*", channel="supervisors")
    world.ada.reads("Sergeant Sol Sequoia has report 1.")


def test_a_sergeant_who_sleeps_is_paged_by_every_route_reads_it_and_nobody_else_is_woken(
    night: tuple[World, Letters],
) -> None:
    world, letters = night
    world.sol.types("/sso quiet 22:00 06:00")
    world.sol.reads("Quiet 22:00–06:00.")
    reports(world.ada)
    sergeant_is_paged(world, letters)
    world.sol.reads_again("Report 1: *Quartz Elementary*", "I have it")
    world.sol.presses("Read")
    world.sol.sees(
        "Report 1", "*Threat* · Quartz Elementary", "Reported by Ada Alder, Wed Aug 12, 23:30", WALL,
        "*When*: Now", "The principal", "Read by Sergeant Sol Sequoia (Wed Aug 12, 23:30).",
    )  # fmt: skip
    world.sol.closes()
    has_it(world)
    world.nobody_hears_anything_at(NIGHT + 14 * MINUTE)
    world.sol.reads_again("Report 1: *Quartz Elementary*", "*You have it*")
    world.sol.presses("Resolve …")
    assert world.sol.submits(reason="Seen to with the principal") == {}
    world.everything_is_swept()
    for channel in (None, "supervisors"):
        world.sol.reads("Report 1", "*Resolved by Sergeant Sol Sequoia*", channel=channel)
    world.sol.reads("Over: resolved by Sergeant Sol Sequoia", channel="supervisors", thread=True)
    settled = world.ada.reads("*Report 1 is settled*: Sergeant Sol Sequoia, Wed Aug 12, 23:44.")
    assert "principal" not in settled


def test_with_slack_away_for_ten_minutes_each_is_told_by_mail_at_once_and_in_slack_once_it_is_back(
    night: tuple[World, Letters],
) -> None:
    world, letters = night
    world.ada.uses_shortcut("Report a threat/incident")
    world.ada.sees("If anyone is in danger now, call 911 first.")
    world.goes_wrong(slack_away=True)
    assert world.ada.submits(**FILLED) == {}
    world.ada.sees("Report 1 is in.", "Being paged now: Sergeant Sol Sequoia")
    world.ada.closes()
    mail = letters.come(world.sol, "something urgent needs somebody", "Nobody has it. Next: Cora Cypress")
    assert not any(word in mail for word in (WALL, "Quartz", "Ada"))
    world.it_becomes(NIGHT + 5 * MINUTE)
    letters.come(world.cora, "something urgent needs somebody", "You are a coordinator.")
    world.it_becomes(NIGHT + 10 * MINUTE)
    for each in (world.sol, world.cora):
        letters.come(each, "something urgent needs somebody", "Everybody on duty is told.")
    world.slack_is_found_away()
    world.goes_wrong(slack_away=False)
    world.time_passes(MINUTE)
    world.everything_is_swept()
    for each in (world.sol, world.cora):  # of two steps one message, and by no second mail
        each.reads("Report 1: *Quartz Elementary*", "*Nobody has it.*", "Everybody on duty is told.")
    world.sol.reads("Report 1: *Quartz Elementary*", "*Nobody has it.*", channel="supervisors")
    for told in ("Sergeant Sol Sequoia", "Cora Cypress", "Sergeant Sol Sequoia"):
        world.sol.reads(f"Told {told}", channel="supervisors", thread=True)


def test_an_officer_on_a_shift_reports_from_the_shortcut_at_the_school_where_they_stand(
    night: tuple[World, Letters],
) -> None:
    world, letters = night
    world.feed_says(shift("b", "2026-08-13T00:00:00-07:00", "2026-08-13T06:00:00-07:00"))
    world.ada.types("/shifts claim 2 now")
    world.ada.reads("It is yours.")
    world.waits_until(NIGHT + 45 * MINUTE)
    world.ada.uses_shortcut("Report a threat/incident")
    world.ada.sees("If anyone is in danger now, call 911 first.", "Do not type students' names.")
    assert world.ada.submits(**{ids.KIND: "threat", ids.WHAT: WALL}) == {}
    world.ada.sees("Report 1 is in.", "Being paged now: Sergeant Sol Sequoia")
    world.ada.closes()
    sergeant_is_paged(world, letters)


def test_a_coordinator_who_is_paged_in_turn_may_take_it_and_may_not_read_it_and_that_is_recorded(
    night: tuple[World, Letters],
) -> None:
    world, letters = night
    reports(world.ada)
    sergeant_is_paged(world, letters)
    world.waits_until(NIGHT + 5 * MINUTE)
    world.cora.reads("Report 1: *Quartz Elementary*", "*Nobody has it.*")
    letters.reads(world.cora, "something urgent needs somebody", "What it is about, only Slack shows.")
    world.cora.presses("Read")
    refused = world.cora.sees("Report 1 is not yours to read.", "34 CFR 99.8", "nobody may set it aside")
    assert WALL not in refused
    world.cora.closes()
    world.cora.types("/sso report 1")
    world.cora.reads("Report 1 is not yours to read.")
    world.cora.types("/sso reports")
    world.cora.reads("There is no report that you may read.")
    world.sol.reads("Told Cora Cypress", channel="supervisors", thread=True)
    world.cora.reads_again("Report 1: *Quartz Elementary*", "I have it")
    world.cora.presses("I have it")
    world.cora.reads("Report 1: *Quartz Elementary*", "*You have it*")
    world.sol.reads("Report 1: *Quartz Elementary*", "*Cora Cypress has it*")
    world.sol.reads("Report 1: *Quartz Elementary*", "*Cora Cypress has it*", channel="supervisors")
    world.sol.reads("Cora Cypress has it", channel="supervisors", thread=True)
    world.ada.reads("Cora Cypress has report 1.")
    with world.process.desk.read() as tx:
        tried = list_recorded(tx, limit=9, subject="report", verbs=["report_refused"])
        cora = find_person_by_email(tx, "cora@example.org")
    assert cora is not None
    assert [(row.actor, row.subject_id) for row in tried] == [(f"person:{cora.id}", 1)] * 2


def test_what_is_added_is_told_to_who_has_read_it_without_a_word_of_it(
    night: tuple[World, Letters],
) -> None:
    world, letters = night
    reports(world.ada)
    sergeant_is_paged(world, letters)
    has_it(world)
    world.ada.reads_again("Report 1 is in.")
    world.ada.presses("Add to it")
    world.ada.sees("What is to be added to report 1?", "Do not type students' names.")
    assert world.ada.submits(**{ids.WHAT: "The same words on the wall of the hall"}) == {}
    world.ada.reads("Added to report 1. 1 person told.")
    told = world.sol.reads("Ada Alder added to report 1", "Report 1: *Quartz Elementary* · Wed Aug 12, 23:30")
    assert "hall" not in told
    world.sol.presses("Read")
    world.sol.sees(WALL, "Added by Ada Alder", "The same words on the wall of the hall")
    world.sol.presses("Add to it")
    world.sol.sees("What is to be added to report 1?")
    assert world.sol.submits(**{ids.WHAT: "Two cars are on their way"}) == {}
    world.sol.sees("Added to report 1. 1 person told.")
    world.ada.reads("Sergeant Sol Sequoia added to report 1")
    world.ada.presses("Read")
    world.ada.sees("Two cars are on their way", "Read by", "Sergeant Sol Sequoia")


def test_whoever_forgets_a_field_keeps_what_was_typed(night: tuple[World, Letters]) -> None:
    world, letters = night
    world.ada.types("/sso report two men at the fence")
    world.ada.sees("If anyone is in danger now, call 911 first.")
    errors = world.ada.submits(**{ids.KIND: "other", ids.SCHOOL: "1", ids.HAPPENED: "   "})
    assert errors == {ids.HAPPENED: "When was it? It cannot be left out."}
    assert world.ada.has_typed(ids.WHAT) == "two men at the fence"
    assert world.ada.submits(**{ids.HAPPENED: "since lunch"}) == {}
    world.ada.reads("Report 1 is in.")
    sergeant_is_paged(world, letters)
    world.ada.types("/sso report 1")
    world.ada.sees("two men at the fence", "*When*: since lunch")


def test_where_the_district_has_the_chain_off_the_officer_reads_that_nobody_is_paged(
    tmp_path: Path, database_url: str
) -> None:
    with a_world(tmp_path, database_url) as world:
        world.feed_says(shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00"))
        world.ada.types("/sso report")
        assert world.ada.submits(**FILLED) == {}
        world.ada.reads("Report 1 is in.", "*Nobody is paged*", "Call your supervisor now.")
        world.sol.types("/sso reports")
        world.sol.reads("Report 1: *Quartz Elementary*")
        world.sol.presses("Read")
        world.sol.sees(WALL)
