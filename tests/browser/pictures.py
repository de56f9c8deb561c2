"""Takes the README's pictures of the demo: `python -m tests.browser.pictures docs/pictures`.

They show what a newcomer sees: nothing is drawn over, and nothing is staged but the size of the window.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chromium import launch
from tests.browser.demo import running_demo
from tests.browser.gestures import go_to, latest, type_line

PATIENCE_MS = 60_000
"""The boards come one a second, as Slack allows."""


def take_pictures(folder: Path) -> None:
    """Write `claim.png` and `phone.png` into `folder`, over those of an earlier run."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as data, running_demo(Path(data)) as url, sync_playwright() as playwright:
        chromium = launch(playwright)
        with window(chromium, url, width=1200, height=760) as page:
            preview_beside_board(page)
            page.screenshot(path=folder / "claim.png")
        with window(chromium, url, width=390, height=760) as page:
            type_line(page, "/shifts")
            expect(latest(page)).to_contain_text("open shifts")
            page.mouse.move(0, 0)
            page.screenshot(path=folder / "phone.png")
        chromium.close()


@contextmanager
def window(chromium: Browser, url: str, *, width: int, height: int) -> Iterator[Page]:
    """The page as Ada, in light colours."""
    context = chromium.new_context(
        viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto(url)
    page.get_by_role("link", name="Ada Alder").click()
    latest(page).wait_for()
    yield page
    context.close()


def preview_beside_board(page: Page) -> None:
    """Press Claim in the last day's post in #shifts, once all days are there: the preview comes below it."""
    go_to(page, "shifts")
    page.evaluate(_UNTIL_QUIET)
    for claim in reversed(page.get_by_role("article").last.get_by_role("button", name="Claim").all()):
        claim.click()
        preview = page.get_by_role("article").filter(has_text="Only visible to you").last
        expect(preview).to_contain_text("of 60 h")
        if preview.locator("button").get_by_text("Claim it", exact=True).is_visible():
            break
    page.mouse.move(0, 0)


_UNTIL_QUIET = """() => new Promise((settled) => {
  let timer = setTimeout(settled, 4000);
  new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(settled, 4000);
  }).observe(document.querySelector("[role=log]"), {childList: true, subtree: true});
})"""
"""Waits until four seconds have passed without a new message."""


if __name__ == "__main__":
    take_pictures(Path(sys.argv[1]))
