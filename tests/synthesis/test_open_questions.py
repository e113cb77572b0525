"""Only what is asked and not answered is left open."""

from readytochange import parameters, survey
from readytochange.study import tables
from readytochange.synthesis import open_questions

EN = parameters.Synthesis(lang="en")


def test_the_institutions_questions_and_one_remark_are_left_open() -> None:
    found = open_questions.left_open(EN)
    assert list(found) == open_questions.OPEN
    assert found["gap"].value_counts(sort=False).to_dict() == {
        "Asked by the institutions": 4,
        "Set as a problem (our reading)": 1,
        "To be looked into, for a respondent": 1,
    }
    tax = tables.localise(tables.quotes(), EN).set_index("quote").loc["tax_advantages", "text"]
    assert found["text"].iloc[-1] == tax


def test_no_question_of_the_survey_is_listed_again() -> None:
    asked = set(survey.questions(EN)["label"])
    assert asked & set(open_questions.left_open(EN)["text"]) == set()
