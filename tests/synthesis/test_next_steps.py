"""What we suggest follows from a gap, and goes with it."""

import pytest

from changes import Change
from readytochange import parameters
from readytochange.synthesis import next_steps

EN = parameters.Synthesis(lang="en")
STEPS = {
    "read_the_charts": "2-missing",
    "answer_objections": "4-obstacles",
    "prepare_pitches": "1-criteria",
    "choose_indicators": "3-indicators",
    "ask_for_the_paths": "0-model",
}


def test_five_steps_are_told_each_with_the_figure_that_it_follows_from() -> None:
    found = next_steps.suggested(EN)
    assert {step.name: step.figure for step in found} == STEPS
    assert "**Read the eight charts on the slides:**" in found[0].said.plain
    assert "“Technical restrictions”" in found[1].said.plain
    assert "“The consolidation of two project paths”" in found[4].said.plain


@pytest.mark.parametrize(
    ("table", "gone", "step"),
    [
        ("questions", "published not in ['nothing', 'options']", "read_the_charts"),
        ("clusters", "cluster == 'reputation'", "answer_objections"),
        ("themes", "group != 'csr'", "prepare_pitches"),
        ("areas", "area != 'metrics'", "choose_indicators"),
        ("exploration_model", "step != 'project_paths'", "ask_for_the_paths"),
    ],
)
def test_a_step_goes_with_the_gap_that_it_fills(
    change: Change, table: str, gone: str, step: str
) -> None:
    change(table, gone)
    assert [found.name for found in next_steps.suggested(EN)] == [
        name for name in STEPS if name != step
    ]
