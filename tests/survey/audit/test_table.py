"""The audit of a table: what each figure may stand for, what contradicts it, whether questions sum, what is refused."""

import re
from typing import Any, get_args

import pandas as pd
import pytest

from readytochange import language, survey
from readytochange.errors import InputError
from readytochange.survey.audit import reading, rounding, sentences, words
from readytochange.survey.audit.table import FINE, Audit

EN = language.translator("en")


def table(*percents: str, **columns: Any) -> pd.DataFrame:
    options = columns.pop("option", [f"answer {n}" for n in range(len(percents))])
    return pd.DataFrame({"option": options, "percent": percents, **columns})


def verdicts(audit: Audit) -> list[str]:
    return [str(each) for each in audit.figures["verdict"]]


def said(audit: Audit) -> str:
    return " ".join(sentences.told(audit, EN))


def test_a_trailing_zero_counts() -> None:
    assert survey.audited(table("50"), 201).holds
    assert not survey.audited(table("50.0"), 201).holds


@pytest.mark.parametrize("percent", ["48,5", "48.5", "48,5%", "48.5 %", " 48,5\u00a0% "])
def test_comma_point_and_sign_are_read_alike(percent: str) -> None:
    audit = survey.audited(table(percent), 33)
    assert audit.figures[["count", "status"]].to_numpy().tolist() == [[16, "recovered"]]


@pytest.mark.parametrize("count", ["1234", "1,234", "1.234", "1 234", "1\u202f234", "1'234", 1234])
def test_thousands_in_counts_are_read_alike(count: Any) -> None:
    audit = survey.audited(table("12,34", count=[count]), 10_000)
    assert audit.figures[["count", "status"]].to_numpy().tolist() == [[1234, "published"]]


def test_a_count_that_its_percentage_does_not_allow_is_a_contradiction() -> None:
    audit = survey.audited(table("93.9", "87.9", count=["31", "28"]), 33)
    assert verdicts(audit) == ["possible", "contradicted"]
    assert audit.figures["closest"].tolist() == ["", "84.8"]
    assert "“answer 1”: 28 of 33 is 84.8%, not 87.9%." in said(audit)


@pytest.mark.parametrize(
    ("given", "verdict", "sentence"),
    [
        (table("148"), "over", "“answer 0”: 148% is more than 100%."),
        (table("50", count=["40"]), "larger", "“answer 0”: 40 is more than the base."),
        (
            table("50.0"),
            "impossible",
            "“answer 0”: 50.0% is no share of 33 respondents; the nearest that are: 48.5% and 51.5%.",
        ),
    ],
)
def test_what_cannot_be_is_named(given: pd.DataFrame, verdict: str, sentence: str) -> None:
    audit = survey.audited(given, 33)
    assert {*verdicts(audit)} == {verdict}
    assert not audit.holds
    assert sentence in said(audit)


def test_percentages_that_sum_to_101_are_explained_by_rounding_or_not() -> None:
    audit = survey.audited(table("56", "37", "8"), 52, "single")
    assert audit.questions["verdict"].tolist() == ["rounding"]
    assert "sum to 101%: rounding explains it, since the counts can sum to 52." in said(audit)
    audit = survey.audited(table("56", "37", "10"), 52, "single")
    assert audit.questions["verdict"].tolist() == ["over"]
    assert audit.questions["printed_sum"].tolist() == ["103"]
    assert not audit.holds


def test_a_question_that_lacks_an_answer_is_short_of_its_base() -> None:
    audit = survey.audited(table("56", "37"), 52, "single")
    assert audit.questions["verdict"].tolist() == ["short"]
    assert "The counts sum to 48 at most, 4 short of 52" in said(audit)
    with_rest = survey.audited(table("56", "37", "–"), 52, "single")
    assert with_rest.holds
    assert with_rest.figures["verdict"].tolist()[-1] == "unprinted"


def test_the_total_of_a_table_is_no_answer() -> None:
    audit = survey.audited(
        table("56", "37", "8", "100", option=["a", "b", "c", "Totale"]), 52, "single"
    )
    assert audit.holds
    assert audit.questions["figures"].tolist() == [3]
    assert verdicts(audit)[-1] == "total"


