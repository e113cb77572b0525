"""The published tables: one typed loader each, checked against `data/datapackage.json` on load.

Texts come in both languages; `localise` keeps one.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from pandas.api.types import pandas_dtype

from readytochange import reads
from readytochange.errors import InputError, unknown
from readytochange.parameters import Settings
from readytochange.project import find as find_project

if TYPE_CHECKING:
    from frictionless import Field, Package, Resource
    from frictionless.resources import TableResource

_DTYPES = {"integer": "Int64", "number": "Float64", "boolean": "bool"}

_KINDS = {
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "yearmonth": "a month, as 2020-03",
}

_WRONG = {
    "blank-row": "is empty",
    "constraint-error": "column '{error.field_name}' is {error.cell!r}",
    "encoding-error": "is not UTF-8",
    "extra-cell": "has more cells than there are columns",
    "extra-label": "has a column too many, {error.label!r}",
    "foreign-key": "column '{error.field_names[0]}' is {error.field_cells[0]!r}",
    "incorrect-label": "has a column {error.label!r} in the place of '{error.field_name}'",
    "missing-cell": "has fewer cells than there are columns",
    "missing-label": "lacks the column '{error.field_name}'",
    "primary-key": "repeats the key of an earlier row",
    "scheme-error": "is missing or cannot be read",
    "source-error": "is empty",
    "type-error": "column '{error.field_name}' is {error.cell!r}",
    "unique-error": "column '{error.field_name}' is {error.cell!r} a second time",
}
"""What frictionless finds, by its name for it, in words."""


def exploration_model() -> pd.DataFrame:
    """The five steps of the exploration: step, order, purpose_*, result_*."""
    return load("exploration_model").sort_values("order", ignore_index=True)


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
    return load("sources").sort_values("order", ignore_index=True)


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
    """Every point of the interviews: item, group, question, theme_*, item_*, topic."""
    return load("themes")


def topics() -> pd.DataFrame:
    """The project's own codebook: topic, label_*, definition_*."""
    return load("topics")


def questions() -> pd.DataFrame:
    """The survey's fifteen questions: question, order, label_*, kind, max_answers, base, published."""
    return load("questions").sort_values("order", ignore_index=True)


def answers() -> pd.DataFrame:
    """Every printed option: question, option, label_*, percent (as printed), count, exclusive."""
    return load("answers")


def clusters() -> pd.DataFrame:
    """Open answers as the study grouped them: question, cluster, label_*, topic."""
    return load("clusters")


def quotes() -> pd.DataFrame:
    """Respondents' words: quote, question, text_*."""
    return load("quotes")


def stakeholders() -> pd.DataFrame:
    """The three people heard: stakeholder, name, role_*, organisation."""
    return load("stakeholders")


def areas() -> pd.DataFrame:
    """The five areas of reflection: area, order, title_*, summary_*, questions_*, topic."""
    return load("areas").sort_values("order", ignore_index=True)


def statements() -> pd.DataFrame:
    """What the study states about the country: statement, area, text_*, relation, value, unit_*, scope_*."""
    return load("statements")


def load(table: str) -> pd.DataFrame:
    """Read one table and check every row of it.

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
        if the table does not exist or a cell is not what the package says; names file, row, column and what is
        accepted
    """
    resource = _resource(table)
    reads.note([_descriptor(), _path(resource), *map(_path, _others(resource))])
    return _checked(table, _descriptor(), _stamps()).copy()


def tables() -> list[str]:
    """The names of all tables."""
    names: list[str] = _package().resource_names
    return names


def preload() -> None:
    """Load every table, so that a process forked later has them checked."""
    for table in tables():
        load(table)


