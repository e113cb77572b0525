"""The survey's explorers: what is chosen is what is shown, a mistake is a line in the language of the page."""

from typing import Any

import pytest

from readytochange import language, parameters, survey
from readytochange.app import tabs
from readytochange.figures.explorer import Explorer, downloads
from readytochange.figures.figure import Figure

EN = parameters.Quantitative(lang="en")


def values(explorer: Explorer, **given: Any) -> Figure | language.Markdown:
    for name, value in given.items():
        explorer.controls[name].value = value
    [made] = explorer.made()
    return made


def rows(shown: Figure | language.Markdown) -> list[dict[str, Any]]:
    assert isinstance(shown, Figure)
    found: list[dict[str, Any]] = shown.table.to_dict("records")
    return found


# ---- shares


def test_the_notebooks_parameters_are_where_its_explorer_starts() -> None:
    given = parameters.Quantitative(confidence=0.4, interval="exact")
    explorer = survey.explorers.shares(given)
    begun = [control.value for control in explorer.controls.values()]
    assert begun == ["channels", "printed", 0.4, "exact", ()]


@pytest.mark.parametrize("question", ["size", "channels", "outsourceable_channels"])
def test_shares_are_those_of_the_question_the_coverage_and_the_method_chosen(question: str) -> None:
    explorer = survey.explorers.shares(EN)
    shown = values(explorer, question=question, confidence=0.9, interval="exact")
    chosen = parameters.Quantitative(lang="en", confidence=0.9, interval="exact")
    found = survey.shares(question, chosen)
    assert [row["low"] for row in rows(shown)] == found["low"].tolist()
    assert isinstance(shown, Figure)
    assert shown.title == survey.figures.name_of(question, EN)
    assert shown.reading == "Lines: 90% intervals, exact method."
    assert shown.slide == found["slide"].iloc[0]


def test_the_numbers_of_the_interval_stand_under_the_bar() -> None:
    shown = values(survey.explorers.shares(EN))
    assert isinstance(shown, Figure)
    assert "Email channels: 94% · 31 of 33*; interval 80–98%*" in shown.description


@pytest.mark.parametrize(("order", "reverse"), [("most", True), ("least", False)])
def test_shares_stand_in_the_order_chosen(order: str, reverse: bool) -> None:
    shares = [row["share"] for row in rows(values(survey.explorers.shares(EN), sort=order))]
    assert shares == sorted(shares, reverse=reverse)


def test_answers_that_are_hidden_are_not_shown_and_are_counted() -> None:
    explorer = survey.explorers.shares(EN)
    explorer.controls["hide"].choose(["all_internal", "not_relevant", "sms"])
    shown = values(explorer, question="outsourceable_channels")
    assert not {"all_internal", "not_relevant"} & {row["option"] for row in rows(shown)}
    assert isinstance(shown, Figure)
    assert shown.reading.endswith("Answers hidden: 2 of 8.")


def test_where_all_answers_are_hidden_it_says_so() -> None:
    explorer = survey.explorers.shares(EN)
    explorer.controls["hide"].choose(["small", "medium", "large"])
    shown = values(explorer, question="size")
    assert isinstance(shown, language.Markdown)
    assert shown.plain == "All answers are hidden: show one of them again."


# ---- two lists


def test_every_pair_of_questions_with_an_answer_in_common_is_offered() -> None:
    offered = [value for _, value in survey.explorers.two_lists(EN).controls["lists"].options]
    pair = ["channels", "outsourceable_channels"]
    assert offered == [".".join(pair), ".".join(reversed(pair))]


def test_two_lists_show_both_counts_and_the_bounds_either_way_round() -> None:
    explorer = survey.explorers.two_lists(EN)
    for lists in ("channels.outsourceable_channels", "outsourceable_channels.channels"):
        found = rows(values(explorer, lists=lists))
        phone = [row for row in found if row["label"] == "Telephone channels"]
        counts = {(row["count_low"], row["count_high"], row["status"]) for row in phone}
        assert counts == {(29, 29, "published"), (16, 16, "published"), (12, 16, "bounded")}
        [shown] = explorer.made()
        assert isinstance(shown, Figure)
        assert "Fundraising" in shown.reading


@pytest.mark.parametrize(("order", "place"), [("share_first", 0), ("share_second", 1)])
def test_two_lists_stand_in_the_order_chosen(order: str, place: int) -> None:
    found = rows(values(survey.explorers.two_lists(EN), order=order))
    counts = [row["count_low"] for row in found][place::3]
    assert counts == sorted(counts, reverse=True)


# ---- a percentage


