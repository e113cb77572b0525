"""Coded texts: how many, from whom, and laws of setting them side by side."""

from itertools import product

import pandas as pd
import pytest

from readytochange import parameters
from readytochange.errors import InputError
from readytochange.study import coded_texts, tables

IT, EN = parameters.Synthesis(), parameters.Synthesis(lang="en")


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    return coded_texts.texts(IT)


def test_sources_stand_in_their_order_under_the_names_of_the_language() -> None:
    found = coded_texts.sources(EN)
    labels = dict(zip(found["source"], found["label"], strict=True))
    assert labels == {
        "customer_service": "customer service interviews",
        "csr": "CSR interviews",
        "all": "opportunities, both groups together",
        "survey": "survey, open answers",
        "stakeholders": "stakeholders",
    }
    assert coded_texts.sources(IT)["label"].iloc[0] == "interviste customer service"


def test_sources_and_questions_are_named_as_a_reader_sees_them(found: pd.DataFrame) -> None:
    named = coded_texts.labelled(found, EN).set_index(["source", "question"])
    areas = named.loc[("stakeholders", "areas"), ["source_label", "question_label"]]
    assert areas.drop_duplicates().to_numpy().tolist() == [["stakeholders", "areas"]]
    assert not named[["source_label", "question_label"]].isna().any(axis=None)


def test_every_coded_text_is_there_once_under_its_source_and_question(found: pd.DataFrame) -> None:
    points = tables.themes().groupby(["group", "question"]).size().to_dict()
    clusters = tables.clusters().groupby("question").size().to_dict()
    wanted = points | {("survey", question): n for question, n in clusters.items()}
    wanted[("stakeholders", "areas")] = len(tables.areas())
    wanted[("survey", "comments")] = len(tables.quotes())
    assert found.groupby(["source", "question"]).size().to_dict() == wanted
    assert not found.duplicated(["source", "question", "id"]).any()


def test_a_text_has_the_columns_stated_and_nothing_missing(found: pd.DataFrame) -> None:
    assert list(found.columns) == coded_texts.TEXTS
    assert not found.isna().any(axis=None)
    assert (found[["source", "question", "id", "text", "slide"]] != "").all(axis=None)
    assert set(found.loc[found["topic"] == "", "question"]) == {"comments"}
    assert ((found["topic"] == "") == (found["topic_label"] == "")).all()


def test_a_text_stands_under_its_main_topic_and_under_its_second(found: pd.DataFrame) -> None:
    one = coded_texts.by_topic(found).set_index("id").loc["cs_past_12"]
    assert one[["topic", "main"]].to_numpy().tolist() == [
        ["digitalisation_automation", True],
        ["customer_contact", False],
    ]
    two = (found["topic_second"] != "").sum()
    assert len(coded_texts.by_topic(found)) == (found["topic"] != "").sum() + two


def test_texts_have_the_words_of_the_study(found: pd.DataFrame) -> None:
    first = found.iloc[0]
    assert first["theme"] == "Presenza online"
    assert first["text"] == "Nuove modalità di contatto con il cliente"
    assert first["topic_label"] == "Contatto con il cliente"


def test_english_texts_are_the_same_texts(found: pd.DataFrame) -> None:
    english = coded_texts.texts(EN)
    ids = ["source", "question", "id", "topic", "slide"]
    assert english[ids].equals(found[ids])
    assert english["text"].iloc[0] == "New ways of contact with the customer"


def test_the_sources_are_those_named(found: pd.DataFrame) -> None:
    assert set(found["source"]) == set(coded_texts.sources(IT)["source"])


def test_a_grid_has_every_topic_against_every_source_once_in_the_order_of_the_codebook(
    found: pd.DataFrame,
) -> None:
    cells = coded_texts.grid(found, IT)
    wanted = product(tables.topics()["topic"], found["source"].unique())
    assert [*zip(cells["topic"], cells["source"], strict=True)] == [*wanted]


def test_a_fragment_in_a_cell_has_its_theme_before_it(found: pd.DataFrame) -> None:
    texts = "; ".join(coded_texts.grid(found, IT)["text"])
    assert "Tecnologia: per migliorare esperienza lavorativa" in texts


def test_sources_that_list_nothing_keep_their_place(found: pd.DataFrame) -> None:
    sources = list(found["source"].unique())
    for part in (found.head(0), found.query("question == 'criteria'")):
        cells = coded_texts.grid(part, IT, sources)
        assert list(cells["source"].unique()) == sources
        assert cells["count"].sum() == len(coded_texts.by_topic(part))
        assert not cells.isna().any(axis=None)


def test_a_cell_is_named_where_a_text_is_listed_and_nowhere_else(found: pd.DataFrame) -> None:
    cells = coded_texts.grid(found, IT)
    named = cells[cells["named"]]
    listed = coded_texts.by_topic(found)
    assert set(zip(named["topic"], named["source"], strict=True)) == set(
        zip(listed["topic"], listed["source"], strict=True)
    )
    assert 0 < len(named) < len(cells)


def test_a_cell_is_a_main_one_where_a_text_has_the_topic_as_its_main_one(
    found: pd.DataFrame,
) -> None:
    cells = coded_texts.grid(found, IT)
    main = cells[cells["main"]]
    assert set(zip(main["topic"], main["source"], strict=True)) == {
        pair for pair in zip(found["topic"], found["source"], strict=True) if pair[0]
    }
    assert len(main) < cells["named"].sum()


def test_a_grid_of_a_part_is_silent_on_the_rest(found: pd.DataFrame) -> None:
    part = found.query("question == 'criteria'")
    cells = coded_texts.grid(part, IT)
    assert set(cells["source"]) == {"customer_service", "csr"}
    assert cells["named"].sum() == len(
        coded_texts.by_topic(part).drop_duplicates(["topic", "source"])
    )


def test_the_texts_of_a_topic_are_its_own(found: pd.DataFrame) -> None:
    sizes = {topic: len(coded_texts.of_topic(found, topic)) for topic in tables.topics()["topic"]}
    assert sizes == coded_texts.by_topic(found)["topic"].value_counts().to_dict()


def test_a_topic_outside_the_codebook_is_refused_naming_the_closest(found: pd.DataFrame) -> None:
    with pytest.raises(InputError, match="unknown topic 'operation'; did you mean 'operations'"):
        coded_texts.of_topic(found, "operation")
