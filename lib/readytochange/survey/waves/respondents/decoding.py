"""Cells into answers: what the columns of each question hold, before it is asked whether that may be."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from readytochange.survey.waves.instrument import Instrument, Question
from readytochange.survey.waves.mapping import Mapping, Target, names
from readytochange.survey.waves.matching import cells
from readytochange.survey.waves.readers.export import Export
from readytochange.survey.waves.respondents.choices import Column, Reader
from readytochange.survey.waves.respondents.problems import Problems


@dataclass
class Given:
    """What a respondent gave to a question, of every respondent.

    Parameters
    ----------
    columns : the file's columns that hold it; none where the file does not have the question
    chosen : of a choice, by option, whether it was chosen; options that give no answer among them
    values : by option or item the rank or the point, by '' the number or the text
    coded : whether the tool says that the question was not shown
    faulty : whether a cell of it could not be read
    other : the text beside 'other', missing where there is none
    """

    columns: list[str]
    coded: pl.Series
    faulty: pl.Series
    chosen: dict[str, pl.Series] = field(default_factory=dict)
    values: dict[str, pl.Series] = field(default_factory=dict)
    other: pl.Series | None = None


def decoded(
    export: Export,
    instrument: Instrument,
    mapping: Mapping,
    targets: Sequence[Target],
    problems: Problems,
) -> dict[str, Given]:
    """What was given to every question.

    Parameters
    ----------
    export : the file
    instrument : with the options that the mapping adds
    mapping : what a person decided about cells
    targets : what each column is for
    problems : where faults are noted

    Raises
    ------
    InputError
        if a column cannot be read at all: labels with spaces, joined by spaces
    """
    columns: dict[str, list[Column]] = {}
    codes = [each.strip() for each in mapping.not_asked]
    coded: dict[str, pl.Series] = {}
    never = pl.repeat(False, export.cells.height, eager=True, dtype=pl.Boolean())
    for place, (name, target) in enumerate(zip(names(export), targets, strict=True)):
        if target.use not in ("answer", "option", "other"):
            continue
        texts = export.cells[str(place)].fill_null("")
        if mapping.not_asked:
            shut = texts.str.strip_chars().is_in(codes)
            coded[target.question] = coded.get(target.question, never) | shut
            texts = texts.set(shut, "")
        labels = cells.value_labels(export, place)
        seen = [each.strip() for each in export.texts[place]] if export.texts else []
        column = Column(
            name, place, target, texts, labels, [each for each in seen if each not in codes]
        )
        columns.setdefault(target.question, []).append(column)
    return {
        each.question: _given(
            each,
            columns.get(each.question, []),
            coded.get(each.question, never),
            mapping,
            problems,
        )
        for each in instrument.questions
    }


def _given(
    question: Question,
    columns: list[Column],
    coded: pl.Series,
    mapping: Mapping,
    problems: Problems,
) -> Given:
    nothing = pl.repeat(False, len(coded), eager=True, dtype=pl.Boolean())
    given = Given([each.name for each in columns], coded, nothing)
    if not columns:
        return given
    before = len(problems.found)
    if question.kind in ("single", "multiple", "rank"):
        reader = Reader(question, mapping, len(coded), problems)
        for column in columns:
            reader.read(column)
        given.chosen, given.values, given.other = reader.choice()
    elif question.kind == "open":
        given.values[""] = cells.filled(columns[0].cells)
    else:
        _values(question, columns, mapping, given, problems)
    for frame in problems.found[before:]:
        given.faulty |= problems.rows.is_in(frame["row"].implode())
    return given


def _values(
    question: Question, columns: list[Column], mapping: Mapping, given: Given, problems: Problems
) -> None:
    """The points of a scale, by item; or a number. Ways of giving no answer may stand in either."""
    read = cells.reader(question, mapping.values.get(question.question, {}))
    dtype = pl.Int8() if question.kind == "scale" else pl.Float64()
    for column in columns:
        texts = cells.distinct(column.cells)
        found = [read(raw, cells.said(raw, column.labels)) for raw in texts.texts]
        given.values[column.target.option] = texts.spread([each.value for each in found], dtype)
        for way in {each.silent for each in found if each.silent}:
            here = texts.spread([each.silent == way for each in found], pl.Boolean())
            given.chosen[way] = given.chosen[way] | here if way in given.chosen else here
        faults = {
            raw: each.fault
            for raw, each in zip(texts.texts, found, strict=True)
            if each.fault is not None
        }
        problems.add_texts(column.cells, column.name, faults)
