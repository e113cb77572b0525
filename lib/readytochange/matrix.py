"""Parameters with several values each, from a YAML file or as typed; a mistake in the file is told with its place.

Used by the command line; `runs` makes runs of them.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from readytochange import parameters, runs
from readytochange.mistakes import Mistake, first_line, unknown

if TYPE_CHECKING:
    from yaml import MappingNode

_FORM = {
    "notebooks": "a list of notebooks' names",
    "parameters": "names of parameters, each with a value or a list of values",
}


def _listed(value: Any) -> Any:
    return value if isinstance(value, list | dict) else [value]


Values = Annotated[list[Any], Field(min_length=1), BeforeValidator(_listed)]


class Matrix(BaseModel):
    """Which notebooks, all when none is named, and which values of each parameter."""

    model_config = ConfigDict(extra="forbid", strict=True)

    notebooks: list[str] = []
    parameters: dict[str, Values]


def read(path: Path, names: Sequence[str] = ()) -> Matrix:
    """Read a matrix from a file, every value of it checked.

    Parameters
    ----------
    path : a YAML file
    names : the notebooks to run, where others than those of the file

    Returns
    -------
    Matrix

    Raises
    ------
    Mistake
        if the file is not a matrix, or a name or a value in it cannot be used
    """
    matrix = _form(path, _content(path))
    if names:
        matrix.notebooks = list(names)
    try:
        chosen = runs.chosen_of(matrix.notebooks)
    except Mistake as mistake:
        raise Mistake(f"{path}, notebooks: {mistake}") from None
    for name, values in matrix.parameters.items():
        for number, value in enumerate(values, 1):
            try:
                for notebook in runs.having(name, chosen):
                    parameters.check(notebook, {name: value})
            except Mistake as mistake:
                raise Mistake(f"{path}, parameters, {name}, value {number}: {mistake}") from None
    return matrix


def typed(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The values of each parameter: joined by commas, except where any text is accepted, or one after the other.

    Examples
    --------
    >>> typed([("confidence", "0.9, 0.95"), ("search", "prezzo, qualità"), ("search", "digital")])
    {'confidence': ['0.9', '0.95'], 'search': ['prezzo, qualità', 'digital']}
    """
    values: dict[str, list[str]] = {}
    for name, text in pairs:
        several = [text] if _is_free(name) else [part.strip() for part in text.split(",")]
        values.setdefault(name, []).extend(several)
    return values


def _is_free(name: str) -> bool:
    fields = [model.model_fields.get(name) for model in parameters.MODELS.values()]
    return any(field is not None and field.annotation is str for field in fields)


def _content(path: Path) -> Any:
    try:
        return _parsed(path, path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Mistake(f"{path}: {error.strerror}; accepted is a YAML file") from None
    except UnicodeDecodeError:
        raise Mistake(f"{path} is not a text; accepted is YAML in UTF-8") from None


def _parsed(path: Path, text: str) -> Any:
    import yaml

    class Loader(yaml.SafeLoader):
        """Refuses a name that stands twice, of which YAML would keep the last."""

        def construct_mapping(self, node: "MappingNode", deep: bool = False) -> dict[Any, Any]:
            if not isinstance(node, yaml.MappingNode):
                raise yaml.MarkedYAMLError(
                    problem="names with values are missing", problem_mark=node.start_mark
                )
            seen = set()
            for key, _ in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    raise yaml.MarkedYAMLError(
                        problem="a name is not a text", problem_mark=key.start_mark
                    )
                if key.value in seen:
                    raise yaml.MarkedYAMLError(
                        problem=f"'{key.value}' stands twice", problem_mark=key.start_mark
                    )
                seen.add(key.value)
            made: dict[Any, Any] = super().construct_mapping(node, deep)
            return made

    try:
        return yaml.load(text, Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise Mistake(f"{path}{place}: {error.problem}; accepted is YAML") from None
    except RecursionError:
        raise Mistake(f"{path} has too many brackets within brackets; accepted is YAML") from None
    except (yaml.YAMLError, ValueError) as error:
        raise Mistake(f"{path}: {first_line(error)}; accepted is YAML") from None
    except (LookupError, AttributeError, TypeError):
        raise Mistake(f"{path}: a value is not what its tag says; accepted is YAML") from None


def _form(path: Path, content: Any) -> Matrix:
    try:
        return Matrix.model_validate(content)
    except ValidationError as error:
        first = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
        place = [str(part) for part in first["loc"]]
        if first["type"] == "extra_forbidden":
            raise unknown(f"entry of {path}", place[0], _FORM) from None
        wanted = "; ".join(f"{name}: {form}" for name, form in _FORM.items())
        accepted = _FORM.get(place[0], wanted) if place else wanted
        wrong = "is missing" if first["type"] == "missing" else f"is {first['input']!r}"
        raise Mistake(f"{', '.join([str(path), *place])} {wrong}; accepted: {accepted}") from None
