"""A person types a slash command and works with the answer."""

import pytest
from playwright.sync_api import Page, expect

from bot.practice.server import PracticeServer
from tests.browser.conftest import BEN, OpenPage
from tests.browser.gestures import composer, latest, type_line

pytestmark = pytest.mark.browser


def test_a_slash_lists_the_commands_of_the_manifest_and_tab_completes_one(ada: Page) -> None:
    composer(ada).press_sequentially("/g")
    hints = ada.get_by_role("listbox", name="Slash commands").get_by_role("option")
    expect(hints).to_have_count(2)
    expect(hints.first).to_contain_text("[north | south]")
    composer(ada).press("ArrowDown")
    composer(ada).press("Tab")
    expect(composer(ada)).to_have_value("/greet ")
    expect(hints.first).not_to_be_visible()


def test_an_answer_for_one_person_is_marked_and_nobody_else_has_it(open_page: OpenPage) -> None:
    ada, ben = open_page("ada.fictus@example.test"), open_page(BEN)
    type_line(ada, "/gates ")
    expect(latest(ada)).to_contain_text("Only visible to you")
    expect(latest(ada).get_by_role("heading", name="Gates")).to_be_visible()
    type_line(ada, "/greet ")
    expect(latest(ben)).to_contain_text("Good morning @Ada Fictus & all of you")
    expect(ben.get_by_role("article")).to_have_count(1)


def test_a_confirmed_press_changes_the_same_message_in_place(ada: Page) -> None:
    type_line(ada, "/gates ")
    gates = latest(ada)
    gates.get_by_role("button", name="Open").first.click()
    ada.get_by_role("dialog", name="Open the North gate?").get_by_role("button", name="Leave it").click()
    expect(gates.get_by_role("button", name="Open")).to_have_count(2)
    gates.get_by_role("button", name="Open").first.click()
    ada.get_by_role("dialog", name="Open the North gate?").get_by_role("button", name="Open it").click()
    expect(gates).to_contain_text("✅ North gate is open")
    expect(ada.get_by_role("article")).to_have_count(1)


def test_a_day_is_picked_in_the_calendar_by_the_keyboard(ada: Page) -> None:
    type_line(ada, "/gates ")
    latest(ada).get_by_role("button", name="Wed, Aug 12, 2026").click()
    expect(ada.get_by_role("button", name="Wednesday, August 12, 2026")).to_be_focused()
    ada.keyboard.press("ArrowDown")
    ada.keyboard.press("ArrowRight")
    ada.keyboard.press("Enter")
    expect(latest(ada)).to_contain_text("You picked 2026-08-20")


def test_an_unknown_command_is_refused_in_a_sentence_and_stays_in_the_field(ada: Page) -> None:
    type_line(ada, "/gate north")
    expect(ada.get_by_role("alert")).to_contain_text(["/gate is not a valid command"])
    expect(composer(ada)).to_have_value("/gate north")


def test_a_command_that_nobody_answers_says_so(ada: Page, practice: PracticeServer) -> None:
    practice.sockets.ack_seconds = 0.05
    type_line(ada, "/slow ")
    expect(ada.get_by_role("alert")).to_contain_text(["operation_timeout"])


def test_the_arrow_up_brings_back_what_was_sent(ada: Page) -> None:
    type_line(ada, "Good morning")
    expect(latest(ada)).to_contain_text("Good morning")
    type_line(ada, "Good night")
    expect(latest(ada)).to_contain_text("Good night")
    composer(ada).press("ArrowUp")
    composer(ada).press("ArrowUp")
    expect(composer(ada)).to_have_value("Good morning")
    composer(ada).press("ArrowDown")
    expect(composer(ada)).to_have_value("Good night")


def test_what_a_person_types_never_becomes_markup(ada: Page) -> None:
    type_line(ada, "<img src=x onerror=alert(1)> <!channel> *bold*")
    expect(latest(ada)).to_contain_text("<img src=x onerror=alert(1)> <!channel> bold")
    expect(latest(ada).locator("b")).to_have_text("bold")
    expect(latest(ada).locator(".mention")).to_have_count(0)
