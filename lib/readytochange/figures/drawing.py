"""Draws a Vega-Lite specification without a browser: the same bytes on every machine."""

import io
import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from readytochange.errors import InputError
from readytochange.figures import theme

CHART_MIME = "application/vnd.vegalite.v5+json"
"""The newest Vega-Lite that JupyterLab 4.6 draws; Altair writes a newer one that it draws as well."""

FIGURE_MIME = "application/vnd.readytochange.figure+json"
"""Name, texts and table of a figure, for `refresh` and `render`."""

UNDRAWN = "READYTOCHANGE_UNDRAWN"
"""Set in the environment of kernels that are not to draw: others do meanwhile, and nbval compares no picture."""

VEGA_LITE = "6.4"
"""The Vega-Lite that Altair writes for; a test keeps the two together."""

PAGE_SCHEMA = f"https://vega.github.io/schema/vega-lite/v{VEGA_LITE.split('.')[0]}.json"
"""Of the charts of pages, which draw them with that."""

_NAME = re.compile(r"[0-9a-z]+(-[0-9a-z]+)*")
PNG_SCALE = 2
PNG_COLOURS = 64


def check_name(name: Any) -> None:
    """See that a figure's name can be that of its files; InputError if not."""
    if not _NAME.fullmatch(str(name)):
        raise InputError(
            f"figure name is '{name}': accepted are lower-case words and numbers joined by hyphens, as '2-channels'"
        )


def png(spec: Mapping[str, Any]) -> bytes:
    """Draw with the project's own font, in few colours so that the file is small.

    Parameters
    ----------
    spec : Vega-Lite, as in a figure's bundle

    Returns
    -------
    bytes
        a PNG, two device pixels to a unit
    """
    text = json.dumps(spec)
    return raster(vector(text))


def svg(spec: Mapping[str, Any]) -> str:
    """Draw as SVG, with ids numbered from one.

    The converter counts its clip and gradient ids up for as long as its process lives; numbering them anew in order of
    appearance makes the same chart the same text.

    Parameters
    ----------
    spec : Vega-Lite, as in a figure's bundle

    Returns
    -------
    str
    """
    text = json.dumps(spec)
    return vector(text).decode()


def vector(spec: str) -> bytes:
    """Draw a specification, given as JSON, as SVG."""
    text: str = _converter().vegalite_to_svg(spec, vl_version=VEGA_LITE)
    ids = dict.fromkeys(re.findall(r'\bid="([^"]+)"', text))
    renamed = {old: re.sub(r"\d+$", "", old) + str(n) for n, old in enumerate(ids, 1)}
    return re.sub(
        r'(?<=\bid=")[^"]+(?=")|(?<=url\(#)[^)]+(?=\))|(?<=href="#)[^"]+(?=")',
        lambda found: renamed.get(found[0], found[0]),
        text,
    ).encode()


def raster(svg: bytes) -> bytes:
    """Draw an SVG as PNG."""
    from PIL import Image

    drawn = _converter().svg_to_png(svg.decode(), scale=PNG_SCALE)
    picture = Image.open(io.BytesIO(drawn)).convert("RGB")
    few = picture.quantize(PNG_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    small = io.BytesIO()
    few.save(small, "PNG")
    return small.getvalue()


@cache
def script() -> str:
    """Vega, Vega-Lite and their embedder, in a scope of their own: they would leave hundreds of names in the page's."""
    import vl_convert

    bundle = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", vl_version=VEGA_LITE)
    return f"(function () {{\n{bundle}\n}})();\n"


@cache
def _converter() -> Any:
    import vl_convert

    vl_convert.register_font_directory(str(theme.FONTS))
    return vl_convert
