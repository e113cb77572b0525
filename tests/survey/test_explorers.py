"""The survey's explorers: what is chosen is what is shown, a mistake is a line."""

from typing import Any

import pytest

from readytochange import language, parameters, survey
from readytochange.app import tabs
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure


def values(explorer: Explorer, **given: Any) -> Figure | language.Markdown:
    for name, value in given.items():
        explorer.controls[name].value = value
    return explorer.made()


def rows(shown: Figure | language.Markdown) -> list[dict[str, Any]]:
    assert isinstance(shown, Figure)
    found: list[dict[str, Any]] = shown.table.to_dict("records")
    return found


def test_the_notebooks_parameters_are_where_its_explorer_starts() -> None:
    given = parameters.Quantitative(confidence=0.4, interval="exact")
    explorer = survey.explorers.shares(given)
    assert [control.value for control in explorer.controls.values()] == ["channels", 0.4, "exact"]


def test_other_shares_are_those_of_the_question_the_coverage_and_the_method_chosen() -> None:
    explorer = survey.explorers.shares(parameters.Quantitative(lang="en"))
    shown = values(explorer, question="outsourceable_channels", confidence=0.9, interval="exact")
    chosen = parameters.Quantitative(lang="en", confidence=0.9, interval="exact")
    found = survey.shares("outsourceable_channels", chosen)
    assert [row["low"] for row in rows(shown)] == found["low"].tolist()
    assert isinstance(shown, Figure)
    labels = survey.questions(chosen).set_index("question")["label"]
    assert shown.title == labels["outsourceable_channels"]
    assert shown.slide == found["slide"].iloc[0]


def test_the_size_of_firms_describes_the_sample_and_has_no_intervals() -> None:
    explorer = survey.explorers.shares(parameters.Quantitative(lang="en"))
    assert [value for _, value in explorer.controls["question"].options] == [
        "channels",
        "outsourceable_channels",
    ]


def test_a_percentage_gives_the_counts_it_allows() -> None:
    explorer = survey.explorers.percentage(parameters.Quantitative(lang="en"))
    [only] = rows(values(explorer, percent=" 48,5 ", base=33))
    assert (only["count"], only["status"], only["share_status"]) == (16, "recovered", "computed")
    several = rows(values(explorer, percent="1", base=400))
    assert [(row["count"], row["status"]) for row in several] == [
        (n, "bounded") for n in range(2, 7)
    ]
    none = values(explorer, percent="50", base=33)
    assert rows(none) == [{"text": "Nothing to show."}]
    assert isinstance(none, Figure)
    assert none.title == "No count of 33 makes 50%"


@pytest.mark.parametrize("typed", ["", "abc", "101", "-1", "nan", "<b>48,5</b>"])
def test_a_percentage_that_is_none_is_refused_in_a_line(typed: str) -> None:
    shown = values(survey.explorers.percentage(parameters.Quantitative(lang="en")), percent=typed)
    assert isinstance(shown, language.Markdown)
    assert (
        shown.plain == f"percentage is '{typed}': accepted is a number between 0 and 100, as '48,5'"
    )
    assert "<b>" not in tabs.written(shown)


def test_the_two_lists_stand_in_the_order_that_is_chosen() -> None:
    explorer = survey.explorers.compared(parameters.Quantitative(lang="en"))
    for order in ("share_first", "share_second"):
        counts = order.replace("share", "count")
        shares = [row[counts] for row in rows(values(explorer, order=order))]
        assert shares == sorted(shares, reverse=True)
