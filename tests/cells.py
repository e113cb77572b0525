"""The code cells of the notebooks, carried out in this process: what each of them shows."""

import ast
from collections.abc import Mapping
from typing import Any

import nbformat

from projects import PROJECT


def shown(name: str, parameters: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """What the cells of a notebook show, each with the cell's id.

    Parameters
    ----------
    name : of the notebook
    parameters : values in the place of those in its cell of parameters
    """
    namespace: dict[str, Any] = {}
    found = []
    for cell in nbformat.read(PROJECT.notebooks / f"{name}.ipynb", as_version=4).cells:
        if cell.cell_type != "code":
            continue
        body = ast.parse(cell.source).body
        last = ast.Expression(body.pop().value) if isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), f"{name} {cell.id}", "exec"), namespace)
        if last:
            value = eval(compile(last, f"{name} {cell.id}", "eval"), namespace)
            if value is not None:
                found.append((cell.id, value))
        if "parameters" in cell.metadata.get("tags", []):
            namespace |= parameters
    return found
