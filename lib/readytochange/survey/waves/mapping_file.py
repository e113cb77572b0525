"""`mapping.yml`: a mapping as a short text that a person edits, and the same text read back, strictly."""

import re
from collections.abc import Callable, Iterator
from collections.abc import Mapping as Map
from functools import partial
from pathlib import Path

from readytochange.errors import InputError, first_line, shortened, unknown
from readytochange.survey.waves.instrument import Instrument
from readytochange.survey.waves.mapping import (
    NO_ANSWER,
    PARTIAL,
    PLAIN,
    Mapping,
    columns_of,
    extended,
    names,
    target,
)
from readytochange.survey.waves.readers.export import Export
from readytochange.survey.waves.yaml_places import Place, composed

KEYS = ("columns", "values", "separators", "new_options", "not_asked", "partial")
LANGUAGES = ("it", "en")
_ID = re.compile(r"[a-z][a-z0-9_]*")
_ABOUT = {
    "columns": f"""# Each column of the file, and what it is for: a question ('channels'), an option ('channels/phone'),
# the text beside 'other' ('channels.other'), or one of: {", ".join(PLAIN)}.
# Of these, only weight and cleared are kept; a row without a yes under consent is left out.
# With '?', a column is not decided: correct it, or take the '?' away.""",
    "values": f"""# Texts that are no option's label, by question: the option that each stands for, or '{NO_ANSWER}'.
# With '?', a text is not decided: correct it, or take the '?' away. Of 'other', it is what was written beside it.""",
    "separators": "# What parts the answers of a column.",
    "new_options": "# Options that the questionnaire did not have: by question, an id with its labels.",
    "not_asked": "# Texts by which the tool says that a question was not shown.",
    "partial": "# Respondents who left a required question open: 'keep' or 'leave out'.",
}


def written(mapping: Mapping) -> str:
    """The text of a mapping; what it does not say is left out.

    Parameters
    ----------
    mapping : to write
    """
    return "\n".join(_lines(mapping)) + "\n"


def _lines(mapping: Mapping) -> Iterator[str]:
    yield from (_ABOUT["columns"], "columns:")
    for name, what in mapping.columns.items():
        note = mapping.notes.get(name)
        yield f"  {_text(name)}: {_word(what)}" + (f"  # {_seen(note)}" if note else "")
    for key, nested in (("values", mapping.values), ("new_options", mapping.new_options)):
        if nested:
            yield from ("", _ABOUT[key], f"{key}:")
            for question, texts in nested.items():
                yield f"  {_word(question)}:"
                yield from (f"    {_text(text)}: {_value(what)}" for text, what in texts.items())
    if mapping.separators:
        yield from ("", _ABOUT["separators"], "separators:")
        yield from (f"  {_text(name)}: {_text(each)}" for name, each in mapping.separators.items())
    if mapping.not_asked:
        listed = ", ".join(map(_text, mapping.not_asked))
        yield from ("", _ABOUT["not_asked"], f"not_asked: [{listed}]")
    if mapping.partial:
        yield from ("", _ABOUT["partial"], f"partial: {_word(mapping.partial)}")


def _value(what: str | Map[str, str]) -> str:
    if isinstance(what, str):
        return _word(what)
    return "{" + ", ".join(f"{lang}: {_text(text)}" for lang, text in what.items()) + "}"


def _word(text: str) -> str:
    return text if re.fullmatch(r"[A-Za-z][\w/. ]*\w", text, re.ASCII) else _text(text)


def _seen(note: str) -> str:
    """A note in one line, without what cannot be seen."""
    return " ".join("".join(each if each.isprintable() else " " for each in note).split())


