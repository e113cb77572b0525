"""What a public function is called with: each argument checked by its annotation, and the defaults that `use` sets.

A value of another kind is a user's mistake, told in one line, not an error from within.
"""

import inspect
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import wraps
from inspect import Parameter, signature
from numbers import Integral, Real
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, ParamSpec, TypeVar, Union, get_args, get_origin

from readytochange.errors import InputError, none_of, shortened, unknown
from readytochange.project import Language

P = ParamSpec("P")
T = TypeVar("T")


class Default:
    """In a signature it stands for what `readytochange.use` has set when one calls; `said` is how it is shown there."""

    def __init__(self, value: Any, said: str) -> None:
        self.value, self.said = value, said

    def __repr__(self) -> str:
        return self.said


class OneOf:
    """What `Annotated[str, OneOf(…)]` asks of a text: to be one of some names; `what` they are names of."""

    def __init__(self, what: str, names: Iterable[str]) -> None:
        self.what, self.names = what, tuple(names)

    def __repr__(self) -> str:
        return " | ".join(map(repr, self.names))

    def holds(self, value: Any) -> bool:
        return value in self.names

    def refused(self, value: Any) -> InputError:
        return unknown(self.what, value, self.names)


Lang = Annotated[str, OneOf("language", get_args(Language))]

LANG: Any = Default("it", "use().lang")
"""In a signature: the language that `readytochange.use` has set."""


def checked(function: Callable[P, T]) -> Callable[P, T]:
    """Have a function refuse, in one line, what its annotations do not take; a `Default` becomes what is set.

    Raises
    ------
    InputError
        when it is called: says the argument, what it is and what is accepted

    Examples
    --------
    >>> @checked
    ... def half(n: float) -> float:
    ...     return n / 2
    >>> half("3")
    Traceback (most recent call last):
    readytochange.errors.InputError: argument 'n' of half is '3'; accepted: a number
    """
    taken = signature(function)
    kinds = {name: each.annotation for name, each in taken.parameters.items()}

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            given = taken.bind(*args, **kwargs)
        except TypeError as error:
            names = ", ".join(kinds)
            raise InputError(f"{function.__name__}: {error}; accepted: {names}") from None
        given.apply_defaults()
        for name, value in given.arguments.items():
            if isinstance(value, Default):
                given.arguments[name] = value.value
            elif not accepts(kinds[name], value):
                raise _refused(name, function.__name__, kinds[name], value)
        try:
            return function(*given.args, **given.kwargs)
        except (KeyError, AttributeError, ValueError) as error:
            if lacking := _lacking(function, given.arguments, error):
                raise lacking from None
            raise

    return call


class LackingColumnError(InputError):
    """A table that was handed to a function has no column of a name."""

    def __init__(self, message: str, column: str) -> None:
        super().__init__(message)
        self.column = column


def _lacking(
    function: Callable[..., Any], given: Mapping[str, Any], error: Exception
) -> LackingColumnError | None:
    """What an error says of the tables that a function was given; nothing where it is of something else."""
    tables = {name: value for name, value in given.items() if hasattr(value, "columns")}
    for column in _sought(error):
        lacking = [name for name, table in tables.items() if column not in table.columns]
        in_cells = any(table.isin([column]).any(axis=None) for table in tables.values())
        if not lacking or (in_cells and isinstance(error, KeyError)):
            continue  # what stands in a cell was looked up as a value
        names = " or ".join(f"'{name}'" for name in lacking)
        accepted = dict.fromkeys(_documented(function, name) for name in lacking)
        return LackingColumnError(
            f"argument {names} of {function.__name__} has no column '{column}'; "
            f"accepted: {' or '.join(accepted)}",
            column,
        )
    return None


def _sought(error: Exception) -> list[str]:
    """The names, one of them a column's, that something was looked for by when it was not there."""
    if isinstance(error, LackingColumnError):
        return [error.column]
    if isinstance(error, AttributeError):  # a row as `itertuples` gives it
        return [error.name] if error.name and type(error.obj).__name__ == "Pandas" else []
    if isinstance(error, KeyError) and re.fullmatch(r"\w+", str(error.args[0])):
        return [error.args[0]]
    patterns = (r"(?<!dtype=)'(\w+)'", r"Column not found: (\w+)")
    altair = (r'data type for the field "(\w+)"',)
    said = [
        re.findall(each, str(error))
        for each in (patterns if isinstance(error, KeyError) else altair)
    ]
    return [name for names in said for name in names]


