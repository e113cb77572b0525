"""Templates for pages, through nbconvert: every text is escaped, and markup is what this project wrote.

Used by `pages`.
"""

from typing import Any

from bs4 import BeautifulSoup
from jinja2 import Environment
from markupsafe import Markup
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters.highlight import Highlight2HTML
from nbformat import NotebookNode

from readytochange.assets import SITE
from readytochange.frames import FILTERS, Filters

_ATTRIBUTES = {"th": ("scope", "colspan", "rowspan"), "td": ("colspan", "rowspan")}
_OF_TABLES = {"table", "caption", "thead", "tbody", "tr", "th", "td"}


def filled(template: str, notebook: NotebookNode, filters: Filters, **shown: Any) -> str:
    """Fill a template.

    Parameters
    ----------
    template : the name of its file in `site/`
    notebook : its `nb`
    filters : of this page, beside those of every page
    shown : what else it names

    Returns
    -------
    str
        HTML
    """
    exporter = _Exporter(template_paths=[str(SITE)], template_file=template)  # type: ignore[no-untyped-call]
    for name, function in {**_FILTERS, **filters}.items():
        exporter.register_filter(name, function)  # type: ignore[no-untyped-call]
    exporter.environment.globals.update(shown)
    html, _ = exporter.from_notebook_node(notebook)
    return str(html)


def python(source: str) -> Markup:
    """A cell's source in colours."""
    return Markup(Highlight2HTML(pygments_lexer="python3")(source))


def table(html: str) -> Markup:
    """A table with nothing but its rows, texts and header cells.

    Examples
    --------
    >>> table('<div><style>a</style><table border="1"><tr><th></th><th>1</th></tr></table></div>')
    Markup('<table><tr><td></td><th scope="row">1</th></tr></table>')
    """
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(["style", "script"]):
        tag.decompose()
    for tag in soup.find_all(True):
        if tag.name not in _OF_TABLES:
            tag.unwrap()
            continue
        tag.attrs = {k: v for k, v in tag.attrs.items() if k in _ATTRIBUTES.get(tag.name, ())}
        if tag.name == "th" and not tag.get_text(strip=True):
            tag.name = "td"
        elif tag.name == "th":
            tag["scope"] = "col" if tag.find_parent("thead") else "row"
    return Markup(str(soup).strip())


_FILTERS: Filters = {**FILTERS, "python": python, "table": table}


class _Exporter(TemplateExporter):
    """nbconvert's, with every text escaped."""

    file_extension = ".html"
    output_mimetype = "text/html"
    default_preprocessors: list[str] = []  # noqa: RUF012

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.autoescape = True
        environment.trim_blocks = environment.lstrip_blocks = True
        return environment
