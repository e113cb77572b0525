"""What each column of an export is taken for, and what a person decided about its cells."""

from collections import Counter
from collections.abc import Mapping as Map
from dataclasses import dataclass, field, replace
from typing import Literal

from readytochange.errors import InputError, shortened, unknown
from readytochange.survey.waves.instrument import Instrument, Option, Question, Texts
from readytochange.survey.waves.readers.export import Export

Use = Literal["answer", "option", "other", "weight", "respondent", "time", "consent", "cleared",
              "identifier", "ignored", "simulated", "undecided"]  # fmt: skip
PLAIN: tuple[Use, ...] = (
    "weight", "respondent", "time", "consent", "cleared", "identifier", "ignored", "simulated",
)  # fmt: skip
"""What a column may be for that is no answer; only weight and cleared are kept. 'simulated' says what all rows are."""

SIMULATED = "simulated"
"""The header, and the use, of a column by which an export says that a model made its rows."""

NO_ANSWER = "not_answered"
"""What a text may stand for, besides an option: that nothing was answered."""

PARTIAL = ("", "keep", "leave out")
LONGEST_NAME = 120

_NAMED = 10
"""Columns that a message names."""


@dataclass(frozen=True)
class Target:
    """What one column is for.

    Parameters
    ----------
    use : 'answer' (a question's only column, or several answers joined), 'option' (one option, or one item of a scale),
        'other' (the text beside an option), or what `PLAIN` has
    question, option : of an answer
    """

    use: Use
    question: str = ""
    option: str = ""

    def __str__(self) -> str:
        if self.use == "option":
            return f"{self.question}/{self.option}"
        if self.use == "other":
            return f"{self.question}.other"
        if self.use == "answer":
            return self.question
        return "?" if self.use == "undecided" else self.use


UNDECIDED = Target("undecided")


@dataclass(frozen=True)
class Mapping:
    """What a person confirmed, or is asked to confirm, about an export.

    Parameters
    ----------
    columns : by column, named as in `names`: what it is for, as `target` reads it; with '?' before it, a suggestion
    values : by question, by text of a cell: the option it stands for, or 'not_answered'; with '?', a suggestion
    separators : by column: what parts the answers joined in it, where it is not to be found out
    new_options : by question, by id: the labels of an option that the questionnaire did not have
    not_asked : texts by which the tool says that a question was not shown
    partial : whether respondents who left a required question open are kept ('keep') or not ('leave out'); where
        nothing is said, they are wrong
    notes : by column, how it was recognised; comments of the file
    confirmed : whether it was read from a file that a person could edit
    """

    columns: Map[str, str]
    values: Map[str, Map[str, str]] = field(default_factory=dict)
    separators: Map[str, str] = field(default_factory=dict)
    new_options: Map[str, Map[str, Texts]] = field(default_factory=dict)
    not_asked: tuple[str, ...] = ()
    partial: str = ""
    notes: Map[str, str] = field(default_factory=dict, compare=False)
    confirmed: bool = field(default=False, compare=False)


def names(export: Export) -> tuple[str, ...]:
    """The columns' names in a mapping: their headers, shortened where long, with their place where two are alike.

    Parameters
    ----------
    export : whose columns they are
    """
    short = [
        _short(export.name(column)) or f"column {column + 1}"
        for column in range(len(export.headers))
    ]
    often = Counter(short)
    found: list[str] = []
    for column, name in enumerate(short, start=1):
        while often[name] > 1 or name in found:
            name = f"{name} (column {column})"
        found.append(name)
    return tuple(found)


