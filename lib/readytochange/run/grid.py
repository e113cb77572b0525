"""A parameter grid: parameters with several values each, from a YAML file or as typed."""

import warnings
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from readytochange import parameters
from readytochange.errors import InputError, first_line, unknown
from readytochange.project import Project
from readytochange.run import plan

_FORM = {
    "notebooks": "a list of notebooks' names",
    "parameters": "names of parameters, each with a value or a list of values",
}


def _listed(value: Any) -> Any:
    return value if isinstance(value, list | dict) else [value]


Values = Annotated[list[Any], Field(min_length=1), BeforeValidator(_listed)]


class Grid(BaseModel):
    """Which notebooks, all when none is named, and which values of each parameter."""

    model_config = ConfigDict(extra="forbid", strict=True)

    notebooks: list[str] = []
    parameters: dict[str, Values]


def read(path: Path, project: Project, names: Sequence[str] = ()) -> Grid:
    """Read a grid from a file, every value of it checked.

    Parameters
    ----------
    path : a YAML file
    project : whose notebooks it may name
    names : the notebooks to run, where others than those of the file

    Returns
    -------
    Grid

    Raises
    ------
    InputError
        if the file is not a grid, or a name or a value in it cannot be used
    """
    grid = _form(path, _content(path))
    if names:
        grid.notebooks = list(names)
    try:
        chosen = plan.chosen_of(project, grid.notebooks)
    except InputError as error:
        raise InputError(f"{path}, notebooks: {error}") from None
    for name, values in grid.parameters.items():
        for number, value in enumerate(values, 1):
            try:
                for notebook in plan.having(name, chosen, project):
                    parameters.converted(parameters.model_of(notebook, project), {name: value})
            except InputError as error:
                hint = _quotes(name, value, chosen, project)
                raise InputError(
                    f"{path}, parameters, {name}, value {number}: {error}{hint}"
                ) from None
    return grid


_TEXTS = ("no", "yes", "on", "off", "x")


def _quotes(name: str, value: Any, chosen: Sequence[str], project: Project) -> str:
    """What helps where YAML takes a word for something else, as `no`, `on`, 2020 or a date; '' where nothing would."""
    if isinstance(value, str | list | dict):
        return ""
    for notebook in chosen:
        model = parameters.model_of(notebook, project)
        for text in (str(value), *_TEXTS) if name in model.model_fields else ():
            with suppress(InputError):
                parameters.converted(model, {name: text})
                return "; put a text that YAML reads as something else in quotes"
    return ""


def typed(pairs: Iterable[tuple[str, str]], project: Project) -> dict[str, list[str]]:
    """The values of each parameter: joined by commas, except where any text is accepted, or one after the other.

    Examples
    --------
    >>> from readytochange.project import find
    >>> typed([("confidence", "0.9, 0.95"), ("search", "a, b"), ("search", "digital")], find())
    {'confidence': ['0.9', '0.95'], 'search': ['a, b', 'digital']}
    """
    values: dict[str, list[str]] = {}
    for name, text in pairs:
        several = [text] if _is_free(name, project) else [part.strip() for part in text.split(",")]
        values.setdefault(name, []).extend(several)
    return values


def _is_free(name: str, project: Project) -> bool:
    """Whether a parameter may be any text, which then may hold commas: of the type `str`, or of others beside it."""
    models = [parameters.model_of(notebook, project) for notebook in plan.notebooks(project)]
    fields = [model.model_fields.get(name) for model in models]
    types = [field.annotation for field in fields if field is not None]
    return any(str in (each, *get_args(each)) for each in types)


def _content(path: Path) -> Any:
    try:
        return _parsed(path, path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; accepted is a YAML file") from None
    except UnicodeDecodeError:
        raise InputError(f"{path} is not a text; accepted is YAML in UTF-8") from None


def _parsed(path: Path, text: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    yaml = YAML(typ="safe", pure=True)
    yaml.version = (1, 1)  # 'yes' and 'no' are no texts
    try:
        with warnings.catch_warnings(action="ignore"):  # of a number without a point
            return yaml.load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        place = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise InputError(f"{path}{place}: {first_line(error.problem)}; accepted is YAML") from None
    except RecursionError:
        raise InputError(
            f"{path} has too many brackets within brackets; accepted is YAML"
        ) from None
    except (LookupError, AttributeError, TypeError):
        raise InputError(f"{path}: a value is not what its tag says; accepted is YAML") from None
    except (YAMLError, ValueError) as error:
        raise InputError(f"{path}: {first_line(error)}; accepted is YAML") from None


def _form(path: Path, content: Any) -> Grid:
    try:
        return Grid.model_validate(content)
    except ValidationError as error:
        first = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
        place = [str(part) for part in first["loc"]]
        if first["type"] == "extra_forbidden":
            raise unknown(f"entry of {path}", place[0], _FORM) from None
        wanted = "; ".join(f"{name}: {form}" for name, form in _FORM.items())
        accepted = _FORM.get(place[0], wanted) if place else wanted
        wrong = "is missing" if first["type"] == "missing" else f"is {first['input']!r}"
        raise InputError(
            f"{', '.join([str(path), *place])} {wrong}; accepted: {accepted}"
        ) from None