def test_several_answers_each_need_not_sum() -> None:
    assert survey.audited(table("90", "80"), 10).holds
    assert not survey.audited(table("90", "80"), 10, "single").holds


def test_the_least_number_of_people_behind_22_and_79_percent() -> None:
    """A puzzle whose answer is printed: both were rounded up, and 200 were asked."""
    audit = survey.audited(table("22", "79"), None, "single")
    assert audit.bases.loc[audit.bases["possible"], "base"].min() == 200
    audit = survey.audited(table("33", "68"), None, "single")
    assert audit.bases.loc[audit.bases["possible"], "base"].min() == 40
    assert audit.rules == ["half_up"]


@pytest.mark.parametrize(
    ("percents", "base", "rules", "sentence"),
    [
        (("12", "38"), 8, ["half_even"], "Only rounding with halves to the even neighbour"),
        (("13", "38"), 8, ["half_up"], "Only rounding with halves up explains"),
        (("12", "37"), 8, ["truncation"], "Only cutting off explains the table"),
        (("13", "37"), 8, [], "No one rule explains the table"),
        (("25", "50"), 8, ["half_up", "half_even", "truncation"], "nothing tells them apart"),
        (("67", "33"), 3, ["half_up", "half_even"], "rounded, not cut off"),
        (
            ("12",),
            8,
            ["half_even", "truncation"],
            "to the even neighbour explains the table, and so",
        ),
        (("13",), 80, ["half_up", "truncation"], "halves up explains the table, and so"),
    ],
)
def test_rules_of_rounding_are_told_apart(
    percents: tuple[str, ...], base: int, rules: list[str], sentence: str
) -> None:
    audit = survey.audited(table(*percents), base)
    assert audit.holds
    assert audit.rules == rules
    assert sentence in said(audit)


def test_questions_with_a_base_of_their_own_stand_beside_the_others() -> None:
    given = pd.DataFrame(
        {
            "question": ["a", "a", "b"],
            "option": ["yes", "no", "yes"],
            "percent": ["67", "33", "50"],
            "kind": ["single", "", ""],
            "base": ["", "", "7-9"],
        }
    )
    audit = survey.audited(given, 3)
    assert audit.holds
    assert audit.questions[["question", "kind", "base", "base_status"]].to_numpy().tolist() == [
        ["a", "single", 3, "published"],
        ["b", "multiple", 8, "recovered"],
    ]
    assert {*audit.bases["question"]} == {"", "b"}


def test_where_several_bases_are_left_counts_are_bounded() -> None:
    audit = survey.audited(table("50"), "2-6")
    [row] = audit.figures.to_dict("records")
    assert (row["count_low"], row["count_high"], row["status"]) == (1, 3, "bounded")
    assert "Possible bases: 2, 4, and 6." in said(audit)


def test_an_impossible_figure_keeps_a_question_from_being_summed() -> None:
    audit = survey.audited(table("148", "50"), 2, "single")
    assert audit.questions["verdict"].tolist() == ["uncounted"]


@pytest.mark.parametrize(
    ("percents", "base", "kind", "en", "it"),
    [
        (("93.9",), 33, "multiple", "The figure is possible", "La cifra è possibile"),
        (("50.0",), 33, "multiple", "The figure is impossible", "La cifra è impossibile"),
        (
            ("50",),
            2,
            "single",
            "The figure is possible, but falls short of the base",
            "La cifra è possibile, ma non raggiunge la base",
        ),
        (
            ("93.9", "87.9"),
            33,
            "multiple",
            "All 2 figures are possible",
            "Tutte le 2 cifre sono possibili",
        ),
        (
            ("50.0", "50.1"),
            33,
            "multiple",
            "2 of 2 figures are impossible",
            "2 cifre su 2 sono impossibili",
        ),
    ],
)
def test_one_figure_is_told_of_as_one(
    percents: tuple[str, ...], base: int, kind: reading.Kind, en: str, it: str
) -> None:
    audit = survey.audited(table(*percents), base, kind)
    assert [sentences.title(audit, language.translator(lang)) for lang in ("en", "it")] == [en, it]


def test_one_respondent_is_told_of_as_one() -> None:
    assert "50% is no share of one respondent;" in said(survey.audited(table("50"), 1))