def _text(text: str) -> str:
    """A text in double quotes, what cannot be seen in it escaped."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return f"\\{letter}"
    return letter if letter.isprintable() else f"\\U{ord(letter):08x}"


def read(path: Path, export: Export, instrument: Instrument) -> Mapping:
    """Read a mapping that a person could edit, and hold it against the file and the questionnaire.

    Parameters
    ----------
    path : of `mapping.yml`
    export : the file that it is about
    instrument : the questionnaire, without the options that the mapping adds

    Returns
    -------
    Mapping
        confirmed

    Raises
    ------
    InputError
        for the first thing wrong in it: where, what, what is accepted
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or first_line(error)
        raise InputError(f"{path} cannot be read: {why}; accepted: a mapping in UTF-8") from None
    return parsed(text, export, instrument, str(path))


def parsed(
    text: str, export: Export, instrument: Instrument, place: str = "mapping.yml"
) -> Mapping:
    """A mapping from its text; see `read`."""
    top = composed(text, place)
    found = dict(top.keyed("a mapping of " + ", ".join(KEYS)))
    for key, node in found.items():
        if key not in KEYS:
            raise node.refused(str(unknown("key", shortened(key), KEYS)))
    if "columns" not in found:
        raise InputError(f"{place}: no 'columns'; accepted: what each column of the file is for")
    new = {
        _asked(question, each, instrument): {
            _new_id(option, labels, instrument, question): labels.texts(LANGUAGES)
            for option, labels in each.keyed("ids of options")
        }
        for question, each in _keyed(found, "new_options", "questions")
    }
    longer = extended(instrument, Mapping({}, new_options=new))
    columns = names(export)
    mapping = Mapping(
        columns={
            _column(name, each, columns): each.checked(partial(target, instrument=longer))
            for name, each in found["columns"].keyed("the file's columns")
        },
        values={
            _asked(question, each, longer): {
                cell.strip(): what.checked(_offered(question, longer))
                for cell, what in each.keyed("texts of cells")
            }
            for question, each in _keyed(found, "values", "questions")
        },
        separators={
            _column(name, each, columns): _separator(each)
            for name, each in _keyed(found, "separators", "columns")
        },
        new_options=new,
        not_asked=tuple(each.text() for each in found["not_asked"].listed("texts"))
        if "not_asked" in found
        else (),
        partial=found["partial"].one_of(PARTIAL[1:]) if "partial" in found else "",
        confirmed=True,
    )
    for name in columns:
        if name not in mapping.columns:
            raise InputError(
                f"{place}: nothing said of the file's column '{name}'; accepted: a line for every column"
            )
    return mapping


def _keyed(found: Map[str, Place], key: str, what: str) -> Iterator[tuple[str, Place]]:
    return found[key].keyed(what) if key in found else iter(())


def _column(name: str, node: Place, columns: tuple[str, ...]) -> str:
    if name not in columns:
        raise node.refused(str(unknown("column of the file", shortened(name), columns)))
    return name


def _asked(question: str, node: Place, instrument: Instrument) -> str:
    if question not in instrument:
        known = [each.question for each in instrument.questions]
        raise node.refused(str(unknown("question", shortened(question), known)))
    if not columns_of(instrument[question]):
        raise node.refused(f"question '{question}' has no options; accepted: one that has")
    return question


def _new_id(option: str, node: Place, instrument: Instrument, question: str) -> str:
    if any(each.option == option for each in instrument[question].offered):
        raise node.refused(f"'{option}' is an option of '{question}' already; accepted: a new one")
    if not _ID.fullmatch(option):
        raise node.refused(f"'{shortened(option)}' is no id; accepted: small letters, digits and _")
    return option


def _offered(question: str, instrument: Instrument) -> Callable[[str], object]:
    left_out = "item"
    known = [each.option for each in instrument[question].offered if each.role != left_out]

    def check(text: str) -> None:
        if text not in (*known, NO_ANSWER) and not text.startswith("?"):
            raise unknown(f"option of '{question}'", shortened(text), [*known, NO_ANSWER])

    return check


def _separator(node: Place) -> str:
    if not (text := node.text()):
        raise node.refused("an empty text parts nothing; accepted: ',', ';', '|' or ' '")
    return text
