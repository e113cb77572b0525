"""Margins that contradict themselves: a smallest set of what is known that cannot hold together.

The set has as few members as any that contradicts (smallest unsatisfiable subset by hitting sets; Ignatiev, Previti,
Liffiton & Marques-Silva 2015): whatever is made to hold leaves something out, and a contradiction has one of the things
that are left out each time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.optimize import LinearConstraint

from readytochange import language
from readytochange.arguments import checked
from readytochange.errors import InputError
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.survey.bounds import ranged
from readytochange.survey.certainty import formulation, integer_program
from readytochange.survey.certainty.printed import Margins

__dir__ = offered(__name__)


@dataclass(frozen=True)
class Known:
    """One thing that is known: a count, or a rule. `kind` is 'count', 'exclusive', 'most', 'answered' or 'implied'."""

    kind: str
    name: str


def known(margins: Margins) -> list[Known]:
    """Everything that margins say, one by one."""
    return [
        *(Known("count", each.name) for each in margins.options),
        *(Known("exclusive", each.name) for each in margins.options if each.exclusive),
        *(Known("most", each.question) for each in margins.questions if each.max_answers),
        *(Known("answered", each.question) for each in margins.questions if each.answered),
        *(Known("implied", first) for first, _ in margins.implied),
    ]


def only(margins: Margins, kept: Iterable[Known]) -> Margins:
    """Margins that say no more than what is kept."""
    left = set(kept)
    options = [
        replace(
            each,
            low=each.low if Known("count", each.name) in left else 0,
            high=each.high if Known("count", each.name) in left else margins.base,
            exclusive=Known("exclusive", each.name) in left,
        )
        for each in margins.options
    ]
    questions = [
        replace(
            each,
            max_answers=each.max_answers if Known("most", each.question) in left else None,
            answered=Known("answered", each.question) in left,
        )
        for each in margins.questions
    ]
    implied = [pair for pair in margins.implied if Known("implied", pair[0]) in left]
    return replace(
        margins, options=tuple(options), questions=tuple(questions), implied=tuple(implied)
    )


def possible(margins: Margins) -> bool:
    """Whether some table of answers keeps to them."""
    problem, _ = formulation.posed(margins, (), (0, 0))
    return formulation.solved(problem, True) is not None


def smallest(margins: Margins) -> list[Known]:
    """As few things as can be that contradict each other; none where all can hold together."""
    everything = known(margins)
    if possible(margins):
        return []
    corrections: list[set[int]] = []
    while True:
        tried = _hitting(len(everything), corrections)
        if not possible(only(margins, [everything[n] for n in tried])):
            return [everything[n] for n in sorted(tried)]
        corrections.append(_left_out(margins, everything, tried))


def _left_out(margins: Margins, everything: Sequence[Known], begun: set[int]) -> set[int]:
    """What is left out where as much is made to hold as can, one thing after the other, from a beginning that does."""
    holding = set(begun)
    for n in range(len(everything)):
        if n not in holding and possible(only(margins, [everything[m] for m in {*holding, n}])):
            holding.add(n)
    return set(range(len(everything))) - holding


def _hitting(size: int, sets: Sequence[set[int]]) -> set[int]:
    """As few as can be that have a member of each set."""
    if not sets:
        return set()
    rows = np.array([[n in each for n in range(size)] for each in sets], dtype=float)
    found = integer_program.solve(np.ones(size), 1, [LinearConstraint(rows, 1, np.inf)])
    return set() if found is None else {int(n) for n in np.flatnonzero(found)}


@checked
def contradiction(margins: Margins, settings: Settings = SETTINGS) -> pd.DataFrame:
    """A smallest set of what is known that cannot hold together.

    Parameters
    ----------
    margins : from `printed` or `margins_of`
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        a row a thing that is known: kind ('count', 'exclusive', 'most', 'answered', 'implied'), name (of the option or
        the question), says (in words); none where all can hold together

    Examples
    --------
    >>> from readytochange.survey.certainty.printed import printed
    >>> len(contradiction(printed()))
    0
    """
    found = smallest(margins)
    rows = [(each.kind, each.name, _said(each, margins, settings.lang)) for each in found]
    return pd.DataFrame(rows, columns=["kind", "name", "says"])


def told(margins: Margins) -> InputError:
    """The error of margins that contradict themselves."""
    said = "; ".join(_said(each, margins, "en") for each in smallest(margins))
    return InputError(f"the margins contradict themselves; these cannot hold together: {said}")


def _said(known: Known, margins: Margins, lang: str) -> str:
    t = language.translator(lang)
    options = {each.name: each for each in margins.options}
    if known.kind in ("most", "answered"):
        [question] = [each for each in margins.questions if each.question == known.name]
        label = next(e.question_label for e in margins.options if e.question == known.name)
        if known.kind == "answered":
            return t("all of {n} answered “{question}”", n=margins.base, question=label)
        return t("at most {n} answers to “{question}”", n=question.max_answers, question=label)
    option = options[known.name]
    if known.kind == "exclusive":
        return t("who answers “{answer}” gives no other answer", answer=option.label)
    if known.kind == "implied":
        second = options[dict(margins.implied)[known.name]]
        return t(
            "who answers “{answer}” ({question}) also answers “{other}” ({other_question})",
            answer=option.label,
            question=option.question_label,
            other=second.label,
            other_question=second.question_label,
        )
    return t(
        "“{answer}”: {n} of {base}",
        answer=option.label,
        n=ranged(option.low, option.high),
        base=margins.base,
    )
