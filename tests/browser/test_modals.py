"""A person fills in a modal."""

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.gestures import go_to, latest, open_report
from tests.browser.probe import SHORT

pytestmark = pytest.mark.browser

DAMAGE = "The lock of the north gate does not turn."


def test_a_wrong_field_is_named_and_what_was_typed_is_kept(ada: Page) -> None:
    modal = open_report(ada)
    modal.get_by_role("button", name="Which gate?").click()
    ada.get_by_role("option", name="North").click()
    modal.get_by_role("textbox", name="What is broken?").fill("Rust")
    modal.get_by_role("button", name="Send").click()
    words = modal.get_by_role("textbox", name="What is broken?")
    expect(modal.get_by_text(SHORT)).to_be_visible()
    expect(words).to_have_value("Rust")
    expect(words).to_have_accessible_description(f"{SHORT} The caretaker reads this.")
    expect(words).to_be_focused()
    expect(modal.get_by_role("button", name="Which gate?")).to_contain_text("North")


def test_a_filled_in_modal_is_sent_and_closes(ada: Page) -> None:
    modal = open_report(ada)
    modal.get_by_role("button", name="Which gate?").click()
    ada.get_by_role("option", name="South").click()
    modal.get_by_role("textbox", name="What is broken?").fill(DAMAGE)
    modal.get_by_role("button", name="Send").click()
    expect(modal).to_have_count(0)
    badge = ada.get_by_role("navigation", name="Conversations").get_by_label("1 unread")
    expect(badge).to_be_visible()
    go_to(ada, "Probe")
    expect(latest(ada)).to_contain_text(f"You wrote: {DAMAGE}")
    expect(badge).to_have_count(0)


def test_chosen_files_are_named_taken_out_again_and_sent(ada: Page) -> None:
    modal = open_report(ada)
    modal.get_by_role("button", name="Which gate?").click()
    ada.get_by_role("option", name="South").click()
    modal.get_by_role("textbox", name="What is broken?").fill(DAMAGE)
    pictures: list[FilePayload] = [
        {"name": name, "mimeType": "image/png", "buffer": b"pixels"} for name in ("gate.png", "lock.png")
    ]
    modal.locator("input[type=file]").set_input_files(pictures)
    expect(modal.get_by_text("lock.png")).to_be_visible()
    modal.get_by_role("button", name="Remove gate.png").click()
    expect(modal.get_by_text("gate.png")).to_have_count(0)
    modal.get_by_role("button", name="Send").click()
    expect(modal).to_have_count(0)
    go_to(ada, "Probe")
    expect(latest(ada)).to_contain_text(f"You wrote: {DAMAGE}, with lock.png")


def test_a_missing_answer_is_asked_for(ada: Page) -> None:
    modal = open_report(ada)
    modal.get_by_role("button", name="Send").click()
    expect(modal.get_by_text("Please complete this required field.")).to_have_count(2)


def test_escape_closes_the_modal_and_gives_the_focus_back(ada: Page) -> None:
    modal = open_report(ada)
    ada.keyboard.press("Escape")
    expect(modal).to_have_count(0)
    expect(latest(ada).get_by_role("button", name="Report damage")).to_be_focused()
