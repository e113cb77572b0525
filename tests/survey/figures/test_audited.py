"""What the audit of a printed table found, as tables: the finding is the title, what is possible beside a mistake."""

import pandas as pd
import pytest

from readytochange import language, parameters, survey

PRINTED = pd.DataFrame(
    {
        "question": ["a", "a", "b", "b"],
        "option": ["yes", "no", "Mail", "Phone"],
        "percent": ["66,7", "33,3", "93,9", "50,0"],
        "kind": ["single", "single", "", ""],
    }
)
LANGUAGES = tuple(language.LANGUAGES)


def settings(lang: str) -> parameters.Settings:
    return parameters.Settings(lang=lang)


@pytest.mark.parametrize(
    ("lang", "title", "closest"),
    [
        ("it", "Una cifra su 4 è impossibile", "48,5% e 51,5%"),
        ("en", "One of 4 figures is impossible", "48.5% and 51.5%"),
    ],
)
def test_the_finding_is_the_title_and_what_is_possible_stands_beside_the_mistake(
    lang: str, title: str, closest: str
) -> None:
    shown = survey.figures.audited("2-audit", survey.audited(PRINTED, 33), settings(lang))
    assert shown.title == title
    assert shown.table["closest"].tolist() == ["", "", "", closest]
    assert "33" in shown.reading
    assert shown.table["status"].tolist() == ["recovered", "recovered", "recovered", ""]


def test_where_several_counts_are_possible_their_ends_stand_in_the_place_of_the_count() -> None:
    table = PRINTED.drop(columns=["question", "kind"])
    shown = survey.figures.audited("2-audit", survey.audited(table.head(1), 4000), settings("en"))
    assert list(shown.table) == ["label", "percent", "verdict", "count_low", "count_high", "status"]
    one = survey.figures.audited("2-audit", survey.audited(table.head(3), 33), settings("en"))
    assert list(one.table) == ["label", "percent", "verdict", "count", "status"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_questions_say_what_they_sum_to(lang: str) -> None:
    found = survey.audited(PRINTED, 33)
    shown = survey.figures.audited_questions("2-audit-questions", found, settings(lang))
    assert shown.table["sum_low"].tolist() == [33, 31]
    assert shown.title == language.translator(lang)("Every question sums, or need not")
    short = survey.audited(PRINTED.head(1), 33)
    shown = survey.figures.audited_questions("2-audit-questions", short, settings(lang))
    assert shown.title == language.translator(lang)("Not every question sums to its base")


def test_of_many_bases_those_with_the_least_wrong_are_shown() -> None:
    found = survey.audited(PRINTED.head(3), "20-99")
    shown = survey.figures.audited_bases("2-audit-bases", found, settings("en"))
    assert (
        shown.title == "From 20 to 99, bases that could have given every percentage: 33, 66, and 99"
    )
    assert {33, 66, 99} < {*shown.table["base"]}
    assert len(shown.table) == 12
    assert (
        shown.reading == "Shown are the 12 bases with the fewest impossible figures, of 80 tried."
    )
    none = survey.figures.audited_bases(
        "2-audit-bases", survey.audited(PRINTED, "20-50"), settings("en")
    )
    assert none.title == "No base could have given the table"
