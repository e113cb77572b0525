"""What each address of the app answers: the parts, a part for one visitor, their style and scripts, whether it is well.

A page is a notebook of one cell, which calls `tabs.show` with the parameters of its address. They are checked before a
kernel starts; an address that cannot be used is answered in one line. The frame around the explorers is that of the
pages (`app.html.j2`), so nothing of Voila's own templates, and no network, is needed.

The policy of the headers (Content-Security-Policy) is as strict as Voila's scripts allow: everything comes from this
server; scripts only from files, none inline or made of texts (Vega's expressions are interpreted), so that markup that
came through would still not run. Styles may stand inline because JupyterLab, whose widgets Voila uses, writes style
elements.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import tornado.web
from markupsafe import Markup
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from voila.handler import BaseVoilaHandler
from voila.tornado.handler import TornadoVoilaHandler

from readytochange import language, parameters
from readytochange.app.kernels import FullError
from readytochange.errors import InputError, unknown
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
        try:
            self.settings_of_page = parameters.check(part, _values(self), self.settings["project"])
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
            _refuse(self, part, said, 503, self.settings_of_page.lang)


class Index(BaseVoilaHandler):  # type: ignore[misc]  # Voila is published without types
    """The parts and the languages."""

    @tornado.web.authenticated
    def get(self) -> None:
        try:
            settings = parameters.Settings(**_values(self))
        except InputError as error:
            _refuse(self, "", str(error))
        else:
            self.finish(_frame(self, "", settings.lang, self.request.query))


class Unknown(BaseVoilaHandler):  # type: ignore[misc]  # Voila is published without types
    """Any other address."""

    @tornado.web.authenticated
    def get(self, path: str) -> None:
        names = self.settings["parts"]("en")
        _refuse(self, "", str(unknown("page", path, names)), 404)


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
    """The parameters of an address, as text; in a language of the project, its first where none is named."""
    pairs = parse_qsl(handler.request.query, keep_blank_values=True)
    languages = handler.settings["project"].study.languages
    values = {"lang": languages[0], **dict(pairs)}
    if len(dict(pairs)) < len(pairs):
        raise InputError("a parameter stands twice in the address; accepted is once")
    if values["lang"] in language.LANGUAGES and values["lang"] not in languages:
        raise unknown("language", values["lang"], languages)
    return values


def before_launch(handler: Page, notebook: NotebookNode, cwd: str) -> NotebookNode:
    """The page of one visitor: its cell with the checked parameters as literals, as papermill writes them."""
    settings = handler.settings_of_page
    root = str(handler.settings["project"].root)
    call = f"tabs.show({root!r}, {handler.part!r}, {settings.model_dump()!r})"
    notebook.cells = [new_code_cell(f"from readytochange.app import tabs\n{call}")]
    frame = _frame(handler, handler.part, settings.lang, handler.request.query)
    before, _, after = frame.partition(_MARKER)
    notebook.metadata["frame"] = {"before": before, "after": after}
    return notebook


def _refuse(
    handler: BaseVoilaHandler, part: str, said: str, status: int = 400, said_in: str = "en"
) -> None:
    handler.set_status(status)
    handler.set_header("Content-Type", "text/html; charset=utf-8")
    lang = dict(parse_qsl(handler.request.query)).get("lang", "")
    languages = handler.settings["project"].study.languages
    known = lang if lang in languages else languages[0]
    handler.finish(_frame(handler, part, known, "", said, said_in))


def _frame(
    handler: BaseVoilaHandler, part: str, lang: str, query: str, said: str = "", said_in: str = "en"
) -> str:
    t = language.translator(lang)
    project = handler.settings["project"]
    root = handler.base_url
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
        said_in=said_in,
        marker=Markup(_MARKER),
    )
