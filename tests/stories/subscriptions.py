"""Calendar subscriptions in stories: a link that somebody opens on the phone, and what it serves."""

import re
from typing import Any

import httpx

from tests.stories.phone import Phone
from tests.stories.world import World

_ADDRESS = re.compile(r"https://muster\.example\.org(/calendars/[A-Za-z0-9_-]{43}\.ics)")


def calendar_link(whose: Phone, **chosen: Any) -> str:
    """The path of a new link to somebody's own calendar; `chosen` fills in the form."""
    whose.types("/sso calendar")
    whose.reads("as one subscription that stays true")
    whose.presses("New link")
    whose.sees("What it shows")
    assert whose.submits(**chosen) == {}
    found = _ADDRESS.search(whose.reads("Your private calendar link", "Copy it now"))
    assert found is not None
    return found[1]


def fetched(world: World, path: str, **headers: str) -> httpx.Response:
    """What the bot serves at this moment."""
    return httpx.get(world.process.web.url + path, headers=headers, trust_env=False, timeout=30)