def test_a_percentage_gives_the_counts_it_allows() -> None:
    explorer = survey.explorers.percentage(EN)
    [only] = rows(values(explorer, percent=" 48,5 ", base="33"))
    assert (only["count"], only["status"], only["share_status"]) == (16, "recovered", "computed")
    several = rows(values(explorer, percent="1", base="400"))
    assert [(row["count"], row["status"]) for row in several] == [
        (n, "bounded") for n in range(2, 7)
    ]
    none = values(explorer, percent="50", base="33")
    assert rows(none) == []
    assert isinstance(none, Figure)
    assert none.reading == "Nothing to show."
    assert none.title == "No count of 33 makes 50%"


@pytest.mark.parametrize("typed", ["", "abc", "101", "-1", "nan", "<b>48,5</b>"])
def test_a_percentage_that_is_none_is_refused_in_a_line(typed: str) -> None:
    shown = values(survey.explorers.percentage(EN), percent=typed)
    assert isinstance(shown, language.Markdown)
    assert shown.plain == (
        f"Percentage: “{typed}” cannot be used; accepted is a number from 0 to 100, as 48.5."
    )
    assert "<b>" not in tabs.written((shown,), "en")


@pytest.mark.parametrize("typed", ["33.7", "-5"])
def test_a_base_is_refused_as_typed_and_stays_as_it_is(typed: str) -> None:
    explorer = survey.explorers.percentage(parameters.Quantitative(lang="it"))
    shown = values(explorer, base=typed)
    assert isinstance(shown, language.Markdown)
    assert shown.plain == (
        f"Base: «{typed}» non si può usare; è accettato un numero intero da 1 a 100.000."
    )
    assert explorer.controls["base"].value == typed


# ---- questions


@pytest.mark.parametrize("name", survey.questions(EN)["question"])
def test_a_question_is_shown_whole(name: str) -> None:
    row = survey.questions(EN).set_index("question").loc[name]
    shown = values(survey.explorers.questions(EN), question=name)
    assert isinstance(shown, Figure)
    assert shown.title == row["label"]
    assert f"Question {row['order']} of the survey. Kind: {row['kind']}." in shown.reading
    assert ("Base: 33* firms." in shown.reading) == (row["published"] == "counts")
    none = "The answers are not in the text we have: they were a chart, probably a picture."
    column, answers = {
        "counts": lambda: ("label", survey.counts(name, EN)["label"]),
        "options": lambda: ("label", survey.options(name, EN)["label"]),
        "clusters": lambda: ("label", survey.clusters(name, EN)["label"]),
        "quotes": lambda: ("text", survey.quotes(EN)["text"]),
        "nothing": lambda: ("label", []),
    }[row["published"]]()
    assert shown.table[column].tolist() == list(answers)
    assert shown.table.empty == (none in shown.reading) == (row["published"] == "nothing")


def test_all_questions_are_listed_where_none_is_chosen() -> None:
    assert len(rows(values(survey.explorers.questions(EN)))) == 15


# ---- an audit


def test_a_table_of_the_study_is_audited_at_first_and_all_of_it_is_possible() -> None:
    [shown] = survey.explorers.audit(EN).made()
    assert isinstance(shown, Figure)
    assert shown.title == "All 11 figures are possible"
    assert (shown.table["count"] == survey.counts("channels", EN)["count"]).all()


def test_a_table_that_is_pasted_is_audited_at_its_base_or_at_those_of_a_range() -> None:
    explorer = survey.explorers.audit(EN)
    explorer.controls["table"].value = "Mail\t93,9\nPhone\t50,0"
    explorer.controls["kind"].value = "single"
    figures, questions = explorer.made()
    assert isinstance(figures, Figure)
    assert isinstance(questions, Figure)
    assert figures.title == "One of 2 figures is impossible"
    explorer.controls["base"].value = "20-40"
    assert [type(each) for each in explorer.made()] == [Figure] * 3
    explorer.controls["base"].value = ""
    bases = explorer.made()[-1]
    assert isinstance(bases, Figure)
    assert len(bases.table) == 12


@pytest.mark.parametrize(
    ("control", "typed", "told"),
    [
        ("table", "Mail;x", "riga 2: la percentuale è «x»; è accettato un numero com’è pubblicato"),
        ("table", "", "Tabella è vuota; è accettata un’intestazione"),
        ("table", "a;b;c;d\n1;2;3;4", "Tabella non ha intestazione"),
        ("base", "<b>33</b>", "la base è «<b>33</b>»; è accettato un numero intero da 1"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_in_the_language_of_the_page(
    control: str, typed: str, told: str
) -> None:
    explorer = survey.explorers.audit(parameters.Quantitative(lang="it"))
    shown = values(explorer, **{control: typed})
    assert isinstance(shown, language.Markdown)
    assert shown.plain.startswith(told)
    assert "<b>" not in tabs.written((shown,), "it")


def test_its_table_is_offered_as_a_file_without_a_formula() -> None:
    explorer = survey.explorers.audit(EN)
    shown = values(explorer, table="=1+1;93,9")
    assert isinstance(shown, Figure)
    assert "'=1+1" in downloads(shown)["csv"].decode()
    assert "<b>" not in tabs.written(explorer.made(), "en")
