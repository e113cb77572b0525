"""What a page is sent with: a style sheet, a script for charts, one for the page, and the policy over them.

The policy (Content-Security-Policy, in a `meta` element) allows what Vega needs and nothing else:

- scripts only from the page's own folder; in a page that is one file, only the scripts with the hashes it names. No
  `unsafe-eval`: Vega's expressions are interpreted (`ast: true`), not compiled. No `unsafe-inline`
- styles the same way: Vega sets styles through the DOM, and its own style sheets are switched off
- fonts inside the style sheet, because a browser may refuse a font file beside a page that was opened from a folder
- pictures from the page's folder, or inside the page: those that a cell shows, and all of a page that is one file
- of what a cell shows in HTML the rules of its own, by their hash
- no connection, frame, form, plugin or base; no text becomes markup by script (trusted types): Vega only empties
  elements, and tooltips are written as text by the page's own script

`file:` stands beside `'self'` for browsers in which a page opened from a folder has no origin, so that `'self'` is
nothing; on a web server it allows nothing more.
"""

import base64
import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup

from readytochange.figures import drawing, exports, theme

TEMPLATES = Path(__file__).parent / "templates"
STYLE, CHARTS, PAGE = "style.css", "charts.js", "page.js"
_BEFORE_PAGE = ("choices.js", "sort.js")

GENERATOR = '<meta name="generator" content="readytochange">'
"""By this a page of ours is known from another's."""

_COLOURS = {
    "ink": theme.INK,
    "muted": theme.MUTED,
    "grid": theme.GRID,
    "paper": theme.PAPER,
    "accent": theme.LINK,
    "mark": theme.ORANGE,
    "code": theme.CODE,
    "fill": theme.EMPTY,
}

_POLICY_OF_PAGES = (
    "default-src 'none'; script-src {scripts}; style-src {styles}; img-src {images}; font-src data:; base-uri 'none'; "
    "form-action 'none'; require-trusted-types-for 'script'; trusted-types default"
)


@dataclass(frozen=True)
class SharedAssets:
    """The assets of pages that lie in one folder with them.

    Parameters
    ----------
    root : from the page to that folder: '' or '../'
    rules : style rules of what this page alone holds
    """

    root: str
    rules: tuple[str, ...] = ()
    embedded = False

    @property
    def policy(self) -> str:
        return _POLICY_OF_PAGES.format(
            scripts="'self' file:",
            styles=" ".join(["'self' file:", *map(_hash, self.rules)]),
            images="'self' file: data:",
        )

    @property
    def style(self) -> Markup:
        link = Markup('<link rel="stylesheet" href="{}assets/{}">').format(self.root, STYLE)
        return Markup("\n").join([link, *map(_element, self.rules)])

    @property
    def scripts(self) -> Markup:
        one = Markup('<script src="{}assets/{}"></script>\n')
        return Markup().join(one.format(self.root, name) for name in (CHARTS, PAGE))

    def address(self, path: str) -> str:
        """Of a figure's file, by its place among the outputs: 'it/figures/2-channels.svg'."""
        return f"{self.root}{path}"


@dataclass(frozen=True)
class EmbeddedAssets:
    """The assets of a page that holds everything it needs.

    Parameters
    ----------
    folder : of the outputs
    rules : as of `SharedAssets`
    """

    folder: Path
    rules: tuple[str, ...] = ()
    embedded = True

    @property
    def policy(self) -> str:
        files = shared_files()
        return _POLICY_OF_PAGES.format(
            scripts=f"{_hash(files[CHARTS])} {_hash(files[PAGE])}",
            styles=" ".join(map(_hash, [files[STYLE], *self.rules])),
            images="data:",
        )

    @property
    def style(self) -> Markup:
        return Markup("\n").join(map(_element, [shared_files()[STYLE], *self.rules]))

    @property
    def scripts(self) -> Markup:
        return Markup(
            f'<script type="text/plain" id="charts">{_compressed(shared_files()[CHARTS])}</script>\n'
            f"<script>{shared_files()[PAGE]}</script>"
        )

    def address(self, path: str) -> str:
        content, kind = (self.folder / path).read_bytes(), Path(path).suffix
        if kind == ".xlsx":
            content = exports.packed(content)
        return f"data:{exports.MIME_TYPES[kind.removeprefix('.')]};base64,{base64.b64encode(content).decode()}"


class StyleOnly:
    """The assets of a page without charts: its style within it, pictures beside it, and no script."""

    embedded = True
    scripts = Markup()

    @property
    def policy(self) -> str:
        return _POLICY_OF_PAGES.format(
            scripts="'none'", styles=_hash(style()), images="'self' file:"
        )

    @property
    def style(self) -> Markup:
        return _element(style())

    def address(self, path: str) -> str:
        """Of a file, which is where its place says."""
        return path


NotebookAssets = SharedAssets | EmbeddedAssets
"""Of a page that shows a notebook."""

PageAssets = NotebookAssets | StyleOnly
"""Where a page finds its style, its scripts and the files of its figures."""


@cache
def shared_files() -> dict[str, str]:
    """The files every page refers to, by name.

    Returns
    -------
    dict
        the style sheet, Vega, and the page's own script
    """
    scripts = [(TEMPLATES / name).read_text(encoding="utf-8") for name in (*_BEFORE_PAGE, PAGE)]
    return {STYLE: style(), CHARTS: drawing.script(), PAGE: "".join(scripts)}


@cache
def style() -> str:
    """The style sheet: fonts, colours of the theme in both schemes, layout."""
    layout = (TEMPLATES / STYLE).read_text(encoding="utf-8")
    return "\n".join([theme.faces(), _colours(), layout])


def _compressed(text: str) -> str:
    """A script at less than half its size; the page unpacks it, and the policy knows it by its hash."""
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def _element(rules: str) -> Markup:
    return Markup(f"<style>{rules}</style>")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _colours() -> str:
    """The theme's colours by name, and for the dark scheme what each becomes, in pages and in drawn charts."""
    light = " ".join(f"--{name}: {colour};" for name, colour in _COLOURS.items())
    dark = " ".join(f"--{name}: {theme.DARK[colour]};" for name, colour in _COLOURS.items())
    redrawn = "\n".join(
        f'.drawing [{part}="{colour}"] {{ {part}: {new}; }}'
        for colour, new in theme.DARK.items()
        for part in ("fill", "stroke")
    )
    return (
        f":root {{ {light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{\n:root {{ color-scheme: dark; {dark} }}\n{redrawn}\n}}"
    )
