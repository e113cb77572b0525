"""What each address of the app answers: the parts, a part for one visitor, their style and scripts, whether it is well.

A page is a notebook of one cell, which calls `tabs.show` with what its address says. The parameters in it are checked
before a kernel starts, the values of controls by the kernel, which has them; one that cannot be used is answered in one
line. The frame around the explorers is that of the pages (`app.html.j2`), so nothing of Voila's own templates, and
no network, is needed.

The policy of the headers (Content-Security-Policy) is as strict as Voila's scripts allow: everything comes from this
server; scripts only from files, none inline or made of texts (Vega's expressions are interpreted), so that markup that
came through would still not run. Styles may stand inline because JupyterLab, whose widgets Voila uses, writes style
elements.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode

import tornado.web
from markupsafe import Markup
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from voila.handler import BaseVoilaHandler
from voila.tornado.handler import TornadoVoilaHandler

from readytochange import language, parameters
from readytochange.app import address, controls, reading
from readytochange.app.kernels import FullError
from readytochange.errors import InputError, shortened
from readytochange.publish import assets, templating

TEMPLATES = Path(__file__).parent / "templates"
_MARKER = "<!-- explorers -->"
_AGAIN = 120
"""Seconds after which a visitor who found the app full may come again."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {"Content-Security-Policy": _POLICY, "Referrer-Policy": "same-origin"}
_TYPES = {".css": "text/css", ".js": "text/javascript"}


class Page(TornadoVoilaHandler):  # type: ignore[misc]  # Voila is published without types
    """A part of the study, for one visitor."""

    async def get(self, part: str) -> None:
        project, lang = self.settings["project"], _lang(self)
        try:
            model = parameters.model_of(part, project)
            given, self.state = address.parted(_values(self), model)
            self.settings_of_page = address.settings(given, model, lang)
        except InputError as error:
            _refuse(self, part, str(error))
            return
        self.part = part
        _ = self.xsrf_token  # makes the cookie with which a page that is left ends its kernel
        try:
            await super().get()
        except FullError:
            t = language.translator(self.settings_of_page.lang)
            self.set_header("Retry-After", str(_AGAIN))
            said = t("All places are taken. Please come back in some minutes.")
            _refuse(self, part, said, 503)


class Index(BaseVoilaHandler):  # type: ignore[misc]  # Voila is published without types
    """The parts and the languages."""

    @tornado.web.authenticated
    def get(self) -> None:
        try:
            values = _values(self)
            if unknown := [name for name in values if name != "lang"]:
                raise address.refused(unknown[0], values[unknown[0]], "", _lang(self))
        except InputError as error:
            _refuse(self, "", str(error))
        else:
            self.finish(_frame(self, "", values["lang"], self.request.query))


class Errors(tornado.web.RequestHandler):
    """Answers any error with a page of ours that says it in a line, in the language of the address."""

    def write_error(self, status_code: int, **_: Any) -> None:
        for name, value in HEADERS.items():
            self.set_header(name, value)
        t = language.translator(_lang(self))
        path = shortened(unquote(self.request.path))
        if status_code >= 500:
            said = t("Something went wrong here. Please try again in some minutes.")
        elif status_code == 405 or self.request.method not in ("GET", "HEAD"):
            said = t("“{path}” takes no request of this kind.", path=path)
        else:
            said = t("There is no page “{path}” here.", path=path)
        _refuse(self, "", said, status_code)


class Health(tornado.web.RequestHandler):
    """Whether the app answers, for who watches over it."""

    def get(self) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish("ok")

    head = get


class Asset(tornado.web.RequestHandler):
    """Style and scripts of the frame."""

    def get(self, name: str) -> None:
        if name not in _assets():
            raise tornado.web.HTTPError(404)
        self.set_header("Content-Type", f"{_TYPES[Path(name).suffix]}; charset=utf-8")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.finish(_assets()[name])


