"""Every type of output that JupyterLab shows is shown on a page, or refused by its name and its place."""

import base64
import io
import json
import re
from pathlib import Path
from typing import Any

import altair as alt
import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup, Tag
from nbformat.v4 import new_code_cell, new_output, new_raw_cell
from PIL import Image

from pages import HOSTILE, small, soup
from projects import PROJECT, ProjectFolder
from readytochange.errors import InputError
from readytochange.outputs.cells import WIDGET_MIME
from readytochange.publish.site import render

FRAME = pd.DataFrame({"label": ["a", "<b>"], "n": [1, 2.5]})
STYLED = FRAME.style.highlight_max(subset=["n"], color="#ffd54f").set_caption("Styled")
CHART = alt.Chart(FRAME, title="Plain").mark_bar().encode(x="n", y="label")
VEGA = {
    "$schema": "https://vega.github.io/schema/vega/v5.json", "width": 80, "height": 40,
    "marks": [{"type": "rect", "encode": {"enter": {"x2": {"value": 80}, "y2": {"value": 40}}}}],
}  # fmt: skip
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><circle r="5"/></svg>'


def picture(kind: str) -> str:
    file = io.BytesIO()
    Image.new("RGB", (12, 6), (200, 30, 30)).save(file, kind)
    return base64.b64encode(file.getvalue()).decode()


def cell(*outputs: Any, tags: tuple[str, ...] = ()) -> nbformat.NotebookNode:
    made: nbformat.NotebookNode = new_code_cell(
        "show()", id="shown", outputs=list(outputs), metadata={"tags": list(tags)}
    )
    return made


def data(bundle: dict[str, Any], **metadata: Any) -> nbformat.NotebookNode:
    made: nbformat.NotebookNode = new_output("display_data", bundle, metadata=metadata)
    return made


def stream(text: str, name: str = "stdout") -> nbformat.NotebookNode:
    made: nbformat.NotebookNode = new_output("stream", name=name, text=text)
    return made


def page_of(folder: Path, *cells: nbformat.NotebookNode, single: bool = False) -> BeautifulSoup:
    outputs = small(folder / "outputs", *cells)
    render(PROJECT, outputs, outputs / "site", single)
    return soup(outputs / "site" / "it" / "0-project.html")


def shown(folder: Path, *outputs: Any) -> Tag:
    found = page_of(folder, cell(*outputs)).select_one("main .output")
    assert isinstance(found, Tag)
    return found


@pytest.mark.parametrize(
    ("bundle", "selector", "text"),
    [
        ({"text/plain": "{'a': <1>}"}, "pre", "{'a': <1>}"),
        ({"text/html": FRAME.to_html(), "text/plain": "f"}, "table th[scope=col]", "label"),
        ({"text/html": STYLED.to_html(), "text/plain": "f"}, "table caption", "Styled"),
        ({"text/html": "<h2>x</h2><p>y <b>z</b>"}, "p.title", "x"),
        ({"text/latex": r"$\frac{k}{n}$", "text/plain": "Math"}, "math mfrac", "kn"),
        ({"text/latex": r"A text $a$ <b>"}, "math mi", "a"),
        ({"application/json": {"a": ["<è>"]}, "text/plain": "JSON"}, "pre", '"<è>"'),
        ({"image/png": picture("PNG"), "text/plain": "Figure"}, "img[src^='data:image/png']", ""),
        ({"image/jpeg": picture("JPEG")}, "img[src^='data:image/jpeg'][width='12']", ""),
        ({"image/gif": picture("GIF")}, "img[src^='data:image/gif'][height='6']", ""),
        ({"image/webp": picture("WEBP")}, "img[src^='data:image/webp'][alt]", ""),
        ({"image/bmp": picture("BMP")}, "img[src^='data:image/bmp']", ""),
        ({"image/svg+xml": SVG, "text/plain": "SVG"}, "img[src^='data:image/svg+xml']", ""),
        ({"application/vnd.vegalite.v5+json": CHART.to_dict()}, "figure.chart script", '"mark"'),
        ({"application/vnd.vegalite.v6+json": CHART.to_dict()}, "figure.chart[aria-label=Plain]", ""),
        ({"text/html": CHART.to_html(fullhtml=False)}, "figure.chart .drawing + img", ""),
        (CHART._repr_mimebundle_(None, None), "figure.chart script", '"mark"'),
        ({"application/vnd.vega.v5+json": VEGA, "text/plain": "V"}, "img[src^='data:image/svg+xml']", ""),
        ({"application/vnd.vega.v6+json": VEGA}, "img[src^='data:image/svg+xml']", ""),
    ],
)  # fmt: skip
def test_every_type_that_jupyterlab_shows_is_shown(
    tmp_path: Path, bundle: dict[str, Any], selector: str, text: str
) -> None:
    found = shown(tmp_path, data(bundle)).select(selector)
    assert found
    assert text in found[0].get_text()


