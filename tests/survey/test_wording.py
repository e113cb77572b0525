"""What the survey asked, in its own words, and what of the answers can be read."""

from readytochange import parameters, survey
from readytochange.study import tables

IT, EN = parameters.Quantitative(), parameters.Quantitative(lang="en")


def test_fifteen_questions_stand_in_the_surveys_order() -> None:
    questions = survey.questions(EN)
    assert questions["order"].tolist() == list(range(1, 16))
    assert questions["label"].iloc[0] == "Size of the respondents’ companies"
    assert set(questions["published"]) == set(survey.PUBLISHED)


def test_a_question_is_told_in_its_own_words_with_its_instruction() -> None:
    asked = survey.asked("people_skills", IT)
    assert asked is not None
    assert asked.plain == (
        "Nella survey: «Quali caratteristiche e capacità devono necessariamente avere le persone che seguono il "
        "cliente?». Ogni rispondente ha la possibilità di indicare al massimo due risposte."
    )
    without_instruction = survey.asked("size", EN)
    assert without_instruction is not None
    assert without_instruction.plain == "In the survey: “Size of the respondents’ companies”."


def test_a_question_that_was_not_asked_has_no_words() -> None:
    assert survey.asked("another", EN) is None


def test_the_answers_that_a_question_offered_are_there_without_figures() -> None:
    found = survey.options("management", EN)
    assert found["option"].tolist() == ["internal", "external", "mix", "provider"]
    assert found["label"].iloc[-1] == "We are a provider of customer service"


def test_eight_charts_lack_their_figures_and_open_questions_and_lists_are_not_among_them() -> None:
    found = survey.without_figures(IT).set_index("question")
    nothing = set(tables.questions().query("published == 'nothing'")["question"])
    assert set(found.index) == nothing | {"management"}
    assert len(found) == 8
    assert set(found["published"]) == {"nothing", "options"}
    assert "open" not in set(found["kind"])
    assert found.loc["management", "options"] == list(survey.options("management", IT)["label"])
    assert found.loc["supplier_criteria", "options"] == []
