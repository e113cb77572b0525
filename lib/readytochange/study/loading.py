"""A table of the data package, read and checked once for as long as its files stay as they are."""

import csv
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import pandas as pd
from pandas.api.types import pandas_dtype

from readytochange import reads
from readytochange.errors import InputError
from readytochange.project import find as find_project
from readytochange.study.contract import checks, descriptor, package, reading
from readytochange.study.contract.package import Package, Resource
from readytochange.study.contract.reading import Table

_Stamps = tuple[tuple[int, ...], ...]


_DTYPES = {"integer": "Int64", "boolean": "bool"}


_REMEMBERED = 64
"""Tables kept as they are while no file of the package changes; notebooks ask for the same one many times."""


def load(table: str) -> pd.DataFrame:
    """A table by its name, as `tables.load` gives it."""
    file = _file()
    places = _places(table, file)
    reads.note(places)
    return _loaded(table, file, _stamps(places)).copy()


def described() -> Package:
    """What the data package says of its tables."""
    return descriptor.read(_file())


def preload() -> None:
    """Load every table, so that a process forked later has them checked."""
    for table in described().names:
        load(table)


def accept() -> list[str]:
    """Take the tables as they are for the published ones: check each, and write the hashes of these into the package.

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
    checked = {name: _table(name, file) for name in described.names}
    found = {name: each.hash for name, each in checked.items() if each.resource.is_published}
    descriptor.write_hashes(file, found)
    return [name for name in found if described.resource(name).hash != found[name]]


def replace(table: str, column: str, values: Sequence[str]) -> None:
    """Write other texts into a column of a table that was not published.

    Parameters
    ----------
    table : its name
    column : its name
    values : a text a row
    """
    file = _file()
    found = _table(table, file)
    place = file.parent / found.resource.path
    names = found.resource.table.names
    made = place.with_name(f".{place.name}")
    with made.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(names)
        for cells, value in zip(found.written, values, strict=True):
            at = names.index(column)
            writer.writerow([*cells[:at], value, *cells[at + 1 :]])
    made.replace(place)


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