@pytest.mark.parametrize(
    ("bundle", "wins"),
    [
        ({"application/json": {"a": 1}, "text/html": "<b>h</b>"}, "pre"),
        ({"text/html": "<b>h</b>", "text/markdown": "*m*", "image/png": picture("PNG")}, "b"),
        ({"text/latex": "$l$", "image/svg+xml": SVG, "text/plain": "p"}, "math"),
        ({"image/svg+xml": SVG, "image/png": picture("PNG")}, "img[src^='data:image/svg']"),
        ({"image/png": picture("PNG"), "application/pdf": "x", "text/plain": "p"}, "img"),
        ({"application/vnd.dataresource+json": {}, "text/html": "<b>h</b>", "text/plain": "p"}, "b"),
    ],
)  # fmt: skip
def test_of_several_types_the_one_that_jupyterlab_prefers_is_shown(
    tmp_path: Path, bundle: dict[str, Any], wins: str
) -> None:
    output = shown(tmp_path, data(bundle))
    assert output.select(wins)
    assert len(output.select("pre, b, math, img")) == 1


def test_markdown_is_prose_with_its_heading_in_the_contents(tmp_path: Path) -> None:
    page = page_of(tmp_path, cell(data({"text/markdown": "## Why\n\n*m*", "text/plain": "M"})))
    assert page.select(".prose em")
    assert [link.get_text() for link in page.select(".sections a")] == ["Why"]


REFUSED: list[tuple[Any, str]] = [
    (data({"application/javascript": "hit = 1", "text/plain": "J"}), "application/javascript"),
    (data({"text/javascript": "hit = 1", "text/html": "x"}), "text/javascript"),
    (data({"application/pdf": "JVBERi0=", "text/plain": "P"}), "application/pdf"),
    (data({"application/vnd.plotly.v1+json": {}, "text/html": "<div>"}), "application/vnd.plotly.v1+json"),
    (data({WIDGET_MIME: {"model_id": "a"}, "text/plain": "IntSlider(value=0)"}), WIDGET_MIME),
    (data({"text/plain": "IntSlider(value=0)"}, **{WIDGET_MIME: {}}), WIDGET_MIME),
    (data({"application/vnd.bokehjs_exec.v0+json": "", "text/html": "x"}), "application/vnd.bokehjs_exec.v0+json"),
    (data({"application/geo+json": {}, "text/plain": "<GeoJSON object>"}), "application/geo+json"),
    (data({"video/mp4": "AAAA"}), "video/mp4"),
    (data({"text/html": "<script>hit = 1</script>"}), "text/html with <script>"),
    (data({"text/html": '<iframe src="https://example.org">'}), "text/html with <iframe>"),
    (data({"text/html": '<video src="a.mp4">'}), "text/html with <video>"),
    (data({"text/html": "<form><input></form>"}), "text/html with <form>"),
    (data({"text/html": "<svg onload=hit>"}), "text/html with <svg>"),
    (data({"text/html": '<img src="https://example.org/a.png">'}), "text/html with a picture from an address"),
    (data({"text/html": '<img src="data:text/html,x">'}), "text/html with a picture from an address"),
    (data({"image/png": "bm8gcGljdHVyZQ=="}), "image/png that is no picture"),
    (data({"image/png": "*"}), "image/png that is no picture"),
    (data({"image/svg+xml": "<svg><"}), "image/svg+xml that is not well-formed"),
    (data({"image/svg+xml": "<html xmlns='http://www.w3.org/1999/xhtml'/>"}), "image/svg+xml that is <html>"),
    (
        data({"application/vnd.vegalite.v6+json": {"data": {"url": "https://example.org/a.csv"}, "mark": "bar"}}),
        "application/vnd.vegalite.v6+json with data at an address (https://example.org/a.csv)",
    ),
    (data({"application/vnd.vegalite.v6+json": {"mark": 3}}), "application/vnd.vegalite.v6+json that cannot be drawn"),
    (data({"application/vnd.vega.v5+json": []}), "application/vnd.vega.v5+json that is no specification"),
    (new_output("error", ename="KeyError", evalue="a", traceback=[]), "an error (KeyError)"),
]  # fmt: skip


