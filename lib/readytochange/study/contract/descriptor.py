"""The file `data/datapackage.json`, read into a `Package`; what cannot be used is told with its place in it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from readytochange import reads
from readytochange.errors import InputError, unknown
from readytochange.study.contract import files
from readytochange.study.contract.package import FILE, MAX_BYTES, PLACE, Package


def read(descriptor: Path) -> Package:
    """The package as its description is now.

    Parameters
    ----------
    descriptor : the file

    Raises
    ------
    InputError
        if it cannot be used; says where in it, and what is accepted
    """
    return _read(descriptor, reads.stamp(descriptor))


def write_hashes(descriptor: Path, hashes: Mapping[str, str]) -> None:
    """Write the hash of each of these tables, by its name, into the description; what else it says stays."""
    described = json.loads(descriptor.read_text(encoding="utf-8"))
    for resource in described["resources"]:
        if resource["name"] in hashes:
            schema = resource.pop("schema")
            resource |= {"hash": hashes[resource["name"]], "schema": schema}
    text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    made = descriptor.with_name(f".{FILE}")
    made.write_text(text, encoding="utf-8", newline="\n")
    made.replace(descriptor)


@lru_cache(maxsize=8)
def _read(descriptor: Path, stamp: tuple[int, ...]) -> Package:
    raw = files.content(descriptor, PLACE, MAX_BYTES)
    try:
        described = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_names_once, parse_constant=_no_number
        )
    except json.JSONDecodeError as error:
        raise InputError(
            f"{PLACE}, line {error.lineno}, character {error.colno}, is not JSON; accepted: JSON"
        ) from None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(f"{PLACE}, line {line}, is not UTF-8; accepted: JSON in UTF-8") from None
    except (RecursionError, ValueError) as error:
        said = (
            str(error)
            if isinstance(error, _RefusedError)
            else "is too deep or has too long a number"
        )
        raise InputError(f"{PLACE} {said}; accepted: JSON, each name once") from None
    try:
        return Package.model_validate(described)
    except ValidationError as error:
        raise InputError(_wrong(error, described)) from None


class _RefusedError(ValueError):
    pass


def _names_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        of = f" of {made['name']!r}" if isinstance(made.get("name"), str) else ""
        raise _RefusedError(f"says {twice!r}{of} twice")
    return made


def _no_number(name: str) -> float:
    raise _RefusedError(f"has {name}, which is no number")


_ACCEPTED = {
    "hash": "sha256: and 64 signs, as `readytochange hash` writes it",
    "missingValues": 'a list of the empty text, [""]',
    "name": "a name of small letters, digits and _",
    "path": "a file beside datapackage.json, as report/answers.csv",
}
"""What is accepted under a name, where its type does not say all of it."""

_WORDS = {
    bool: "true or false",
    dict: "an object",
    int: "a whole number above 0",
    tuple: "a list, not empty",
}
_LONGEST_SHOWN = 60


def _wrong(error: ValidationError, described: object) -> str:
    """The first thing that is wrong with a description: where, what, and what is accepted."""
    first = error.errors()[0]
    loc = first["loc"]
    if first["type"] == "value_error":
        return f"{_where(loc, described)}, {first['ctx']['error']}"
    if first["type"] == "missing":
        return f"{_where(loc[:-1], described)}, lacks '{loc[-1]}'; accepted: {_accepted(loc)}"
    if first["type"] == "extra_forbidden":
        known = unknown("name", str(loc[-1]), _names(_type(loc[:-1])))
        return f"{_where(loc[:-1], described)}, has an {known}"
    value = first["input"]
    shown = repr(value) if isinstance(value, str) else json.dumps(value)
    shown = shown if len(shown) <= _LONGEST_SHOWN else f"{shown[: _LONGEST_SHOWN - 1]}…"
    return f"{_where(loc, described)}, is {shown}; accepted: {_accepted(loc)}"


def _where(loc: Iterable[int | str], described: object) -> str:
    """A place in the description in words: items of lists by their name, or by their number."""
    said = [PLACE]
    inside: Any = described
    for part in loc:
        try:
            inside = inside[part]
        except (KeyError, IndexError, TypeError):
            inside = None
        if isinstance(part, int):
            name = inside.get("name") if isinstance(inside, dict) else None
            known = repr(name) if isinstance(name, str) else str(part + 1)
            said[-1] = f"{said[-1].removesuffix('s')} {known}"
        else:
            said.append(part)
    return ", ".join(said)


def _accepted(loc: Sequence[int | str]) -> str:
    kind = _type(loc)
    if get_origin(kind) is Literal:
        return " or ".join(map(json.dumps, get_args(kind)))
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return f"an object with {', '.join(_names(kind))}"
    return _ACCEPTED.get(str(loc[-1])) or _WORDS.get(get_origin(kind) or kind, "a text")


def _type(loc: Iterable[int | str]) -> Any:
    """The type that the models give a place in the description."""
    kind: Any = Package
    for part in loc:
        if isinstance(part, int):
            kind = get_args(kind)[0]
        else:
            fields = kind.model_fields.items()
            kind = next(field.annotation for name, field in fields if part in (name, field.alias))
        while get_origin(kind) in (Annotated, Union, UnionType):
            kind = get_args(kind)[0]
    return kind


def _names(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]