def _short(name: str) -> str:
    name = " ".join("".join(each if each.isprintable() else " " for each in name).split())
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def target(text: str, instrument: Instrument) -> Target:
    """What a text of a mapping says that a column is for.

    Parameters
    ----------
    text : 'channels', 'channels/phone', 'channels.other', one of `PLAIN`, '?', or a suggestion, which counts as '?'
    instrument : with the options that the mapping adds

    Raises
    ------
    InputError
        if there is no such question, option or use
    """
    text = text.strip()
    if text.startswith("?"):
        return UNDECIDED
    for use in PLAIN:
        if text == use:
            return Target(use)
    if text.endswith(".other") and text.removesuffix(".other") in instrument:
        found = instrument[text.removesuffix(".other")]
        if not found.has_other:
            raise InputError(
                f"'{text}': question '{found.question}' has no 'other'; accepted: {found.question}"
            )
        return Target("other", found.question)
    name, slash, option = text.partition("/")
    if name not in instrument:
        accepted = [each.question for each in instrument.questions]
        raise unknown("question or use", shortened(name), [*accepted, *PLAIN])
    question = instrument[name]
    columns = columns_of(question)
    if slash and columns and option not in columns:
        raise unknown(f"option of '{name}'", shortened(option), columns)
    if slash and not columns:
        raise InputError(f"'{shortened(text)}': question '{name}' has no options; accepted: {name}")
    if not slash and question.kind == "scale":
        accepted_items = ", ".join(f"{name}/{each}" for each in columns)
        raise InputError(f"'{name}' has a column for each item; accepted: {accepted_items}")
    return Target("option", name, option) if slash else Target("answer", name)


def columns_of(question: Question) -> tuple[str, ...]:
    """The options or items of a question that may have a column of their own."""
    if question.kind in ("open", "number"):
        return ()
    left_out = "point" if question.kind == "scale" else "item"
    return tuple(each.option for each in question.offered if each.role != left_out)


def targets(mapping: Mapping, export: Export, instrument: Instrument) -> tuple[Target, ...]:
    """What each column of an export is for, in the file's order.

    Parameters
    ----------
    mapping : of this export, or of one with the same columns
    export : whose columns they are
    instrument : with the options that the mapping adds

    Raises
    ------
    InputError
        if the file has a column that the mapping does not know, or the other way round; if two columns are for one
        thing, or one is undecided
    """
    columns = names(export)
    for name in columns:
        if name not in mapping.columns:
            raise InputError(
                f"the mapping says nothing of the file's column '{name}'; accepted: a line for every column"
            )
    for name in mapping.columns:
        if name not in columns:
            raise unknown("column of the file", name, columns)
    found = tuple(_target_of(name, mapping.columns[name], instrument) for name in columns)
    undecided = [name for name, each in zip(columns, found, strict=True) if each == UNDECIDED]
    if undecided:
        raise InputError(
            f"not decided what {len(undecided)} of the file's columns are for: {quoted(undecided)}; accepted in the "
            f"mapping: a question, question/option, question.other, or one of {', '.join(PLAIN)}, without '?'"
        )
    first: dict[Target, str] = {}
    for name, each in zip(columns, found, strict=True):
        if each.use in ("answer", "option", "other", "weight", "cleared"):
            if each in first:
                raise InputError(
                    f"columns '{first[each]}' and '{name}' are both for '{each}'; accepted: one of them, "
                    "the other 'ignored'"
                )
            first[each] = name
    return found


def _target_of(name: str, text: str, instrument: Instrument) -> Target:
    try:
        return target(text, instrument)
    except InputError as error:
        raise InputError(f"column '{name}': {error}") from None


def quoted(texts: list[str]) -> str:
    """Names in a sentence, the first ten of them."""
    more = f" and {len(texts) - _NAMED} more" if len(texts) > _NAMED else ""
    return ", ".join(f"'{each}'" for each in texts[:_NAMED]) + more


def extended(instrument: Instrument, mapping: Mapping) -> Instrument:
    """The questionnaire with the options that a mapping adds.

    Parameters
    ----------
    instrument : as it was fielded before
    mapping : with its new options
    """
    return with_options(instrument, mapping.new_options)


def with_options(instrument: Instrument, new: Map[str, Map[str, Texts]]) -> Instrument:
    """The questionnaire with options added, of origin 'wave', before those that give no answer.

    Parameters
    ----------
    instrument : as it was fielded before
    new : by question, by id, the labels of an option
    """
    return replace(
        instrument,
        questions=tuple(
            replace(each, offered=_with_new(each, new.get(each.question, {})))
            for each in instrument.questions
        ),
    )


def _with_new(question: Question, new: Map[str, Texts]) -> tuple[Option, ...]:
    role: Literal["item", "answer"] = "item" if question.kind == "scale" else "answer"
    added = tuple(Option(option, dict(label), role, origin="wave") for option, label in new.items())
    kept = [each for each in question.offered if each.role in ("answer", "item")]
    last = question.offered.index(kept[-1]) + 1 if kept else 0
    return (*question.offered[:last], *added, *question.offered[last:])
