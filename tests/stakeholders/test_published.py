"""The stakeholders: around an area stand what it says, what it asks and the lines elsewhere that answer it."""

import pandas as pd
import pytest

from changes import Change
from readytochange import parameters, stakeholders
from readytochange.errors import InputError
from readytochange.study import tables

IT, EN = parameters.Stakeholders(), parameters.Stakeholders(lang="en")


def test_around_an_area_stand_its_text_its_questions_and_its_echoes() -> None:
    questions, echoes = stakeholders.questions(EN), stakeholders.echoes(EN)
    for area in stakeholders.areas(EN).itertuples():
        found = stakeholders.area(area.area, EN)
        texts = found.groupby("kind")["text"].agg(list).to_dict()
        assert texts.pop("says") == [area.text]
        assert texts.pop("echoes", []) == list(echoes[echoes["area"] == area.area]["text"])
        put = questions[questions["area"] == area.area]
        assert sorted(text for each in texts.values() for text in each) == sorted(put["question"])


def test_an_area_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="unknown area 'metric'; did you mean 'metrics'"):
        stakeholders.area("metric", IT)


def test_echoes_are_the_lines_chosen_in_the_data_and_no_others() -> None:
    echoes = stakeholders.echoes(EN)
    chosen = tables.echoes()
    assert echoes["area"].tolist() == chosen["area"].tolist()
    lines = pd.concat(
        [
            tables.themes().rename(columns={"item": "id", "item_en": "text"}),
            tables.quotes().rename(columns={"quote": "id", "text_en": "text"}),
        ]
    ).set_index("id")["text"]
    for echo, item, quote in zip(echoes["text"], chosen["item"], chosen["quote"], strict=True):
        text = lines[item or quote].replace("'", "’")
        assert echo == text or echo.casefold().endswith(f": {text.casefold()}")


def test_an_echo_says_where_it_stands_and_who_says_it() -> None:
    echoes = stakeholders.echoes(IT)
    quoted = echoes[echoes["source"] == "survey"]
    assert set(quoted["source_label"]) == {"survey, risposte aperte"}
    assert set(quoted["slide"]) == {"Ricerca quantitativa: altre considerazioni aggiuntive"}
    assert not set(echoes["slide"]) & set(tables.echoes()["slide"])


def test_an_echo_cut_from_its_group_carries_its_theme(change: Change) -> None:
    change("echoes", lambda echoes: echoes.head(1).assign(item="cs_past_03"))
    [text] = stakeholders.echoes(IT)["text"]
    assert text.startswith("Presenza online: l’aspetto umano")


@pytest.mark.parametrize("gone", ["themes", "quotes"])
def test_echoes_whose_lines_are_gone_are_gone(change: Change, gone: str) -> None:
    change(gone, lambda lines: lines.head(0))
    left = stakeholders.echoes(EN)
    assert 0 < len(left) < len(tables.echoes())
    assert set(left["source"]) == ({"survey"} if gone == "themes" else {"all", "csr"})
