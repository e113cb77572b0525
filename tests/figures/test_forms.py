"""A table as HTML in each of its forms: every text whole and as typed."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings

from readytochange.figures.forms import FORMS, GROUPED, html
from readytochange.figures.table_layout import laid_out
from texts import TYPED, squeezed, tags, unhurried


def made_of(
    frame: pd.DataFrame, lang: str, title: str, form: str = "rows", titled_by: str = ""
) -> str:
    columns = {str(name): list(frame[name]) for name in frame}
    return html(laid_out(columns, lang, form == "lists"), form, title, lang, titled_by)


def cells(text: str) -> list[str]:
    return [cell.get_text() for cell in BeautifulSoup(text, "html.parser").select("td")]


@pytest.mark.parametrize("missing", [None, pd.NA, float("nan"), pd.NaT])
def test_a_missing_value_is_an_empty_cell(missing: object) -> None:
    frame = pd.DataFrame({"label": [missing], "share": [missing]}, dtype=object)
    assert cells(made_of(frame, "it", "T")) == ["", ""]


@settings(unhurried, max_examples=60)
@given(TYPED, TYPED)
def test_a_table_shows_every_text_as_typed(text: str, caption: str) -> None:
    made = made_of(pd.DataFrame({"label": [text]}), "it", caption)
    table = BeautifulSoup(made, "html.parser")
    assert [squeezed(cell) for cell in cells(made)] == [squeezed(text)]
    assert table.caption is not None
    assert squeezed(table.caption.get_text()) == squeezed(caption)
    assert tags(made) <= {"table", "caption", "thead", "tr", "th", "tbody", "td", "div"}


def test_a_table_escapes_tags_and_quotes() -> None:
    evil = '<script>alert("it\'s")</script>'
    made = made_of(pd.DataFrame({"label": [evil, "b"], evil: [evil, "y"]}), "it", evil)
    assert "<script" not in made
    assert cells(made)[:2] == [evil, evil]
    assert BeautifulSoup(made, "html.parser").select("th")[1].get_text() == evil


def test_a_heading_and_a_note_are_escaped_too() -> None:
    evil = "<b>&"
    made = made_of(
        pd.DataFrame({"theme": [evil] * 2, "item": ["x", "y"], "label": [evil] * 2}), "it", "T"
    )
    assert "<b>" not in made


def test_texts_stand_left_and_numbers_right() -> None:
    made = made_of(pd.DataFrame({"label": ["x"], "count": [1]}), "it", "Imprese")
    table = BeautifulSoup(made, "html.parser")
    assert [header["scope"] for header in table.select("th")] == ["col", "col"]
    assert [cell["align"] for cell in table.select("th, td")] == ["left", "right"] * 2


def test_a_long_text_is_not_cut_and_many_rows_are_all_there() -> None:
    long = "parola " * 100
    assert cells(made_of(pd.DataFrame({"text": [long]}), "it", "T")) == [long]
    frame = pd.DataFrame({"text": [f"row {n}" for n in range(200)]})
    assert len(cells(made_of(frame, "en", "T"))) == 200


POINTS = pd.DataFrame(
    {"theme": ["<b>A", "<b>A", "C"], "item": ["1 & 2", "3", "4"], "text": ["x", "", "z"]}
)


@pytest.mark.parametrize("form", FORMS)
def test_every_text_is_there_as_typed_in_every_form(form: str) -> None:
    frame = POINTS[["item", "text"]] if form in ("quotes", "cards") else POINTS
    frame = POINTS[["theme", "item"]] if form == "lists" else frame
    said = BeautifulSoup(made_of(frame, "en", "T & T", form), "html.parser").get_text("|")
    wanted = frame["item"] if form == "quotes" else frame.to_numpy().ravel()
    assert all(text in said for text in wanted)
    assert "T & T" in said


def test_each_row_is_a_quotation_or_a_card_and_each_group_a_list() -> None:
    def count(form: str, what: str) -> int:
        frame = POINTS[["theme", "item"]] if form == "lists" else POINTS[["item", "text"]]
        return len(BeautifulSoup(made_of(frame, "en", "T", form), "html.parser").select(what))

    assert count("quotes", "blockquote") == 3
    assert count("cards", ".card") == 3
    assert count("cards", "dd") == 2
    assert (count("lists", ".list"), count("lists", "li")) == (2, 3)
    assert count("closed", "details > .scroll > table") == 1


def test_a_title_that_the_page_shows_is_not_shown_again() -> None:
    made = made_of(POINTS, "en", "Trial", titled_by="title-2")
    assert "Trial" not in made
    assert 'aria-labelledby="title-2"' in made


def test_a_screen_reader_hears_the_word_of_a_sign() -> None:
    frame = pd.DataFrame(
        {"label": ["a", "b"], "count": [1, 2], "status": ["recovered", "published"]}
    )
    cell = BeautifulSoup(made_of(frame, "it", "T"), "html.parser").select_one("td span")
    assert cell is not None
    assert (cell.get_text(), cell["role"], cell["aria-label"]) == ("†", "img", "ricavato")


def test_words_in_bold_are_marked_and_everything_is_escaped() -> None:
    frame = pd.DataFrame({"item": ["a <b> and a+b"], "emphasis": ["a+b; <b>"]})
    made = made_of(frame, "en", "T")
    assert "a <strong>&lt;b&gt;</strong> and <strong>a+b</strong></td>" in made


@pytest.mark.parametrize("form", FORMS)
def test_a_row_that_links_lead_to_has_an_id_in_every_form(form: str) -> None:
    frame = pd.DataFrame({"item": list("aab"), "text": list("xyz"), "anchor": ["one", "", 'two"']})
    columns = {str(name): list(frame[name]) for name in frame}
    layout = laid_out(columns, "en", form in GROUPED)
    made = BeautifulSoup(html(layout, form, "T", "en", figure="2-trial"), "html.parser")
    rows = made.select("[id]")
    assert [row["id"] for row in rows] == ["figure-2-trial_one", 'figure-2-trial_two"']
    assert [row.name for row in rows] == [ROWS[form]] * 2
    assert "one" not in made.get_text()
    assert " id=" not in html(layout, form, "T", "en")  # of a figure without a name


ROWS = {"quotes": "blockquote", "cards": "section", "lists": "li"} | dict.fromkeys(
    ("rows", "groups", "closed"), "tr"
)
