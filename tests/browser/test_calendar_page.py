"""The page of a calendar in a real browser: on a telephone, on a desk, in the dark, and without a script."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.calendar_site import HOSTILE, ada_s_calendar
from tests.browser.chromium import PATIENCE_MS

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def address(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Ada's link."""
    with ada_s_calendar(empty_sqlite, tmp_path_factory.mktemp("calendar")) as served:
        yield served


@pytest.fixture
def opened(chromium: Browser, address: str) -> Iterator[Open]:
    """Open the link in a browser that runs no script; whatever it fetches beside the page fails the test."""
    contexts, complaints = [], list[str]()

    def open_in(size: dict[str, int], query: str = "", **told: str) -> Page:
        context = chromium.new_context(viewport=size, java_script_enabled=False, **told)  # type: ignore[arg-type]  # told: colour scheme
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text))
        page.on("request", lambda asked: complaints.append(asked.url) if asked.url != page.url else None)
        page.goto(address + query)
        return page

    yield open_in
    for context in contexts:
        context.close()
    assert [line for line in complaints if "calendars/" not in line] == []


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_month_and_what_is_in_it_are_read_without_a_script(opened: Open, size: dict[str, int]) -> None:
    page = opened(size)
    assert page.get_by_role("heading", name="August 2026").is_visible()
    assert page.get_by_role("table", name="August 2026").is_visible()
    today = page.get_by_role("article").filter(has_text="Wed Aug 12")
    assert "07:00–15:00" in today.inner_text()
    assert "today" in today.inner_text()
    night = page.get_by_role("article").filter(has_text="Basalt High")
    assert "21:00–04:00 Sat" in night.inner_text()
    dropped = page.get_by_role("article").filter(has_text="Fri Aug 28")
    assert "called off" in dropped.inner_text()


def test_words_from_the_feed_are_shown_letter_for_letter(opened: Open) -> None:
    page = opened(DESK)
    assert page.get_by_text(f"{HOSTILE} · Quartz Elementary", exact=True).count() == 1
    assert page.locator("article b").count() == 0


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_meetings_stand_on_each_of_their_days_as_their_reader_has_answered(
    opened: Open, size: dict[str, int]
) -> None:
    page = opened(size)
    settled = page.get_by_role("listitem").filter(has_text="Lockdown drill").first
    assert "09:00–10:00" in settled.inner_text()
    assert "not settled" not in settled.inner_text()
    gone = page.get_by_role("article").filter(has_text="Tue Aug 25").inner_text()
    assert "called off" in gone
    assert "Cancelled: Snow" in gone
    open_one = page.get_by_role("listitem").filter(has_text="District safety meeting").inner_text()
    assert "not settled" in open_one
    assert HOSTILE in open_one
    assert "Debriefing" not in page.content()
    page.get_by_role("link", name="Later: September 2026").click()
    assert page.get_by_role("listitem").filter(has_text="Lockdown drill").count() == 2
    second_thursday = page.get_by_role("article").filter(has_text="Thu Sep 10")
    assert "15:30–16:30" in second_thursday.inner_text()


def test_nothing_hangs_over_the_edge_of_a_telephone(opened: Open, chromium: Browser, address: str) -> None:
    page = opened(PHONE)
    boxes = [box for one in page.locator("main *").all() if (box := one.bounding_box())]
    assert max(box["x"] + box["width"] for box in boxes) <= PHONE["width"]
    for link in page.locator("nav a, footer a").all():
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 40, "a thumb needs room"


def test_months_are_turned_by_links_and_a_day_leads_to_its_list(opened: Open) -> None:
    page = opened(PHONE)
    page.get_by_role("link", name="Later: September 2026").click()
    assert page.get_by_role("heading", name="September 2026").is_visible()
    due = page.get_by_role("article").filter(has_text="Wed Sep 30")
    assert "Due: SSO asynchronous training" in due.inner_text()
    page.get_by_role("link", name="Sun Sep 6: 1 entry").click()
    assert page.url.endswith("#2026-09-06")
    page.get_by_role("link", name="Earlier: August 2026").click()
    assert page.get_by_role("heading", name="August 2026").is_visible()


def test_an_empty_month_says_so_and_leads_to_the_next_entry(opened: Open) -> None:
    page = opened(PHONE, "?month=2026-07")
    assert "Nothing this month." in page.locator("main").inner_text()
    page.get_by_role("link", name="The next is on Wed Aug 12.").click()
    assert page.get_by_role("heading", name="August 2026").is_visible()


def test_the_style_is_applied_under_the_policy_that_allows_nothing_else(opened: Open) -> None:
    page = opened(DESK, color_scheme="dark")
    assert page.locator("td.today .number").first.is_visible()
    assert page.locator("main").bounding_box()["width"] < 1000  # type: ignore[index]  # it is on the page
