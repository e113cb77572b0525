"""What `data/datapackage.json` says of every table: where it is, its columns with their types and limits, its keys.

Nothing is guessed and nothing fetched: one dialect, one encoding, files beside the description. What the reader does
not know is refused, since a misspelt limit limits nothing.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, StrictBool, StrictInt, model_validator
from pydantic import Field as Limited

from readytochange.errors import unknown

FILE = "datapackage.json"
PLACE = f"data/{FILE}"
MAX_BYTES = 10_000_000
"""The longest file that is read where a package does not state another."""

MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def _in_a_line(text: str) -> str:
    if not text or any(unicodedata.category(sign) in _BREAKING for sign in text):
        raise ValueError(f"is {text!r}; accepted: a text in one line")
    return text


_BREAKING = ("Cc", "Cs", "Zl", "Zp")

Name = Annotated[str, Limited(pattern=r"^[a-z][a-z0-9_]*\z")]
Text = Annotated[str, AfterValidator(_in_a_line)]
Texts = Annotated[tuple[Text, ...], Limited(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Constraints(_Part):
    """What a column's cells are held to."""

    required: StrictBool = False
    unique: StrictBool = False
    enum: Texts | None = None
    pattern: Text | None = None
    minimum: Any = None
    maximum: Any = None

    @model_validator(mode="after")
    def _can_be_met(self) -> Self:
        try:
            re.compile(self.pattern or "", re.ASCII)
        except re.error as error:
            raise ValueError(f"pattern is {self.pattern!r}; accepted: a pattern, {error}") from None
        return self


class Field(_Part):
    """A column."""

    name: Name
    type: Literal["string", "integer", "boolean", "yearmonth"]
    description: Text
    origin: Literal["study", "project"]
    accepted: Text | None = None
    """What a pattern means, for a person."""
    constraints: Constraints = Constraints()

    @model_validator(mode="after")
    def _limits_suit_the_type(self) -> Self:
        limits = self.constraints
        for name in ("minimum", "maximum"):
            value = getattr(limits, name)
            if self.type == "integer" and value is None:
                raise ValueError(f"constraints lacks '{name}'; accepted: a whole number")
            if value is not None and not _suits(self.type, value):
                raise ValueError(
                    f"constraints, {name} is {value!r}; "
                    "accepted: a whole number of an integer, a month of a yearmonth"
                )
        both = None not in (limits.minimum, limits.maximum)
        if both and limits.minimum > limits.maximum:
            raise ValueError(
                f"constraints, minimum is {limits.minimum!r}; accepted: up to {limits.maximum}"
            )
        if limits.pattern and not self.accepted:
            raise ValueError("lacks 'accepted'; accepted: what the pattern means, in words")
        return self


class Reference(_Part):
    """The table and the columns that a key points to."""

    resource: str
    fields: Texts


class ForeignKey(_Part):
    """Columns whose cells stand in another table."""

    fields: Texts
    reference: Reference


class Schema(_Part):
    """The columns of a table and its keys; a unique key holds for texts that look the same, not only for equal ones."""

    fields: Annotated[tuple[Field, ...], Limited(min_length=1)]
    primaryKey: Texts  # noqa: N815  (as the standard names it)
    uniqueKeys: tuple[Texts, ...] = ()  # noqa: N815
    foreignKeys: tuple[ForeignKey, ...] = ()  # noqa: N815
    missingValues: Annotated[tuple[Literal[""], ...], Limited(min_length=1)]  # noqa: N815

    @property
    def names(self) -> list[str]:
        return [field.name for field in self.fields]

    @model_validator(mode="after")
    def _keys_are_columns(self) -> Self:
        _each_once("field", self.names)
        keys = [("primaryKey", self.primaryKey)]
        keys += [("uniqueKeys", key) for key in self.uniqueKeys]
        keys += [("foreignKeys", key.fields) for key in self.foreignKeys]
        for what, key in keys:
            for name in key:
                if name not in self.names:
                    raise ValueError(
                        f"{what} names {name!r}; accepted: a field, {', '.join(self.names)}"
                    )
        return self


