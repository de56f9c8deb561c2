"""Finds the system's Chromium and starts it without anything that calls home."""

import shutil

from playwright.sync_api import Browser, Playwright

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
    """Start it without a window.

    Raises:
        LookupError: there is none on this machine; the sentence says what to install.
    """
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        raise LookupError("These tests need Chromium: install the system's package `chromium`.")
    return playwright.chromium.launch(executable_path=path, args=_QUIET)
