"""Page templates: what every page names, the filters, and how a template is filled.

Every text is escaped, and markup is what this project wrote.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from readytochange import language
from readytochange.figures import theme
from readytochange.project import Study
from readytochange.publish.assets import TEMPLATES, PageAssets
from readytochange.statuses import SIGNS, STATUSES


@dataclass(frozen=True)
class Link:
    """A page in some language: its address from here, and what its link is called."""

    lang: str
    address: str
    name: str
    label: str = ""


def page_context(
    study: Study | None, lang: str, languages: Sequence[Link], home: str, files: PageAssets
) -> dict[str, Any]:
    """What the frame of a page names.

    Parameters
    ----------
    study : whose page it is; None where it is made outside of any project
    lang : of the page
    languages : the page in every language
    home : address of the first page
    files : where style, scripts and the figures' files are
    """
    t = language.translator(lang)
    return {
        "lang": lang,
        "t": t,
        "languages": languages,
        "home": home,
        "files": files,
        "study": study,
        "wordmark": study.title if study else "readytochange",
        "owners": language.listing(study.owners, lang) if study else "",
        "statuses": [
            (name, SIGNS[name], t(name), t(meaning))
            for name, meaning in STATUSES.items()
            if SIGNS[name]
        ],
        "narrow": theme.narrow(),
    }


def filled(template: str, folder: Path = TEMPLATES, **context: Any) -> str:
    """Fill a template.

    Parameters
    ----------
    template : the name of its file
    folder : where it is; it may extend and include those of this package
    context : what it names

    Returns
    -------
    str
        HTML
    """
    return _environment(folder).get_template(template).render(context)


@cache
def _environment(folder: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader([folder, TEMPLATES]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {
        "typographic": language.typographic,
        "json": script_json,
        "sign": lambda status: SIGNS.get(status, ""),
        "python": python,
    }
    return environment


def script_json(value: Any) -> Markup:
    r"""JSON that a script element may hold.

    Examples
    --------
    >>> script_json({"a": "</script>"})
    Markup('{"a":"\\u003c/script>"}')
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))


def status_button(name: str, word: str) -> Markup:
    """The sign of a status: pressed it says what it means, to a screen reader at once."""
    return Markup(
        '<button type="button" class="status" popovertarget="status-{0}" aria-label="{1}"'
        ' aria-describedby="status-{0}">{2}</button>'
    ).format(name, word, SIGNS[name])


def python(source: str) -> Markup:
    """A cell's source in colours."""
    from nbconvert.filters.highlight import Highlight2HTML  # heavy

    return Markup(Highlight2HTML(pygments_lexer="python3")(source))
