"""The pictures that a cell shows, within the page: in an `img` element nothing runs and nothing is fetched."""

import base64
import binascii
import io
import re
from collections.abc import Mapping
from typing import Any
from xml.dom import minidom
from xml.parsers.expat import ExpatError

from markupsafe import Markup
from PIL import Image

from readytochange.errors import InputError
from readytochange.publish.mime_types import SVG, refused
from readytochange.publish.terminal import visible

_SVG_NAMESPACE = "http://www.w3.org/2000/svg"
_RUNNING = frozenset(
    {
        "script",
        "foreignobject",
        "iframe",
        "embed",
        "object",
        "audio",
        "video",
        "handler",
        "listener",
    }
)


def bitmap(kind: str, data: str, about: Mapping[str, Any], alt: str) -> Markup:
    """A picture of pixels.

    Parameters
    ----------
    kind : its MIME type
    data : in base64
    about : what its cell says of it: width and height on the page, its description as 'alt'
    alt : its description where the cell has none
    """
    try:
        content = base64.b64decode("".join(data.split()), validate=True)
        with Image.open(io.BytesIO(content)) as picture:
            size = picture.size
            picture.load()
    except (binascii.Error, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise refused(f"{kind} that is no picture", "make it anew") from None
    width, height = (_length(about.get(name)) for name in ("width", "height"))
    if not width and not height:
        width, height = map(str, size)
    return _img(kind, content, str(about.get("alt") or alt), width, height)


def vector(svg: str, about: Mapping[str, Any], alt: str) -> Markup:
    """A drawing, without anything in it that would run.

    Parameters
    ----------
    svg : its text
    about, alt : as for `bitmap`
    """
    try:
        drawn = _quiet(visible(svg).strip())
    except InputError:
        raise
    except (ExpatError, ValueError, RecursionError):
        raise refused(f"{SVG} that is not well-formed", "make it anew") from None
    return _img(SVG, drawn.encode(), str(about.get("alt") or alt))


def _quiet(svg: str) -> str:
    document = minidom.parseString(svg.encode())
    root: Any = document.documentElement
    if root.localName != "svg":
        raise refused(f"{SVG} that is <{root.tagName}>", "make it anew")
    if not root.namespaceURI:
        root.setAttribute("xmlns", _SVG_NAMESPACE)
    for element in [root, *document.getElementsByTagName("*")]:
        _quieten(element)
    return str(root.toxml())


def _quieten(element: Any) -> None:
    if element.localName.lower() in _RUNNING and element.parentNode:
        element.parentNode.removeChild(element)
    if element.getAttribute("attributeName").lower().endswith("href") and element.parentNode:
        element.parentNode.removeChild(element)
    for name, value in list(element.attributes.items()):
        local = name.rpartition(":")[2].lower()
        leads_away = local in ("href", "src") and not value.strip().startswith(("#", "data:image/"))
        if local.startswith("on") or leads_away:
            element.removeAttribute(name)


def _img(kind: str, content: bytes, alt: str, width: str = "", height: str = "") -> Markup:
    size = Markup("").join(
        Markup(' {}="{}"').format(name, value)
        for name, value in (("width", width), ("height", height))
        if value
    )
    data = base64.b64encode(content).decode()
    return Markup('<img src="data:{};base64,{}" alt="{}"{}>').format(kind, data, alt, size)


def _length(value: Any) -> str:
    """A number of pixels; '' if it is none."""
    return (
        str(round(float(value))) if re.fullmatch(r"\d{1,5}(\.\d*)?", str(value), re.ASCII) else ""
    )
