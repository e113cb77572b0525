"""What claims are filled with: what the data say, and nothing where they no longer say it."""

from collections.abc import Callable

import pandas as pd
import pytest

from changes import Change, How
from readytochange import parameters
from readytochange.parameters import Settings
from readytochange.study import tables
from readytochange.synthesis import computations
from readytochange.synthesis.computations import COMPUTATIONS, Values

IT, EN = parameters.Synthesis(), parameters.Synthesis(lang="en")


@pytest.mark.parametrize("name", COMPUTATIONS)
def test_both_languages_are_filled_alike_and_nothing_is_empty(name: str) -> None:
    italian, english = COMPUTATIONS[name](IT), COMPUTATIONS[name](EN)
    assert {*italian} == {*english} != set()
    assert all(english.values())


def test_the_groups_of_activities_are_counted_while_none_names_the_telephone(
    change: Change,
) -> None:
    found = {"n": "nine", "back_office": "six", "contact": "three", "channel": "the telephone"}
    assert computations.imagined(EN) == found
    change("clusters", "cluster != 'website_management'")
    assert computations.imagined(EN) == found | {"n": "eight", "back_office": "five"}
    named = {"label_it": "Assistenza telefonica", "label_en": "Phone support"}
    change("clusters", lambda found: found.assign(**named))
    for settings in (IT, EN):
        assert computations.imagined(settings) == {}


def test_what_has_no_reply_is_named(change: Change) -> None:
    found = computations.unanswered(EN)
    assert (found["open"], found["n"]) == ("three", "seven")
    assert "“Data security and confidentiality”, “Technical restrictions”" in found["names"]
    change("replies", "cluster != 'specialist_training'")
    found = computations.unanswered(EN)
    assert found["open"] == "four"
    assert "“Specialist training”" in found["names"]
    change("clusters", lambda found: found[found["cluster"].isin(tables.replies()["cluster"])])
    assert computations.unanswered(EN) == {}


def test_criteria_are_told_while_none_is_in_both_lists(change: Change) -> None:
    found = computations.criteria(EN)
    assert found["n"] == "two"
    assert found["csr"] == "“CSR strategies and social report” and “A choice of values and culture”"
    change("themes", "item != 'cs_criterion_01'")
    assert "“Price”" not in computations.criteria(EN)["customer_service"]

    def shared(found: pd.DataFrame) -> pd.DataFrame:
        found.loc[found["item"] == "csr_criterion_02", ["item_it", "item_en"]] = list(
            found.loc[found["item"] == "cs_criterion_03", ["item_it", "item_en"]].iloc[0]
        )
        return found

    change("themes", shared)
    assert computations.criteria(EN) == {}


@pytest.mark.parametrize(
    ("computation", "table", "kept"),
    [
        (computations.changed, "sources", "source != 'csr'"),
        (computations.directions, "themes", "item != 'opportunity_06'"),
        (computations.directions, "themes", "item != 'opportunity_07'"),
        (computations.heard, "stakeholders", "stakeholder == 'toscano'"),
        (computations.heard, "areas", "area == 'metrics'"),
        (computations.indicators, "areas", "area != 'metrics'"),
        (computations.measuring, "areas", "area != 'metrics'"),
        (computations.missing_charts, "questions", "published != 'nothing'"),
        (computations.outside_jobs, "statements", "value > 1000"),
        (computations.project_paths, "exploration_model", "step != 'project_paths'"),
        (computations.sources, "questions", "published != 'counts'"),
        (computations.unanswered, "replies", lambda replies: replies.head(0)),
    ],
)
def test_what_the_data_no_longer_say_is_not_said(
    change: Change, computation: Callable[[Settings], Values], table: str, kept: How
) -> None:
    assert computation(EN)
    change(table, kept)
    assert computation(EN) == {}
