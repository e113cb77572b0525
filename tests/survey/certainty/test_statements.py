"""Statements: said in both languages, and refused where they say nothing."""

import pytest

from readytochange import parameters
from readytochange.errors import InputError
from readytochange.survey import certainty
from readytochange.survey.certainty.statements import Quantifier

IT, EN = parameters.Quantitative(), parameters.Quantitative(lang="en")
TWO = ["channels.mail", "outsourceable_channels.mail"]
ONE = ["channels.mail", "channels.phone", "channels.sms"]


@pytest.mark.parametrize(
    ("quantifier", "options", "k", "italian", "english"),
    [
        (
            "all",
            TWO,
            None,
            "aziende che hanno risposto sia «Canali mail» (in uso) sia "
            "«Canali mail» (esternalizzati o esternalizzabili)",
            "firms that answered both “Email channels” (in use) and "
            "“Email channels” (outsourced or might be)",
        ),
        (
            "any",
            ONE,
            None,
            "aziende che hanno dato almeno una di queste risposte: «Canali mail», «Canali telefonici» o «SMS»",
            "firms that gave at least one of these answers: “Email channels”, “Telephone channels”, or "
            "“Text messages (SMS)”",
        ),
        (
            "none",
            ONE[:1],
            None,
            "aziende che non hanno risposto «Canali mail»",
            "firms that did not answer “Email channels”",
        ),
        (
            "exactly",
            ONE[:1],
            1,
            "aziende che hanno risposto «Canali mail»",
            "firms that answered “Email channels”",
        ),
        (
            "at_least",
            ONE,
            2,
            "aziende che hanno dato almeno due di queste risposte: «Canali mail», «Canali telefonici» e «SMS»",
            "firms that gave at least two of these answers: “Email channels”, “Telephone channels”, and "
            "“Text messages (SMS)”",
        ),
    ],
)
def test_a_statement_is_said(
    quantifier: Quantifier, options: list[str], k: int | None, italian: str, english: str
) -> None:
    made = certainty.statement(quantifier, options, k)
    assert certainty.sentence(made, settings=IT) == italian
    assert certainty.sentence(made, settings=EN) == english


@pytest.mark.parametrize(
    ("quantifier", "options", "k", "told"),
    [
        ("all", [], None, "names no option"),
        ("all", ["a.b", "a.b"], None, "names option 'a.b' twice"),
        ("all", ["a.b"], 1, "k is 1 in a statement of 'all'; accepted: None"),
        ("exactly", ["a.b"], None, "accepted: a whole number from 0 to 1"),
        ("at_least", ["a.b"], 2, "k is 2 in a statement of 'at_least'"),
        ("most", ["a.b"], None, "is 'most'; accepted: all, any, none, at_least, exactly"),
    ],
)
def test_a_statement_that_says_nothing_is_refused(
    quantifier: Quantifier, options: list[str], k: int | None, told: str
) -> None:
    with pytest.raises(InputError, match=told):
        certainty.statement(quantifier, options, k)


def test_an_unknown_option_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"did you mean 'channels\.mail'"):
        certainty.range_of(certainty.statement("all", ["channels.mall"]))
