"""Charts that a cell shows without making a figure of them: drawn as those of figures are."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from readytochange import language
from readytochange.figures import drawing, theme
from readytochange.publish import pictures
from readytochange.publish.mime_types import refused
from readytochange.publish.terminal import visible

_SPEC = re.compile(r"\}\)\(|\bspec = ")
"""After what its specification begins in the HTML of a chart."""

_DATA = frozenset({"datasets", "values"})


@dataclass(frozen=True)
class PlainChart:
    """A chart for the page's script, and its picture."""

    spec: Mapping[str, Any]
    picture: Markup
    description: str


def in_html(html: str) -> dict[str, Any] | None:
    """The specification of a chart that Altair shows as HTML with a script, by itself; None of other HTML."""
    for begun in _SPEC.finditer(html) if "vegaEmbed" in html else ():
        with suppress(ValueError):
            spec, _ = json.JSONDecoder().raw_decode(html, begun.end())
            if isinstance(spec, dict) and "/vega-lite/" in str(spec.get("$schema")):
                return spec
    return None


def vega_lite(kind: str, spec: Any, lang: str) -> PlainChart:
    """A Vega-Lite chart in the look of the figures.

    Parameters
    ----------
    kind : its MIME type
    spec : as Altair makes it
    lang : of the page

    Raises
    ------
    InputError
        if it cannot be drawn, or takes data from an address
    """
    spec = _checked(kind, spec)
    config = theme.configured(_look(lang), spec.get("config") or {})
    made = {name: value for name, value in spec.items() if name not in ("usermeta", "background")}
    made |= {"config": config, "$schema": drawing.PAGE_SCHEMA}
    made["params"] = [*theme.parameters(), *spec.get("params", [])]
    description = _description(spec, lang)
    svg = _drawn(kind, lambda: drawing.svg(made))
    return PlainChart(made, pictures.vector(svg, {}, description), description)


def vega(kind: str, spec: Any, lang: str) -> Markup:
    """A Vega chart as a picture; refused as a Vega-Lite chart is."""
    import vl_convert

    made = _checked(kind, spec)
    svg = _drawn(kind, lambda: vl_convert.vega_to_svg(json.dumps(made), allowed_base_urls=[]))
    return pictures.vector(svg, {}, _description(made, lang))


def _look(lang: str) -> dict[str, Any]:
    """That of figures on a page; a title of an axis stands beside it, for above may be anything."""
    config = theme.config(lang)
    beside = {key: value for key, value in config["axisY"].items() if not key.startswith("title")}
    return {key: value for key, value in config.items() if key != "background"} | {"axisY": beside}


def _checked(kind: str, spec: Any) -> dict[str, Any]:
    """A specification without characters that end the process that draws it; refused if a page would have to fetch."""
    made = _visible(spec)
    if not isinstance(made, dict):
        raise refused(f"{kind} that is no specification", "make it anew")
    for address in _addresses(made):
        raise refused(
            f"{kind} with data at an address ({address})", "give the chart the data themselves"
        )
    return made


def _visible(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, Mapping):
        return {visible(name): _visible(each) for name, each in value.items()}
    return [_visible(each) for each in value] if isinstance(value, list) else value


def _addresses(value: Any) -> Iterator[str]:
    """Whatever is to be fetched; a column of the data may be called as it likes."""
    if isinstance(value, Mapping):
        for name, each in value.items():
            if name == "url" and not str(each).startswith("data:"):
                yield str(each)
            elif name not in _DATA:
                yield from _addresses(each)
    elif isinstance(value, list):
        for each in value:
            yield from _addresses(each)


def _description(spec: Mapping[str, Any], lang: str) -> str:
    """What stands for it where it is not seen: its description, or its title."""
    title = spec.get("title")
    text = title.get("text") if isinstance(title, Mapping) else title
    lines = " ".join(map(str, text)) if isinstance(text, list) else text
    undescribed = language.translator(lang)("A chart without a description")
    return str(spec.get("description") or lines or undescribed)


def _drawn(kind: str, draw: Callable[[], str]) -> str:
    try:
        return draw()
    except (ValueError, TypeError, RuntimeError) as error:
        reason = " ".join(str(error).splitlines()[:2])
        raise refused(f"{kind} that cannot be drawn ({reason})", "mend the chart") from None
