"""Finds the system's Chromium and starts it without anything that calls home."""

import shutil

from playwright.sync_api import Browser, Playwright, expect

PATIENCE_MS = 20_000
"""So long something on a page may take to come about: the demo posts once a second, as Slack allows, and the
machine may be busy.
"""

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def launch(playwright: Playwright) -> Browser:
    """Start it without a window, and have what is expected of its pages waited for with patience.

    Raises:
        LookupError: there is none on this machine; the sentence says what to install.
    """
    expect.set_options(timeout=PATIENCE_MS)
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        raise LookupError("These tests need Chromium: install the system's package `chromium`.")
    return playwright.chromium.launch(executable_path=path, args=_QUIET)
