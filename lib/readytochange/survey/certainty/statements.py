"""A statement about one respondent's answers: all of these options, any of them, none, at least or exactly so many."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from readytochange import language
from readytochange.arguments import checked
from readytochange.errors import InputError, none_of
from readytochange.language import N_
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.survey.certainty.printed import Margins, printed

__dir__ = offered(__name__)

Quantifier = Literal["all", "any", "none", "at_least", "exactly"]
"""How many of the options a respondent gave: all, at least one, none, or a number that is named."""

QUANTIFIERS = N_(
    {
        "all": "all of these",
        "any": "at least one of these",
        "none": "none of these",
        "at_least": "at least a number of these",
        "exactly": "exactly a number of these",
    }
)
"""What a quantifier is called in a menu."""

NUMBERED = ("at_least", "exactly")
"""Quantifiers that name a number."""

_PAIR = 2


@dataclass(frozen=True)
class Statement:
    """What is said of one respondent's answers; true or false of each of them.

    Parameters
    ----------
    quantifier : 'all', 'any', 'none', 'at_least' or 'exactly'
    options : the options that it names, 'question.option', each once; of one question or of several
    k : how many, of 'at_least' and 'exactly': 0 to the number of options; None with the others

    Raises
    ------
    InputError
        if there is no such quantifier, no option, one named twice, or k is missing, needless or out of range

    Examples
    --------
    >>> Statement("at_least", ("channels.mail", "channels.phone", "channels.social"), 2).range
    (2, 3)
    """

    quantifier: Quantifier
    options: tuple[str, ...]
    k: int | None = None

    def __post_init__(self) -> None:
        if self.quantifier not in get_args(Quantifier):
            raise none_of("quantifier of a statement", str(self.quantifier), get_args(Quantifier))
        if not self.options:
            raise InputError(
                "a statement names no option; accepted: at least one, as 'channels.mail'"
            )
        twice = next((name for name in self.options if self.options.count(name) > 1), None)
        if twice:
            raise InputError(f"a statement names option '{twice}' twice; accepted: each once")
        numbered = self.quantifier in NUMBERED
        most = len(self.options)
        if numbered != (self.k is not None) or not 0 <= (self.k or 0) <= most:
            accepted = f"a whole number from 0 to {most}" if numbered else "None"
            raise InputError(
                f"k is {self.k} in a statement of '{self.quantifier}'; accepted: {accepted}"
            )

    @property
    def range(self) -> tuple[int, int]:
        """How many of its options a respondent gave of whom it is true: at least and at most."""
        most, k = len(self.options), self.k or 0
        return {
            "all": (most, most),
            "any": (1, most),
            "none": (0, 0),
            "at_least": (k, most),
            "exactly": (k, k),
        }[self.quantifier]


@checked
def statement(quantifier: Quantifier, options: Sequence[str], k: int | None = None) -> Statement:
    """A statement about one respondent's answers.

    Parameters
    ----------
    quantifier : 'all', 'any', 'none', 'at_least' or 'exactly'
    options : the options that it names, 'question.option', each once; of one question or of several
    k : how many, of 'at_least' and 'exactly': 0 to the number of options; None with the others

    Returns
    -------
    Statement

    Raises
    ------
    InputError
        if no option is named, one twice, or k is missing, needless or out of range

    Examples
    --------
    >>> statement("all", ["channels.mail", "channels.phone"]).options
    ('channels.mail', 'channels.phone')
    """
    return Statement(quantifier, tuple(options), k)


@checked
def sentence(
    statement: Statement, margins: Margins | None = None, settings: Settings = SETTINGS
) -> str:
    """A statement in words: the firms of which it is true.

    Parameters
    ----------
    statement : from `statement`
    margins : whose labels are used; the published ones when not said
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    str
        with the name of the question beside each answer where there are several questions

    Raises
    ------
    InputError
        if the margins have no such option

    Examples
    --------
    >>> both = statement("all", ["channels.mail", "channels.phone"])
    >>> sentence(both, settings=Settings(lang="en"))
    'firms that answered both “Email channels” and “Telephone channels”'
    """
    t = language.translator(settings.lang)
    options = (margins or printed(settings=settings)).named(statement.options)
    several = len({each.question for each in options}) > 1
    named = [
        t("“{answer}” ({question})", answer=each.label, question=each.question_label)
        if several
        else language.in_quotes(each.label, settings.lang)
        for each in options
    ]
    if len(named) == 1 and statement.range == (1, 1):
        return t("firms that answered {answer}", answer=named[0])
    if len(named) == 1 and statement.range == (0, 0):
        return t("firms that did not answer {answer}", answer=named[0])
    if len(named) == _PAIR and statement.quantifier == "all":
        return t("firms that answered both {first} and {second}", first=named[0], second=named[1])
    either = statement.quantifier in ("any", "none")
    answers = language.listing(named, settings.lang, either=either)
    k = language.in_letters(statement.k or 0, settings.lang)
    return {
        "all": t("firms that gave all of these answers: {answers}", answers=answers),
        "any": t("firms that gave at least one of these answers: {answers}", answers=answers),
        "none": t("firms that gave none of these answers: {answers}", answers=answers),
        "at_least": t(
            "firms that gave at least {k} of these answers: {answers}", k=k, answers=answers
        ),
        "exactly": t(
            "firms that gave exactly {k} of these answers: {answers}", k=k, answers=answers
        ),
    }[statement.quantifier]