def localise(frame: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Keep one language of a published table: `label_it`, `label_en` become `label`.

    Parameters
    ----------
    frame : a table with columns that end in `_it` and `_en`
    settings : whose language is kept

    Returns
    -------
    DataFrame
        the same rows; other columns as they were. Where an id has the name already, the text is `<name>_text`:
        `item`, `item_it`, `item_en` become `item`, `item_text`
    """
    lang, other = settings.lang, "en" if settings.lang == "it" else "it"
    kept = frame[[name for name in frame.columns if not name.endswith(f"_{other}")]]
    names = {name: name.removesuffix(f"_{lang}") for name in kept.columns}
    ids = set(kept.columns)
    return kept.rename(
        columns={
            old: f"{new}_text" if old != new and new in ids else new for old, new in names.items()
        }
    )


def slide(frame: pd.DataFrame) -> str:
    """The heading in the study under which a table's facts stand, or the first of them."""
    return str(frame["slide"].iloc[0])


@cache
def _checked(table: str, descriptor: Path, stamps: tuple[tuple[int, ...], ...]) -> pd.DataFrame:
    """A table as it is while no file of the package changes: notebooks ask for the same one many times."""
    resource = _resource(table)
    rows = _rows(resource)
    columns = {
        field.name: _typed(resource, field, [(row[field.name], row.cells[at]) for row in rows])
        for at, field in enumerate(resource.schema.fields)
    }
    return pd.DataFrame(columns)


def _stamps() -> tuple[tuple[int, ...], ...]:
    """What differs when a file of the package has changed; reads no table, and lists no folder."""
    return tuple(map(reads.stamp, [_descriptor(), *map(_path, _package().resources)]))


def _typed(resource: "TableResource", field: "Field", cells: list[tuple[Any, str]]) -> pd.Series:
    """Make a column of cells, each as frictionless reads it and as it is written."""
    dtype = _DTYPES.get(field.type, "str")
    values = [written if dtype == "str" else value for value, written in cells]
    try:
        return pd.Series(values, dtype=object).astype(pandas_dtype(dtype))
    except OverflowError:
        wrong = f"{_place(resource)}, column '{field.name}' has a number too large"
        raise InputError(f"{wrong}; accepted: up to {2**63 - 1}") from None


def _package() -> "Package":
    descriptor = _descriptor()
    return _described(descriptor, reads.stamp(descriptor))


def _descriptor() -> Path:
    return find_project().data / "datapackage.json"


@cache
def _described(descriptor: Path, stamp: tuple[int, ...]) -> "Package":
    from frictionless import FrictionlessException, Package

    try:
        return Package(str(descriptor))
    except FrictionlessException as error:
        raise InputError(f"data/datapackage.json cannot be used: {error.error.note}") from None


def _resource(table: str) -> "TableResource":
    package = _package()
    if not package.has_resource(table):
        raise unknown("table", table, package.resource_names)
    return package.get_table_resource(table)


def _path(resource: "Resource") -> Path:
    return _descriptor().parent / str(resource.path)


def _others(resource: "TableResource") -> list["TableResource"]:
    """The tables that a table refers to."""
    keys = resource.schema.foreign_keys
    return [_resource(name) for name in {key["reference"]["resource"] for key in keys} - {""}]


def _rows(resource: "TableResource") -> list[Any]:
    """Read a table and check its every row; InputError for the first that is wrong."""
    rows: list[Any] = []
    report = resource.validate(on_row=lambda row: rows.append(row))
    errors = report.errors + [error for task in report.tasks for error in task.errors]
    if errors:
        for other in _others(resource):
            _rows(other)  # what is wrong there may be the cause here
        raise _input_error(resource, min(errors, key=_consequence))
    if not rows:
        raise InputError(f"{_place(resource)} is empty; accepted: at least one row")
    return rows


def _consequence(error: Any) -> tuple[bool, bool]:
    """Sort what follows from something else behind it: a wrong header or number of cells shifts every cell after it."""
    return hasattr(error, "row_number"), not error.type.endswith("-cell")


def _input_error(resource: "TableResource", error: Any) -> InputError:
    row = f", row {error.row_number}," if hasattr(error, "row_number") else ""
    wrong = _WRONG.get(error.type, "{error.note}").format(error=error)
    return InputError(f"{_place(resource)}{row} {wrong}; accepted: {_accepted(resource, error)}")


def _accepted(resource: "TableResource", error: Any) -> str:
    if error.type == "foreign-key":
        other = _place(_resource(error.reference_name or resource.name))
        return f"a {error.reference_field_names[0]} of {other}"
    if error.type == "primary-key":
        return f"each {', '.join(resource.schema.primary_key)} once"
    if error.type == "unique-error":
        return "each value once"
    if error.type in ("type-error", "constraint-error"):
        return _accepted_cell(resource.schema.get_field(error.field_name))
    columns = ", ".join(field.name for field in resource.schema.fields)
    return f"UTF-8 CSV with the columns {columns}"


def _accepted_cell(field: "Field") -> str:
    limits = dict(field.constraints)
    if "enum" in limits:
        return ", ".join(map(str, limits["enum"]))
    said = [_KINDS.get(field.type, "a text")]
    said += [
        f"{name} {limits[name]}" for name in ("minimum", "maximum", "pattern") if name in limits
    ]
    return ", ".join(said)


def _place(resource: "TableResource") -> str:
    return f"data/{resource.path}"
