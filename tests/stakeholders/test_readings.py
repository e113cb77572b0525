"""What the stakeholders say in a few sentences: computed, and not said once the data no longer say it."""

from changes import Change
from readytochange import parameters, stakeholders

IT, EN = parameters.Stakeholders(), parameters.Stakeholders(lang="en")


def test_most_questions_ask_how_to_measure(change: Change) -> None:
    put = stakeholders.questions(IT)
    assert stakeholders.readings.mostly_on_metrics(put, IT) == [
        {"measuring": "Tre", "n": "quattro"}
    ]
    change("areas", "area != 'educational_pathways'")
    put = stakeholders.questions(IT)
    assert stakeholders.readings.mostly_on_metrics(put, IT) == [{"measuring": "Tre", "n": "tre"}]
    change("areas", "area != 'metrics'")
    assert stakeholders.readings.mostly_on_metrics(stakeholders.questions(IT), IT) == []


def test_the_one_figure_is_a_bound_in_a_sentence(change: Change) -> None:
    quoted = stakeholders.readings.jobs_in_its_words(EN)
    assert quoted is not None
    assert (
        "“Nationwide, fewer than a thousand prison jobs are with outside firms rather than the Prison Administration.”"
    ) in quoted.plain
    change("statements", "value > 1000")
    assert stakeholders.readings.jobs_in_its_words(EN) is None
