"""Takes the README's pictures of the demo: `python -m tests.browser.pictures docs/pictures`.

They show what a newcomer sees: nothing is drawn over, and nothing is staged but the size of the window.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chromium import PATIENCE_MS, launch
from tests.browser.demo import running_demo
from tests.browser.gestures import latest_answer, type_line

ON_A_PAGE = 5


def take_pictures(folder: Path) -> None:
    """Write `claim.png`, `phone.png`, `meeting.png` and `escalation.png`, over those of an earlier run."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as data, running_demo(Path(data)) as url, sync_playwright() as playwright:
        chromium = launch(playwright)
        with window(chromium, url, width=1200, height=816) as page:
            preview_below_list(page)
            snap(page, folder / "claim.png")
        with window(chromium, url, width=390, height=776) as page:
            ask_for_shifts(page)
            snap(page, folder / "phone.png")
        with window(chromium, url, width=390, height=776) as page:
            look_at_invitation(page)
            snap(page, folder / "meeting.png")
        with window(chromium, url, width=390, height=776, person="Sergeant Sol Sequoia") as page:
            take_what_is_urgent(page)
            snap(page, folder / "escalation.png")
        chromium.close()


@contextmanager
def window(
    chromium: Browser, url: str, *, width: int, height: int, person: str = "Ada Alder"
) -> Iterator[Page]:
    """The page as that person, in light colours."""
    context = chromium.new_context(
        viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto(url)
    page.get_by_role("link", name=person).click()
    page.get_by_role("article").first.wait_for()
    yield page
    context.close()


def snap(page: Page, file: Path) -> None:
    """Write what the window shows, with the pointer out of the way."""
    page.mouse.move(page.evaluate("innerWidth") / 2, 0)
    page.screenshot(path=file)


def ask_for_shifts(page: Page) -> None:
    """Type the command, and let go of the field."""
    type_line(page, "/shifts")
    expect(latest_answer(page)).to_contain_text("open shifts")
    page.get_by_role("combobox").blur()


def look_at_invitation(page: Page) -> None:
    """The sergeant's safety meeting, which waits for her answer, in the middle of the screen."""
    asked = page.get_by_role("article").filter(has_text="Campus safety meeting")
    expect(asked).to_contain_text("Will you come?")
    asked.evaluate("message => message.scrollIntoView({block: 'center'})")


def take_what_is_urgent(page: Page) -> None:
    """The empty post of today: the sergeant opens it, and has it."""
    type_line(page, "/escalations")
    expect(latest_answer(page)).to_contain_text("escalations concern you")
    latest_answer(page).locator("button").get_by_text("Open", exact=True).first.click()
    expect(latest_answer(page)).to_contain_text("All that is open")
    latest_answer(page).locator("button").get_by_text("I have it", exact=True).click()
    expect(latest_answer(page)).to_contain_text("Nobody else is woken.")
    page.get_by_role("combobox").blur()


def preview_below_list(page: Page) -> None:
    """Ask for the list twice, and press Claim in the second for the first shift that no rule refuses."""
    ask_for_shifts(page)
    ask_for_shifts(page)
    expect(page.get_by_role("article").filter(has_text="open shifts")).to_have_count(2)
    for place in range(ON_A_PAGE):
        latest_answer(page).locator("button").get_by_text("Claim", exact=True).nth(place).click()
        others = latest_answer(page).get_by_role("button", name="Show other shifts")
        others.wait_for()
        if latest_answer(page).locator("button").get_by_text("Claim it", exact=True).is_visible():
            return
        others.click()
        expect(latest_answer(page)).to_contain_text("open shifts")


if __name__ == "__main__":
    take_pictures(Path(sys.argv[1]))
