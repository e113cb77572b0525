"""What is known of a table of answers: how many gave each, and the rules that every respondent's answers keep to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.errors import InputError, unknown
from readytochange.language import N_
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.study import percentages, tables
from readytochange.survey import channels, published

__dir__ = offered(__name__)

_SHORT = N_(
    {
        "size": "size",
        "channels": "in use",
        "outsourceable_channels": "outsourced or might be",
    }
)
"""What a question is called in brackets behind an answer."""


@dataclass(frozen=True)
class Option:
    """An answer that a question offers, and how many gave it: at least `low`, at most `high`."""

    question: str
    option: str
    low: int
    high: int
    exclusive: bool = False
    label: str = ""
    question_label: str = ""

    @property
    def name(self) -> str:
        """By which statements name it: 'question.option'."""
        return f"{self.question}.{self.option}"


@dataclass(frozen=True)
class Question:
    """What holds of everybody's answers to a question.

    Parameters
    ----------
    question : its id
    max_answers : the most that one may give, None where there is no limit; 1 for a single choice
    answered : whether everybody gave at least one answer
    """

    question: str
    max_answers: int | None = None
    answered: bool = False


@dataclass(frozen=True)
class Margins:
    """Everything that is known of the answers of some respondents.

    Parameters
    ----------
    base : how many respondents
    questions : with their rules
    options : of all of them, with their counts
    implied : pairs of options by name: who gave the first gave the second. An option is in one pair at most, and no
        question has options on both sides

    Raises
    ------
    InputError
        if a count cannot be one of the base, an option stands twice or belongs to no question, or a pair is not as said
    """

    base: int
    questions: tuple[Question, ...]
    options: tuple[Option, ...]
    implied: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        names = [each.name for each in self.options]
        asked = [each.question for each in self.questions]
        for each in self.options:
            percentages.check_count(each.low, self.base)
            percentages.check_count(each.high, self.base)
            if each.low > each.high:
                raise InputError(
                    f"option '{each.name}' has counts from {each.low} to {each.high}; accepted: ascending"
                )
            if each.question not in asked:
                raise unknown("question of an option", each.question, asked)
            if names.count(each.name) > 1:
                raise InputError(f"option '{each.name}' stands twice; accepted: each once")
        self._check_implied()

    def _check_implied(self) -> None:
        linked = [name for pair in self.implied for name in pair]
        self.named(linked)
        sides = [set(map(_question, side)) for side in zip(*self.implied, strict=True)]
        if len(set(linked)) < len(linked) or (sides and sides[0] & sides[1]):
            raise InputError(
                "who gave one option gave another: accepted are pairs of options of two questions, each option in one "
                "pair, and no question on both sides"
            )

    def named(self, names: Iterable[str]) -> list[Option]:
        """The options of these names, in their order; InputError where there is none of a name."""
        options = {each.name: each for each in self.options}
        for name in names:
            if name not in options:
                raise unknown("option of a statement", name, options)
        return [options[name] for name in names]

    def about(self, names: Iterable[str]) -> "Margins":
        """What bears on these options: the questions they belong to, and those linked by answers that imply others.

        All questions where no option is named.
        """
        asked = {each.question for each in self.named(names)}
        asked = asked or {each.question for each in self.questions}
        implied = [pair for pair in self.implied if asked & {_question(name) for name in pair}]
        asked |= {_question(name) for pair in implied for name in pair}
        return Margins(
            self.base,
            tuple(each for each in self.questions if each.question in asked),
            tuple(each for each in self.options if each.question in asked),
            tuple(implied),
        )


def _question(name: str) -> str:
    return name.partition(".")[0]


@checked
def printed(answered: bool = False, in_use: bool = False, settings: Settings = SETTINGS) -> Margins:
    """What the study printed of the firms' answers, and the assumptions that are made besides.

    Parameters
    ----------
    answered : assume that every firm gave at least one answer to each question
    in_use : assume that a firm uses the channels that it has outsourced, or might outsource, as far as the survey
        offered them in both questions
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    Margins
        of the questions with figures, which all firms were asked

    Raises
    ------
    InputError
        if the questions have different bases

    Examples
    --------
    >>> printed().base, len(printed().options)
    (33, 22)
    """
    counted = [published.counts(question, settings) for question in published.WITH_FIGURES]
    found = pd.concat([each for each in counted if len(each)], ignore_index=True)
    asked = tables.localise(tables.questions(), settings).set_index("question")
    limits = {
        name: 1 if row["kind"] == "single" else int(row["max_answers"])
        for name, row in asked.iterrows()
        if row["kind"] == "single" or pd.notna(row["max_answers"])
    }
    t = language.translator(settings.lang)
    labels = {
        name: t(_SHORT[name]) if name in _SHORT else row["label"] for name, row in asked.iterrows()
    }
    names = set(found["question"] + "." + found["option"])
    pairs = [
        (f"{channels.HANDED_OVER}.{option}", f"{channels.IN_USE}.{option}")
        for option in dict.fromkeys(found["option"])
    ]
    return margins_of(
        found.assign(question_label=found["question"].map(labels)),
        max_answers=[
            (name, most) for name, most in limits.items() if name in set(found["question"])
        ],
        answered=list(dict.fromkeys(found["question"])) if answered else [],
        implied=[pair for pair in pairs if in_use and set(pair) <= names],
    )


@checked
def margins_of(
    counts: pd.DataFrame,
    max_answers: Sequence[tuple[str, int]] = (),
    answered: Sequence[str] = (),
    implied: Sequence[tuple[str, str]] = (),
) -> Margins:
    """What any table of counts says of the answers of its respondents.

    Parameters
    ----------
    counts : a row an option, columns question, option, label, base, count_low, count_high, exclusive, as from
        `survey.counts`; question_label where a question is called otherwise than by its id
    max_answers : questions, each with the most answers that one may give to it, 1 for a single choice
    answered : the questions to which everybody gave at least one answer
    implied : pairs of options 'question.option': who gave the first gave the second

    Returns
    -------
    Margins

    Raises
    ------
    InputError
        if the table has no row or several bases, a count cannot be one of the base, a question is unknown, or an option
        stands twice or in two pairs

    Examples
    --------
    >>> from readytochange.survey import published
    >>> margins_of(published.counts("size"), max_answers=[("size", 1)]).base
    33
    """
    bases = sorted(set(counts["base"]))
    if len(bases) != 1:
        raise InputError(
            f"bases of the counts are {', '.join(map(str, bases)) or 'none'}; accepted: the same respondents for all"
        )
    asked = list(dict.fromkeys(counts["question"]))
    for name in (*answered, *(name for name, _ in max_answers)):
        if name not in asked:
            raise unknown("question", name, asked)
    limits = dict(max_answers)
    if any(most < 1 for most in limits.values()):
        raise InputError(f"max_answers is {min(limits.values())}; accepted: from 1")
    questions = [Question(name, limits.get(name), name in answered) for name in asked]
    if "question_label" not in counts:
        counts = counts.assign(question_label=counts["question"])
    return Margins(
        int(bases[0]),
        tuple(questions),
        tuple(map(_option, counts.to_dict("records"))),
        tuple(implied),
    )


def _option(row: dict[Any, Any]) -> Option:
    return Option(
        row["question"],
        row["option"],
        int(row["count_low"]),
        int(row["count_high"]),
        bool(row["exclusive"]),
        row["label"],
        row["question_label"],
    )
