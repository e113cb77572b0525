"""Obstacles with their replies, and what stays open."""

import pytest

from readytochange import parameters, synthesis
from readytochange.synthesis import obstacles, open_questions

IT, EN = parameters.Synthesis(), parameters.Synthesis(lang="en")


def test_an_obstacle_heads_what_answers_it() -> None:
    found = obstacles.replies(EN)
    shown = synthesis.figures.obstacles("4-trial", found, EN)
    assert (
        shown.title
        == "Obstacles without a reply among opportunities and reflections: three of seven"
    )
    html = shown._repr_mimebundle_()["text/html"]
    assert html.count('scope="rowgroup"') == 7
    assert html.count(">No line that replies</td>") == 3
    assert shown.table["reply"].tolist()[3:] == found["reply"].tolist()[3:]


@pytest.mark.parametrize("answered", [True, False])
def test_where_all_or_no_obstacles_have_a_reply_the_title_says_no_number(answered: bool) -> None:
    found = obstacles.replies(EN).query("answered == @answered")
    shown = synthesis.figures.obstacles("4-trial", found, EN)
    assert shown.title == "What the study answers to each obstacle"


def test_what_is_left_open_is_said_in_words() -> None:
    found = open_questions.left_open(IT)
    shown = synthesis.figures.left_open("4-trial", found, IT)
    assert (shown.title, shown.form) == ("Che cosa resta aperto", "lists")
    assert len(shown.table) == len(found)
    assert "Poste dalle istituzioni" in set(shown.table["gap"])
