"""A reader's visit to a page: what it asked for and what went wrong is kept beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
ZOOMED = {"width": 320, "height": 256}
"""A window of 1280 by 1024 at 400 %."""


@dataclass
class Visit:
    """An open page, the addresses it asked for, and its complaints: errors, and what its policy stopped."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def schemes(self) -> set[str]:
        return {urlsplit(address).scheme for address in self.asked}

    def stopped(self, request: Request) -> None:
        """What the page's policy stopped was never asked for."""
        if request.failure == "csp":
            self.asked.remove(request.url)

    def said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def interrupted(self, dialog: Dialog) -> None:
        self.complaints.append(dialog.message)
        dialog.dismiss()


@contextmanager
def visit(
    browser: Browser, address: str, drawn: str = "html[data-state=ready]", **options: Any
) -> Iterator[Visit]:
    """Open a page in a window of its own, without a network.

    Parameters
    ----------
    browser : lent by the fixture `chromium`
    address : of the page
    drawn : what is there when the page has done all it does by itself
    options : of the window: size, colour scheme, ...
    """
    window = browser.new_context(
        offline=address.startswith("file:"),
        reduced_motion="reduce",
        **{"viewport": DESK, **options},
    )
    seen = Visit(window.new_page())
    seen.page.on("request", lambda request: seen.asked.append(request.url))
    seen.page.on("requestfailed", seen.stopped)
    seen.page.on("websocket", lambda socket: seen.asked.append(socket.url))
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    seen.page.on("console", seen.said)
    seen.page.on("dialog", seen.interrupted)
    try:
        seen.page.goto(address)
        seen.page.wait_for_selector(drawn, state="attached", timeout=60_000)
        yield seen
    finally:
        window.close()
