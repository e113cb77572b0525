"""The Chromium of this machine, fenced off from the network: it prints pages, and opens them in tests."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from readytochange.errors import InputError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserType

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
CHANNELS = ("chrome", "msedge")

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


@contextmanager
def chromium() -> Iterator["Browser"]:
    """Lend a headless browser that reaches this machine only, and close it.

    Raises
    ------
    InputError
        if there is none; says how to install one. If it does not start, says why
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = _launched(playwright.chromium)
        try:
            yield browser
        finally:
            browser.close()


def _launched(kind: "BrowserType") -> "Browser":
    """Start the first there is: on the path, or where Chrome and Edge put themselves on macOS and Windows."""
    from playwright.sync_api import Error

    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path:
        try:
            return kind.launch(executable_path=path, args=list(_OPTIONS))
        except Error as error:
            reason = error.message.splitlines()[0]
            raise InputError(f"the browser {path} does not start: {reason}") from None
    for channel in CHANNELS:
        with suppress(Error):
            return kind.launch(channel=channel, args=list(_OPTIONS))
    raise InputError(
        f"no browser found; accepted is Chrome, Edge or one of {', '.join(NAMES)} on the path. Debian and Ubuntu: "
        "sudo apt-get install chromium; macOS: brew install --cask google-chrome; Windows: winget install Google.Chrome"
    )
