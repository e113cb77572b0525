"""The Markdown of a notebook as HTML that holds no markup but its own.

Markdown may format; HTML in it appears as typed, a link leads to another notebook that has a page, to a section or
to a website, and a formula is set without a script. The signs of a number's status explain themselves.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

from markupsafe import Markup
from mistune import HTMLRenderer
from nbconvert.filters.markdown_mistune import MarkdownWithMath

from readytochange import language
from readytochange.errors import InputError
from readytochange.publish import formulas
from readytochange.publish.templating import status_button
from readytochange.publish.terminal import visible
from readytochange.statuses import SIGNS, STATUSES

_TAG = re.compile(r"(<[^>]*>)")

_BUTTON = re.compile(r"([^\s<>]*<button [^>]*>[^<]*</button>[^\s<>]*)")
"""With what stands before and after it without a space: a bracket stays on its line."""

_OPAQUE = frozenset({"a", "code"})


@dataclass(frozen=True)
class Heading:
    """A heading of a page: its level, its text, and the name that links to it use."""

    level: int
    text: str
    name: str


def outline(texts: Iterable[str], names: Sequence[str] = ()) -> list[Heading]:
    """The headings of a page.

    Parameters
    ----------
    texts : the Markdown of its cells, in order
    names : what links call them; their own words in the absence of names, or when there are not as many

    Returns
    -------
    list of Heading
        every name once

    Examples
    --------
    >>> [heading.name for heading in outline(["# Who?", "## Why *now*?", "## Why now"])]
    ['who', 'why-now', 'why-now-2']
    """
    collected = _Collector()
    for text in texts:
        MarkdownWithMath(renderer=collected).render(visible(text))
    found = collected.found
    if len(names) != len(found):
        names = list(_names(text for _, text in found))
    return [Heading(level, text, name) for (level, text), name in zip(found, names, strict=True)]


def beside(notebook: str, there: str) -> str:
    """The address of the page of a notebook, or of a place in it, from another page in its folder."""
    return f"{notebook}.html{there}"


class MarkdownWriter:
    """Writes a page's Markdown as HTML, cell after cell.

    Parameters
    ----------
    headings : from `outline`, over the same cells; none where they are not to be this page's headings
    lang : 'it' or 'en', for the words it explains
    link_title : 'Link to the section {title}', in the language of the page
    pages : what links to each page that there is may name, by its notebook; what leads to no page is text
    here : the notebook whose page it is
    address : of a notebook, and the place in it ('' or '#name'), from what is written
    figures : the number of each figure by its name: a link that says 'the figure' says which
    """

    def __init__(
        self,
        headings: Iterable[Heading],
        lang: str,
        link_title: str,
        pages: Mapping[str, Container[str]] | None = None,
        here: str = "",
        address: Callable[[str, str], str] = beside,
        figures: Mapping[str, int] | None = None,
    ) -> None:
        self._renderer = _Renderer(
            iter(headings), lang, link_title, pages or {}, here, address, figures or {}
        )

    def leads_to(self, url: str) -> str:
        """The address of a website, a section, or another notebook's page that there is; '' for anything else."""
        return self._renderer.leads_to(url)

    def html(self, text: str) -> Markup:
        """The HTML of one cell; InputError where it holds an image."""
        return Markup(MarkdownWithMath(renderer=self._renderer).render(visible(text)))


def explained(html: str, words: Mapping[str, str]) -> str:
    """Make a button of the sign of a status after a number, which opens the note `status-<name>`.

    Parameters
    ----------
    html : a paragraph
    words : the statuses, and the word of the language for each

    Examples
    --------
    >>> explained("<b>7†</b> firms", {"recovered": "recovered"})[:66]
    '<b><span class="together">7<button type="button" class="status" po'
    """
    names = {SIGNS[name]: name for name in words if SIGNS[name]}
    if not names:
        return html
    pattern = re.compile(rf"(?<=[\d%])([{re.escape(''.join(names))}])(?!\w)")
    opaque, parts = 0, []

    def replaced(found: re.Match[str]) -> str:
        return status_button(names[found[1]], words[names[found[1]]])

    for part in _TAG.split(html):
        if part.startswith("<"):
            name = part.strip("</>").split()[0]
            opaque += (name in _OPAQUE) * (-1 if part.startswith("</") else 1)
        elif not opaque:
            part = pattern.sub(replaced, part)
        parts.append(part)
    return _BUTTON.sub(r'<span class="together">\1</span>', "".join(parts))


