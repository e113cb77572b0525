"""The interviews' explorer: words are sought in both languages, groups offered by their labels."""

import pytest

from readytochange import interviews, language, parameters
from readytochange.figures.figure import Figure


def shown(lang: str = "en", search: str = "", **chosen: str) -> Figure:
    explorer = interviews.explorers.points(parameters.Qualitative(lang=lang, search=search))
    for name, value in chosen.items():
        explorer.controls[name].value = value
    [made] = explorer.made()
    assert isinstance(made, Figure)
    return made


def test_the_groups_of_the_interviews_are_offered_by_their_labels() -> None:
    group = interviews.explorers.points(parameters.Qualitative(lang="en")).controls["group"]
    assert group.options == (
        ("everyone", ""),
        ("customer service interviews", "customer_service"),
        ("CSR interviews", "csr"),
        ("opportunities, both groups together", "all"),
    )


def test_the_words_of_the_notebook_are_where_its_explorer_starts_and_are_marked() -> None:
    found = shown(search="digital")
    assert found.title == "Points that contain “digital”: 7 of 62"
    assert set(found.table["emphasis"]) == {"digital"}
    assert found._repr_mimebundle_()["text/html"].count("<strong>digital</strong>") == 7
    assert "other" not in found.table


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("", "Tutti i punti: 62"),
        ("digital scuole", "Punti che contengono «digital» e «scuole»: 0 su 62"),
        ("prezzo", "Punti che contengono «prezzo»: 1 su 62"),
    ],
)
def test_the_title_says_which_words_were_sought(words: str, title: str) -> None:
    assert shown("it", words).title == title


@pytest.mark.parametrize(("lang", "other"), [("en", "formazione"), ("it", "training")])
def test_a_word_of_the_other_language_is_found_and_marked_in_the_text_that_has_it(
    lang: str, other: str
) -> None:
    found = shown(lang, other)
    assert len(found.table) > 3
    only_there = found.table[found.table["other"] != ""]
    assert len(only_there)
    assert (only_there["emphasis_other"].str.casefold() == other).any()


def test_topic_group_and_question_narrow_the_search() -> None:
    found = shown(topic="skills_training", group="csr")
    texts = interviews.texts(parameters.Qualitative(lang="en"))
    topics = texts[["topic", "topic_second"]]
    here = texts[(topics == "skills_training").any(axis=1) & (texts["source"] == "csr")]
    assert len(found.table) == len(here) > 3
    assert found.title == f"Points: {len(here)} of 62"
    fewer = shown(topic="skills_training", group="csr", question="future")
    assert len(fewer.table) == int((here["question"] == "future").sum()) > 0


@pytest.mark.parametrize("words", ["zzz", '"digital"', "**", "<b>"])
def test_where_nothing_is_found_it_says_what_to_try(words: str) -> None:
    found = shown(search=words)
    assert found.title.endswith(": 0 of 62")
    assert found.table.empty
    assert found.reading.startswith("No point is so. Try the beginning of a word")


def test_too_many_words_are_refused_in_the_language_of_the_page() -> None:
    explorer = interviews.explorers.points(parameters.Qualitative(lang="it"))
    explorer.controls["search"].value = "x" * 81
    [said] = explorer.made()
    assert isinstance(said, language.Markdown)
    assert said.plain == "Sono accettate parole di al massimo 80 lettere."
