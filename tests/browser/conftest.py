"""A practice workspace with a stock Bolt app in it, and headless Chromium to look at its page."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bot.clock import PracticeClock
from bot.practice.conversations import Channel
from bot.practice.extras import Extra
from bot.practice.people import Member
from bot.practice.server import PracticeServer
from tests.browser.chromium import PATIENCE_MS, launch
from tests.browser.probe import manifest, running_probe
from tests.conftest import NOON

ADA = "ada.fictus@example.test"
BEN = "ben.sample@example.test"

OpenPage = Callable[[str], Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; each test has its own context."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def practice() -> Iterator[PracticeServer]:
    """A workspace of three people at noon in Phoenix, with the probe connected."""
    people = [
        Member("Ada Fictus", ADA, "Officer · Saguaro PD", "America/Phoenix"),
        Member("Ben Sample", BEN, "Sergeant · Saguaro PD", "America/New_York"),
        Member("Cleo Invented", "cleo@example.test", "Coordinator · Copper Schools", "America/Phoenix"),
    ]
    channels = [
        Channel("shifts", purpose="Open shifts"),
        Channel("supervisors", private=True, members=(BEN,)),
    ]
    extras = [Extra("bell", "Ring the bell", "Once, in the yard", lambda: "The bell has rung.")]
    server = PracticeServer(manifest(), people, channels, clock=PracticeClock(NOON), extras=extras)
    server.sockets.ack_seconds = server.workspace.triggers.seconds = PATIENCE_MS / 1_000
    with server, running_probe(server):
        yield server


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser that has seen nothing yet."""
    fresh = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    fresh.set_default_timeout(PATIENCE_MS)
    yield fresh
    fresh.close()


@pytest.fixture
def open_page(context: BrowserContext, practice: PracticeServer) -> Iterator[OpenPage]:
    """Open the page as the person with that e-mail address, in #shifts; any script error fails the test."""
    complaints: list[str] = []

    def open_as(email: str) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        person, channel = practice.workspace.member(email).id, practice.workspace.channel("shifts")
        page.goto(f"{practice.url}#/{person}/{channel}")
        page.get_by_role("heading", name="shifts", level=1).wait_for()
        return page

    yield open_as
    assert complaints == []


@pytest.fixture
def ada(open_page: OpenPage) -> Page:
    """The page as Ada, an officer in Phoenix."""
    return open_page(ADA)
