"""What was asked and answered in words: titles, forms, and the questions' own words."""

import pytest

from changes import Change, called
from readytochange import parameters, survey

IT, EN = parameters.Quantitative(), parameters.Quantitative(lang="en")


@pytest.mark.parametrize(
    ("name", "arguments", "title", "form"),
    [
        ("checks", [], "All 19 published percentages fit a whole number of firms", "closed"),
        (
            "clusters",
            ["difficulties"],
            "Seven groups of difficulties and limits that firms see",
            "lists",
        ),
        (
            "clusters",
            ["activities"],
            "Not one of the nine groups of activities names the telephone",
            "lists",
        ),
        ("quotes", [], "What respondents added", "quotes"),
        ("questions", [], "The questions of the survey", "rows"),
        ("without_figures", [], "Eight questions without figures in the text we have", "lists"),
    ],
)
def test_a_table_has_its_title_and_its_form(
    name: str, arguments: list[str], title: str, form: str
) -> None:
    table = getattr(survey, name)(*arguments, EN)
    shown = getattr(survey.figures, name)("2-t", table, EN)
    assert (shown.name, shown.lang, shown.title, shown.form) == ("2-t", "en", title, form)
    assert len(shown.table) == len(table)
    assert (shown.table.astype(str) != "").all(axis=None)


def test_activities_are_in_two_lists_by_their_work() -> None:
    found = survey.clusters("activities", IT)
    shown = survey.figures.clusters("2-t", found, IT)
    contact = shown.table.loc[shown.table["group"].str.startswith("Possono"), "text"]
    assert list(contact) == list(found.loc[found["work"] == "contact", "label"])
    sizes = shown.table.groupby("group", sort=False).size().to_dict()
    assert sizes == {
        "Back office, assemblaggio, magazzino": 6,
        "Possono comportare un contatto con le persone": 3,
    }
    assert shown.reading == "La divisione nei due elenchi è una lettura nostra."


def test_difficulties_are_a_list_as_the_study_groups_them() -> None:
    shown = survey.figures.clusters("2-t", survey.clusters("difficulties", EN), EN)
    assert set(shown.table["group"]) == {"As the study groups them"}
    assert shown.reading == ""


def test_where_an_activity_names_the_telephone_the_title_does_not_deny_it(
    change: Change,
) -> None:
    change("clusters", called("outbound_interviews", "label_en", "Telephone interviews"))
    shown = survey.figures.clusters("2-t", survey.clusters("activities", EN), EN)
    assert shown.title == "Activities that might be handed over"


def test_a_percentage_that_does_not_fit_is_not_said_to_add_up() -> None:
    checks = survey.checks(EN)
    checks.loc[0, "fits"] = False
    shown = survey.figures.checks("2-t", checks, EN)
    assert shown.title == "Published percentages and the counts they allow"


def test_questions_without_figures_say_what_they_allow_and_offer() -> None:
    found = survey.without_figures(IT)
    texts = list(survey.figures.without_figures("2-t", found, IT).table["text"])
    asked = dict(zip(found["question"], found["label"], strict=True))
    assert f"{asked['people_skills']} (al massimo due risposte)" in texts
    [management] = [text for text in texts if text.startswith(asked["management"])]
    assert "«Forniamo servizi di customer service»" in management
    assert asked["supplier_criteria"] in texts


def test_kinds_of_questions_are_words_of_the_language() -> None:
    shown = survey.figures.questions("2-trial", survey.questions(IT), IT)
    assert set(shown.table["kind"]) == {"una risposta", "più risposte", "scala", "aperta"}


@pytest.mark.parametrize(
    ("percent", "base", "title"),
    [
        ("48,5", 33, "One count of 33 makes 48.5%"),
        ("50", 33, "No count of 33 makes 50%"),
        ("1", 400, "5 counts of 400 make 1%"),
    ],
)
def test_a_percentage_says_how_many_counts_it_allows(percent: str, base: int, title: str) -> None:
    shown = survey.figures.percentage("2-trial", percent, base, EN)
    assert shown.title == title
    assert set(shown.table.get("status", [])) <= {"recovered", "bounded"}
