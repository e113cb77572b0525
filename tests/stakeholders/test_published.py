"""The stakeholders: around an area stands what it says, what it asks and what others list."""

import pytest

from readytochange import parameters, stakeholders
from readytochange.errors import InputError

IT, EN = parameters.Stakeholders(), parameters.Stakeholders(lang="en")


def test_around_an_area_stand_its_summary_its_questions_and_the_others() -> None:
    questions, echoes = stakeholders.questions(EN), stakeholders.related(EN)
    for area in stakeholders.areas(EN).itertuples():
        found = stakeholders.area(area.area, EN)
        texts = found.groupby("kind")["text"].agg(list).to_dict()
        assert texts.pop("says") == [area.summary]
        assert texts.pop("others", []) == list(echoes[echoes["area"] == area.area]["text"])
        put = questions[questions["area"] == area.area]
        assert sorted(text for each in texts.values() for text in each) == sorted(put["question"])


def test_an_area_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="unknown area 'metric'; did you mean 'metrics'"):
        stakeholders.area("metric", IT)