@pytest.mark.parametrize(("output", "named"), REFUSED, ids=[named for _, named in REFUSED])
@pytest.mark.parametrize("tags", [(), ("look",)], ids=["shown", "with the code"])
def test_what_no_page_shows_is_refused_by_its_name(
    tmp_path: Path, output: Any, named: str, tags: tuple[str, ...]
) -> None:
    with pytest.raises(InputError) as refused:
        page_of(tmp_path, cell(output, tags=tags))
    said = str(refused.value)
    assert said.startswith(f"it/0-project.ipynb, cell 2 (under 'Prova: una', show()) shows {named}")
    assert "accepted are figures, Markdown, text, LaTeX, HTML without scripts" in said
    assert "\n" not in said


def test_a_refused_cell_has_the_number_of_the_source_and_ends_the_command(
    tmp_path: Path, make_project: Any
) -> None:
    """A cell of the other language stands before it in the source, and not in what was executed."""
    project: ProjectFolder = make_project()
    project.notebook("0-project", "show()")
    small(project.project.outputs, cell(data({"application/pdf": "x"})))
    place = project.project.outputs / "it/0-project.ipynb"
    notebook = nbformat.read(place, as_version=4)
    notebook.cells[1]["id"] = "code-0"
    nbformat.write(notebook, place)
    ended = project.invoke("render")
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert (
        "it/0-project.ipynb, cell 4 (under 'Prova: una', show()) shows application/pdf"
        in ended.stderr
    )
    assert ended.stderr.count("\n") == 1


def test_an_explorer_leaves_its_controls_out(tmp_path: Path) -> None:
    controls = data({"text/plain": "[controls: a]"}, **{WIDGET_MIME: {}})
    page = page_of(tmp_path, cell(controls, tags=("explorer",)))
    assert not page.select("main .output")


def test_a_raw_cell_is_text(tmp_path: Path) -> None:
    page = page_of(tmp_path, new_raw_cell("<raw>", id="raw"))
    assert [pre.get_text() for pre in page.select(".output pre")] == ["<raw>"]


# Nothing in it runs


def test_hostile_html_is_left_as_text_and_formats(tmp_path: Path) -> None:
    html = (
        '<p onclick="hit()" style="position:fixed;color:red;background:url(x)" id="content">a'
        '<!-- b --> <a href="javascript:hit()">c</a> <a href="https://example.org">d</a></p><?php x ?>'
    )
    output = shown(tmp_path, data({"text/html": html}))
    assert output.get_text().split() == ["a", "c", "d"]
    assert {tag.name for tag in output.find_all(True)} == {"div", "p", "a"}
    assert [link["href"] for link in output.select("a")] == ["https://example.org"]
    assert {name for tag in output.find_all(True) for name in tag.attrs} <= {"class", "id", "href"}
    assert 'id="content"' not in str(output)


@pytest.mark.parametrize(
    "bundle",
    [
        {"text/plain": HOSTILE},
        {"application/json": {HOSTILE: HOSTILE}},
        {"text/html": FRAME.assign(label=HOSTILE).to_html()},
        {"text/latex": rf"$\text{{{'<script>hit = 1</script>'}}}$ <script>hit = 1</script>"},
        {"application/vnd.vegalite.v6+json": CHART.properties(title="</script><script>hit = 1</script>").to_dict()},
    ],
)  # fmt: skip
def test_hostile_text_in_any_type_appears_as_typed(tmp_path: Path, bundle: dict[str, Any]) -> None:
    output = shown(tmp_path, data(bundle))
    assert not output.select("script:not([type='application/json']), b, [onerror], img[src=x], a")


