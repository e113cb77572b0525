"""The app: Voila serves a page for each part of the study, with a kernel of its own for every visitor.

A page is a notebook of one cell, which calls `tabs.show` with the parameters of its address. They are checked before a
kernel starts; an address that cannot be used is answered in one line. The frame around the explorers is that of the
pages (`app.html.j2`), so nothing of Voila's own templates, and no network, is needed.

The policy of the headers (Content-Security-Policy) is as strict as Voila's scripts allow: everything comes from this
server; scripts only from files, none inline or made of texts (Vega's expressions are interpreted), so that markup that
came through would still not run. Styles may stand inline because JupyterLab, whose widgets Voila uses, writes style
elements. A visitor's browser runs no code of its own in the kernel: Voila passes on only the messages of widgets.
"""

import webbrowser
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlencode

import nbformat
import tornado.web
from markupsafe import Markup
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from tornado.netutil import bind_sockets
from voila.app import Voila
from voila.handler import BaseVoilaHandler
from voila.tornado.handler import TornadoVoilaHandler

from readytochange import language, parameters
from readytochange.app import tabs
from readytochange.errors import InputError, unknown
from readytochange.project import Project
from readytochange.publish import assets, templating
from readytochange.run import kernel

KERNEL = kernel.NAME
"""The kernel that runs a page; its cell needs nothing but the library."""

ADDRESS = "127.0.0.1"
_TEMPLATES = Path(__file__).parent / "templates"
_MARKER = "<!-- explorers -->"

_IDLE = 600
"""Seconds after which a kernel ends whose visitor has gone without saying so."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

_WIDGETS = ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8"]
_HEADERS = {"Content-Security-Policy": _POLICY, "Referrer-Policy": "no-referrer"}
_TYPES = {".css": "text/css", ".js": "text/javascript"}

_VOILAS_OWN = ("/api/kernels/", "/voila/static/", "/voila/labextensions/", "/voila/api/shutdown/")
"""What of Voila's addresses a page needs; its tree, its files and its other templates are not served."""


def serve(project: Project, port: int, browser: bool = True) -> None:
    """Serve the app on this machine until it is interrupted.

    Parameters
    ----------
    project : whose explorers
    port : where it listens
    browser : whether to open it

    Raises
    ------
    InputError
        if the port cannot be used
    """
    _check(port)
    with TemporaryDirectory(prefix="readytochange-") as folder:
        page = Path(folder) / "page.ipynb"
        nbformat.write(_notebook(), page)
        app = _App(
            notebook_path=str(page),
            ip=ADDRESS,
            port=port,
            port_retries=0,
            open_browser=browser,
            config_file_paths=[],
            log_level="ERROR",
            tornado_settings={"headers": _HEADERS, "project": project},
        )
        app.update_config(_configuration())
        app.initialize([])
        app.start()


def port_of(text: str) -> int:
    """The port that a text names; InputError if it names none.

    Examples
    --------
    >>> port_of("9000")
    9000
    """
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise InputError(f"port is '{text}': accepted is a whole number from 1 to 65535")
    return int(text)


