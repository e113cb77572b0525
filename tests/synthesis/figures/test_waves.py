"""The study's figures and a wave's stay two columns, each with base and status; what is hidden stays hidden."""

from dataclasses import replace

import pandas as pd
import pytest

from readytochange import parameters, survey, synthesis
from readytochange.figures.figure import Figure
from readytochange.survey.waves.exhibits import Exhibits

EN = parameters.Synthesis(lang="en", wave="demo")


@pytest.fixture(scope="module")
def demo() -> Exhibits:
    found = synthesis.waves.named("demo", EN)
    assert found is not None
    return found


def without(exhibits: Exhibits, question: str) -> Exhibits:
    """The same, had its file not held the question."""
    states = exhibits.states[question]
    counts = states["state"].eq("not_asked") * exhibits.respondents
    return replace(
        exhibits, states={**exhibits.states, question: states.assign(count=counts.astype("Int64"))}
    )


def beside(exhibits: Exhibits, *questions: str) -> Figure:
    made = synthesis.figures.beside("4-trial", questions, exhibits, EN)
    assert made is not None
    return made


def test_without_a_wave_there_is_no_figure(demo: Exhibits) -> None:
    assert synthesis.figures.beside("4-trial", ["channels"], None, EN) is None
    assert synthesis.figures.beside("4-trial", ["comments"], demo, EN) is None


def test_each_share_has_its_base_and_its_status(demo: Exhibits) -> None:
    made = beside(demo, "channels", "supplier_activities")
    assert made.title.startswith("Simulated data. ")
    rows = made.table.set_index("label")
    assert rows.loc["Email channels", "published"] == "94% of 33"
    assert rows.loc["Email channels", "published_status"] == "computed"
    assert rows.loc["Email channels", "wave"] == "93% of 60"
    assert rows.loc["Email channels", "wave_status"] == "simulated"
    assert rows.loc["Email channels", "verdict"] == "not told apart from the study"
    assert rows.loc["Data entry and administrative work", "published"] == "no figures"
    assert rows.loc["Data entry and administrative work", "verdict"] == ""
    assert set(made.table["wave_status"]) == {"simulated", ""}
    assert "# simulated: " in made.html


def test_what_is_published_is_the_studys_whatever_the_wave_says(demo: Exhibits) -> None:
    published = survey.shares("channels", EN)
    shown = beside(demo, "channels").table.set_index("label")["published"]
    for row in published.itertuples():
        assert shown[row.label] == f"{row.share:.0%} of {row.base}"


def test_what_the_gate_hides_is_not_shown(demo: Exhibits) -> None:
    hidden = demo.shares["channels"].set_index("label")["count"].isna()
    assert hidden.any()
    rows = beside(demo, "channels").table.set_index("label")
    assert set(rows.loc[hidden[hidden].index, "wave"]) == {"not shown"}
    assert set(rows.loc[hidden[hidden].index, "wave_status"]) == {""}
    assert "Not shown is what would tell" in beside(demo, "channels").reading


@pytest.mark.parametrize(("base", "said"), [(None, "not shown"), (0, "nobody answered")])
def test_without_a_base_there_is_no_share(demo: Exhibits, base: int | None, said: str) -> None:
    table = demo.shares["people_skills"]
    none = table.assign(base=pd.array([base] * len(table), dtype="Int64"), share=float("nan"))
    made = beside(replace(demo, shares={**demo.shares, "people_skills": none}), "people_skills")
    assert set(made.table["wave"]) == {said}
    assert "verdict" not in made.table


def test_of_a_question_that_was_not_asked_no_answer_is_a_row(demo: Exhibits) -> None:
    none = without(demo, "supplier_activities")
    made = beside(none, "channels", "supplier_activities")
    assert "Data entry and administrative work" not in set(made.table["label"])
    assert "This wave did not ask: “" in made.reading
    alone = beside(none, "supplier_activities")
    assert (len(alone.table), alone.reading[:22]) == (0, "This wave did not ask:")


def test_an_option_that_only_one_of_the_two_has_is_a_row(demo: Exhibits) -> None:
    fewer = demo.shares["channels"].query("option != 'mail'").reset_index(drop=True)
    rows = beside(replace(demo, shares={**demo.shares, "channels": fewer}), "channels").table
    rows = rows.set_index("label")
    assert rows.loc["Email channels", "wave"] == "not offered"
    assert rows.loc["Other, please say", "published"] == "no figures"