def test_a_figure_that_is_wrong_alone_besides_those_that_are_named_is_named_too() -> None:
    assert "Other impossible figures" not in said(survey.audited(table(*["50.0"] * 6), 33))
    assert "Other impossible figures: 2." in said(survey.audited(table(*["50.0"] * 7), 33))


@pytest.mark.parametrize(
    ("given", "kind", "applies"),
    [
        (table("50.0"), "multiple", True),
        (table("93.9", count=["30"]), "multiple", True),
        (table("50", "50"), "single", True),  # of 33, 16 or 17 would be printed otherwise
        (table("148"), "multiple", False),
        (table("48", count=["40"]), "multiple", False),
        (table("93.9", "87.9"), "single", False),
        (table("93.9"), "multiple", False),
    ],
)
def test_weights_are_named_where_they_would_explain_what_is_wrong(
    given: pd.DataFrame, kind: reading.Kind, applies: bool
) -> None:
    assert ("If these shares are weighted" in said(survey.audited(given, 33, kind))) is applies


def test_what_the_table_prints_and_what_one_says_of_it_is_no_other_source() -> None:
    audit = survey.audited(table("48.5", "50.0", count=["16", "17"]), 33)
    assert audit.figures["status"].tolist() == ["published", "published"]
    assert {*audit.figures["base_status"], *audit.questions["base_status"]} == {"published"}


def test_every_kind_rule_and_verdict_has_words_and_every_verdict_is_documented() -> None:
    assert {*words.KINDS} == {*get_args(reading.Kind)}
    assert {*words.RULES} == {*rounding.RULES}
    verdicts = {*words.OF_FIGURES, *words.OF_QUESTIONS}
    assert verdicts > FINE
    assert {*re.findall(r"'(\w+)'", str(survey.audited.__doc__))} > verdicts


@pytest.mark.parametrize(
    ("given", "base", "told"),
    [
        (
            table("about half"),
            33,
            "row 2: percent is “about half”; accepted: a number as it is published",
        ),
        (table("48", "-3"), 33, "row 3: percent is “-3”"),
        (table("48", count=["1,44"]), 33, "row 2: count is “1,44”; accepted: a whole number"),
        (table("48", option=[""]), 33, "row 2: option is empty"),
        (table("", ""), 33, "the table has no figure"),
        (table("100", option=["Total"]), 33, "the table has no figure"),
        (
            table("48.5", "3", "48.5", option=["Mail", "Fax", " MAIL"]),
            33,
            "row 4: option “MAIL” stands in row 2 already; accepted: each once in its question",
        ),
        (
            table("48", "52", question=["Età", "età"]),
            33,
            "row 3: question is “età”, in row 2 “Età”; accepted: one way to write it",
        ),
        (
            table("48", "52", question=["a", ""]),
            33,
            "row 3: question is empty; accepted: the question in every row, or in none",
        ),
        (table("48"), "x", "base is “x”; accepted: a whole number from 1 to 1,000,000"),
        (table("48"), "40-25", "base is “40-25”"),
        (table("48"), "1-20000", "accepted: a range of up to 10,000 bases"),
        (table("48", kind=["both"]), 33, "kind is “both”; accepted: single, multiple"),
        (
            table("48", "52", question=["a", "a"], kind=["single", "multiple"]),
            33,
            "kind of question “a” is “single” and “multiple”; accepted: one for all its rows",
        ),
        (table(*["48"] * 31, option=[*map(str, range(31))]), "1-10000", "too many"),
        (table(*["48"] * 2001), 33, "the table has 2,001 rows; accepted: up to 2,000"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_line(
    given: pd.DataFrame, base: Any, told: str
) -> None:
    with pytest.raises(InputError) as refused:
        survey.audited(given, base)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_percentages_that_were_read_as_numbers_are_refused() -> None:
    with pytest.raises(InputError, match=r"row 2: percent is 48\.5, which is no text"):
        survey.audited(pd.DataFrame({"option": ["a"], "percent": [48.5]}), 33)


def test_the_greatest_base_without_one_is_told_in_the_docstring() -> None:
    assert f"1 to {reading.UP_TO} where not said" in str(survey.audited.__doc__)