class _Collector(HTMLRenderer):
    """Collects headings."""

    def __init__(self) -> None:
        super().__init__(escape=True)
        self.found: list[tuple[int, str]] = []

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        self.found.append((level, unescape(_TAG.sub("", text))))
        return ""

    def block_math(self, body: str) -> str:
        return ""

    def inline_math(self, body: str) -> str:
        return escape(body)

    def latex_environment(self, name: str, body: str) -> str:
        return ""


class _Renderer(HTMLRenderer):
    """Writes HTML: what Markdown may do on a page, and nothing more."""

    def __init__(
        self,
        headings: Iterator[Heading],
        lang: str,
        link_title: str,
        pages: Mapping[str, Container[str]],
        here: str,
        address: Callable[[str, str], str],
        figures: Mapping[str, int],
    ) -> None:
        super().__init__(escape=True)
        self._headings = headings
        self._link_title = link_title
        self._pages = pages
        self._here = here
        self._address = address
        self._figures = figures
        self._t = language.translator(lang)
        self._words = {name: self._t(name) for name in STATUSES}

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        heading = next(self._headings, None)
        if heading is None:  # of a part that stands on another page
            return f'<p class="title">{text}</p>\n'
        title = escape(self._link_title.format(title=heading.text))
        link = f'<a class="anchor" href="#{heading.name}" aria-label="{title}">#</a>'
        return f'<div class="heading"><h{level} id="{heading.name}">{text}</h{level}>{link}</div>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        address = self.leads_to(url)
        if not address and text == self._t("The figure"):
            return ""  # which says nothing where there is none
        number = self._figures.get(address.partition("#figure-")[2])
        if number and text == self._t("The figure"):
            text = self._t("Figure {n}", n=number)
        return f'<a href="{escape(address)}">{text}</a>' if address else text

    def leads_to(self, url: str) -> str:
        """As of `MarkdownWriter`."""
        if url.startswith(("https://", "http://")):
            return url
        notebook, mark, section = url.partition("#")
        name = notebook.removesuffix(".ipynb") if notebook else self._here
        if name not in self._pages or notebook not in ("", f"{name}.ipynb"):
            return ""
        figure, _, _ = section.partition("_")  # of a row that is not there, its table
        found = [each for each in (section, figure) if each in self._pages[name]]
        there = mark + found[0] if found else ""
        return self._address(name, there) if notebook else there

    def image(self, text: str, url: str, title: str | None = None) -> str:
        raise InputError(f"prose holds the image '{url}': accepted are figures made by a cell")

    def paragraph(self, text: str) -> str:
        return f"<p>{explained(text, self._words)}</p>\n"

    def block_text(self, text: str) -> str:
        return explained(text, self._words)

    def table(self, text: str) -> str:
        return f'<div class="scroll"><table>\n{text}</table></div>\n'

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:
        return (
            f'<th scope="col">{text}</th>\n'
            if head
            else f"<td>{explained(text, self._words)}</td>\n"
        )

    def block_math(self, body: str) -> str:
        return f"<p>{formulas.html(body)}</p>\n"

    def inline_math(self, body: str) -> str:
        return str(formulas.html(body, block=False))

    def latex_environment(self, name: str, body: str) -> str:
        return self.block_math(rf"\begin{{{name}}}{body}\end{{{name}}}")


def _names(texts: Iterable[str]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for text in texts:
        name = re.sub(r"\W+", "-", text).strip("-").lower() or "section"
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name}-{seen[name]}"
