"""The published tables: one typed loader each, checked against `data/datapackage.json` on load.

Texts come in both languages; `localise` keeps one.
"""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import pandas as pd
from pandas.api.types import pandas_dtype

from readytochange import language, reads
from readytochange.arguments import checked
from readytochange.errors import InputError, unknown
from readytochange.parameters import SETTINGS, Settings
from readytochange.project import find as find_project
from readytochange.study.contract import checks, descriptor, package, reading
from readytochange.study.contract.package import Resource
from readytochange.study.contract.reading import Table

_Stamps = tuple[tuple[int, ...], ...]

_DTYPES = {"integer": "Int64", "boolean": "bool"}

_REMEMBERED = 64
"""Tables kept as they are while no file of the package changes; notebooks ask for the same one many times."""


def exploration_model() -> pd.DataFrame:
    """The five steps of the exploration: step, order, purpose_*, result_*."""
    return load("exploration_model")


def project() -> pd.DataFrame:
    """What the study says of itself: fact, text_*."""
    return load("project")


def approaches() -> pd.DataFrame:
    """The four approaches: approach, label_*, description_*."""
    return load("approaches")


def methods() -> pd.DataFrame:
    """The four methods: method, approach, label_*."""
    return load("methods")


def periods() -> pd.DataFrame:
    """The two field works: activity, start, end (YYYY-MM)."""
    return load("periods")


def interviews() -> pd.DataFrame:
    """The two groups of interviews: group, label_*, interviews."""
    return load("interviews")


def sources() -> pd.DataFrame:
    """Who speaks in the coded texts: source, order, part, label_*, group_*."""
    return load("sources")


def roles() -> pd.DataFrame:
    """The professional roles interviewed: role, label_*."""
    return load("roles")


def sectors() -> pd.DataFrame:
    """The sectors of both samples: sector, sample, label_*, common."""
    return load("sectors")


def interview_questions() -> pd.DataFrame:
    """What the interviews asked: question, label_*."""
    return load("interview_questions")


def themes() -> pd.DataFrame:
    """Every point of the interviews: item, group, question, theme_*, item_*, emphasis_*, topic, topic_second."""
    return load("themes")


def topics() -> pd.DataFrame:
    """The project's own codebook: topic, label_*, definition_*."""
    return load("topics")


def questions() -> pd.DataFrame:
    """The survey's fifteen questions: question, order, label_*, kind, max_answers, base, published."""
    return load("questions")


def answers() -> pd.DataFrame:
    """Every option: question, option, label_*, percent (as published or read), count, status, reading_error."""
    return load("answers")


def clusters() -> pd.DataFrame:
    """Open answers as the study grouped them: question, cluster, label_*, topic, topic_second, work."""
    return load("clusters")


def quotes() -> pd.DataFrame:
    """Respondents' words: quote, question, text_*, topic, topic_second."""
    return load("quotes")


def stakeholders() -> pd.DataFrame:
    """The three people heard: stakeholder, name, role_*, organisation."""
    return load("stakeholders")


def areas() -> pd.DataFrame:
    """The five areas of reflection: area, order, title_*, text_*, summary_*, questions_*, topic."""
    return load("areas")


def statements() -> pd.DataFrame:
    """What the study states about the country: statement, area, text_*, relation, value, unit_*, scope_*."""
    return load("statements")


def echoes() -> pd.DataFrame:
    """Lines of other sources that answer an area, chosen one by one: area, order, item or quote."""
    return load("echoes")


def replies() -> pd.DataFrame:
    """What answers a difficulty, chosen line by line: question, cluster, order, item or area, passage_*."""
    return load("replies")


def corrections() -> pd.DataFrame:
    """The misprints that the tables correct: correction, order, printed, corrected."""
    return load("corrections")


@checked
def load(table: str) -> pd.DataFrame:
    """Read one table, check every cell of it, and see that it agrees with itself and with what it refers to.

    Parameters
    ----------
    table : its name in the data package, without the ending

    Returns
    -------
    DataFrame
        texts as `str` ('' where nothing is said), whole numbers as `Int64` (missing: `NA`), truth values as `bool`

    Raises
    ------
    InputError
        if the table does not exist, a cell is not what the package says or contradicts another, or a published table
        has changed; names file, row, column and what is accepted
    """
    file = _file()
    places = _places(table, file)
    reads.note(places)
    return _loaded(table, file, _stamps(places)).copy()


def tables() -> list[str]:
    """The names of all tables."""
    return descriptor.read(_file()).names


