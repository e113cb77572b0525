"""The notebooks opened in JupyterLab itself, with no network: run, drawn, and their explorers moved."""

import json
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import psutil
import pytest
from playwright.sync_api import Browser, Locator

from projects import ProjectFolder, project_in
from readytochange.figures import drawing
from readytochange.lab import copies, own
from visits import Visit, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATIENCE = 120
"""Seconds, for a machine that does much else."""

_SETTINGS = {
    "@jupyterlab/notebook-extension/tracker": {
        "windowingMode": "none"
    },  # every cell is on the page
    "@jupyterlab/docmanager-extension/plugin": {"autosaveInterval": 1},
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> ProjectFolder:
    """A copy of the project, committed, with a notebook of one's own."""
    made = project_in(tmp_path_factory.mktemp("lab") / "copy", "notebooks", "outputs")
    (made.root / ".gitignore").write_text("work/*\n/jupyter/\n.ipynb_checkpoints/\n*.log\n")
    for line in ("init -q", "add .", "-c user.name=a -c user.email=a@b commit -q -m all"):
        _git(made, *line.split())
    own.start(made.project, "My question", "en")
    return made


def _git(small: ProjectFolder, *words: str) -> str:
    command = ["git", "-c", "core.autocrlf=false", *words]
    return subprocess.run(
        command, cwd=small.root, check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture(scope="module")
def lab(small: ProjectFolder) -> Iterator[str]:
    """JupyterLab over the copy; the address of a notebook, each in a workspace of its own."""
    home = small.root / "jupyter"
    for name, said in _SETTINGS.items():
        place = home / "settings" / f"{name}.jupyterlab-settings"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps(said))
    environment = small.environment | {
        "HOME": str(home),
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
    }
    with (small.root / "lab.log").open("w") as log:
        server = subprocess.Popen(
            [*small.command("lab", "--lang", "en", "--no-browser", "--", "--ServerApp.port=0")],
            cwd=small.root,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        yield _address(server, home / "runtime", small.root / "lab.log")
    finally:
        _end(server)


def _address(server: subprocess.Popen[bytes], runtime: Path, log: Path) -> str:
    """What the server says of itself, once it listens."""
    started = time.monotonic()
    while time.monotonic() - started < PATIENCE and server.poll() is None:
        for file in runtime.glob("jpserver-*.json"):
            said = json.loads(file.read_text() or "{}")
            if said:
                return f"{said['url']}lab/workspaces/{{name}}/tree/{{place}}?token={said['token']}"
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


@contextmanager
def opened_in(chromium: Browser, lab: str, place: str) -> Iterator[Visit]:
    """A notebook with a kernel."""
    address = lab.format(name=place.replace("/", "-").removesuffix(".ipynb"), place=place)
    with visit(chromium, address, ".jp-Notebook .jp-CodeCell") as seen:
        seen.page.set_default_timeout(PATIENCE * 1000)
        seen.page.get_by_text("| Idle").wait_for()  # before it has a kernel, running does nothing
        yield seen


def run_all(seen: Visit) -> None:
    seen.page.get_by_role("menuitem", name="Run", exact=True).click()
    seen.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


@pytest.fixture(scope="module")
def opened(request: pytest.FixtureRequest, chromium: Browser, lab: str) -> Iterator[Visit]:
    """A source with all its cells run."""
    with opened_in(chromium, lab, f"notebooks/{request.param}.ipynb") as seen:
        run_all(seen)
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
        "localhost"
    }


@pytest.mark.parametrize("opened", ["2-quantitative"], indirect=True)
def test_controls_stand_over_what_they_change_and_nothing_moves(
    opened: Visit, small: ProjectFolder
) -> None:
    explorers = opened.page.locator(".jp-CodeCell:has(.rtc-controls)")
    assert explorers.count() == len(tagged(small, "2-quantitative", "explorer"))
    shares = explorers.nth(0)
    chart = shares.locator(".vega-embed canvas")
    before, places = drawn(chart), opened.page.evaluate(PLACES)
    assert shares.locator(".rtc-controls").bounding_box()["y"] < chart.bounding_box()["y"]  # type: ignore[index]
    shares.get_by_label("domanda").select_option(label="Le aziende per dimensione")
    opened.page.wait_for_function(
        "([place, before]) => document.querySelector(place)?.toDataURL() !== before",
        arg=[".jp-CodeCell:has(.rtc-is-hide) .vega-embed canvas", before],
    )
    assert opened.page.evaluate(PLACES) == places
    shares.get_by_role("button", name="File", exact=True).click()
    shares.locator(".rtc-links a", has_text="SVG").wait_for()
    base = explorers.nth(2).get_by_label("base")
    base.fill("33.7")
    base.press("Enter")
    explorers.nth(2).get_by_text("«33.7» non si può usare").wait_for()
    assert base.input_value() == "33.7"
    assert opened.page.locator(".jp-OutputArea-output[data-mime-type*=error]").count() == 0
    assert nothing_asked_outside(opened)


@pytest.mark.parametrize("opened", ["2-quantitative"], indirect=True)
def test_a_menu_is_used_by_keyboard_and_no_cell_is_touched(opened: Visit) -> None:
    """The notebook's own keys do not work in the controls: two D's would delete the cell."""
    cells = opened.page.locator(".jp-Cell").count()
    menu = opened.page.locator(".jp-CodeCell .rtc-is-question select").first
    menu.focus()
    before = menu.input_value()
    for key in ("ArrowDown", "ArrowUp", "ArrowDown", "d", "d"):
        opened.page.keyboard.press(key)
    opened.page.wait_for_function(
        "menu => document.activeElement === menu", arg=menu.element_handle()
    )
    assert menu.input_value() != before
    assert opened.page.locator(".jp-Cell").count() == cells
    opened.page.keyboard.press("Tab")
    assert not menu.evaluate("menu => document.activeElement === menu")


@pytest.mark.parametrize("opened", ["2-quantitative"], indirect=True)
def test_controls_stay_in_a_narrow_cell(opened: Visit) -> None:
    opened.page.set_viewport_size({"width": 390, "height": 844})
    opened.page.keyboard.press("Control+b")  # folds the files beside it
    opened.page.wait_for_function(f"({_CUT})().length === 0")
    opened.page.keyboard.press("Control+b")
    opened.page.set_viewport_size({"width": 1280, "height": 900})


_CUT = """() => {
    const right = (part) => part.getBoundingClientRect().right;
    const controls = [...document.querySelectorAll(".rtc-controls :is(select, input, button)")];
    return controls
        .filter((each) => right(each) > right(each.closest(".jp-OutputArea")) + 1)
        .map((each) => each.outerHTML);
}"""


PLACES = """() => [...document.querySelectorAll(".jp-CodeCell:has(.rtc-controls) .jp-OutputArea")].map(
  (each) => each.offsetHeight,
)"""
"""How high the places are in which explorers show what they make."""


@pytest.mark.parametrize("opened", ["4-synthesis"], indirect=True)
def test_a_menu_changes_the_texts_under_the_chart(opened: Visit) -> None:
    explorer = opened.page.locator(".jp-CodeCell:has(.rtc-controls)")
    explorer.get_by_label("tema", exact=True).select_option(label="Ambiente e filiera")
    explorer.locator("caption", has_text="Ambiente e filiera").wait_for()
    assert charts(opened).count() == 2
    assert nothing_asked_outside(opened)


@pytest.mark.parametrize("opened", ["4-synthesis"], indirect=True)
def test_a_source_that_was_run_and_saved_is_as_it_was_for_git(
    opened: Visit, small: ProjectFolder
) -> None:
    """When it is told to, and by itself; on the page the outputs stay."""
    with saved(opened, "notebooks/4-synthesis"):
        opened.page.keyboard.press("Control+s")
    assert _git(small, "status", "--porcelain") == ""
    with saved(opened, "notebooks/4-synthesis"):
        run_all(opened)
    assert _git(small, "status", "--porcelain") == ""
    charts(opened).first.wait_for()


def saved(seen: Visit, place: str) -> AbstractContextManager[object]:
    """A place in which a notebook is saved."""
    return seen.page.expect_response(
        lambda said: said.request.method == "PUT" and f"api/contents/{place}.ipynb" in said.url
    )


def test_a_working_copy_is_read_edited_run_and_kept(
    chromium: Browser, lab: str, small: ProjectFolder
) -> None:
    with opened_in(chromium, lab, "work/en/2-quantitative.ipynb") as seen:
        assert charts(seen).count() == refreshed_charts(small, "2-quantitative")
        assert nested_contents(seen) == headings(small, "2-quantitative")
        assert seen.page.evaluate("document.fonts.check('13px \"Ready to Change Sans\"')")
        assert seen.page.evaluate(_OVERFLOWING) == []
        given = seen.page.locator(".jp-CodeCell .cm-content", has_text="confidence: float")
        given.click()
        seen.page.keyboard.press("Control+a")
        seen.page.keyboard.insert_text('lang = "en"\nconfidence = 0.5\ninterval = "exact"')
        run_all(seen)
        seen.page.get_by_text("50% confidence intervals (exact").wait_for()
        with saved(seen, "work/en/2-quantitative"):
            seen.page.keyboard.press("Control+s")
    said = {copy.path.stem: copy.said for copy in copies.make(small.project, "en")}
    assert said["2-quantitative"] == "edited"
    assert said["3-stakeholders"] == ""


def test_a_notebook_of_ones_own_runs_at_once(chromium: Browser, lab: str) -> None:
    with opened_in(chromium, lab, "work/en/5-my-question.ipynb") as seen:
        run_all(seen)
        charts(seen).wait_for()
        assert seen.page.locator("h1").first.inner_text().strip("¶") == "My question"


_OVERFLOWING = """() => [...document.querySelectorAll('.jp-RenderedVegaCommon5')]
    .map(place => [place.scrollWidth, place.clientWidth]).filter(([needed, there]) => needed > there)"""


def nested_contents(seen: Visit) -> list[tuple[int, str]]:
    """The contents panel: how deep each of its lines is, and its words."""
    seen.page.keyboard.press("Control+Shift+k")
    panel = seen.page.locator(".jp-TableOfContents-content")
    panel.get_by_role("treeitem").first.wait_for()
    lines: list[tuple[int, str]] = panel.evaluate(
        """panel => [...panel.querySelectorAll('.jp-tocItem')].map(item => {
            let deep = 0;
            for (let at = item; at; at = at.parentElement.closest('.jp-tocItem')) deep++;
            return [deep, item.querySelector('.jp-tocItem-content').textContent];
        })"""
    )
    return [(deep, text) for deep, text in lines]


def tagged(small: ProjectFolder, name: str, tag: str) -> list[nbformat.NotebookNode]:
    """The cells of a source that carry a tag."""
    cells = nbformat.read(small.project.source(name), as_version=4).cells
    return [cell for cell in cells if tag in cell.metadata.get("tags", [])]


def refreshed_charts(small: ProjectFolder, name: str) -> int:
    """How many charts the English outputs of a notebook have."""
    cells = nbformat.read(small.project.outputs / f"en/{name}.ipynb", as_version=4).cells
    found = [output for cell in cells for output in cell.get("outputs", [])]
    return sum(drawing.CHART_MIME in output.get("data", {}) for output in found)


def headings(small: ProjectFolder, name: str) -> list[tuple[int, str]]:
    """The English headings of a source."""
    prose = [cell.source for cell in tagged(small, name, "lang-en")]
    found = re.findall(r"^(#+) (.+)$", "\n".join(prose), re.MULTILINE)
    return [(len(marks), text) for marks, text in found]
