"""What a program writes to a terminal, on a page: colours become colours, whatever else steers it becomes nothing."""

import re

from markupsafe import Markup
from nbconvert.filters.ansi import ansi2html

_ESCAPE = re.compile(
    r"(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?"  # a title, a link, up to its end
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    r"|\x1b[ -/]*[0-~]?"
)
_COLOUR = re.compile(r"(?:\x1b\[|\x9b)([0-9;:]*)m")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)

_SPAN = re.compile(r'<span(?: class="([^"]*)")? style="([^"]*)">')
_RGB = re.compile(r"(background-color|color): rgb\((\d+),(\d+),(\d+)\)")
_NAMED = {
    "black": (0, 0, 0), "red": (205, 0, 0), "green": (0, 205, 0), "yellow": (205, 205, 0),
    "blue": (0, 0, 238), "magenta": (205, 0, 205), "cyan": (0, 205, 205), "white": (229, 229, 229),
}  # fmt: skip


def html(text: str) -> Markup:
    r"""A text as HTML to stand in a `pre` element.

    Parameters
    ----------
    text : as it was written; what a progress bar overwrote is left out

    Examples
    --------
    >>> html("10 %\r\x1b[32mdone\x1b[0m\x1b[K\x1b]8;;https://example.org\x07 <here>\x1b]8;;\x07\x00")
    Markup('<span class="ansi-green-fg">done</span> &lt;here&gt;')
    """
    coloured = _ESCAPE.sub(_colour, _written_over(text))
    return Markup(_SPAN.sub(_classes, str(ansi2html(_INVISIBLE.sub("", coloured)))))


def visible(text: str) -> str:
    """A text without anything that steers a terminal, and without characters that nothing can show."""
    return _INVISIBLE.sub("", _ESCAPE.sub("", _written_over(text)))


def _written_over(text: str) -> str:
    """What is left of a text when a carriage return begins its line anew, and a backspace takes a letter back."""
    lines = [line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n")]
    left: list[str] = []
    for letter in "\n".join(lines):
        if letter != "\b":
            left.append(letter)
        elif left and left[-1] != "\n":
            left.pop()
    return "".join(left)


def _colour(escape: re.Match[str]) -> str:
    """A colour as the converter reads it, its numbers apart by semicolons; nothing of any other escape."""
    found = _COLOUR.fullmatch(escape[0])
    return f"\x1b[{re.sub(':+', ';', found[1])}m" if found else ""


def _classes(found: re.Match[str]) -> str:
    """A colour of any other name as the nearest that the style sheet names: it can be read in both of its schemes."""
    names = (found[1] or "").split()
    for kind, *rgb in _RGB.findall(found[2]):
        wanted = [int(value) for value in rgb]
        near = min(_NAMED, key=lambda name: _distance(_NAMED[name], wanted))
        names.append(f"ansi-{near}-{'bg' if kind == 'background-color' else 'fg'}")
    return f'<span class="{" ".join(names)}">'


def _distance(one: tuple[int, ...], other: list[int]) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))