@checked
def accepted(table: str, column: str) -> tuple[str, ...]:
    """What the data package accepts in a column of names; nothing where it accepts any.

    Parameters
    ----------
    table : its name in the data package, without the ending
    column : its name
    """
    fields = {field.name: field for field in descriptor.read(_file()).resource(table).table.fields}
    if column not in fields:
        raise unknown(f"column of {table}", column, fields)
    return tuple(fields[column].constraints.enum or ())


@checked
def localise(frame: pd.DataFrame, settings: Settings = SETTINGS) -> pd.DataFrame:
    """Keep one language of a published table: `label_it`, `label_en` become `label`.

    Parameters
    ----------
    frame : a table with columns that end in `_it` and `_en`
    settings : whose language is kept

    Returns
    -------
    DataFrame
        the same rows, texts with a printer's apostrophes; other columns as they were. Where an id has the name already,
        the text is `<name>_text`: `item`, `item_it`, `item_en` become `item`, `item_text`
    """
    lang, other = settings.lang, "en" if settings.lang == "it" else "it"
    kept = frame[[name for name in frame.columns if not name.endswith(f"_{other}")]]
    texts = [name for name in kept.columns if name.endswith(f"_{lang}")]
    kept = kept.assign(**{name: kept[name].map(language.typographic) for name in texts})
    names = {name: name.removesuffix(f"_{lang}") for name in kept.columns}
    ids = set(kept.columns)
    return kept.rename(
        columns={
            old: f"{new}_text" if old != new and new in ids else new for old, new in names.items()
        }
    )


@checked
def slide(frame: pd.DataFrame) -> str:
    """The heading in the study under which a table's facts stand, or the first of them; '' where there is none.

    Parameters
    ----------
    frame : a table with the column slide
    """
    return "" if frame.empty else str(frame["slide"].iloc[0])


def preload() -> None:
    """Load every table, so that a process forked later has them checked."""
    for table in tables():
        load(table)


def accept() -> list[str]:
    """Take the tables as they are for the published ones: check each, and write its hash into the package.

    Returns
    -------
    list of str
        the tables whose hash has changed

    Raises
    ------
    InputError
        if a table is not what the package says; nothing is written then
    """
    file = _file()
    described = descriptor.read(file)
    found = {name: _table(name, file).hash for name in described.names}
    descriptor.write_hashes(file, found)
    return [name for name in described.names if described.resource(name).hash != found[name]]


@lru_cache(_REMEMBERED)
def _loaded(table: str, file: Path, stamps: _Stamps) -> pd.DataFrame:
    described = descriptor.read(file)
    found = _table(table, file)
    for name in [*described.referred(table), table]:
        resource = described.resource(name)
        if resource.is_published and resource.hash != _table(name, file).hash:
            raise _changed(resource)
    fields = found.resource.table.fields
    return pd.DataFrame({each.name: _typed(found, each.name, each.type) for each in fields})


def _table(table: str, file: Path) -> Table:
    """A table that agrees with itself and with what it refers to."""
    return _checked(table, file, _stamps(_places(table, file)))


@lru_cache(_REMEMBERED)
def _checked(table: str, file: Path, stamps: _Stamps) -> Table:
    described = descriptor.read(file)
    others = {name: _table(name, file) for name in described.referred(table)}
    resource = described.resource(table)
    checks.check_description(resource)
    found = reading.read(resource, file.parent, described.max_bytes)
    reading.check_references(found, others)
    checks.check(found, others)
    return found


def _places(table: str, file: Path) -> list[Path]:
    """The files that decide what a table is."""
    described = descriptor.read(file)
    names = [*described.referred(table), table]
    return [file, *(file.parent / described.resource(name).path for name in names)]


def _stamps(places: Iterable[Path]) -> _Stamps:
    """What differs when one of these files has changed."""
    return tuple(map(reads.stamp, places))


def _changed(resource: Resource) -> InputError:
    if resource.hash is None:
        return InputError(
            f"{package.PLACE}, resource '{resource.name}', lacks 'hash'; "
            "accepted: the hash of the published table, which `readytochange hash` writes"
        )
    return InputError(
        f"{resource.place} is not as it was published: its hash is not the one in {package.PLACE}; "
        f"accepted: the file as it was (git checkout {resource.place}), or, where the change is meant, "
        "its hash by `readytochange hash`"
    )


def _typed(checked: Table, name: str, kind: str) -> pd.Series:
    """A column in its type; what is not said is '' among texts and missing among numbers."""
    dtype = _DTYPES.get(kind, "str")
    values = [cells[name] for cells in checked.rows]
    if dtype == "str":
        values = ["" if value is None else value for value in values]
    return pd.Series(values, dtype=object).astype(pandas_dtype(dtype))


def _file() -> Path:
    return find_project().data / package.FILE
