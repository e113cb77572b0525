"""A chart for who does not see it: in words, and each of its marks in the words of its tooltip."""

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from readytochange.figures import tables

_TOLD = 12
"""Rows of a table that are read out."""


def read_out(title: str, table: pd.DataFrame, lang: str) -> str:
    """Title and table in words; of a long table the first rows."""
    told = tables.formatted(table.head(_TOLD), lang)
    rows = [
        ", ".join(f"{name}: {value}" for name, value in row.items())
        for row in told.to_dict("records")
    ]
    more = " …" if len(table) > _TOLD else ""
    return ". ".join([title, "; ".join(rows)]).strip(". ") + "." + more


def accessible(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Let a screen reader say a mark's tooltip, in the words of the page, and pass over marks that have none.

    By itself Vega-Lite would say the names of our columns, and dates in the time zone of the machine that draws.
    """
    found = dict(spec)
    for name in ("layer", "concat", "hconcat", "vconcat"):
        if name in spec:
            found[name] = [accessible(part) for part in spec[name]]
    if "spec" in spec:
        found["spec"] = accessible(spec["spec"])
    if "mark" not in spec:
        return found
    encoding = spec.get("encoding", {})
    tooltip = encoding.get("tooltip", [])
    if not isinstance(tooltip, list) or not any("field" in tip for tip in tooltip):
        mark = spec["mark"] if isinstance(spec["mark"], Mapping) else {"type": spec["mark"]}
        return found | {"mark": {**mark, "aria": False}}
    description = {
        "value": {
            "expr": " + '; ' + ".join(_description_of(tip) for tip in tooltip if "field" in tip)
        }
    }
    return found | {"encoding": {"description": description, **encoding}}


def _description_of(tip: Mapping[str, Any]) -> str:
    """Vega expression of a line of a tooltip: its title and its value."""
    value = f"datum[{json.dumps(tip['field'])}]"
    if "format" in tip:
        value = f"format({value}, {json.dumps(tip['format'])})"
    title = tip.get("title") or tip["field"]
    return f"{json.dumps(title + ': ', ensure_ascii=False)} + {value}"
