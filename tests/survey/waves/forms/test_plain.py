"""The questionnaire as a text: everything that the form asks, in one language."""

import pytest

from readytochange import parameters
from readytochange.survey.waves import instrument
from readytochange.survey.waves.forms import plain


@pytest.mark.parametrize("lang", ["it", "en"])
def test_the_text_asks_everything_in_one_language(lang: str) -> None:
    said = plain.text(parameters.Settings(lang=lang))
    other = "en" if lang == "it" else "it"
    for question in instrument.questionnaire().questions:
        assert f". {question.label[lang]}\n" in said
        assert question.label[other] not in said
        for option in question.offered:
            assert option.label[lang] in said


def test_the_text_says_what_a_form_would_hold_to() -> None:
    said = plain.text(parameters.Settings(lang="en"))
    assert "[at most 2 answers]" in said
    assert "( ) Everything managed in house [alone]" in said
    assert (
        "Only for those who answer “In house”, “Externally”, or “A mix of the two” to “How" in said
    )
    assert "[one answer; an answer is needed]" in said
