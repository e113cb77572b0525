"""What the stakeholders say in a few sentences: computed, and not said once the data no longer say it."""

from collections.abc import Callable

import pytest

from changes import Change
from readytochange import parameters, stakeholders
from readytochange.language import Markdown
from readytochange.parameters import Settings

IT, EN = parameters.Stakeholders(), parameters.Stakeholders(lang="en")


def test_who_was_heard_and_on_what(change: Change) -> None:
    said = stakeholders.readings.heard(EN)
    assert said is not None
    assert said.plain.startswith(
        "**Three people from three institutions reflected on five areas:** “Centrality of the person”, "
    )
    assert "“Work in prison as a ‘system’ to be developed”" in said.plain
    change("areas", "area in ['metrics', 'educational_pathways']")
    fewer = stakeholders.readings.heard(EN)
    assert fewer is not None
    assert "on two areas:**" in fewer.plain


def test_most_questions_ask_how_to_measure(change: Change) -> None:
    said = stakeholders.readings.measuring(IT)
    assert said is not None
    assert said.plain == "**Tre delle quattro domande chiedono come misurare.**"
    change("areas", "area != 'educational_pathways'")
    fewer = stakeholders.readings.measuring(IT)
    assert fewer is not None
    assert fewer.plain == "**Tre delle tre domande chiedono come misurare.**"


def test_the_one_figure_is_a_bound_in_a_sentence(change: Change) -> None:
    said = stakeholders.readings.jobs(IT)
    assert said is not None
    assert "in italia" in said.plain.casefold()
    assert "meno di 1.000" in said.plain
    quoted = stakeholders.readings.jobs_in_its_words(EN)
    assert quoted is not None
    assert (
        "“Nationwide, fewer than a thousand prison jobs are with outside firms rather than the Prison Administration.”"
    ) in quoted.plain


@pytest.mark.parametrize(
    ("reading", "name", "condition"),
    [
        (stakeholders.readings.heard, "stakeholders", "stakeholder == 'toscano'"),
        (stakeholders.readings.heard, "areas", "area == 'metrics'"),
        (stakeholders.readings.measuring, "areas", "area != 'metrics'"),
        (stakeholders.readings.jobs, "statements", "value > 1000"),
        (stakeholders.readings.jobs_in_its_words, "statements", "value > 1000"),
    ],
)
def test_what_the_data_no_longer_say_is_not_said(
    change: Change,
    reading: Callable[[Settings], Markdown | None],
    name: str,
    condition: str,
) -> None:
    assert reading(EN) is not None
    change(name, condition)
    assert reading(EN) is None
