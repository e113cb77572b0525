"""What `wave check` shows: what each column is taken for, and what in the questionnaire changed, to be confirmed."""

from collections.abc import Iterator
from collections.abc import Mapping as Map

import pandas as pd

from readytochange.survey.waves.columns.headers import Headers
from readytochange.survey.waves.columns.recognition import recognise
from readytochange.survey.waves.folding import fold
from readytochange.survey.waves.instrument import Instrument, Question
from readytochange.survey.waves.mapping import (
    PLAIN,
    Mapping,
    Target,
    columns_of,
    extended,
    names,
    target,
)
from readytochange.survey.waves.readers.export import Export
from readytochange.survey.waves.wave import InstrumentChange


def check(export: Export, instrument: Instrument, mapping: Mapping | None = None) -> pd.DataFrame:
    """What each column of an export is taken for.

    Parameters
    ----------
    export : the file
    instrument : the questionnaire
    mapping : what a person confirmed; where there is none, what is recognised

    Returns
    -------
    DataFrame
        a row a column: column, example (its first text), taken_for, how, doubt ('' where there is none)
    """
    recognised = mapping or recognise(export, instrument)
    seen = {each.where: each.says for each in export.doubts}
    rows = []
    for place, name in enumerate(names(export)):
        taken_for, note = recognised.columns.get(name, "?"), recognised.notes.get(name, "")
        told = taken_for == "identifier" and not recognised.confirmed
        doubts = [
            note if taken_for.startswith("?") else "",
            "tells who answered: dropped once this mapping is given" if told else "",
            seen.get(export.name(place), ""),
        ]
        rows.append(
            {
                "column": name,
                "example": export.example(place),
                "taken_for": taken_for,
                "how": "" if taken_for.startswith("?") else note or "the mapping",
                "doubt": "; ".join(filter(None, doubts)),
            }
        )
    return pd.DataFrame(rows, columns=["column", "example", "taken_for", "how", "doubt"])


def instrument_changes(export: Export, instrument: Instrument, mapping: Mapping) -> pd.DataFrame:
    """How the questionnaire that was fielded differs from ours, as far as the file shows it.

    Parameters
    ----------
    export : the file
    instrument : the questionnaire
    mapping : recognised, or confirmed

    Returns
    -------
    DataFrame
        question, change ('question not found', 'option without a column', 'new option', 'label moved'), text (an
        option, a header or a cell), meaning (the option that a text stands for), confirmed (whether a person said so)
    """
    longer = extended(instrument, mapping)
    meant = {name: target(text, longer) for name, text in mapping.columns.items()}
    rows = [
        *_not_in_the_file(longer, meant),
        *_moved(export, instrument, meant, mapping),
        *_cells(mapping),
    ]
    return pd.DataFrame(
        rows, columns=["question", "change", "text", "meaning", "confirmed"]
    ).assign(confirmed=lambda each: each["confirmed"].fillna(mapping.confirmed).astype(bool))


_Change = tuple[str, str, str, str, bool | None]


def _not_in_the_file(instrument: Instrument, meant: Map[str, Target]) -> Iterator[_Change]:
    """Questions, and options of those asked with a column an option, that the file does not have."""
    for question in instrument.questions:
        of = [each for each in meant.values() if each.question == question.question]
        if not of:
            yield question.question, "question not found", "", "", None
        if of and not any(each.use == "answer" for each in of):
            for option in columns_of(question):
                if option not in {each.option for each in of}:
                    yield question.question, "option without a column", option, "", None


def _moved(
    export: Export, instrument: Instrument, meant: Map[str, Target], mapping: Mapping
) -> Iterator[_Change]:
    """Headers that are not those of the questionnaire, and that a person took, or may take, for one of its own."""
    headers = Headers(instrument)
    for place, (name, text) in enumerate(recognise(export, instrument).columns.items()):
        said = mapping.columns.get(name, text)
        suggested = said.strip("? ")
        question = suggested.partition("/")[0].removesuffix(".other")
        doubted = text.startswith("?") and question not in ("", *PLAIN)
        if doubted and not _as_asked(headers, export.headers[place], meant[name]):
            yield question, "label moved", name, suggested, not said.startswith("?")


def _as_asked(headers: Headers, rows: tuple[str, ...], found: Target) -> bool:
    """Whether a header has the words of the questionnaire, though these alone did not tell what the column is for."""
    named = {pair for text in rows for pair in headers.known.by_option.get(fold(text), ())}
    return found in headers.targets(rows) or (found.question, found.option) in named


def _cells(mapping: Mapping) -> Iterator[_Change]:
    """Options that were added, and texts of cells that are no option's label."""
    for name, options in mapping.new_options.items():
        for option in options:
            yield name, "new option", option, option, True
    decided = mapping.values  # noqa: PD011
    for name, texts in decided.items():
        for text, option in texts.items():
            change = "new option" if option.strip("? ") in ("", "other") else "label moved"
            yield name, change, text, option.strip("? "), not option.startswith("?")


def to_keep(export: Export, instrument: Instrument, mapping: Mapping) -> list[InstrumentChange]:
    """What may be kept with a wave of how its questionnaire differs from ours: no text of a cell, nothing undecided.

    Parameters
    ----------
    export : the file
    instrument : the questionnaire
    mapping : recognised for certain, or confirmed; its new options are kept by themselves
    """
    longer = extended(instrument, mapping)
    meant = {name: target(text, longer) for name, text in mapping.columns.items()}
    found = [
        (question, change, option, "")
        for question, change, option, *_ in _not_in_the_file(longer, meant)
        if option in ("", *_counted(instrument[question]))
    ]
    for question, change, header, _, confirmed in _moved(export, instrument, meant, mapping):
        if confirmed and meant[header].use != "other":
            found.append((question, change, meant[header].option, header))
    for question, texts in mapping.values.items():  # noqa: PD011
        for option in dict.fromkeys(texts.values()):
            if option in _counted(instrument[question]):
                found.append((question, "label moved", option, ""))
    return [
        InstrumentChange.model_validate(
            {"question": question, "change": change, "option": option, "header": header}
        )
        for question, change, option, header in found
    ]


def _counted(question: Question) -> tuple[str, ...]:
    """The options and items of which a figure may be shown, 'other' apart, which any words may stand for."""
    return tuple(each.option for each in question.having("answer", "item"))
