"""Figures: one deterministic bundle, drawn alike everywhere, readable by everyone."""

import base64
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import altair as alt
import nbformat
import numpy as np
import pandas as pd
import pymupdf
import pytest
import vl_convert
from numpy.typing import NDArray
from PIL import Image

from projects import PROJECT
from readytochange import figures, language, survey
from readytochange.errors import InputError
from readytochange.figures import drawing, theme, tiles

LONG = (
    "Attività con risvolti sociali come ascolto, presa di appuntamenti, prenotazioni e altre simili"
)

VISIONS = {
    "full": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
"""Linear RGB as seen with each vision, by Machado, Oliveira & Fernandes (2009), severity 1."""


def shares_chart() -> alt.TopLevelMixin:
    return survey.figures.share_bars(survey.shares("channels", "it"), language.translator("it"))


def tiles_chart() -> alt.TopLevelMixin:
    cells = pd.DataFrame(
        {"row": ["a", "b"], "column": ["One", "Two"], "text": [LONG, ""], "filled": [True, False]}
    )
    return tiles.boxes(
        cells, alt.Y("row", type="nominal").title(None), [alt.Tooltip("text", title="text")]
    )


def clipped_chart() -> alt.TopLevelMixin:
    table = pd.DataFrame({"x": [1, 2], "y": [1, 2]})
    place = alt.X("x", type="quantitative"), alt.Y("y", type="quantitative")
    chart: alt.TopLevelMixin = alt.Chart(table).mark_line(clip=True).encode(*place)
    return chart


CHARTS: Mapping[str, Callable[[], alt.TopLevelMixin]] = {
    "shares": shares_chart,
    "tiles": tiles_chart,
    "clipped": clipped_chart,
}


def figure(chart: alt.TopLevelMixin | None = None, **other: Any) -> figures.Figure:
    parts = {"name": "2-trial", "title": "Prova", "description": "Una prova.", "lang": "it"}
    table = survey.shares("channels", "it")
    return figures.show(chart or shares_chart(), **({"table": table} | parts | other))


def parts_of(table: pd.DataFrame) -> Any:
    shown = figures.table(table, name="2-trial", title="Prova", lang="it")
    return shown._repr_mimebundle_()[drawing.FIGURE_MIME]


def spec_of(chart: alt.TopLevelMixin, **other: Any) -> Mapping[str, Any]:
    spec = figure(chart, **other).spec
    assert spec is not None
    return spec


def labelled_bar(label: str) -> Mapping[str, Any]:
    bar = alt.Chart(pd.DataFrame({"label": [label], "n": [1]})).mark_bar()
    return spec_of(bar.encode(x="n:Q", y=alt.Y("label:N").title(None)))


def texts_drawn(spec: Mapping[str, Any]) -> list[list[str]]:
    """The lines of every text in the SVG."""
    svg = ElementTree.fromstring(drawing.svg(spec))
    return [list(text.itertext()) for text in svg.iter("{http://www.w3.org/2000/svg}text")]


def words_drawn(spec: Mapping[str, Any]) -> str:
    return " ".join(line for text in texts_drawn(spec) for line in text)


# The bundle


@pytest.fixture(scope="module")
def bundle() -> dict[str, Any]:
    return figure()._repr_mimebundle_()


def test_a_figure_is_shown_as_chart_picture_text_and_its_parts(bundle: dict[str, Any]) -> None:
    assert set(bundle) == {
        "text/plain",
        "image/png",
        "application/vnd.vegalite.v5+json",
        "application/vnd.readytochange.figure+json",
    }
    picture = Image.open(io.BytesIO(base64.b64decode(bundle["image/png"])))
    assert picture.format == "PNG"
    assert picture.width > 1000


def test_a_bundle_is_json_through_and_through(bundle: dict[str, Any]) -> None:
    assert json.loads(json.dumps(bundle, allow_nan=False)) == bundle


def test_a_missing_number_is_null_in_a_bundle() -> None:
    table = pd.DataFrame({"n": [1.5, None], "m": pd.array([1, None], dtype="Int64")})
    shown = parts_of(table)
    assert shown["rows"] == [[1.5, 1], [None, None]]
    json.dumps(shown, allow_nan=False)


def test_the_text_of_a_figure_has_title_description_and_every_row(bundle: dict[str, Any]) -> None:
    text = bundle["text/plain"]
    assert text.startswith("Prova\nUna prova.\n\n")
    assert all(label in text for label in survey.shares("channels", "it")["label"])


def test_the_chart_has_title_subtitle_description_and_theme() -> None:
    spec = spec_of(shares_chart(), subtitle="33 imprese")
    assert spec["title"] == {"text": "Prova", "subtitle": "33 imprese"}
    assert spec["description"] == "Una prova."
    assert spec["config"]["font"].startswith(theme.FONT)
    assert spec["config"]["locale"]["number"]["decimal"] == ","


def test_what_a_chart_configures_itself_stays() -> None:
    spec = spec_of(shares_chart().configure_axis(labelFontSize=20))
    assert spec["config"]["axis"]["labelFontSize"] == 20
    assert spec["config"]["axis"]["labelColor"] == theme.INK


def test_a_figure_that_is_a_table_is_shown_as_html_and_text() -> None:
    table = figures.table(pd.DataFrame({"count": [1200]}), name="2-t", title="Prova", lang="it")
    bundle = table._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", drawing.FIGURE_MIME}
    assert "<caption>Prova</caption>" in bundle["text/html"]
    assert "1.200" in bundle["text/plain"]


@pytest.mark.parametrize("name", ["", "2 channels", "2-Channels", "../2", "2_channels", "-2", "2-"])
def test_a_figure_needs_a_name_that_a_file_can_have(name: str) -> None:
    with pytest.raises(InputError, match=re.escape(f"figure name is '{name}': accepted are")):
        figure(name=name)


@pytest.mark.parametrize("part", ["title", "description"])
@pytest.mark.parametrize("text", ["", "  "])
def test_a_figure_needs_a_title_and_a_description(part: str, text: str) -> None:
    with pytest.raises(InputError, match="figure '2-trial' has no title or no description"):
        figure(None, **{part: text})


def test_a_figure_cannot_be_made_without_its_parts() -> None:
    for part in ("name", "title", "description", "table", "lang"):
        parts = {"name": "a", "title": "b", "description": "c", "table": None, "lang": "it"}
        del parts[part]
        with pytest.raises(TypeError, match=part):
            figures.show(shares_chart(), **parts)  # type: ignore[arg-type]


# The same bytes


def test_a_figure_made_twice_is_the_same_bundle(bundle: dict[str, Any]) -> None:
    assert figure()._repr_mimebundle_() == bundle


def test_a_figure_is_the_same_bytes_whatever_the_machines_home_language_and_time_zone(
    bundle: dict[str, Any], tmp_path: Path
) -> None:
    elsewhere = {"HOME": str(tmp_path), "LANG": "it_IT.UTF-8", "LC_ALL": "it_IT.UTF-8"}
    elsewhere |= {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1"}
    make = "import json, sys, test_figure\njson.dump(test_figure.figure()._repr_mimebundle_(), sys.stdout)"
    paths = os.pathsep.join(map(str, (Path(__file__).parent, Path(__file__).parents[1])))
    made = subprocess.run(
        [sys.executable, "-c", make],
        env={**os.environ, **elsewhere, "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        check=True,
    )
    assert json.loads(made.stdout) == bundle


def test_a_picture_is_drawn_in_the_projects_own_font() -> None:
    ours = dict(labelled_bar("Qualità"))
    font = ours["config"]["font"].replace(theme.FONT, "A font that no machine has")
    fallback = {**ours, "config": {**ours["config"], "font": font}}
    assert drawing.png(ours) != drawing.png(fallback)


def test_numbers_are_rounded_where_machines_differ() -> None:
    table = pd.DataFrame({"share": [1 / 3, 1e-12 / 3]})
    shown = parts_of(table)
    assert shown["rows"] == [[0.3333333333], [3.333333333e-13]]


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_drawn_again_is_the_same_svg(chart: str) -> None:
    spec = spec_of(CHARTS[chart]())
    assert drawing.svg(spec) == drawing.svg(spec)


def test_the_converter_itself_counts_its_ids_up() -> None:
    spec = dict(spec_of(clipped_chart()))
    raw = [vl_convert.vegalite_to_svg(spec, vl_version=drawing.VEGA_LITE) for _ in range(2)]
    assert raw[0] != raw[1]  # or `drawing.svg` has nothing to do


def test_every_reference_inside_an_svg_leads_somewhere() -> None:
    spec = spec_of(clipped_chart())
    text = drawing.svg(spec)
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids)) > 0
    assert set(re.findall(r"url\(#([^)]+)\)", text)) <= set(ids)


# Vega-Lite of Altair, of JupyterLab, of the picture


def test_pictures_are_drawn_by_the_vega_lite_that_altair_writes_for() -> None:
    assert alt.SCHEMA_VERSION.lstrip("v").startswith(f"{drawing.VEGA_LITE}.")


@pytest.mark.parametrize("chart", CHARTS)
def test_an_older_vega_lite_as_in_jupyterlab_draws_the_same(
    chart: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = spec_of(CHARTS[chart]())
    newer = drawing.svg(spec)
    monkeypatch.setattr(drawing, "VEGA_LITE", "5.8")
    assert drawing.svg(spec) == newer


def test_an_older_vega_lite_draws_every_chart_of_the_outputs_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = PROJECT.outputs / "en"
    shown = [
        output["data"]
        for path in sorted(folder.glob("*.ipynb"))
        for cell in nbformat.read(path, as_version=4).cells
        for output in cell.get("outputs", [])
        if drawing.CHART_MIME in output.get("data", {})
    ]
    monkeypatch.setattr(drawing, "VEGA_LITE", "5.8")
    assert shown
    for data in shown:
        name = data[drawing.FIGURE_MIME]["name"]
        newer = (folder / "figures" / f"{name}.svg").read_text(encoding="utf-8")
        assert drawing.svg(data[drawing.CHART_MIME]) == newer, name


# Readable by everyone


def linear(colour: str) -> NDArray[np.float64]:
    """Red, green and blue of '#rrggbb' as light."""
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """By the formula of WCAG 2."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    dark, light = sorted(float(linear(colour) @ weights) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(light: NDArray[np.float64]) -> NDArray[np.float64]:
    """CIE L*a*b* of linear sRGB, D65."""
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    xyz = to_xyz @ np.clip(light, 0, 1) / [0.9505, 1, 1.089]
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def text_colours() -> set[str]:
    config = theme.config("it")
    parts = [config[part] for part in ("axis", "legend", "header")]
    labels = {part[name] for part in parts for name in ("labelColor", "titleColor")}
    title = config["title"]
    return {*labels, title["color"], title["subtitleColor"], config["text"]["color"]}


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("colour", [*sorted(text_colours()), theme.MUTED])
def test_text_stands_out_from_the_paper(colour: str) -> None:
    assert contrast(colour, theme.PAPER) >= 4.5


def test_text_stands_out_in_a_filled_box() -> None:
    assert contrast(theme.PAPER, theme.BLUE) >= 4.5


@pytest.mark.parametrize("colour", theme.CATEGORIES)
def test_marks_stand_out_from_the_paper(colour: str) -> None:
    assert contrast(colour, theme.PAPER) >= 3


@pytest.mark.parametrize("vision", VISIONS)
def test_colours_of_categories_are_told_apart_with_any_vision(vision: str) -> None:
    seen = {colour: lab(np.array(VISIONS[vision]) @ linear(colour)) for colour in theme.CATEGORIES}
    distances = {
        pair: float(np.linalg.norm(seen[pair[0]] - seen[pair[1]])) for pair in combinations(seen, 2)
    }
    assert {pair: d for pair, d in distances.items() if d < 15} == {}


def test_no_text_is_small() -> None:
    config = theme.config("en")
    sizes = [
        value
        for part in config.values()
        if isinstance(part, dict)
        for name, value in part.items()
        if name.lower().endswith("fontsize")
    ]
    assert min(sizes) >= 12


@pytest.mark.parametrize("face", sorted(path.name for path in theme.FONTS.glob("*.ttf")))
def test_the_font_has_every_character_of_the_study_and_of_what_is_said_of_it(face: str) -> None:
    sources = [*(PROJECT.data / "report").glob("*.csv"), language.CATALOGUE, PROJECT.catalogue]
    needed = {sign for path in sources for sign in path.read_text(encoding="utf-8")}
    drawn = {
        chr(code) for code in pymupdf.Font(fontfile=str(theme.FONTS / face)).valid_codepoints()
    }
    assert {sign for sign in needed - drawn if not sign.isspace()} == set()


def test_the_font_is_named_as_the_theme_names_it() -> None:
    for path in theme.FONTS.glob("*.ttf"):
        assert pymupdf.Font(fontfile=str(path)).name.startswith(theme.FONT)


@pytest.mark.parametrize("label", [LONG, "a" * 90, "parola " * 13 + "finale", "  due  spazi  " * 6])
def test_a_long_label_is_broken_into_lines_and_never_cut(label: str) -> None:
    drawn = words_drawn(labelled_bar(label))
    assert "…" not in drawn
    assert "".join(label.split()) in "".join(drawn.split())


def test_no_line_of_a_long_label_is_longer_than_the_theme_says() -> None:
    (lines,) = [text for text in texts_drawn(labelled_bar(LONG)) if "risvolti" in "".join(text)]
    assert len(lines) > 2
    assert max(map(len, lines)) <= theme.LABEL_WIDTH


def test_a_box_of_text_has_all_of_its_words() -> None:
    spec = spec_of(tiles_chart())
    assert "".join(LONG.split()) in "".join(words_drawn(spec).split())


@pytest.mark.parametrize(("lang", "tick"), [("it", "12,5"), ("en", "12.5")])
def test_numbers_on_an_axis_are_written_as_the_language_writes_them(lang: str, tick: str) -> None:
    dots = alt.Chart(pd.DataFrame({"x": [12.0, 13.0]})).mark_point()
    spec = spec_of(dots.encode(alt.X("x:Q").scale(zero=False).axis(format=".1f")), lang=lang)
    assert tick in words_drawn(spec)


def test_a_bar_says_its_count_base_and_status() -> None:
    spec = spec_of(shares_chart())
    drawn = words_drawn(spec)
    assert "31 (pubblicato) su 33" in drawn
    assert "1 (recuperato) su 33" in drawn
