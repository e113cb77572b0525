"""A printed table in a file or pasted, as the frame that is audited: its columns by name, in either language."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from readytochange.errors import InputError
from readytochange.survey.audit import reading
from readytochange.survey.audit.refusal import TableError
from readytochange.survey.waves.readers import text
from readytochange.survey.waves.readers.cells import Cells

MOST_BYTES = 2_000_000

_NAMES: Mapping[str, str] = {
    **{name: name for name in reading.COLUMNS},
    "opzione": "option",
    "risposta": "option",
    "answer": "option",
    "percentuale": "percent",
    "percentage": "percent",
    "%": "percent",
    "conteggio": "count",
    "n": "count",
    "domanda": "question",
    "tipo": "kind",
}
"""What columns may be called, small letters or capitals."""

_WITHOUT_HEADER = ("option", "percent", "count")


def read(path: Path) -> pd.DataFrame:
    """The table of a file.

    Parameters
    ----------
    path : a text whose columns are separated by comma, semicolon or tab, under a header

    Raises
    ------
    InputError
        if there is no such file, or it cannot be read as rows of one length, is too large, or lacks a column
    """
    if not path.is_file():
        said = "is a folder" if path.is_dir() else "there is no such file"
        raise InputError(
            f"{path}: {said}; accepted: a CSV file with the columns option and percent"
        )
    if path.stat().st_size > MOST_BYTES:
        raise TableError(
            "{name} has {size} bytes; accepted: up to {most}",
            name=path.name,
            size=path.stat().st_size,
            most=MOST_BYTES,
        )
    raw = path.read_bytes()
    if not raw.strip():
        raise TableError(
            "{name} is empty; accepted: a header with option and percent, and rows below it",
            name=path.name,
        )
    rows = _rows(text.cells(raw, path.name))
    return _framed(rows[0], rows[1:], path.name)


def pasted(typed: str, name: str) -> pd.DataFrame:
    """The table of a text that was pasted; without a header its columns are option, percent and count.

    Parameters
    ----------
    typed : rows of cells, separated by tab, semicolon or, under a header, comma
    name : what a message calls it

    Raises
    ------
    InputError
        if it cannot be read as rows of one length, or lacks a column

    Examples
    --------
    >>> pasted("Mail;93,9\\nPhone;87,9", "table").to_numpy().tolist()
    [['Mail', '93,9'], ['Phone', '87,9']]
    """
    lines = [line.rstrip("\r\n") for line in typed.splitlines() if line.strip()]
    if not lines:
        raise TableError(
            "{name} is empty; accepted: a header with option and percent, and rows below it",
            name=name,
        )
    if not any(_known(each) for each in re.split(r"[\t;,]", lines[0])):
        lines = [_header(lines, name), *lines]
    try:
        cells = text.cells("\n".join(lines).encode(errors="replace"), name)
    except InputError:
        raise TableError(
            "{name} cannot be read as a table; accepted: columns separated by tab, semicolon or comma, as many in "
            "each row as in the first",
            name=name,
        ) from None
    rows = _rows(cells)
    return _framed(rows[0], rows[1:], name)


def _header(lines: Sequence[str], name: str) -> str:
    """The header of a table without one; not where commas may be those of decimals."""
    separator = next((each for each in ("\t", ";") if all(each in line for line in lines)), "")
    width = lines[0].count(separator) + 1 if separator else 0
    if width not in (2, 3):
        raise TableError(
            "{name} has no header; accepted: one with option and percent, or in each row an option and its percentage, "
            "separated by tab or semicolon",
            name=name,
        )
    return separator.join(_WITHOUT_HEADER[:width])


def _rows(cells: Cells) -> list[Sequence[str]]:
    return list(cells.frame.rows())


def _known(header: str) -> str:
    return _NAMES.get(header.strip().casefold(), "")


def _framed(headers: Sequence[str], rows: Sequence[Sequence[str]], name: str) -> pd.DataFrame:
    """The columns that are known, by their names; another one is refused, so that none is passed over by mistake."""
    names = [_known(each) for each in headers]
    for header, found in zip(headers, names, strict=True):
        if not found and (
            header.strip() or any(row[headers.index(header)].strip() for row in rows)
        ):
            raise TableError(
                "{name}: column “{column}” is not known; accepted: {columns}",
                name=name,
                column=header,
                columns=", ".join(reading.COLUMNS),
            )
        if found and names.count(found) > 1:
            raise TableError(
                "{name}: column “{column}” stands more than once; accepted: once",
                name=name,
                column=found,
            )
    for wanted in reading.REQUIRED:
        if wanted not in names:
            raise TableError(
                "{name} has no column “{column}”; accepted: {columns}",
                name=name,
                column=wanted,
                columns=", ".join(reading.COLUMNS),
            )
    if not rows:
        raise TableError("{name} has no row below its header; accepted: one at least", name=name)
    kept = [at for at, found in enumerate(names) if found]
    cells = [[row[at] for at in kept] for row in rows]
    return pd.DataFrame(cells, columns=[names[at] for at in kept], dtype=object)
