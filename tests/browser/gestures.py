"""What a person does on the page, in a person's words."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect


def composer(page: Page) -> Locator:
    """The field in which one types."""
    return page.get_by_role("combobox", name="Message")


def type_line(page: Page, line: str) -> None:
    """Type a line and press Enter."""
    composer(page).fill(line)
    composer(page).press("Enter")


def latest(page: Page) -> Locator:
    """The newest message."""
    return page.get_by_role("article").last


def latest_answer(page: Page) -> Locator:
    """The newest message that only this person sees, whatever else has come meanwhile."""
    return page.get_by_role("article").filter(has_text="Only visible to you").last


def go_to(page: Page, name: str) -> None:
    """Choose a conversation; on a telephone the list of them has to be opened first."""
    conversations = _conversations(page)
    conversations.get_by_role("link", name=name).click()


def act_as(page: Page, name: str) -> None:
    """Become somebody else."""
    _conversations(page).get_by_title("Act as somebody else").click()
    people = page.get_by_role("dialog", name="Act as")
    people.get_by_role("searchbox", name="Find a person").fill(name)
    people.get_by_role("option", name=name).click()
    expect(page).to_have_title(re.compile(name))


@contextmanager
def open_desk(page: Page) -> Iterator[Locator]:
    """The practice desk; where it lies over the messages it is opened, and put away again."""
    desk = page.get_by_role("complementary", name="Practice desk")
    opener = page.get_by_role("main").locator(".desk-button")
    if opener.is_visible():
        opener.click()
        yield desk
        desk.get_by_role("button", name="Hide the practice desk").click()
    else:
        yield desk


def _conversations(page: Page) -> Locator:
    opener = page.get_by_role("button", name="Conversations")
    if opener.is_visible():
        opener.click()
    return page.get_by_role("navigation", name="Conversations")


def open_tab(page: Page, name: str) -> None:
    """Choose one of the app's tabs."""
    page.get_by_role("navigation", name="Views of the app").get_by_role("link", name=name).click()


def open_report(page: Page) -> Locator:
    """Ask for the gates, press Report damage and answer the modal."""
    type_line(page, "/gates ")
    latest(page).get_by_role("button", name="Report damage").click()
    modal = page.get_by_role("dialog", name="Report damage")
    modal.wait_for()
    return modal