@pytest.mark.parametrize("single", [False, True])
def test_a_drawing_holds_nothing_that_runs_or_is_fetched(tmp_path: Path, single: bool) -> None:
    hostile = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" onload="hit()" width="9">'
        "<script>hit()</script><foreignObject><p>x</p></foreignObject>"
        '<a xlink:href="javascript:hit()"><circle r="4" onclick="hit()"/></a>'
        '<set attributeName="href" to="javascript:hit()"/>'
        '<image href="https://example.org/a.png"/><use href="#kept"/></svg>'
    )
    page = page_of(tmp_path, cell(data({"image/svg+xml": hostile})), single=single)
    [found] = page.select(".output img")
    drawn = base64.b64decode(str(found["src"]).partition(",")[2]).decode()
    assert "hit" not in drawn
    assert "example.org" not in drawn
    assert "foreignObject" not in drawn
    assert 'href="#kept"' in drawn
    assert "<circle" in drawn


def test_a_drawing_without_its_namespace_gets_one(tmp_path: Path) -> None:
    [found] = shown(tmp_path, data({"image/svg+xml": "<svg><g/></svg>"})).select("img")
    assert b"http://www.w3.org/2000/svg" in base64.b64decode(str(found["src"]).partition(",")[2])


# What it looks like


@pytest.mark.parametrize("single", [False, True])
def test_a_styled_table_keeps_its_colours_by_rules_that_the_policy_names(
    tmp_path: Path, single: bool
) -> None:
    page = page_of(tmp_path, cell(data({"text/html": STYLED.to_html()})), single=single)
    [rules] = [style for style in page.find_all("style") if "#ffd54f" in style.get_text()]
    selector = re.findall(r"([^{}]*)\{[^{}]*#ffd54f", rules.get_text())[0]
    assert [found.get_text() for found in page.select(selector)] == ["2.500000"]
    policy = str(page.select_one("meta[http-equiv]")["content"])  # type: ignore[index]
    assert "unsafe" not in policy
    assert policy.count("'sha256-") == (4 if single else 1)
    assert not page.find(style=True)


def test_pictures_have_the_size_and_the_description_that_the_cell_gives(tmp_path: Path) -> None:
    about = {"image/png": {"width": 6, "height": 3, "alt": "A <red> box"}}
    [found] = shown(tmp_path, data({"image/png": picture("PNG")}, **about)).select("img")
    assert (found["width"], found["height"], found["alt"]) == ("6", "3", "A <red> box")


def test_a_chart_is_drawn_without_characters_that_end_its_drawer(tmp_path: Path) -> None:
    chart = CHART.properties(title="a\x00\x01b\ufffe").to_dict()
    output = shown(tmp_path, data({"application/vnd.vegalite.v6+json": chart}))
    [spec] = output.select("script")
    assert json.loads(spec.get_text())["title"] == "ab"


def test_streams_are_shown_apart_and_joined(tmp_path: Path) -> None:
    """A progress bar writes its line anew, also where its output comes in parts."""
    outputs = [stream("10 %\r"), stream("50 %\r"), stream("done\n"), stream("careful", "stderr")]
    page = page_of(tmp_path, cell(*outputs))
    assert [pre.get_text() for pre in page.select(".output.stdout pre")] == ["done\n"]
    assert [pre.get_text() for pre in page.select(".output.stderr pre")] == ["careful"]


def test_a_look_at_any_type_stays_with_the_code(tmp_path: Path) -> None:
    outputs = [
        data({"text/html": FRAME.to_html()}),
        data({"image/png": picture("PNG")}),
        stream("x"),
    ]
    page = page_of(tmp_path, cell(*outputs, tags=("look",)))
    assert len(page.select(".code.look table, .code.look img, .code.look pre")) == 3
    assert not page.select(".output")
