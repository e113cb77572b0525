"""Laws of searching the coded texts."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readytochange import parameters
from readytochange.study import coded_texts, search
from texts import unhurried

IT = parameters.Synthesis()


ACCENTS = str.maketrans("àèéìòù", "aeeiou")


ITALIAN = st.text("abcdeilnorstàèéìòùÀÈ '", max_size=20)


SOME = st.lists(ITALIAN, min_size=1, max_size=6).map(
    lambda texts: pd.DataFrame({"theme": "", "text": texts, "place": range(len(texts))})
)


some = settings(unhurried, max_examples=50)


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    return coded_texts.texts(IT)


def places(some: pd.DataFrame, words: str) -> set[int]:
    return set(search.find(some, words)["place"])


@pytest.mark.parametrize("words", ["qualita", "QUALITÀ", "  Qualità ", "ualità"])
def test_a_search_minds_neither_accents_nor_capitals_nor_ends_of_words(
    found: pd.DataFrame, words: str
) -> None:
    hits = search.find(found, words)
    assert len(hits)
    assert hits["id"].to_list() == search.find(found, "qualità")["id"].to_list()
    assert (hits["theme"] + hits["text"]).str.contains("qualità", case=False).all()


def test_a_search_finds_what_stands_in_the_theme(found: pd.DataFrame) -> None:
    hits = search.find(found, "outbound")
    assert "Outbound" in set(hits["theme"])


def test_a_search_takes_signs_for_signs(found: pd.DataFrame) -> None:
    assert len(search.find(found, ".*")) == 0
    assert len(search.find(found, "(es.")) > 0


def test_a_search_for_nothing_finds_everything_in_its_order(found: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(search.find(found, "  "), found)


@some
@given(SOME, ITALIAN, ITALIAN)
def test_several_words_find_what_each_of_them_finds(
    some: pd.DataFrame, one: str, other: str
) -> None:
    assert places(some, f"{one} {other}") == places(some, one) & places(some, other)


@some
@given(SOME, st.data())
def test_every_text_is_found_by_its_own_words_without_accents_and_in_capitals(
    some: pd.DataFrame, data: st.DataObject
) -> None:
    row = some.loc[data.draw(st.integers(0, len(some) - 1))]
    words = data.draw(st.permutations(row["text"].split()))
    assert row["place"] in places(some, " ".join(words).lower().translate(ACCENTS).upper())


@some
@given(SOME, ITALIAN)
def test_what_is_found_holds_every_word(some: pd.DataFrame, words: str) -> None:
    for text in search.find(some, words)["text"]:
        for word in words.split():
            assert word.lower().translate(ACCENTS) in text.lower().translate(ACCENTS)