class _AppAssets(assets.SharedAssets):
    """The assets of a page of the app."""

    @property
    def policy(self) -> str:
        return _POLICY.partition("; frame-ancestors")[0]  # a header's matter, not a page's

    @property
    def style(self) -> Markup:
        own = '\n<link rel="stylesheet" href="{}assets/app.css">\n<link rel="icon" href="data:,">'
        return super().style + Markup(own).format(self.root)

    @property
    def scripts(self) -> Markup:
        return super().scripts + Markup('<script src="{}assets/app.js"></script>\n').format(
            self.root
        )


@cache
def _assets() -> Mapping[str, str]:
    own = {name: (TEMPLATES / name).read_text(encoding="utf-8") for name in ("app.css", "app.js")}
    return {**assets.shared_files(), **own}


def _values(handler: BaseVoilaHandler) -> dict[str, str]:
    """What an address says, as text; in a language of the project, its first where none is named."""
    t = language.translator(_lang(handler))
    pairs = parse_qsl(handler.request.query, keep_blank_values=True)
    languages = handler.settings["project"].study.languages
    values = {"lang": languages[0], **dict(pairs)}
    if len(dict(pairs)) < len(pairs):
        raise InputError(t("The address says something twice; accepted is once."))
    for name, value in values.items():
        if max(len(name), len(value)) > controls.LONGEST:
            raise address.refused(name, value, "", _lang(handler))
    if len(pairs) > address.MOST:
        raise InputError(t("The address says more than a page can show."))
    if values["lang"] not in languages:
        raise address.refused("lang", values["lang"], ", ".join(languages), _lang(handler))
    return values


def _lang(handler: tornado.web.RequestHandler) -> str:
    """The language that an address names, the project's first where it names none of its languages."""
    languages: tuple[str, ...] = handler.settings["project"].study.languages
    path = handler.request.path.removeprefix(handler.settings["base_url"])
    named = [dict(parse_qsl(handler.request.query)).get("lang"), *path.split("/")]
    return next((each for each in named if each in languages), languages[0])


def before_launch(handler: Page, notebook: NotebookNode, cwd: str) -> NotebookNode:
    """The page of one visitor: a cell that shows it with the checked settings, and the frame around it."""
    settings = handler.settings_of_page
    root = str(handler.settings["project"].root)
    call = f"tabs.show({root!r}, {handler.part!r}, {settings.model_dump()!r}, {handler.state!r})"
    notebook.cells = [new_code_cell(f"from readytochange.app import tabs\n{call}")]
    frame = _frame(handler, handler.part, settings.lang, handler.request.query)
    before, _, after = frame.partition(_MARKER)
    notebook.metadata["frame"] = {"before": before, "after": after}
    return notebook


def _refuse(handler: tornado.web.RequestHandler, part: str, said: str, status: int = 400) -> None:
    """Answer with one line in the language of the page, and a link that opens it with the defaults."""
    handler.set_status(status)
    handler.set_header("Content-Type", "text/html; charset=utf-8")
    page = _frame(handler, part, _lang(handler), "", said)
    tornado.web.RequestHandler.finish(
        handler, page
    )  # Jupyter's own makes JSON of what programs ask


def _frame(
    handler: tornado.web.RequestHandler, part: str, lang: str, query: str, said: str = ""
) -> str:
    t = language.translator(lang)
    project = handler.settings["project"]
    root = handler.settings["base_url"]
    titled = handler.settings["parts"](lang)
    other = {
        each: urlencode({**dict(parse_qsl(query)), "lang": each})
        for each in project.study.languages
    }
    links = [
        templating.Link(each, f"{root}{part}?{query}", language.LANGUAGES[each])
        for each, query in other.items()
    ]
    return templating.filled(
        "app.html.j2",
        TEMPLATES,
        **templating.page_context(
            project.study, lang, links, f"{root}?lang={lang}", _AppAssets(root)
        ),
        parts=titled,
        current=part,
        root=root,
        title=titled[part].title if part else t("Explorers of the study"),
        said=said,
        mistaken=handler.get_status() < 500,
        read=reading.address(project, root, lang, part),
        marker=Markup(_MARKER),
    )
