"""Figures: one deterministic bundle, drawn alike everywhere."""

import base64
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import pytest
from PIL import Image

import charts
from charts import IT, figure, shares_chart, spec_of
from readytochange import figures, survey
from readytochange.errors import InputError
from readytochange.figures import drawing, theme


def parts_of(table: pd.DataFrame) -> Any:
    shown = figures.table(table, name="2-trial", title="Prova", lang="it")
    return shown._repr_mimebundle_()[drawing.FIGURE_MIME]


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
    assert all(label in text for label in survey.shares("channels", IT)["label"])


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
    assert ">Prova</caption>" in bundle["text/html"]
    assert "1.200" in bundle["text/plain"]


@pytest.mark.parametrize("name", ["2 channels", "2-Channels", "../2", "2_channels", "-2", "2-"])
def test_the_name_of_a_figure_is_one_that_a_file_can_have(name: str) -> None:
    with pytest.raises(InputError, match=re.escape(f"figure name is '{name}': accepted are")):
        figure(name=name)


@pytest.mark.parametrize("title", ["", "  "])
def test_a_figure_needs_a_title(title: str) -> None:
    with pytest.raises(InputError, match="figure '2-trial' has no title"):
        figure(None, title=title)


# A first look


FIRMS = pd.DataFrame({"size": ["small", "large"], "share": [0.25, 0.75]})
BARS = alt.Chart(FIRMS).mark_bar().encode(x="share", y="size")


@pytest.mark.parametrize(
    "chart",
    [
        BARS,
        BARS + BARS.mark_text(),
        alt.hconcat(alt.Chart().mark_bar(), BARS),
        BARS.facet("size:N"),
        alt.Chart().mark_bar().encode(x="share:Q").properties(data=FIRMS),
    ],
)
def test_chart_and_title_are_enough(chart: alt.TopLevelMixin) -> None:
    shown = figures.show(chart, title="Mostly large", lang="en")
    assert shown.table.equals(FIRMS)
    assert shown.accessible == "Mostly large. size: small, share: 25.0%; size: large, share: 75.0%."
    assert shown.spec is not None
    assert shown.spec["description"] == shown.accessible
    assert set(shown._repr_mimebundle_()) == set(figure()._repr_mimebundle_())


@pytest.mark.parametrize("data", [alt.Undefined, alt.UrlData("firms.csv"), alt.InlineData([])])
def test_a_chart_of_which_we_have_no_table_is_shown_all_the_same(data: Any) -> None:
    chart = alt.Chart(data).mark_bar().encode(x="n:Q")
    shown = figures.show(chart, title="Firms")
    assert (shown.accessible, len(shown.table)) == ("Firms.", 0)
    assert shown.html


def test_of_a_long_table_the_first_rows_are_read_out() -> None:
    many = pd.DataFrame({"n": range(50)})
    shown = figures.show(alt.Chart(many).mark_bar().encode(x="n"), title="Many", lang="en")
    assert shown.accessible.startswith("Many. n: 0; n: 1;")
    assert shown.accessible.endswith("n: 11. …")


def test_dates_and_the_like_stand_in_a_bundle_as_texts() -> None:
    dates = pd.DataFrame({"day": pd.to_datetime(["2021-01-31"]), "n": [1]})
    shown = figures.show(alt.Chart(dates).mark_point().encode(x="day", y="n"), title="Days")
    [[day, _]] = shown.parts["rows"]
    assert day == "2021-01-31 00:00:00"
    json.dumps(shown._repr_mimebundle_(), allow_nan=False)


def test_the_look_that_other_charts_have_been_given_is_not_that_of_a_figure() -> None:
    with alt.theme.enable("readytochange", lang="en"):
        assert spec_of(shares_chart()) == spec_of(shares_chart())
        ours = figure().spec
    assert ours == figure().spec


def test_printed_a_figure_is_a_line() -> None:
    assert repr(figure()) == "<Figure: Prova (chart, rows: 11)>"
    table = figures.table(FIRMS, title="Sizes")
    assert str(table) == "<Figure: Sizes (table, rows: 2)>"


# The same bytes


def test_a_figure_made_twice_is_the_same_bundle(bundle: dict[str, Any]) -> None:
    assert figure()._repr_mimebundle_() == bundle


def test_a_figure_is_the_same_bytes_whatever_the_machines_home_language_and_time_zone(
    bundle: dict[str, Any], tmp_path: Path
) -> None:
    elsewhere = {"HOME": str(tmp_path), "LANG": "it_IT.UTF-8", "LC_ALL": "it_IT.UTF-8"}
    elsewhere |= {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1"}
    make = "import json, sys, charts\njson.dump(charts.figure()._repr_mimebundle_(), sys.stdout)"
    made = subprocess.run(
        [sys.executable, "-c", make],
        env={**os.environ, **elsewhere, "PYTHONPATH": str(Path(charts.__file__).parent)},
        stdout=subprocess.PIPE,
        check=True,
    )
    assert json.loads(made.stdout) == bundle


def test_numbers_are_rounded_where_machines_differ() -> None:
    table = pd.DataFrame({"share": [1 / 3, 1e-12 / 3]})
    shown = parts_of(table)
    assert shown["rows"] == [[0.3333333333], [3.333333333e-13]]