class _App(Voila):  # type: ignore[misc]  # Voila is published without types
    """Voila with our frame, our addresses and none of its own pages."""

    def setup_template_dirs(self) -> None:
        super().setup_template_dirs()
        self.template_paths.insert(0, str(_TEMPLATES / "voila"))

    def init_handlers(self) -> list[Any]:
        kept = [each for each in super().init_handlers() if each[0].startswith(_VOILAS_OWN)]
        page = {
            "notebook_path": Path(self.notebook_path).name,
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        only = {"voila_configuration": self.voila_configuration}
        parts = "|".join(_parts(self.tornado_settings["project"], "en"))
        return [
            *kept,
            (r"/assets/(.*)", _Asset),
            (r"/", _Index, only),
            (rf"/({parts})", _Page, page),
            (r"/(.*)", _Unknown, only),
        ]

    def launch_browser(self) -> None:
        Thread(target=webbrowser.open, args=[self.display_url]).start()

    def listen(self) -> None:
        print(f"Open:\n  {self.display_url}\nCtrl+C ends it.", flush=True)
        super().listen()


class _Page(TornadoVoilaHandler):  # type: ignore[misc]  # Voila is published without types
    """A part of the study, for one visitor."""

    async def get(self, part: str) -> None:
        try:
            self.settings_of_page = parameters.check(part, _values(self))
        except InputError as error:
            _refuse(self, part, error)
        else:
            self.part = part
            _ = self.xsrf_token  # makes the cookie with which a page that is left ends its kernel
            await super().get()


class _Index(BaseVoilaHandler):  # type: ignore[misc]  # Voila is published without types
    """The parts and the languages."""

    @tornado.web.authenticated
    def get(self) -> None:
        try:
            settings = parameters.Settings(**_values(self))
        except InputError as error:
            _refuse(self, "", error)
        else:
            self.finish(_frame(self, "", settings.lang, self.request.query))


class _Unknown(BaseVoilaHandler):  # type: ignore[misc]  # Voila is published without types
    """Any other address."""

    @tornado.web.authenticated
    def get(self, path: str) -> None:
        try:
            parameters.check(path, {})
        except InputError as error:
            _refuse(self, "", error, 404)


class _Asset(tornado.web.RequestHandler):
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
    own = {name: (_TEMPLATES / name).read_text(encoding="utf-8") for name in ("app.css", "app.js")}
    return {**assets.shared_files(), **own}


def _check(port: int) -> None:
    try:
        for socket in bind_sockets(port, ADDRESS):
            socket.close()
    except OSError as error:
        raise InputError(
            f"port {port} cannot be used ({error.strerror}); accepted is a free one: --port N"
        ) from None


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


def _parts(project: Project, lang: str) -> dict[str, tabs.Part]:
    """The pages whose notebooks the project has."""
    parts = tabs.parts(lang).items()
    return {name: part for name, part in parts if project.source(name).is_file()}


def _notebook() -> NotebookNode:
    kernel = {"name": KERNEL, "display_name": KERNEL, "language": "python"}
    made: NotebookNode = new_notebook(cells=[new_code_cell("")], metadata={"kernelspec": kernel})
    return made


def _before_launch(handler: _Page, notebook: NotebookNode, cwd: str) -> NotebookNode:
    """The page of one visitor: its cell with the checked parameters as literals, as papermill writes them."""
    settings = handler.settings_of_page
    root = str(handler.settings["project"].root)
    call = f"tabs.show({root!r}, {handler.part!r}, {settings.model_dump()!r})"
    notebook.cells = [new_code_cell(f"from readytochange.app import tabs\n{call}")]
    frame = _frame(handler, handler.part, settings.lang, handler.request.query)
    before, _, after = frame.partition(_MARKER)
    notebook.metadata["frame"] = {"before": before, "after": after}
    return notebook


def _refuse(handler: BaseVoilaHandler, part: str, error: InputError, status: int = 400) -> None:
    handler.set_status(status)
    handler.set_header("Content-Type", "text/html; charset=utf-8")
    lang = dict(parse_qsl(handler.request.query)).get("lang", "")
    languages = handler.settings["project"].study.languages
    known = lang if lang in languages else languages[0]
    handler.finish(_frame(handler, part, known, "", str(error)))


def _frame(handler: BaseVoilaHandler, part: str, lang: str, query: str, error: str = "") -> str:
    t = language.translator(lang)
    project = handler.settings["project"]
    titled = _parts(project, lang)
    other = {
        each: urlencode({**dict(parse_qsl(query)), "lang": each})
        for each in project.study.languages
    }
    links = [
        templating.Link(each, f"/{part}?{query}", language.LANGUAGES[each])
        for each, query in other.items()
    ]
    return templating.filled(
        "app.html.j2",
        _TEMPLATES,
        **templating.page_context(project.study, lang, links, f"/?lang={lang}", _AppAssets("/")),
        parts=titled,
        current=part,
        root="/",
        title=titled[part].title if part else t("Explorers of the study"),
        error=error,
        marker=Markup(_MARKER),
    )


def _configuration() -> Any:
    from traitlets.config import Config

    return Config(
        {
            "VoilaConfiguration": {
                "template": "base",
                "allow_template_override": "NO",
                "allow_theme_override": "NO",
                "extension_allowlist": _WIDGETS,
                "prelaunch_hook": _before_launch,
                "show_tracebacks": False,
                "http_keep_alive_timeout": _IDLE,  # what Voila sends after it is a script within the page
            },
            "MappingKernelManager": {"cull_idle_timeout": _IDLE, "cull_interval": 60},
        }
    )
