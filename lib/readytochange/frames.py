"""What stands around the content of every page, and the pages that show no notebook.

Used by `pages`, `overview`, `serving` and `tabs`. It imports neither pandas nor nbconvert: the page of a matrix is
there as soon as its runs are.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from readytochange import theme, wording
from readytochange.assets import SITE, Dress

Filters = Mapping[str, Callable[..., Any]]


@dataclass(frozen=True)
class Link:
    """A page in some language: its address from here, and what its link is called."""

    lang: str
    address: str
    name: str
    label: str = ""


def furniture(lang: str, languages: Sequence[Link], home: str, files: Dress) -> dict[str, Any]:
    """What the frame of a page names.

    Parameters
    ----------
    lang : of the page
    languages : the page in every language
    home : address of the first page
    files : where style, scripts and the figures' files are
    """
    t = wording.translator(lang)
    statuses = [(name, t(name), t(meaning)) for name, meaning in wording.STATUSES.items()]
    return {
        "lang": lang,
        "t": t,
        "languages": languages,
        "home": home,
        "files": files,
        "statuses": statuses,
        "narrow": theme.narrow(),
    }


def framed(template: str, **shown: Any) -> str:
    """Fill a template that shows no notebook; every text is escaped.

    Parameters
    ----------
    template : the name of its file in `site/`
    shown : what it names

    Returns
    -------
    str
        HTML
    """
    return _environment().get_template(template).render(shown)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(SITE),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters |= FILTERS
    return environment


def data(value: Any) -> Markup:
    r"""JSON that a script element may hold.

    Examples
    --------
    >>> data({"a": "</script>"})
    Markup('{"a":"\\u003c/script>"}')
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))


def status_button(name: str, word: str) -> Markup:
    """A status word that says what it means when it is pressed, and to a screen reader at once."""
    return Markup(
        '<button type="button" class="status" popovertarget="status-{0}" aria-describedby="status-{0}">{1}</button>'
    ).format(name, word)


FILTERS: Filters = {"json": data, "status": status_button}
"""Of every page."""
