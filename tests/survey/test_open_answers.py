"""Open answers: groups with our topics, and quotations."""

import pytest

from readytochange import parameters, survey
from readytochange.errors import InputError

IT, EN = parameters.Quantitative(), parameters.Quantitative(lang="en")


def test_clusters_come_with_the_name_of_their_topic() -> None:
    found = survey.clusters("difficulties", IT).set_index("cluster")
    assert len(found) == 7
    assert found.loc["reputation", "topic_label"] == "Reputazione e valori"
    assert len(survey.clusters("activities", IT)) == 9


def test_quotes_are_five_in_either_language() -> None:
    assert "Creare partnership per partecipare a gare" in set(survey.quotes(IT)["text"])
    assert len(survey.quotes(IT)) == len(survey.quotes(EN)) == 5
    assert not set(survey.quotes(IT)["text"]) & set(survey.quotes(EN)["text"])


def test_a_question_without_clusters_is_refused_naming_those_with() -> None:
    with pytest.raises(InputError, match=r"'comments' was asked.*: difficulties, activities"):
        survey.clusters("comments", IT)
