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
    if page.get_by_role("button", name="Conversations").is_visible():  # a telephone's list closes by itself
        expect(page.get_by_role("navigation", name="Conversations")).to_be_hidden()


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
    conversations = page.get_by_role("navigation", name="Conversations")
    expect(opener.or_(conversations).first).to_be_visible()  # whoever has just come in has neither yet
    if opener.is_visible():
        opener.click()
    return conversations


def open_tab(page: Page, name: str) -> None:
    """Choose one of the app's tabs."""
    page.get_by_role("navigation", name="Views of the app").get_by_role("link", name=name).click()


def plan_drill(page: Page, title: str, asks: str) -> Locator:
    """Fill in the form of a meeting, a week from now at nine, and look at it; answers the form."""
    type_line(page, "/meetings new")
    form = page.get_by_role("dialog", name="Plan a meeting")
    form.get_by_role("button", name="Kind").click()
    page.get_by_role("option", name="Drill").click()
    form.get_by_role("textbox", name="Title").fill(title)
    form.get_by_role("textbox", name="Agenda").fill("1. Radio check\n2. Doors that do not latch")
    form.get_by_role("textbox", name="Where").fill("Gym")
    form.get_by_role("button", name="Day").click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    form.get_by_role("textbox", name="Begins").fill("09:00")
    form.get_by_role("button", name="People (optional)").click()
    page.get_by_role("option", name=asks).click()
    page.keyboard.press("Escape")
    form.get_by_role("button", name="Look at it first").click()
    expect(form.get_by_text("Nothing is sent yet.")).to_be_in_viewport()
    expect(form.get_by_role("button", name="Send")).to_be_in_viewport()
    return form


def open_report(page: Page) -> Locator:
    """Ask for the gates, press Report damage and answer the modal."""
    type_line(page, "/gates ")
    latest(page).get_by_role("button", name="Report damage").click()
    modal = page.get_by_role("dialog", name="Report damage")
    modal.wait_for()
    return modal