def _documented(function: Callable[..., Any], name: str) -> str:
    """What a docstring says of an argument."""
    entry = rf"^(?:\w+, )*{name}(?:, \w+)* : (.+(?:\n +.+)*)"
    said = re.search(entry, inspect.getdoc(function) or "", re.MULTILINE)
    return " ".join(said[1].split()) if said else "a table with it"


def accepts(kind: Any, value: Any) -> bool:
    """Whether a value is of an annotation's kind; a number is finite, and no truth value.

    Of something that can be gone over only once, what is in it is not looked at.

    Examples
    --------
    >>> accepts(int, 3), accepts(int, True), accepts(float, float("nan")), accepts(list[str], ["a", 1])
    (True, False, False, False)
    """
    origin, inner = get_origin(kind) or kind, get_args(kind)
    if kind in (Any, Parameter.empty) or isinstance(kind, str):
        return True
    if origin in (Union, UnionType):
        return any(accepts(each, value) for each in inner)
    if origin is Annotated:
        return accepts(inner[0], value) and all(each.holds(value) for each in inner[1:])
    if origin is Literal:
        return any(type(value) is type(each) and value == each for each in inner)
    if kind in (int, float):
        return _is_number(kind, value)
    if origin in (Iterable, Sequence, list, tuple):
        return _is_listing(origin, value) and _accepts_each(inner, value)
    return callable(value) if origin is Callable else isinstance(value, origin)


def _is_number(kind: type, value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, Integral if kind is int else Real):
        return False
    try:
        return kind is int or math.isfinite(value)
    except OverflowError:
        return False


def _is_listing(kind: Any, value: Any) -> bool:
    """Whether it is gone over for what it lists; a column of a table is, a text or a whole table is not."""
    if (
        not isinstance(value, Iterable)
        or isinstance(value, str | bytes)
        or hasattr(value, "columns")
    ):
        return False
    return kind is Iterable or not isinstance(value, Iterator | Mapping)


def _accepts_each(kinds: tuple[Any, ...], value: Any) -> bool:
    if isinstance(value, Iterator) or not kinds:
        return True
    if len(kinds) > 1 and kinds[-1] is not Ellipsis:
        return len(value) == len(kinds) and all(map(accepts, kinds, value))
    return all(accepts(kinds[0], each) for each in value)


def _refused(name: str, function: str, kind: Any, value: Any) -> InputError:
    where = f"argument '{name}' of {function}"
    if get_origin(kind) is Literal and isinstance(value, str):
        return none_of(where, value, get_args(kind))
    if get_origin(kind) is Annotated and accepts(get_args(kind)[0], value):
        rules: tuple[OneOf, ...] = get_args(kind)[1:]
        return next(each for each in rules if not each.holds(value)).refused(value)
    return InputError(f"{where} is {_said(value)}; accepted: {_words(kind)}")


def _said(value: Any) -> str:
    """A value in a line; of a table or the like its kind."""
    try:
        said = repr(value)
    except ValueError:  # a whole number of more digits than Python writes
        said = "\n"
    return f"of type {type(value).__name__}" if "\n" in said else shortened(said)


_WORDS = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "True or False",
    NoneType: "None",
    "DataFrame": "a table (DataFrame)",
    "Series": "a row or a column of a table (Series)",
    "Settings": "settings, as parameters.Quantitative(lang='en')",
}


def _words(kind: Any) -> str:
    """What an annotation takes, as a person says it."""
    origin, inner = get_origin(kind) or kind, get_args(kind)
    if origin in (Union, UnionType):
        return " or ".join(map(_words, inner))
    if origin is Annotated:
        return _words(inner[0])
    if origin is Literal:
        return ", ".join(map(str, inner))
    if origin in (Iterable, Sequence, list, tuple):
        return f"a list of: {', '.join(_words(each) for each in inner if each is not Ellipsis)}"
    name = getattr(origin, "__name__", str(origin))
    return _WORDS.get(origin) or _WORDS.get(name) or f"a {name}"
