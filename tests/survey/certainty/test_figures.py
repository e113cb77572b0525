"""The figures of certainty and their explorer, in both languages: what they say follows from their tables."""

import pytest

from readytochange import language, parameters
from readytochange.errors import InputError
from readytochange.figures.figure import Figure
from readytochange.survey import certainty

EN = parameters.Quantitative(lang="en")
BOTH = pytest.mark.parametrize("settings", [EN, parameters.Quantitative(lang="it")])


@BOTH
def test_the_matrix_has_a_cell_for_each_pair_and_counts_them_by_verdict(
    settings: parameters.Quantitative,
) -> None:
    pairs = certainty.pairs("channels", settings)
    made = certainty.figures.pairs("2a-order", pairs, settings)
    assert len(made.table) == len(pairs) == 55
    for verdict in ("distinguishable", "not_distinguishable", "depends"):
        assert f"{(pairs['verdict'] == verdict).sum()}*" in made.title


def test_the_matrix_says_each_p_with_its_status() -> None:
    made = certainty.figures.pairs("2a-order", certainty.pairs("channels", EN), EN)
    row = made.table.iloc[0]
    assert (row["more"], row["less"]) == ("Email channels (31)", "Telephone channels (29)")
    assert (row["p_text"], row["verdict"]) == ("0.500–0.688§", "cannot be told apart")


@BOTH
def test_of_33_firms_the_exact_method_is_named(settings: parameters.Quantitative) -> None:
    made = certainty.figures.coverage("2a-coverage", certainty.coverage(33), settings)
    assert made.title.endswith(("exact", "esatto"))
    assert made.table["coverage_least"].round(2).to_list() == [0.85, 0.95, 0.89]


def test_where_no_method_always_holds_none_is_named() -> None:
    held = certainty.coverage(33).query("method != 'exact'")
    made = certainty.figures.coverage("2a-coverage", held, EN)
    assert made.title == "How often intervals of 33 firms hold"


@BOTH
def test_half_a_width_is_said_at_both_ends(settings: parameters.Quantitative) -> None:
    made = certainty.figures.half_widths("2a-widths", certainty.half_widths(0.5), settings)
    assert "±23" in made.title
    assert "±3" in made.title


@BOTH
def test_an_order_that_one_firm_undoes_is_named_first(settings: parameters.Quantitative) -> None:
    found = certainty.conclusions("channels", settings)
    made = certainty.figures.conclusions("2a-conclusions", found, settings)
    assert "1*" in made.title
    assert found["label_first"].iloc[0] in made.title


# ---- planning


@BOTH
def test_the_explorer_answers_how_many_firms_see_15_points_on_the_telephone(
    settings: parameters.Quantitative,
) -> None:
    [made] = certainty.explorers.planning(settings).made()
    assert isinstance(made, Figure)
    assert language.number(1000, settings.lang) in made.title
    assert "49%*" in made.reading
    assert "122*" in made.reading


def test_the_explorer_follows_its_controls_and_refuses_in_a_line() -> None:
    explorer = certainty.explorers.planning(EN)
    explorer.controls["points"].value = "25"
    [made] = explorer.made()
    assert isinstance(made, Figure)
    assert (
        made.title
        == "“Telephone channels”: from 113* firms on, a change of −25 points would reliably show"
    )
    explorer.controls["direction"].value = 1
    [made] = explorer.made()
    assert isinstance(made, Figure)
    assert made.title == "“Telephone channels”: a share of 88% cannot change by +25 points"
    explorer.controls["points"].value = "a"
    [refused] = explorer.made()
    assert "a whole number from 1 to 99" in refused.plain  # type: ignore[union-attr]


def test_an_option_that_the_question_has_not_is_refused() -> None:
    with pytest.raises(InputError, match="phnoe"):
        certainty.figures.planning("2a-planning", "channels", "phnoe", -0.1, EN)


@BOTH
def test_that_the_firms_were_not_drawn_at_random_is_said(
    settings: parameters.Quantitative,
) -> None:
    said = certainty.readings.not_random(settings).plain
    assert ("not drawn at random" in said) or ("non sono state estratte a caso" in said)
