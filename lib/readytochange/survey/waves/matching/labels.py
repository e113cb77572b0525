"""Labels as survey tools write them: folded until only what distinguishes two of them is left, and known by that."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from readytochange.survey.waves.folding import fold, says_other
from readytochange.survey.waves.instrument import Instrument, Option, Question

_T = TypeVar("_T")


@dataclass(frozen=True)
class Known:
    """The labels of a questionnaire, folded, in every language.

    Parameters
    ----------
    instrument : whose labels they are
    """

    instrument: Instrument

    @cached_property
    def questions(self) -> dict[str, frozenset[str]]:
        """By a question's label: the questions that have it."""
        return _by_label((fold(text), each.question) for each in self.instrument.questions
                         for text in each.label.values())  # fmt: skip

    @cached_property
    def options(self) -> dict[str, dict[str, str]]:
        """By question, by an option's or an item's label: its id; labels of several left out."""
        return {
            each.question: unambiguous(
                (fold(text), option.option)
                for option in each.offered
                if option.role != "point"
                for text in option.label.values()
            )
            for each in self.instrument.questions
        }

    @cached_property
    def by_option(self) -> dict[str, frozenset[tuple[str, str]]]:
        """By an option's or an item's label: the questions and options that have it."""
        return _by_label(
            (label, (question, option))
            for question, labels in self.options.items()
            for label, option in labels.items()
        )

    def option(self, question: str, folded: str) -> str | None:
        """The option or item of a question that has this label, or the one that is 'other' for words that say so."""
        labels = self.options[question]
        if folded in labels:
            return labels[folded]
        others = self.instrument[question].having("other")
        return others[0].option if len(others) == 1 and says_other(folded) else None


def texts_of(option: Option) -> tuple[str, ...]:
    """An option's id and its labels."""
    return (option.option, *option.label.values())


def answers_by_text(question: Question) -> dict[str, str]:
    """By folded id or label: what a question offers that a cell may name, no item."""
    return unambiguous(
        (fold(text), option.option)
        for option in question.offered
        if option.role != "item"
        for text in texts_of(option)
    )


def unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What each label stands for; labels of several things, and empty ones, left out."""
    return {label: next(iter(ids)) for label, ids in _by_label(pairs).items() if len(ids) == 1}


def _by_label(pairs: Iterable[tuple[str, _T]]) -> dict[str, frozenset[_T]]:
    found: dict[str, set[_T]] = {}
    for label, what in pairs:
        if label:
            found.setdefault(label, set()).add(what)
    return {label: frozenset(what) for label, what in found.items()}
