"""A table read as its description says, every cell of it checked: the first that is wrong is told with its place.

A text that shows nothing, or that cannot be drawn, is wrong wherever it stands; numbers are the digits 0 to 9 and
nothing else, within limits that are always stated.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from readytochange.errors import InputError
from readytochange.study.contract import files, visible
from readytochange.study.contract.package import MONTH, Field, Resource

_LONGEST_SHOWN = 60

_TRUTHS = {"true": True, "TRUE": True, "True": True, "1": True}
_TRUTHS |= {"false": False, "FALSE": False, "False": False, "0": False}
"""As a person writes them, and as spreadsheets save them."""

_WHOLE = re.compile("0|-?[1-9][0-9]{0,17}")

_READERS: Mapping[str, tuple[Callable[[str], Any], str]] = {
    "string": (lambda text: text if visible.is_seen(text) else None, "a text that shows something"),
    "integer": (lambda text: int(text) if _WHOLE.fullmatch(text) else None, "a whole number"),
    "boolean": (_TRUTHS.get, "true or false"),
    "yearmonth": (lambda text: text if MONTH.fullmatch(text) else None, "a month as 2020-03"),
}
"""What a cell of each type means, None where it is not of that type; what is accepted, in words."""


@dataclass(frozen=True)
class Table:
    """A table whose cells are right, each for itself.

    Parameters
    ----------
    resource : its description
    written : its cells as they stand in the file, a list a row
    rows : what they mean: texts, whole numbers, truth values; None where a cell is empty
    hash : of its file
    """

    resource: Resource
    written: list[list[str]]
    rows: list[dict[str, Any]]
    hash: str

    def refused(self, row: int, column: str, accepted: str, because: str = "") -> InputError:
        """The error of a cell.

        Parameters
        ----------
        row : its place in `rows`
        column : its name
        accepted : what may stand there, in words
        because : what else speaks against it, after a comma
        """
        value = self.written[row][self.resource.table.names.index(column)]
        return _refused(self.resource, row, column, value, accepted, because)


def read(resource: Resource, folder: Path, most: int) -> Table:
    """Read a table and check its every cell.

    Parameters
    ----------
    resource : its description
    folder : of the package
    most : bytes that it may have

    Raises
    ------
    InputError
        for the first cell, row or heading that is wrong
    """
    raw = files.content(folder / resource.path, resource.place, most)
    header, *records = [*_records(resource, raw)] or [[]]
    _check_header(resource, header, raw)
    fields = resource.table.fields
    rows = [
        {
            field.name: _value(resource, row, field, text)
            for field, text in zip(fields, _whole(resource, row, record), strict=True)
        }
        for row, record in enumerate(records)
    ]
    table = Table(resource, records, rows, files.digest(raw))
    _check_keys(table)
    return table


def check_references(table: Table, others: Mapping[str, Table]) -> None:
    """See that each key that points to another table stands there.

    Parameters
    ----------
    table : whose keys
    others : the tables that it refers to, by name

    Raises
    ------
    InputError
        for the first that does not
    """
    for key in table.resource.table.foreignKeys:
        other = others[key.reference.resource]
        known = {tuple(cells[name] for name in key.reference.fields) for cells in other.rows}
        for row, cells in enumerate(table.rows):
            values = tuple(cells[name] for name in key.fields)
            if values not in known and any(value is not None for value in values):
                name = key.reference.fields[-1]
                article = "an" if name[0] in "aeiou" else "a"
                raise table.refused(
                    row, key.fields[-1], f"{article} {name} of {other.resource.place}"
                )


def _records(resource: Resource, raw: bytes) -> Iterator[list[str]]:
    """The rows of a file as texts, the heading first; what is not UTF-8 is left in them as surrogates."""
    text = raw.decode("utf-8-sig", errors="surrogateescape")
    row = 1
    try:
        for record in csv.reader(io.StringIO(text, newline=""), strict=True):
            yield record
            row += 1
    except csv.Error as error:
        wrong = "has quotes that do not match"
        if "limit" in str(error):
            wrong = f"has a cell of more than {csv.field_size_limit()} letters"
        elif any(map(_is_no_utf8, text)):
            wrong = "is not UTF-8"
        raise InputError(f"{resource.place}, row {row}, {wrong}; {_columns(resource)}") from None


def _is_no_utf8(sign: str) -> bool:
    return "\ud800" <= sign <= "\udfff"


def _columns(resource: Resource) -> str:
    return f"accepted: UTF-8 CSV with commas and the columns {', '.join(resource.table.names)}"


def _check_header(resource: Resource, header: list[str], raw: bytes) -> None:
    names = resource.table.names
    wrong = ""
    if not raw.strip():
        wrong = "is empty"
    elif any(map(_is_no_utf8, "".join(header))):
        wrong = ", row 1, is not UTF-8"
    elif len(header) == 1 < len(names) and (other := re.search("[;\t|]", header[0])):
        wrong = f", row 1, parts its cells by {other.group()!r}"
    else:
        for at, name in enumerate(names):
            if at >= len(header):
                wrong = f", row 1, lacks the column '{name}'"
            elif header[at] != name:
                wrong = f", row 1, has a column {_shown(header[at])} in the place of '{name}'"
            if wrong:
                break
        else:
            if len(header) > len(names):
                wrong = f", row 1, has a column too many, {_shown(header[len(names)])}"
    if wrong:
        gap = "" if wrong.startswith(",") else " "
        raise InputError(f"{resource.place}{gap}{wrong}; {_columns(resource)}")


def _whole(resource: Resource, row: int, record: list[str]) -> list[str]:
    """A row that has a cell a column."""
    columns = len(resource.table.fields)
    if not any(record):
        wrong = "is empty"
    elif len(record) == columns:
        return record
    else:
        wrong = f"has {'fewer' if len(record) < columns else 'more'} cells than there are columns"
    raise InputError(f"{resource.place}, row {row + 2}, {wrong}; {_columns(resource)}")


def _value(resource: Resource, row: int, field: Field, text: str) -> Any:
    """What a cell means."""
    limits = field.constraints
    if odd := visible.UNDRAWABLE.search(text):
        accepted = "a text without control characters"
        because = f", with {odd.group()!r} as its character {odd.start() + 1}"
        if _is_no_utf8(odd.group()):
            accepted, because = "UTF-8", ""
            text = text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        raise _refused(resource, row, field.name, text, accepted, because)
    if text == "" and not limits.required:
        return None
    value = _READERS[field.type][0](text)
    right = (
        value is not None
        and (limits.enum is None or text in limits.enum)
        and (limits.pattern is None or re.fullmatch(limits.pattern, text, re.ASCII))
        and (limits.minimum is None or limits.minimum <= value)
        and (limits.maximum is None or value <= limits.maximum)
    )
    if not right:
        raise _refused(resource, row, field.name, text, accepted_in(field))
    return value


def accepted_in(field: Field) -> str:
    """What may stand in a column, in words."""
    limits = field.constraints
    said = ", ".join(limits.enum) if limits.enum else field.accepted or _READERS[field.type][1]
    if limits.minimum is not None:
        said += f" from {limits.minimum}"
    if limits.maximum is not None:
        said += (
            f" to {limits.maximum}" if limits.minimum is not None else f" up to {limits.maximum}"
        )
    return said if limits.required else f"{said}, or an empty cell"


def _check_keys(table: Table) -> None:
    """See that each key stands there once; of keys but the first, texts that look the same count as one."""
    schema = table.resource.table
    unique = [(field.name,) for field in schema.fields if field.constraints.unique]
    for key in [schema.primaryKey, *unique, *schema.uniqueKeys]:
        first: dict[tuple[Any, ...], int] = {}
        for row, cells in enumerate(table.rows):
            values = tuple(visible.alike(cells[name]) for name in key)
            if values[-1] is None:
                continue
            if values in first:
                because = f", as in row {first[values] + 2}"
                accepted = f"each {key[-1]} once"
                accepted += f" for each {', '.join(key[:-1])}" if key[1:] else ""
                raise table.refused(row, key[-1], accepted, because)
            first[values] = row


def _refused(
    resource: Resource, row: int, column: str, value: str, accepted: str, because: str = ""
) -> InputError:
    return InputError(
        f"{resource.place}, row {row + 2}, column '{column}' is {_shown(value)}{because}; accepted: {accepted}"
    )


def _shown(value: str) -> str:
    return repr(value if len(value) <= _LONGEST_SHOWN else f"{value[: _LONGEST_SHOWN - 1]}…")
