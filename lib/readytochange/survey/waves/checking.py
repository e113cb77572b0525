"""What `wave check` shows: what each column is taken for, and what in the questionnaire changed, to be confirmed."""

from collections.abc import Iterator
from collections.abc import Mapping as Map

import pandas as pd

from readytochange.survey.waves.columns.recognition import recognise
from readytochange.survey.waves.instrument import Instrument
from readytochange.survey.waves.mapping import (
    Mapping,
    Target,
    columns_of,
    extended,
    names,
    target,
)
from readytochange.survey.waves.readers.export import Export


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
        *_moved(recognise(export, instrument), meant, mapping),
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


def _moved(recognised: Mapping, meant: Map[str, Target], mapping: Mapping) -> Iterator[_Change]:
    """Headers that are not those of the questionnaire, and that a person took, or may take, for one of its own."""
    for name, text in recognised.columns.items():
        said = mapping.columns.get(name, text)
        suggested = said.strip("? ")
        if text.startswith("?") and (meant[name].question or suggested):
            question = suggested.partition("/")[0].removesuffix(".other")
            yield question, "label moved", name, suggested, not said.startswith("?")


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
