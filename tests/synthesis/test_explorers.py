"""Topics and sources: the rows stay in their place, and the texts of what is chosen are listed."""

from itertools import product

import pytest

from readytochange import parameters, synthesis
from readytochange.figures.choices import EVERYTHING
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure
from readytochange.study import coded_texts

EN = parameters.Synthesis(lang="en")


def made(explorer: Explorer, **chosen: str) -> tuple[Figure, Figure]:
    for name, value in chosen.items():
        explorer.controls[name].value = value
    chart, texts = explorer.made()
    assert isinstance(chart, Figure)
    assert isinstance(texts, Figure)
    return chart, texts


def boxes(chart: Figure) -> list[tuple[str, str]]:
    [data] = (chart.spec or {})["datasets"].values()
    return [(row["topic"], row["source"]) for row in data]


def test_rows_and_columns_keep_their_place_whatever_is_asked() -> None:
    explorer = synthesis.explorers.topics(EN)
    first = boxes(made(explorer)[0])
    topics, sources = coded_texts.topics(EN)["topic"], coded_texts.texts(EN)["source"].unique()
    assert first == [*product(topics, sources)]
    for _, question in explorer.controls["question"].options:
        assert boxes(made(explorer, question=question)[0]) == first


@pytest.mark.parametrize("source", ["", "csr", "survey"])
def test_the_texts_of_the_box_or_of_the_row_are_listed(source: str) -> None:
    explorer = synthesis.explorers.topics(EN)
    chart, texts = made(explorer, topic="skills_training", source=source)
    found = coded_texts.of_topic(coded_texts.texts(EN), "skills_training")
    expected = found[found["source"] == source] if source else found
    assert len(texts.table) == len(expected) > 0
    assert texts.title == f"Texts on “Skills and training”: {len(expected)}"
    chosen = {each["name"]: each.get("value") for each in (chart.spec or {})["params"]}
    assert (chosen["topic"], chosen["source"]) == ("skills_training", source or EVERYTHING)


def test_an_empty_box_says_what_to_choose() -> None:
    chosen = {"topic": "environment_supply_chain", "source": "survey"}
    _, texts = made(synthesis.explorers.topics(EN), **chosen)
    assert texts.table.empty
    assert texts.reading.startswith("Nothing is listed here: choose a topic and a source")
