"""Files that know the types of their columns: Parquet and SPSS. They become text all the same."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import polars as pl

from readytochange.errors import InputError
from readytochange.survey.waves.readers.cells import MAX_CELLS
from readytochange.survey.waves.readers.export import Doubt, Export

_ONE_AT_A_TIME = Lock()


def shape(path: Path) -> tuple[int, int]:
    """Rows and columns of a Parquet file; InputError if a column holds lists or other nested values."""
    with _silent():
        lazy = pl.scan_parquet(path, glob=False)
        kinds = lazy.collect_schema()
        for column, kind in kinds.items():
            if kind.is_nested() or kind in (pl.Binary, pl.Object):
                raise InputError(
                    f"'{path.name}', column '{column}': holds {kind} values; accepted: texts, numbers, dates, true or "
                    "false"
                )
        return lazy.select(pl.len()).collect().item(), len(kinds)


def parquet(path: Path, skipped: int = 0, rows: int | None = None) -> Export:
    """Some rows of a Parquet file, or all; its columns' names are the header, row 1 is the first record.

    Parameters
    ----------
    path : of a file that has a `shape`
    skipped : rows before these
    rows : how many they are; all that follow where none is said
    """
    with _silent():
        lazy = pl.scan_parquet(path, glob=False)
        headers = tuple((name,) for name in lazy.collect_schema())
        return Export(_text(lazy.slice(skipped, rows).collect()), headers, first_row=skipped + 1)


@contextmanager
def _silent() -> Iterator[None]:
    """Keep back what polars writes of a broken file beside its error: the backtrace of a panic."""
    with _ONE_AT_A_TIME:  # a process has one such stream, whatever its threads
        kept = os.dup(2)
        try:
            with open(os.devnull, "wb") as nothing:  # noqa: PTH123  (no path of a file)
                os.dup2(nothing.fileno(), 2)
                yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def sav(path: Path) -> Export:
    """The rows of an SPSS file: codes as they are, user-missing ones too, with the labels of their values.

    A column's header is its name and, where it has one, its label; row 1 is the first record.
    """
    import pyreadstat

    _, about = pyreadstat.read_sav(path, metadataonly=True)
    _few(path, max(about.number_rows or 0, 0) * (about.number_columns or 0))
    frame, about = pyreadstat.read_sav(path, user_missing=True, output_format="polars")
    names = list(about.column_names)
    sets, doubts = _sets(about.mr_sets or {}, names)
    return Export(
        _text(frame),
        tuple(
            (name, label) if (label := about.column_names_to_labels.get(name)) else (name,)
            for name in names
        ),
        first_row=1,
        doubts=doubts,
        labels=tuple(
            {
                _code(value): label
                for value, label in about.variable_value_labels.get(name, {}).items()
            }
            for name in names
        ),
        sets=sets,
    )


def _sets(
    found: Mapping[str, Mapping[str, object]], names: list[str]
) -> tuple[tuple[tuple[str, tuple[int, ...]], ...], tuple[Doubt, ...]]:
    """Sets of yes-or-no columns, which are several answers to one question; doubts about these and all others."""
    by_name = {name.lower(): number for number, name in enumerate(names)}
    sets, doubts = [], []
    for name, each in found.items():
        listed = each["variable_list"]
        members = listed if isinstance(listed, list | tuple) else []
        columns = tuple(by_name[one.lower()] for one in members if one.lower() in by_name)
        label = str(each.get("label") or name)
        if each["type"] == "D":
            sets.append((label, columns))
            says = f"the file says: one question of several answers, given where a column is '{each['counted_value']}'"
        else:
            says = (
                "the file calls these columns a set of categories: several answers to one question, or a grid of "
                f"questions; not taken for either: {', '.join(names[column] for column in columns)}"
            )
        doubts.append(Doubt(label, says))
    return tuple(sets), tuple(doubts)


def _code(value: object) -> str:
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)


def _few(path: Path, cells: int) -> None:
    if cells > MAX_CELLS:
        raise InputError(f"'{path.name}': has {cells:,} cells; accepted: up to {MAX_CELLS:,}")


def _text(frame: pl.DataFrame) -> pl.DataFrame:
    """Every column as text, a missing value ''; whole numbers without a point, times to the second."""
    return frame.select(
        _column_text(pl.nth(number), kind).fill_null("").alias(str(number))
        for number, kind in enumerate(frame.dtypes)
    )


def _column_text(column: pl.Expr, kind: pl.DataType) -> pl.Expr:
    if kind == pl.Boolean:
        return pl.when(column).then(pl.lit("TRUE")).when(~column).then(pl.lit("FALSE"))
    if kind.is_float():
        whole = (column == column.round()) & (column.abs() < 1e15)
        known = column.fill_nan(None)
        integer = pl.when(whole).then(known).cast(pl.Int64, strict=False).cast(pl.String)
        return pl.when(whole).then(integer).otherwise(known.cast(pl.String))
    if isinstance(kind, pl.Datetime):
        return column.dt.to_string("%Y-%m-%d %H:%M:%S")
    if kind == pl.Time:
        return column.dt.to_string("%H:%M:%S")
    if isinstance(kind, pl.Duration):
        return column.dt.to_string("polars")
    return column.cast(pl.String)
