"""One person at a time, or two in two tabs."""

import pytest
from playwright.sync_api import Page, expect

from bot.practice.server import PracticeServer
from tests.browser.conftest import BEN, OpenPage
from tests.browser.gestures import composer, go_to, latest, open_tab, type_line

pytestmark = pytest.mark.browser


def test_a_visitor_becomes_somebody_else_by_searching(ada: Page) -> None:
    ada.keyboard.press("Control+k")
    people = ada.get_by_role("dialog", name="Act as")
    expect(people.get_by_role("heading", name="Copper Schools")).to_be_visible()
    people.get_by_role("searchbox", name="Find a person").fill("sergeant")
    expect(people.get_by_role("option")).to_have_count(1)
    ada.keyboard.press("Enter")
    acting = ada.get_by_role("navigation", name="Conversations").get_by_role("button", name="Sergeant")
    expect(acting).to_be_visible()
    ada.get_by_role("button", name="Act as Ada Fictus").click()
    expect(acting).to_have_count(0)


def test_two_tabs_are_two_people_who_read_each_other(open_page: OpenPage) -> None:
    ada, ben = open_page("ada.fictus@example.test"), open_page(BEN)
    type_line(ada, "Who is at the north gate?")
    expect(latest(ben)).to_contain_text("Who is at the north gate?")
    type_line(ben, "I am.")
    expect(latest(ada)).to_contain_text("Ben Sample")
    expect(latest(ada)).to_contain_text("I am.")


def test_a_private_channel_is_there_for_its_members_only(open_page: OpenPage) -> None:
    ada, ben = open_page("ada.fictus@example.test"), open_page(BEN)
    expect(ben.get_by_role("link", name="supervisors")).to_be_visible()
    expect(ada.get_by_role("link", name="shifts")).to_be_visible()
    expect(ada.get_by_role("link", name="supervisors")).to_have_count(0)


def test_the_home_is_published_when_it_is_opened_and_changes_by_its_buttons(ada: Page) -> None:
    go_to(ada, "Probe")
    open_tab(ada, "Home")
    home = ada.get_by_role("region", name="App Home")
    expect(home).to_contain_text("The school is open.")
    home.get_by_role("button", name="Lock up").click()
    expect(home).to_contain_text("The school is locked.")


def test_about_lists_the_commands(ada: Page) -> None:
    go_to(ada, "Probe")
    open_tab(ada, "About")
    expect(ada.get_by_role("region", name="About the app")).to_contain_text("/gates [north | south]")


def test_somebody_who_was_deactivated_cannot_act(ada: Page, practice: PracticeServer) -> None:
    ada.get_by_role("tab", name="People").click()
    ada.get_by_role("button", name="Deactivate in Slack").click()
    expect(ada.get_by_role("button", name="Reactivate")).to_be_visible()
    assert practice.workspace.member("ada.fictus@example.test").deactivated
    type_line(ada, "/gates ")
    expect(ada.get_by_role("alert")).to_contain_text(["This account has been deactivated."])


def test_on_a_telephone_the_messages_fill_the_screen(ada: Page) -> None:
    ada.set_viewport_size({"width": 390, "height": 844})
    type_line(ada, "/gates ")
    expect(latest(ada).get_by_role("button", name="Open").first).to_be_in_viewport()
    expect(ada.get_by_role("link", name="shifts")).not_to_be_visible()
    assert ada.evaluate("document.documentElement.scrollWidth") == 390
    go_to(ada, "Probe")
    expect(composer(ada)).to_have_accessible_name("Message Probe")
    expect(ada.get_by_role("link", name="shifts")).not_to_be_visible()
