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
