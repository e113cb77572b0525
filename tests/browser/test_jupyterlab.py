"""The notebooks opened in JupyterLab itself, with no network: run, drawn, and their explorers moved."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest
from playwright.sync_api import Browser, Locator

from projects import project_in
from visits import Visit, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATIENCE = 120
"""Seconds, for a machine that does much else."""

_TRACKER = "@jupyterlab/notebook-extension/tracker.jupyterlab-settings"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """JupyterLab over a copy of the project; the address of a notebook, each in a workspace of its own."""
    small = project_in(tmp_path_factory.mktemp("lab") / "copy", "notebooks")
    own = small.root / "jupyter"
    settings = own / "settings" / _TRACKER
    settings.parent.mkdir(parents=True)
    settings.write_text(
        json.dumps({"windowingMode": "none"})
    )  # every cell is on the page, seen or not
    environment = small.environment | {
        "HOME": str(small.root),
        "IPYTHONDIR": str(own / "ipython"),
        "JUPYTER_CONFIG_DIR": str(own / "config"),
        "JUPYTER_DATA_DIR": str(own / "data"),
        "JUPYTER_RUNTIME_DIR": str(own / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(own / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(own / "workspaces"),
    }
    options = ["--no-browser", "--ip=127.0.0.1", "--port=0", "--ServerApp.port_retries=0"]
    with (small.root / "lab.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options, *_as_root(), "notebooks"],
            cwd=small.root,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        yield _address(server, own / "runtime", small.root / "lab.log")
    finally:
        _end(server)


def _as_root() -> list[str]:
    return ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []


def _address(server: subprocess.Popen[bytes], runtime: Path, log: Path) -> str:
    """What the server says of itself, once it listens."""
    started = time.monotonic()
    while time.monotonic() - started < PATIENCE and server.poll() is None:
        for file in runtime.glob("jpserver-*.json"):
            said = json.loads(file.read_text() or "{}")
            if said:
                return f"{said['url']}lab/workspaces/{{0}}/tree/{{0}}.ipynb?token={said['token']}"
        time.sleep(0.2)
    raise AssertionError(log.read_text())


def _end(server: subprocess.Popen[bytes]) -> None:
    """End the server and its kernels, whatever they are at."""
    family = [psutil.Process(server.pid), *psutil.Process(server.pid).children(recursive=True)]
    for process in family:
        process.terminate()
    for process in psutil.wait_procs(family, timeout=10)[1]:
        process.kill()
    server.wait()


@pytest.fixture
def opened(request: pytest.FixtureRequest, chromium: Browser, lab: str) -> Iterator[Visit]:
    """A notebook with all its cells run."""
    with visit(chromium, lab.format(request.param), ".jp-Notebook .jp-CodeCell") as seen:
        seen.page.set_default_timeout(PATIENCE * 1000)
        seen.page.get_by_text("| Idle").wait_for()  # before it has a kernel, running does nothing
        seen.page.get_by_role("menuitem", name="Run", exact=True).click()
        seen.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        prompts = (
            "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map(e => e.textContent)"
        )
        seen.page.wait_for_function(f"{prompts}.every(text => /\\[\\d+\\]:/.test(text))")
        yield seen


def charts(seen: Visit) -> Locator:
    return seen.page.locator(".jp-OutputArea-output .vega-embed canvas")


def drawn(chart: Locator) -> str:
    """What a chart looks like: the points of its canvas."""
    points: str = chart.evaluate("canvas => canvas.toDataURL()")
    return points


def nothing_asked_outside(seen: Visit) -> bool:
    return {urlsplit(address).hostname for address in seen.asked if "://" in address} == {
        "127.0.0.1"
    }


@pytest.mark.parametrize("opened", ["2-quantitative"], indirect=True)
def test_a_slider_changes_its_chart(opened: Visit) -> None:
    assert charts(opened).count() == 6
    explorer = opened.page.locator(".jp-CodeCell", has=opened.page.locator(".widget-slider"))
    chart = explorer.locator(".vega-embed canvas")
    before = drawn(chart)
    explorer.locator(".noUi-handle").press("Home")
    explorer.locator(".widget-readout", has_text="50%").wait_for()
    opened.page.wait_for_function(
        "([place, before]) => document.querySelector(place)?.toDataURL() !== before",
        arg=[".jp-CodeCell:has(.widget-slider) .vega-embed canvas", before],
    )
    assert opened.page.locator(".jp-OutputArea-output[data-mime-type*=error]").count() == 0
    assert nothing_asked_outside(opened)


@pytest.mark.parametrize("opened", ["4-synthesis"], indirect=True)
def test_a_menu_changes_its_table(opened: Visit) -> None:
    assert charts(opened).count() == 1
    explorer = opened.page.locator(".jp-CodeCell", has=opened.page.locator(".widget-dropdown"))
    table = explorer.locator("table")
    before = table.text_content()
    explorer.locator("select").select_option(label="Ambiente e filiera")
    explorer.locator("caption", has_text="Ambiente e filiera").wait_for()
    assert table.text_content() != before
    assert nothing_asked_outside(opened)
