"""Tables as they are read: in the language of the page, every text whole and as typed."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings

from readytochange.figures import tables
from texts import TYPED, squeezed, tags, unhurried


def cells(html: str) -> list[str]:
    return [cell.get_text() for cell in BeautifulSoup(html, "html.parser").select("td")]


def test_a_table_is_shown_with_titles_shares_numbers_and_statuses_in_the_language() -> None:
    frame = pd.DataFrame(
        {
            "label": ["Canali mail"],
            "count": pd.array([1200], dtype="Int64"),
            "share": [0.4848],
            "fits": [True],
            "status": ["published"],
        }
    )
    assert tables.formatted(frame, "it").to_dict("list") == {
        "risposta": ["Canali mail"],
        "numero": ["1.200"],
        "quota": ["48,5%"],
        "concorda": ["sì"],
        "stato": ["pubblicato"],
    }


@pytest.mark.parametrize("missing", [None, pd.NA, float("nan"), pd.NaT])
def test_a_missing_value_is_an_empty_cell(missing: object) -> None:
    frame = pd.DataFrame(
        {"label": [missing], "share": [missing], "status": [missing]}, dtype=object
    )
    assert tables.formatted(frame, "it").to_numpy().tolist() == [["", "", ""]]
    assert cells(tables.html(frame, "it", "T")) == ["", "", ""]


@settings(unhurried, max_examples=60)
@given(TYPED, TYPED)
def test_a_table_shows_every_text_as_typed(text: str, caption: str) -> None:
    html = tables.html(pd.DataFrame({"label": [text]}), "it", caption)
    table = BeautifulSoup(html, "html.parser")
    assert [squeezed(cell) for cell in cells(html)] == [squeezed(text)]
    assert table.caption is not None
    assert squeezed(table.caption.get_text()) == squeezed(caption)
    assert tags(html) == {"table", "caption", "thead", "tr", "th", "tbody", "td"}


def test_a_table_escapes_tags_and_quotes() -> None:
    evil = '<script>alert("it\'s")</script>'
    html = tables.html(pd.DataFrame({"label": [evil], evil: ["x"]}), "it", evil)
    assert "<script" not in html
    assert cells(html)[0] == evil
    assert BeautifulSoup(html, "html.parser").select("th")[1].get_text() == evil


def test_a_table_has_a_caption_and_every_header_its_scope() -> None:
    html = tables.html(pd.DataFrame({"label": ["x"], "count": [1]}), "it", "Imprese")
    table = BeautifulSoup(html, "html.parser")
    assert html.index("<caption>Imprese</caption>") < html.index("<thead>")
    assert [header["scope"] for header in table.select("th")] == ["col", "col"]


def test_a_long_text_is_not_cut_in_a_table() -> None:
    long = "parola " * 100
    assert cells(tables.html(pd.DataFrame({"text": [long]}), "it", "T")) == [long.strip()]
    assert long.strip() in tables.plain(pd.DataFrame({"text": [long]}), "it")


def test_a_table_of_many_rows_shows_all_of_them() -> None:
    frame = pd.DataFrame({"text": [f"row {n}" for n in range(200)]})
    assert len(cells(tables.html(frame, "en", "T"))) == 200
    assert "..." not in tables.plain(frame, "en")
