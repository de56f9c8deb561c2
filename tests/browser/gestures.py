"""What a person does on the page, in a person's words."""

from playwright.sync_api import Locator, Page


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


def go_to(page: Page, name: str) -> None:
    """Choose a conversation in the sidebar."""
    page.get_by_role("navigation", name="Conversations").get_by_role("link", name=name).click()


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