class Dialect(_Part):
    """The one way in which tables are written."""

    delimiter: Literal[","]
    quoteChar: Literal['"']  # noqa: N815
    doubleQuote: Literal[True]  # noqa: N815
    header: Literal[True]


class Resource(_Part):
    """A table."""

    name: Name
    title: Text
    path: Annotated[str, Limited(pattern=r"^[a-z][a-z0-9_]*(/[a-z][a-z0-9_]*)*\.csv\z")]
    profile: Literal["tabular-data-resource"]
    scheme: Literal["file"]
    format: Literal["csv"]
    mediatype: Literal["text/csv"]
    encoding: Literal["utf-8"]
    dialect: Dialect
    hash: Annotated[str, Limited(pattern=r"^sha256:[0-9a-f]{64}\z")] | None = None
    table: Annotated[Schema, Limited(alias="schema")]

    @property
    def place(self) -> str:
        """Its file, as messages name it."""
        return f"data/{self.path}"

    @property
    def is_published(self) -> bool:
        """Whether the study published it, so that it does not change."""
        return self.path.startswith("report/")


class Named(_Part):
    """A licence, a source, a contributor."""

    title: Text
    name: Text = ""
    role: Text = ""


class Package(_Part):
    """Every table, and whose they are."""

    profile: Literal["data-package"]
    name: Text
    title: Text
    title_it: Text
    description: Text
    version: Text
    languages: Texts
    licenses: tuple[Named, ...]
    sources: tuple[Named, ...]
    contributors: tuple[Named, ...]
    max_bytes: Annotated[StrictInt, Limited(gt=0)] = MAX_BYTES
    resources: Annotated[tuple[Resource, ...], Limited(min_length=1)]

    @property
    def names(self) -> list[str]:
        return [resource.name for resource in self.resources]

    def resource(self, table: str) -> Resource:
        """A table by its name; InputError if there is none."""
        for each in self.resources:
            if each.name == table:
                return each
        raise unknown("table", table, self.names)

    def referred(self, table: str) -> list[str]:
        """The tables that a table refers to, those that these refer to, and so on, each after what it refers to."""
        found: list[str] = []
        for key in self.resource(table).table.foreignKeys:
            name = key.reference.resource
            found += [each for each in [*self.referred(name), name] if each not in found]
        return found

    @model_validator(mode="after")
    def _references_lead_somewhere(self) -> Self:
        _each_once("resource", self.names)
        _each_once("path", [resource.path for resource in self.resources])
        known: list[str] = []
        waiting = list(self.resources)
        while waiting:
            ready = [each for each in waiting if _targets(each) <= set(known)]
            if not ready:
                raise ValueError(_astray(waiting, self.names))
            known += [each.name for each in ready]
            waiting = [each for each in waiting if each.name not in known]
        for resource in self.resources:
            for key in resource.table.foreignKeys:
                other = self.resource(key.reference.resource)
                if (key.reference.fields,) != (other.table.primaryKey,):
                    raise ValueError(
                        f"resource {resource.name!r}, foreignKeys point to "
                        f"{', '.join(key.reference.fields)} of {other.name!r}; "
                        f"accepted: its primaryKey, {', '.join(other.table.primaryKey)}"
                    )
        return self


def _each_once(what: str, names: Sequence[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"{what} {name!r} stands there twice; accepted: each once")


def _targets(resource: Resource) -> set[str]:
    return {key.reference.resource for key in resource.table.foreignKeys}


def _astray(waiting: Iterable[Resource], names: Sequence[str]) -> str:
    for each in waiting:
        for target in _targets(each) - set(names):
            return (
                f"resource {each.name!r}, foreignKeys name the resource {target!r}; "
                f"accepted: {', '.join(names)}"
            )
    circle = ", ".join(each.name for each in waiting)
    return f"resources refer to each other in a circle: {circle}; accepted: one direction"


def _suits(kind: str, value: object) -> bool:
    if kind == "integer":
        return type(value) is int
    return kind == "yearmonth" and isinstance(value, str) and bool(MONTH.fullmatch(value))
