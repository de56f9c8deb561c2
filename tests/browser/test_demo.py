"""A newcomer opens the demo's one URL, on a computer or on a telephone, and everything there works."""

import re
from collections.abc import Iterator
from time import monotonic

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.chromium import PATIENCE_MS
from tests.browser.demo import running_demo
from tests.browser.gestures import (
    act_as,
    go_to,
    latest_answer,
    open_desk,
    open_tab,
    plan_drill,
    type_line,
)

pytestmark = pytest.mark.browser

SIZES = {"computer": (1280, 800), "telephone": (390, 844)}
ON_A_PAGE = 5


@pytest.fixture(scope="module", params=SIZES)
def demo(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """A fresh demo for each size of screen: the size's name, and the URL."""
    with running_demo(tmp_path_factory.mktemp("demo")) as url:
        yield request.param, url


@pytest.fixture
def newcomer(demo: tuple[str, str], chromium: Browser) -> Iterator[Page]:
    """The page at the bare URL; whatever its console says fails the test."""
    size, url = demo
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    said: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(url)
    yield page
    context.close()
    assert said == []


def claim_what_passes(page: Page) -> tuple[str, str]:
    """Claim the first open shift that no rule refuses, one by one; answers its number and school."""
    for place in range(ON_A_PAGE):
        type_line(page, "/shifts")
        expect(latest_answer(page)).to_contain_text("open shifts")
        button(latest_answer(page), "Claim").nth(place).click()
        expect(button(latest_answer(page), "Show other shifts")).to_be_visible()
        preview = latest_answer(page)
        expect(preview).to_contain_text("of 60 h")
        if button(preview, "Claim it").is_visible():
            number, school = number_of(preview), preview.locator(".text b").first.inner_text()
            button(preview, "Claim it").click()
            expect(preview).to_contain_text("It is yours")
            return number, school
        expect(preview).to_contain_text("Rule:")
    raise AssertionError("Every shift of the first page was refused.")


def button(message: Locator, words: str) -> Locator:
    """A button by the words on it; a screen reader hears which shift it is about."""
    return message.locator("button").get_by_text(words, exact=True)


def number_of(message: Locator) -> str:
    """The number of the shift that a message is about, such as `#18`."""
    found = re.search(r"#\d+", message.inner_text())
    assert found, message.inner_text()
    return found[0]


def mail_with(page: Page, subject: str) -> Locator:
    """The mail with this subject, once it has come; the page of mail is as it was when it was opened."""
    found, deadline = page.get_by_role("heading", name=subject), monotonic() + PATIENCE_MS / 1_000
    while not found.count():
        assert monotonic() < deadline, page.inner_text("body")
        page.reload()
    return page.get_by_role("article").filter(has_text=subject)


def test_an_officer_claims_a_shift_and_it_holds_against_everybody(newcomer: Page) -> None:
    newcomer.get_by_role("link", name="Ada Alder").click()
    number, school = claim_what_passes(newcomer)
    act_as(newcomer, "Ben Birch")
    go_to(newcomer, "Muster")
    type_line(newcomer, f"/shifts claim {number}")
    expect(latest_answer(newcomer)).to_contain_text("Ada Alder")
    expect(button(latest_answer(newcomer), "Claim it")).to_have_count(0)
    act_as(newcomer, "Ada Alder")
    open_tab(newcomer, "Home")
    home = newcomer.get_by_role("region", name="App Home")
    expect(home).to_contain_text(number)
    expect(home).to_contain_text(school)
    assert newcomer.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_coordinator_reads_about_the_feed_that_is_held(newcomer: Page) -> None:
    newcomer.get_by_role("link", name="Cora Cypress").click()
    go_to(newcomer, "supervisors")
    with open_desk(newcomer) as desk:
        face = desk.locator(".clock-time")
        before = face.inner_text()
        desk.get_by_role("button", name="+1 hour").click()
        expect(face).not_to_have_text(before)
        desk.get_by_role("button", name="Deliver the next feed").click()
        expect(newcomer.get_by_role("alert")).to_contain_text(["feed"])
    held = newcomer.get_by_role("article").filter(has_text="held")
    expect(held.first).to_be_visible()


def test_a_sergeant_takes_an_escalation_and_reads_that_it_is_his(newcomer: Page) -> None:
    newcomer.get_by_role("link", name="Sergeant Sol Sequoia").click()
    type_line(newcomer, "/escalations")
    expect(latest_answer(newcomer)).to_contain_text("Nobody has it.")
    button(latest_answer(newcomer), "I have it").first.click()
    expect(latest_answer(newcomer)).to_contain_text("Nobody else is woken.")
    expect(latest_answer(newcomer)).to_contain_text("You have it, since")
    expect(button(latest_answer(newcomer), "I have it")).to_have_count(0)
    assert newcomer.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_sergeant_plans_a_drill_and_ada_is_asked_in_slack_and_by_mail_and_says_yes(newcomer: Page) -> None:
    newcomer.get_by_role("link", name="Sergeant Sol Sequoia").click()
    form = plan_drill(newcomer, "Lockdown drill", asks="Ada Alder")
    expect(form).to_contain_text("Asks 1 person: Ada Alder")
    expect(form.get_by_role("textbox", name="Title")).to_have_value("Lockdown drill")
    form.get_by_role("button", name="Send").click()
    expect(latest_answer(newcomer)).to_contain_text("Planned.")
    act_as(newcomer, "Ada Alder")
    go_to(newcomer, "Muster")
    by_title = re.compile("Lockdown drill")  # as it is spelt: an agenda speaks of a lockdown drill too
    asked = newcomer.get_by_role("article").filter(has_text=by_title)
    expect(asked).to_contain_text("Will you come?")
    button(asked, "Yes").click()
    expect(asked).to_contain_text("You said yes.")
    assert newcomer.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    with newcomer.context.expect_page() as opened, open_desk(newcomer) as desk:
        desk.get_by_role("link", name="Mail").click()
    mail = mail_with(opened.value, "Invitation: Lockdown drill")
    expect(mail).to_contain_text("to ada@example.org")
    expect(mail).to_contain_text("Carries an invitation: REQUEST, sequence 0.")
    expect(mail).to_contain_text("09:00–10:00")
