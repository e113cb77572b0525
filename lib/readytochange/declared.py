"""The parameters that a notebook's cell declares, `name: type = default  # meaning`, as a model."""

import ast
import json
from collections.abc import Iterator
from copy import copy
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, PydanticSchemaGenerationError, create_model

from readytochange.errors import InputError, shortened
from readytochange.parsing import parsed

Model = TypeVar("Model", bound=BaseModel)

_TYPES = {
    each.__name__: each for each in (bool, int, float, str, list, tuple, dict)
} | {"Literal": Literal}  # fmt: skip
_ACCEPTED = "bool, int, float, str, a list of one of them as list[int], or Literal['a', 'b']"


def model(notebook: str, source: Path, base: type[Model]) -> type[Model]:
    """What a notebook accepts, by its cell tagged 'parameters'.

    Parameters
    ----------
    notebook : its name
    source : its file
    base : the model of what every notebook accepts; of a name that it has, the cell gives only the default

    Raises
    ------
    InputError
        if the cell is no list of names, each with a type that is known and a literal
    """
    try:
        cells = json.loads(source.read_text(encoding="utf-8"))["cells"]
        found = [
            "".join(each["source"])
            for each in cells
            if each["cell_type"] == "code" and "parameters" in each["metadata"].get("tags", [])
        ]
    except (OSError, ValueError, AttributeError, KeyError, TypeError, RecursionError):
        return base  # who runs it says so
    made: type[Model] = _made(notebook, "\n".join(found), base)
    return made


@lru_cache
def _made(notebook: str, code: str, base: type[Any]) -> Any:
    fields: dict[str, Any] = {}
    for name, kind, default in _declarations(notebook, code):
        if name in base.model_fields:
            field = copy(base.model_fields[name])
            field.default = default
            fields[name] = (base.model_fields[name].annotation, field)
        else:
            fields[name] = (type(default) if kind is None else kind, default)
    try:
        made = create_model(notebook, __base__=base, **fields)
    except (PydanticSchemaGenerationError, NameError, TypeError) as error:
        raise InputError(
            f"the parameters of {notebook}: {shortened(str(error))}; accepted: {_ACCEPTED}"
        ) from None
    made.model_config = {**made.model_config, "title": notebook}  # by which messages call it
    return made


def _declarations(notebook: str, code: str) -> Iterator[tuple[str, Any, Any]]:
    """Each name with its type, None where it has none, and its default."""
    try:
        lines = parsed(code).body
    except SyntaxError as error:
        raise InputError(
            f"the parameters of {notebook}, line {error.lineno}: {error.msg}; accepted is Python"
        ) from None
    for line in lines:
        target = line.targets[0] if isinstance(line, ast.Assign) else getattr(line, "target", None)
        kind = getattr(line, "annotation", None)
        try:
            if not isinstance(target, ast.Name):
                raise TypeError
            default = ast.literal_eval(line.value)  # type: ignore[attr-defined]
            yield (
                target.id,
                kind and eval(ast.unparse(kind), {"__builtins__": {}, **_TYPES}),
                default,
            )
        except (ValueError, TypeError, NameError, AttributeError, SyntaxError):
            raise InputError(
                f"the parameters of {notebook}: '{shortened(ast.unparse(line))}' cannot be used; accepted is "
                f"a name, a type and a literal, as n: int = 5; the types: {_ACCEPTED}"
            ) from None
