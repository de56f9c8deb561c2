"""A person looks into a thread, and uses a shortcut."""

import pytest
from playwright.sync_api import Page, expect
from slack_sdk import WebClient

from bot.practice.server import PracticeServer
from tests.browser.gestures import composer

pytestmark = pytest.mark.browser


def test_replies_are_folded_up_below_their_message_and_counted(practice: PracticeServer, ada: Page) -> None:
    client = WebClient(practice.bot_token, base_url=practice.api_url)
    first = client.chat_postMessage(channel="#shifts", text="The gate is jammed")["ts"]
    client.chat_postMessage(channel="#shifts", text="Ben has it", thread_ts=first)
    summary = ada.get_by_text("1 reply")
    expect(summary).to_contain_text("Last reply today at 12:00")
    expect(ada.get_by_text("Ben has it")).not_to_be_visible()
    summary.click()
    expect(ada.get_by_text("Ben has it")).to_be_visible()
    client.chat_postMessage(channel="#shifts", text="It opens again", thread_ts=first)
    expect(ada.get_by_text("2 replies")).to_be_visible()
    expect(ada.get_by_text("It opens again")).to_be_visible()


def test_a_shortcut_opens_its_form(ada: Page) -> None:
    ada.get_by_role("button", name="Shortcuts").click()
    shortcuts = ada.get_by_role("listbox", name="Shortcuts").get_by_role("option")
    expect(shortcuts).to_have_count(2)
    shortcuts.filter(has_text="Report damage").click()
    expect(ada.get_by_role("dialog")).to_contain_text("Which gate?")


def test_a_shortcut_that_nobody_answers_says_so_and_leaves_what_is_being_typed(
    ada: Page, practice: PracticeServer
) -> None:
    practice.sockets.ack_seconds = 0.05
    composer(ada).fill("Good mor")
    ada.get_by_role("button", name="Shortcuts").click()
    ada.get_by_role("option", name="Doze").click()
    expect(ada.get_by_role("alert")).to_contain_text(["is not responding"])
    expect(composer(ada)).to_have_value("Good mor")
