"""The Chromium of this machine, fenced off from the network: it prints pages, and opens them in tests."""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
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


_FOLDER = "chromium-"
_LONGEST = 107 - len(f"/{_FOLDER}12345678/org.chromium.Chromium.123456/SingletonSocket")
"""Of the path of the folder for temporary files, in bytes: the browser makes a socket below it."""

_SHORT = Path("/tmp")

_KEEPER = """
trap '' HUP INT TERM
mkdir -m 700 "$0" && echo made
cat >/dev/null
for try in 1 2 3 4 5; do rm -rf "$0"; [ -e "$0" ] || break; sleep 1; done
"""
"""Makes a folder, and removes it when what it reads ends: who asked has ended it, or has itself ended."""


@contextmanager
def chromium() -> Iterator["Browser"]:
    """Lend a headless browser that reaches this machine only, and close it.

    Raises
    ------
    InputError
        if there is none; says how to install one. If it does not start, says why
    """
    from playwright.sync_api import sync_playwright

    with _folder() as folder, sync_playwright() as playwright:
        browser = _launched(playwright.chromium, folder)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def _folder() -> Iterator[str]:
    """A folder for what the browser leaves when it is killed; it goes also when this process is."""
    if os.name == "nt":
        with tempfile.TemporaryDirectory(prefix=_FOLDER, ignore_cleanup_errors=True) as folder:
            yield folder
        return
    place = _short() / f"{_FOLDER}{secrets.token_hex(4)}"
    with subprocess.Popen(
        ["sh", "-c", _KEEPER, place],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as keeper:
        if keeper.stdout and not keeper.stdout.readline():
            raise InputError(
                f"cannot write to {place.parent}; accepted is a folder you may write to"
            )
        yield str(place)


def _short() -> Path:
    """The folder for temporary files, or one whose path is short enough for a socket."""
    place = Path(tempfile.gettempdir())
    if len(os.fsencode(place)) <= _LONGEST:
        return place
    if os.access(_SHORT, os.W_OK | os.X_OK):
        return _SHORT
    raise InputError(
        f"TMPDIR is {place}: the browser makes a socket there; accepted is a path of at most {_LONGEST} bytes"
    )


def _launched(kind: "BrowserType", folder: str) -> "Browser":
    """Start the first there is: on the path, or where Chrome and Edge put themselves on macOS and Windows."""
    from playwright.sync_api import Error

    environment: dict[str, str | float | bool] = {**os.environ, "TMPDIR": folder}
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path:
        try:
            return kind.launch(executable_path=path, args=list(_OPTIONS), env=environment)
        except Error as error:
            reason = error.message.splitlines()[0]
            raise InputError(f"the browser {path} does not start: {reason}") from None
    for channel in CHANNELS:
        with suppress(Error):
            return kind.launch(channel=channel, args=list(_OPTIONS), env=environment)
    raise InputError(
        f"no browser found; accepted is Chrome, Edge or one of {', '.join(NAMES)} on the path. Debian and Ubuntu: "
        "sudo apt-get install chromium; macOS: brew install --cask google-chrome; Windows: winget install Google.Chrome"
    )
