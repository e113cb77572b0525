"""The published tables: one typed loader each, checked against `data/datapackage.json` on load.

Used by every notebook. Texts come in both languages; `wording.localise` keeps one.
"""

from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from readytochange import paths
from readytochange.mistakes import Mistake, unknown

if TYPE_CHECKING:
    from frictionless import Package, Resource

_DTYPES = {"integer": "Int64", "number": "Float64", "boolean": "bool"}


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
    Mistake
        if the table does not exist or a cell is not what the package says; names file, row, column and what is
        accepted
    """
    resource = _resource(table)
    report = resource.validate()
    if not report.valid:
        raise _mistake(table, report)
    types = {field.name: _DTYPES.get(field.type, "str") for field in resource.schema.fields}
    frame = pd.read_csv(
        paths.DATA / str(resource.path), dtype="str", keep_default_na=False, encoding="utf-8"
    )
    return frame.assign(**{name: _typed(frame[name], dtype) for name, dtype in types.items()})


def _typed(texts: pd.Series, dtype: str) -> pd.Series:
    if dtype == "str":
        return texts
    if dtype == "bool":
        return texts == "true"
    return pd.to_numeric(texts.replace("", None)).astype(dtype)


@cache
def _package() -> "Package":
    from frictionless import FrictionlessException, Package

    try:
        return Package(str(paths.DATAPACKAGE))
    except FrictionlessException as error:
        raise Mistake(f"{_place('datapackage.json')} cannot be used: {error.error.note}") from None


def _resource(table: str) -> "Resource":
    package = _package()
    if not package.has_resource(table):
        raise unknown("table", table, package.resource_names)
    return package.get_resource(table)


def _mistake(table: str, report: object) -> Mistake:
    (row, column, label, note) = report.flatten(["rowNumber", "fieldName", "type", "note"])[0]  # type: ignore[attr-defined]
    where = [_place(f"report/{table}.csv")]
    where += [f"row {row}"] if row else []
    where += [f"column '{column}'"] if column else []
    return Mistake(
        f"{', '.join(where)}: {note} ({label}); accepted is what {_place('datapackage.json')} says"
    )


def _place(name: str) -> str:
    return f"data/{name}"
