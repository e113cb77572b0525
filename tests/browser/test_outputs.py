"""A notebook that shows every type of output, executed, as a page and on paper: all of it is seen, and nothing runs."""

from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from playwright.sync_api import Browser

from accessibility import violations
from projects import project_in
from readytochange.publish.site import render
from visits import DESK, PHONE, Visit, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PICTURE = """
import io
from IPython.display import Image as Shown
from PIL import Image
file = io.BytesIO()
Image.new("RGB", (120, 60), (200, 30, 30)).save(file, "{kind}")
Shown(file.getvalue(), format="{kind}", alt="A {kind}")
"""

CELLS = (
    "import pandas as pd\nframe = pd.DataFrame({'label': ['a', '<b>'], 'n': [1, 2.5]})\nframe",
    "frame.style.highlight_max(subset=['n'], color='#ffd54f').set_caption('Styled')",
    "from IPython.display import HTML\n"
    "HTML('<h2 style=\"color: #a00000\">In HTML</h2><p onclick=\"hit = 1\">A <b>bold</b> word')",
    "from IPython.display import Markdown\nMarkdown('In *Markdown*, $x^2$')",
    r"from IPython.display import Math" "\n" r"Math(r'\frac{k}{n}')",
    PICTURE.format(kind="png"),
    PICTURE.format(kind="jpeg"),
    PICTURE.format(kind="gif"),
    "from IPython.display import SVG\nSVG('<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"40\" "
    "onload=\"hit = 1\"><script>window.hit = 1</script><circle cx=\"20\" cy=\"20\" r=\"20\" fill=\"green\"/></svg>')",
    "from IPython.display import JSON\nJSON({'a': ['perché']})",
    "import altair as alt\nalt.Chart(frame, title='Plain').mark_bar().encode(x='n', y='label', color='label')",
    "chosen = alt.selection_point(encodings=['color'], bind='legend')\n"
    "alt.Chart(frame, title='Chosen').mark_point().encode(x='n', y='label', color='label').add_params(chosen)",
    "print('\\x1b[31mred\\x1b[0m \\x1b[38;2;255;120;0morange\\x1b[0m', end=' ')\n"
    "print('\\x1b]8;;https://example.org\\x07a link\\x1b]8;;\\x07\\x00')",
    "import sys\nprint('to stderr', file=sys.stderr)",
    "for done in range(5):\n    print(f'\\r{done * 25} %', end='', flush=True)",
    "{'plain': 'text'}",
)  # fmt: skip


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a notebook of all types left, with its pages in `site` and `single`, and on paper in `pdf`."""
    small = project_in(tmp_path_factory.mktemp("types"))
    small.notebook("0-project", *CELLS)
    for command in (["refresh", "--lang", "it"], ["pdf"]):
        ended = small.readytochange(*command)
        assert ended.returncode == 0, ended.stderr
    outputs = small.project.outputs
    for folder in ("site", "single"):
        render(small.project, outputs, outputs / folder, single=folder == "single")
    return outputs


@pytest.fixture(params=["site", "single"])
def place(request: pytest.FixtureRequest, outputs: Path) -> str:
    return (outputs / str(request.param) / "it/0-project.html").as_uri()


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, chromium: Browser, place: str) -> Iterator[Visit]:
    with visit(chromium, place, viewport=request.param) as seen:
        yield seen


def test_everything_is_seen_and_nothing_runs(page: Visit) -> None:
    seen = page.page
    assert page.complaints == []
    assert page.schemes <= {"file", "data"}
    assert seen.evaluate("window.hit === undefined")
    assert seen.locator(".output figure.chart[data-state=drawn] svg").count() == 2
    pictures = seen.locator(".output > img")
    assert pictures.count() == 4
    assert pictures.evaluate_all("all => all.every(one => one.complete && one.naturalWidth > 0)")
    assert seen.locator(".output math mfrac").count() == 1
    text = seen.locator("main").inner_text()
    for word in (
        "<b>",
        "Styled",
        "In HTML",
        "In Markdown",
        "perché",
        "a link",
        "to stderr",
        "100 %",
        "'plain'",
    ):
        assert word in text, word
    assert "75 %" not in text
    assert seen.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_colours_are_shown(page: Visit) -> None:
    def colour(selector: str, of: str) -> str:
        found = page.page.locator(selector).first
        return str(found.evaluate(f"one => getComputedStyle(one).{of}"))

    assert colour("td:has-text('2.500000')", "backgroundColor") == "rgb(255, 213, 79)"
    assert colour(".output p.title:has-text('In HTML')", "color") == "rgb(160, 0, 0)"
    assert colour(".ansi-red-fg", "color") == "rgb(163, 35, 27)"
    assert page.page.locator("[class*=ansi]").count() == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_in_both_schemes(chromium: Browser, place: str, scheme: str) -> None:
    with visit(chromium, place, color_scheme=scheme) as seen:
        assert violations(seen.page) == []


def test_all_of_it_is_on_paper(outputs: Path) -> None:
    with pymupdf.open(outputs / "pdf/it/0-project.pdf") as printed:
        text = " ".join(leaf.get_text() for leaf in printed)
        assert sum(len(leaf.get_images()) for leaf in printed) >= 3
    for word in ("In HTML", "Styled", "Plain", "to stderr", "a link", "perché"):
        assert word in text, word
