"""Ranges as bars and as a matrix: titles that hold, every number drawn, a table behind each."""

import re

import pytest

from charts import spec, words_drawn
from readytochange import parameters
from readytochange.errors import InputError
from readytochange.figures import theme
from readytochange.survey import certainty
from readytochange.survey.certainty.margins import End

IT, EN = parameters.Quantitative(), parameters.Quantitative(lang="en")


@pytest.mark.parametrize("settings", [IT, EN], ids=["it", "en"])
def test_each_statement_has_its_range_on_a_bar(settings: parameters.Settings) -> None:
    statements = [
        certainty.statement("all", ["channels.mail", "channels.phone"]),
        certainty.statement("any", ["size.small"]),
    ]
    shown = certainty.figures.range_bars(
        "2a-trial", certainty.bounds(statements, settings=settings), settings
    )
    assert {"27–29§", "8*"} <= set(words_drawn(spec(shown)).split())
    assert "27–29§" in shown.description
    assert shown.table["status"].to_list() == ["bounded", "computed"]


def test_a_row_is_as_high_as_its_label_on_a_narrow_page() -> None:
    asked = ("channels", "outsourceable_channels")
    options = ("social", "automated_messaging")
    statements = [certainty.statement("all", [f"{each}.{o}" for each in asked]) for o in options]
    ranges = certainty.bounds(statements, settings=EN)
    shown = certainty.figures.range_bars("2a-trial", ranges, EN)
    line = rf"(.{{1,{theme.NARROW_LABEL_WIDTH}}})(?:\s+|$)"
    most = max(len(re.findall(line, says)) for says in ranges["says"])
    assert most > 6
    assert spec(shown)["height"]["step"] > most * theme.LINE_HEIGHT


@pytest.mark.parametrize(("end", "few"), [("least", "as few as"), ("greatest", "as many as")])
def test_a_table_says_which_end_of_the_range_it_attains(end: End, few: str) -> None:
    both = certainty.statement("all", ["channels.mail", "channels.phone"])
    table = certainty.attaining_table(both, end, settings=EN)
    shown = certainty.figures.attained("2a-trial", table, "both", end, EN)
    assert few in shown.title


def test_an_end_that_is_none_is_refused() -> None:
    both = certainty.statement("all", ["channels.mail", "channels.phone"])
    table = certainty.attaining_table(both, "least", settings=EN)
    with pytest.raises(InputError, match="ccepted: least, greatest"):
        certainty.figures.attained("2a-trial", table, "both", "last", EN)  # type: ignore[arg-type]


def test_pairs_stand_in_a_matrix_without_what_one_firm_gave() -> None:
    found = certainty.combined(["channels"], settings=EN)
    shown = certainty.figures.combined("2a-trial", found, settings=EN)
    assert shown.title == "Of 10 pairs of answers, 10 leave open how many firms gave both"
    assert shown.reading.endswith("Left out: 6 answers that one firm gave.")
    assert len(shown.table) == 10
    drawn = words_drawn(spec(shown))
    assert all(text in drawn for text in ("27–29§", "7–9§", "1. Email channels", "5. WhatsApp"))


def test_without_a_pair_there_is_a_sentence() -> None:
    empty = certainty.combined(["channels"], settings=EN).head(0)
    assert certainty.figures.combined("2a-trial", empty, settings=EN).reading == "Nothing to show."
    none = certainty.bounds([], settings=EN)
    assert certainty.figures.range_bars("2a-trial", none, EN).reading == "Nothing to show."
