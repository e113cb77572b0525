"""The Chromium of this machine, fenced off from the network: it prints pages, and opens them in tests."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from readytochange.mistakes import Mistake

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


def find() -> str:
    """The browser's program.

    Raises
    ------
    Mistake
        if there is none; says how to install one
    """
    for name in NAMES:
        place = shutil.which(name)
        if place:
            return place
    raise Mistake(
        f"no browser found; accepted is one of {', '.join(NAMES)} on the path. Debian and Ubuntu: sudo apt-get install "
        "chromium; macOS: brew install --cask chromium; Windows: winget install Google.Chrome"
    )


@contextmanager
def chromium() -> Iterator["Browser"]:
    """Lend a headless browser that reaches this machine only, and close it.

    Raises
    ------
    Mistake
        if no browser is found
    """
    place = find()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=place, args=list(_OPTIONS))
        try:
            yield browser
        finally:
            browser.close()
