"""The practice desk: clock, traffic, faults, the demo's own buttons."""

import pytest
from playwright.sync_api import Page, expect

from bot.practice.server import PracticeServer
from tests.browser.conftest import BEN, OpenPage
from tests.browser.gestures import latest, type_line

pytestmark = pytest.mark.browser


def test_the_clock_shows_the_persons_own_time_and_moves_forward_for_everybody(open_page: OpenPage) -> None:
    ada, ben = open_page("ada.fictus@example.test"), open_page(BEN)
    clock = ada.get_by_role("region", name="Practice clock")
    expect(clock).to_contain_text("12:00 PM")
    expect(clock).to_contain_text("Wed, Aug 12, 2026")
    expect(ben.get_by_role("region", name="Practice clock")).to_contain_text("3:00 PM")
    clock.get_by_role("button", name="+1 week").click()
    expect(clock).to_contain_text("Wed, Aug 19, 2026")
    expect(ben.get_by_role("region", name="Practice clock")).to_contain_text("Wed, Aug 19, 2026")
    type_line(ada, "A week later")
    expect(ada.get_by_role("separator")).to_contain_text(["Today"])


def test_the_clock_moves_to_a_time_of_the_persons_own_zone(ada: Page, practice: PracticeServer) -> None:
    clock = ada.get_by_role("region", name="Practice clock")
    clock.get_by_label("Move the clock to").fill("2026-08-14T07:30")
    clock.get_by_role("button", name="Move").click()
    expect(clock).to_contain_text("7:30 AM")
    assert practice.workspace.clock.now().isoformat().startswith("2026-08-14T14:30")


def test_the_traffic_is_listed_newest_first_and_shows_its_json(ada: Page) -> None:
    type_line(ada, "/greet ")
    expect(latest(ada)).to_contain_text("Good morning")
    rows = ada.get_by_role("list", name="Traffic").get_by_role("listitem")
    expect(rows.filter(has_text="/greet").first).to_be_visible()
    posted = rows.filter(has_text="chat.postMessage").first
    posted.locator("summary").click()
    expect(posted).to_contain_text("all of *you*")
    ada.get_by_role("searchbox", name="Filter the traffic").fill("/greet")
    expect(rows).to_have_count(1)


def test_a_fault_that_was_set_is_spent_by_the_call_that_it_spoils(
    ada: Page, practice: PracticeServer
) -> None:
    ada.get_by_role("tab", name="Faults").click()
    field = ada.get_by_label("Server error")
    field.fill("1")
    field.blur()
    expect(field).to_contain_class("set")
    assert practice.workspace.faults.server_error_next == 1
    type_line(ada, "/greet ")
    expect(field).to_have_value("0")


def test_a_button_of_the_demo_says_what_it_did(ada: Page) -> None:
    ada.get_by_role("button", name="Ring the bell").click()
    expect(ada.get_by_text("The bell has rung.")).to_be_visible()
