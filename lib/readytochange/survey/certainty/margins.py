"""What printed counts imply: of how few, and of how many, firms a statement about their answers can be true.

Both ends are sharp: a table that keeps to all that is known attains each of them, and can be shown.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Literal

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.errors import InputError
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.survey.certainty import contradictions, formulation, patterns
from readytochange.survey.certainty.printed import Margins, printed
from readytochange.survey.certainty.statements import Quantifier, Statement, sentence

__dir__ = offered(__name__)

_ATTAINING = ["holds", "options", "answers", "count", "status"]
_PAIR = 2

End = Literal["least", "greatest"]


@checked
def range_of(statement: Statement, margins: Margins | None = None) -> tuple[int, int]:
    """Of how few, and of how many, respondents a statement can be true, given all that is known.

    The least and the greatest of a linear function over the whole-numbered tables that keep to the margins, found by
    branch and bound (HiGHS); for two options they are the bounds of Fréchet (1935), narrowed by the rules.

    Parameters
    ----------
    statement : from `statement`
    margins : from `printed` or `margins_of`; the published ones, without assumptions, when not said

    Returns
    -------
    tuple of int
        the least and the greatest number of respondents; each is attained by the table of `attaining_table`

    Raises
    ------
    InputError
        if the margins have no such option, or contradict themselves: it names a smallest set that does

    Examples
    --------
    >>> range_of(Statement("all", ("channels.mail", "channels.phone")))
    (27, 29)
    """
    given = (margins or printed()).about(statement.options)
    problem, _ = formulation.posed(given, statement.options, statement.range)
    least, most = (formulation.solved(problem, least) for least in (True, False))
    if least is None or most is None:
        raise contradictions.told(given)
    return least.true, most.true


@checked
def bounds(
    statements: Sequence[Statement] | Statement,
    margins: Margins | None = None,
    settings: Settings = SETTINGS,
) -> pd.DataFrame:
    """Of how few, and of how many, firms each statement can be true, given all that is known.

    Parameters
    ----------
    statements : from `statement`, one or several
    margins : from `printed` or `margins_of`; the published ones, without assumptions, when not said
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        a row a statement: says (the firms of which it is true, in words), count_low, count_high, status ('computed'
        where both are the same, else 'bounded'), base, base_status

    Raises
    ------
    InputError
        if the margins have no such option, or contradict themselves: it names a smallest set that does

    Examples
    --------
    >>> both = Statement("all", ("channels.mail", "channels.phone"))
    >>> bounds(both, settings=Settings(lang="en"))[["count_low", "count_high"]].to_numpy().tolist()
    [[27, 29]]
    """
    given = margins or printed(settings=settings)
    asked = [statements] if isinstance(statements, Statement) else list(statements)
    ranges = [range_of(each, given) for each in asked]
    return pd.DataFrame(
        {
            "says": [sentence(each, given, settings) for each in asked],
            "count_low": [low for low, _ in ranges],
            "count_high": [high for _, high in ranges],
            "status": ["computed" if low == high else "bounded" for low, high in ranges],
            "base": given.base,
            "base_status": "computed",
        }
    )


@checked
def attaining_table(
    statement: Statement,
    end: End,
    margins: Margins | None = None,
    settings: Settings = SETTINGS,
) -> pd.DataFrame:
    """A table of answers, one of those that there can be, in which a statement is true of as few or as many as can be.

    No firm gave these answers: they show that the end of the range can be reached.

    Parameters
    ----------
    statement : from `statement`
    end : 'least' or 'greatest'
    margins : from `printed` or `margins_of`; the published ones, without assumptions, when not said
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        a row a pattern of answers: holds (whether the statement is true of who gave it), options (the names of the
        options given, a list), answers (their labels, in words), count (how many firms), status ('simulated'); those of
        whom it is true first, then from the pattern of most firms to that of fewest

    Raises
    ------
    InputError
        if the margins have no such option, or contradict themselves: it names a smallest set that does

    Examples
    --------
    >>> both = Statement("all", ("channels.mail", "channels.phone"))
    >>> table = attaining_table(both, "least")
    >>> int(table.loc[table["holds"], "count"].sum())
    27
    """
    given = (margins or printed(settings=settings)).about(statement.options)
    low, high = statement.range
    found = attaining(given, statement, end)
    rows = [
        (
            low <= len(pattern.intersection(statement.options)) <= high,
            [each.name for each in given.options if each.name in pattern],
            _answers(pattern, given, settings),
            n,
            "simulated",
        )
        for pattern, n in found.items()
    ]
    ordered = sorted(rows, key=lambda row: (not row[0], -row[3], row[1]))
    table = pd.DataFrame(ordered, columns=_ATTAINING)
    table.attrs["status"] = "simulated"
    return table


def attaining(margins: Margins, statement: Statement, end: End) -> dict[patterns.Pattern, int]:
    """How many respondents gave each pattern of answers, where a statement is true of as few or as many as can be.

    InputError where the margins contradict themselves.
    """
    problem, options = formulation.posed(margins, statement.options, statement.range)
    solution = formulation.solved(problem, end == "least")
    if solution is None:
        raise contradictions.told(margins)
    return patterns.dealt(problem, options, solution)


def _answers(pattern: Iterable[str], margins: Margins, settings: Settings) -> str:
    """The labels of a pattern, in words; of several questions each question's."""
    t = language.translator(settings.lang)
    given = [each for each in margins.options if each.name in set(pattern)]
    if not given:
        return t("no answer")
    asked = dict.fromkeys(each.question_label for each in given)
    parts = {
        question: language.listing(
            [each.label for each in given if each.question_label == question], settings.lang
        )
        for question in asked
    }
    if len({each.question for each in margins.options}) == 1 or len(asked) == 1:
        return next(iter(parts.values()))
    return language.series(
        [t("{question}: {answers}", question=q, answers=a) for q, a in parts.items()], settings.lang
    )


@checked
def combined(
    questions: Sequence[str],
    together: int = _PAIR,
    quantifier: Quantifier = "all",
    k: int | None = None,
    margins: Margins | None = None,
    settings: Settings = SETTINGS,
) -> pd.DataFrame:
    """The range of every combination of so many options of some questions.

    Parameters
    ----------
    questions : of the margins, by id
    together : how many options a combination has, from 1: 2 for pairs
    quantifier : 'all', 'any', 'none', 'at_least' or 'exactly'
    k : how many, of 'at_least' and 'exactly'
    margins : from `printed` or `margins_of`; the published ones, without assumptions, when not said
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        a row a combination: options (their names, a list), says, count_low, count_high, status, base, base_status; the
        statements are as from `bounds`

    Raises
    ------
    InputError
        if the margins have no such question or contradict themselves, or there are fewer options than are combined

    Examples
    --------
    >>> len(combined(["size"]))
    3
    """
    given = margins or printed(settings=settings)
    known = {each.question for each in given.questions}
    if missing := next((name for name in questions if name not in known), None):
        raise InputError(f"unknown question '{missing}'; accepted: {', '.join(sorted(known))}")
    names = [each.name for each in given.options if each.question in questions]
    if not 1 <= together <= len(names):
        raise InputError(f"together is {together}; accepted: from 1 to {len(names)}, the options")
    chosen = list(combinations(names, together))
    found = bounds([Statement(quantifier, each, k) for each in chosen], given, settings)
    return found.assign(options=[list(each) for each in chosen])[["options", *found.columns]]
