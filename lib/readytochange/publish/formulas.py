"""A formula in LaTeX as MathML, which browsers set without a script; as its source where it cannot be read."""

import re
from html import unescape
from xml.etree import ElementTree

from markupsafe import Markup, escape

_FORMULA = re.compile(
    r"\$\$(?P<display>.+?)\$\$|\\\[(?P<bracket>.+?)\\\]|(?P<environment>\\begin\{(?P<name>\w+\*?)\}.+?\\end\{(?P=name)\})"
    r"|\$(?P<inline>.+?)\$|\\\((?P<parenthesis>.+?)\\\)",
    re.DOTALL,
)
_BLOCKS = ("display", "bracket", "environment")
_LEFT_OUT = frozenset({"href", "style", "class", "id"})
"""Attributes that say more than how it is set."""


def text(latex: str) -> Markup:
    r"""A text with formulas in it; one without their signs is a formula as a whole.

    Examples
    --------
    >>> text(r"<i> $a < b$").striptags()
    '<i> a<b'
    """
    parts, end = [], 0
    for found in _FORMULA.finditer(latex):
        kind, formula = next(
            (name, found[name]) for name in (*_BLOCKS, "inline", "parenthesis") if found[name]
        )
        parts += [escape(latex[end : found.start()]), html(formula, block=kind in _BLOCKS)]
        end = found.end()
    return Markup("").join([*parts, escape(latex[end:])]) if end else html(latex)


def html(latex: str, block: bool = True) -> Markup:
    r"""A formula.

    Parameters
    ----------
    latex : without the signs that begin and end a formula
    block : whether it stands on a line of its own

    Examples
    --------
    >>> html(r"\text{<b>}", block=False).striptags()
    '<b>'
    """
    from latex2mathml.converter import convert_to_element  # heavy

    source = latex.strip()
    try:
        made = convert_to_element(source, display="block" if block else "inline")
    except Exception:  # its own and Python's, whatever the parser met
        code = Markup("<code>{}</code>").format(source)
        return Markup("<pre>{}</pre>").format(code) if block else code
    for part in made.iter():
        part.text, part.tail = unescape(part.text or ""), unescape(part.tail or "")
        part.attrib = {name: value for name, value in part.attrib.items() if name not in _LEFT_OUT}
    return Markup(ElementTree.tostring(made, encoding="unicode", short_empty_elements=False))
