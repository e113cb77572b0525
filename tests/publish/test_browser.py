"""The machine's browser: found, fenced off, or missed in words."""

import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error

from readytochange.errors import InputError
from readytochange.publish import browser


def test_a_missing_browser_is_named_with_the_way_to_install_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(browser, "NAMES", ())
    monkeypatch.setattr(browser, "CHANNELS", ())
    with pytest.raises(InputError, match=r"no browser found; .* apt-get install chromium"):
        open_and_close()


def open_and_close() -> None:
    """In a thread of its own: in this one Playwright may be at work for the session."""

    def work() -> None:
        with browser.chromium():
            pass

    with ThreadPoolExecutor() as other:
        other.submit(work).result()


@pytest.mark.browser
@pytest.mark.usefixtures("chromium")  # without one this is left out aloud
def test_where_the_path_for_temporary_files_is_long_it_opens_elsewhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    scratch = tmp_path / ("a" * 100)
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    open_and_close()
    assert list(scratch.iterdir()) == []


@pytest.mark.browser
def test_the_browser_reaches_nothing_but_this_machine(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content("<h1>here</h1>")
    assert page.inner_text("h1") == "here"
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://example.org/")
    page.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit of this kind")
def test_a_path_too_long_for_a_socket_is_named_where_there_is_no_other_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", f"/{'a' * 70}")
    monkeypatch.setattr(browser, "_SHORT", tmp_path / "nowhere")
    with pytest.raises(
        InputError, match=r"TMPDIR is /a+: the browser makes a socket there; accepted"
    ):
        browser._short()
