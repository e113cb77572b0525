"""A figure as a file: its ending says what, and it appears whole or not at all."""

import io
import re
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from PIL import Image
from playwright.sync_api import Browser

from charts import figure
from readytochange import figures
from readytochange.errors import InputError
from readytochange.figures import drawing, exports

CHART = figure()
TABLE = figures.table(pd.DataFrame({"sector": ["Banks <b>"]}), title="Sectors & more", lang="en")


def test_each_ending_names_a_format(tmp_path: Path) -> None:
    assert CHART.spec is not None
    parts = CHART.parts
    for ending in ("png", "SVG", "csv", "xlsx", "html"):
        CHART.save(tmp_path / f"chart.{ending}")
    assert Image.open(tmp_path / "chart.png").format == "PNG"
    assert (tmp_path / "chart.SVG").read_text(encoding="utf-8") == drawing.svg(CHART.spec)
    assert (tmp_path / "chart.csv").read_bytes() == exports.csv(parts["columns"], parts["rows"])
    assert zipfile.is_zipfile(io.BytesIO((tmp_path / "chart.xlsx").read_bytes()))
    assert len([*tmp_path.iterdir()]) == 5


def test_a_table_is_saved_as_a_table(tmp_path: Path) -> None:
    for ending in ("csv", "xlsx", "html"):
        TABLE.save(str(tmp_path / f"table.{ending}"))
    page = BeautifulSoup((tmp_path / "table.html").read_text(encoding="utf-8"), "html.parser")
    assert [cell.text for cell in page.select("td")] == ["Banks <b>"]
    assert page.title is not None
    assert page.title.text == "Sectors & more"
    assert page.select("script") == []


@pytest.mark.parametrize("name", ["chart.pdf", "chart", "chart.png.zip", "", ".png"])
def test_another_ending_is_refused_saying_which_there_are(name: str, tmp_path: Path) -> None:
    said = "accepted are names that end in .png, .svg, .csv, .xlsx, .html"
    with pytest.raises(InputError, match=re.escape(said)):
        CHART.save(tmp_path / "folder" / name if name else name)
    assert not [*tmp_path.iterdir()]


def test_a_table_is_no_picture(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot be a table.*end in \.csv, \.xlsx, \.html"):
        TABLE.save(tmp_path / "table.png")


@pytest.mark.parametrize("place", ["missing/chart.csv", "a\0.csv", "folder.csv"])
def test_where_nothing_can_be_written_that_is_said(place: str, tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(InputError, match="cannot be written: "):
        CHART.save(tmp_path / place)
    assert [each.name for each in tmp_path.iterdir()] == ["folder.csv"]


@pytest.mark.parametrize("place", [None, 3, ["a.png"], b"a.png"])
def test_a_place_is_a_text_or_a_path(place: object) -> None:
    with pytest.raises(InputError, match="argument 'file' of save"):
        CHART.save(place)  # type: ignore[arg-type]


def test_saved_twice_it_is_the_same_bytes(tmp_path: Path) -> None:
    for ending in ("png", "svg", "csv", "xlsx", "html"):
        CHART.save(tmp_path / f"one.{ending}")
        figure().save(tmp_path / f"two.{ending}")
        one, two = (tmp_path / f"{name}.{ending}" for name in ("one", "two"))
        assert one.read_bytes() == two.read_bytes(), ending


@pytest.mark.browser
def test_a_page_shows_chart_and_table_without_a_network(chromium: Browser, tmp_path: Path) -> None:
    hostile = "</script><script>window.hit = 1</script>"
    figure(title=f"Prova {hostile}", description=f"Una prova {hostile}").save(
        tmp_path / "chart.html"
    )
    page = chromium.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "chart.html").as_uri())
    page.wait_for_selector("#chart svg")
    assert asked == [(tmp_path / "chart.html").as_uri()]
    assert page.evaluate("window.hit") is None
    assert "Canali mail" in page.inner_text("#chart")
    page.click("summary")
    assert page.locator("td").count() > 10
    page.close()
