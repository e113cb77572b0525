"""Drawings: the same SVG every time, by the Vega-Lite of Altair and an older one alike, in our own font."""

import re

import altair as alt
import nbformat
import pytest
import vl_convert

from charts import CHARTS, clipped_chart, labelled_bar, spec_of
from projects import PROJECT
from readytochange.figures import drawing, theme


def test_a_picture_is_drawn_in_the_projects_own_font() -> None:
    ours = dict(labelled_bar("Qualità"))
    font = ours["config"]["font"].replace(theme.FONT, "A font that no machine has")
    fallback = {**ours, "config": {**ours["config"], "font": font}}
    assert drawing.png(ours) != drawing.png(fallback)


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
