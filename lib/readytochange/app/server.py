"""The app: Voila serves a page for each part of the study, with a kernel of its own for every visitor.

A visitor's browser runs no code of its own in the kernel: Voila passes on only the messages of widgets, and of those
`controls` takes only values.
"""

import logging
import struct
import webbrowser
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from tornado.iostream import StreamClosedError
from tornado.netutil import bind_sockets
from tornado.routing import Rule
from tornado.web import ErrorHandler, RedirectHandler
from tornado.websocket import WebSocketClosedError
from traitlets.config import Config
from voila.app import Voila
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from readytochange.app import hosts, pages, reading, tabs
from readytochange.app.kernels import Kernels
from readytochange.errors import InputError, shortened
from readytochange.project import Project
from readytochange.run import kernel

KERNEL = kernel.NAME
"""The kernel that runs a page; its cell needs nothing but the library."""

_WIDGETS = ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8"]
_VOILAS_OWN = ("api/kernels/", "voila/static/", "voila/labextensions/", "voila/api/shutdown/")
"""What of Voila's addresses a page needs; its tree, its files and its other templates are not served."""

_NEVER = 10**6
"""Seconds after which Voila would send a script within the page, to say that it still waits."""


@dataclass(frozen=True)
class Service:
    """How the app is served.

    Parameters
    ----------
    port : where it listens
    host_names : by which it is reached, besides those of this machine
    base_path : below which all of it is served
    visitors : how many there may be at once; each has a process of some 70 MB
    idle : minutes after which the kernel of a visitor ends who does nothing
    """

    port: int = 8866
    host_names: Sequence[str] = ()
    base_path: str = "/"
    visitors: int = 30
    idle: int = 60


def serve(project: Project, service: Service, browser: bool = True) -> None:
    """Serve the app on this machine until it is interrupted.

    Parameters
    ----------
    project : whose explorers
    service : how
    browser : whether to open it

    Raises
    ------
    InputError
        if the port cannot be used, or a name or a path is none
    """
    names, base = hosts.known(service.host_names), hosts.base_path(service.base_path)
    _check(service.port)
    with TemporaryDirectory(prefix="readytochange-") as folder:
        page = Path(folder) / "page.ipynb"
        nbformat.write(_notebook(), page)
        app = _App(
            notebook_path=str(page),
            ip=hosts.ADDRESS,
            port=service.port,
            port_retries=0,
            base_url=base,
            open_browser=browser,
            config_file_paths=[],
            log_level="ERROR",
            tornado_settings={
                "headers": pages.HEADERS,
                "project": project,
                "parts": partial(tabs.parts, project),
                "hosts": names,
                "ws_ping_timeout": 30_000,  # milliseconds; no longer than between two pings
                "websocket_max_message_size": 100_000,
            },
        )
        app.update_config(_configuration(service))
        app.initialize([])
        for log in (app.log, *map(logging.getLogger, ("tornado.application", "asyncio"))):
            log.addFilter(_is_told)
        logging.getLogger("tornado.general").setLevel(logging.ERROR)
        app.start()


def number_of(what: str, text: str, most: int) -> int:
    """The whole number from 1 that a text names; InputError if it names none.

    Examples
    --------
    >>> number_of("port", "9000", 65535)
    9000
    """
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 0 < int(text) <= most):
        raise InputError(
            f"{what} is '{shortened(text)}': accepted is a whole number from 1 to {most}"
        )
    return int(text)


class _App(Voila):  # type: ignore[misc]  # Voila is published without types
    """Voila with our frame, our addresses and none of its own pages."""

    def setup_template_dirs(self) -> None:
        super().setup_template_dirs()
        self.template_paths.insert(0, str(pages.TEMPLATES / "voila"))

    def init_handlers(self) -> list[Any]:
        base, project = self.base_url, self.tornado_settings["project"]
        voilas = tuple(base + place for place in _VOILAS_OWN)
        only = {"voila_configuration": self.voila_configuration}
        page = {
            **only,
            "notebook_path": Path(self.notebook_path).name,
            "template_paths": self.template_paths,
            "config": self.config,
        }
        kept = [each for each in super().init_handlers() if each[0].startswith(voilas)]
        handlers = [
            *((each[0], _OURS.get(each[1], each[1]), *each[2:]) for each in kept),
            (r"/health", pages.Health),
            (rf"{base}health", pages.Health),
            (rf"{base}assets/(.*)", pages.Asset),
            (rf"{base}{reading.FOLDER}/(.*)", reading.Reading, {"project": project, "root": base}),
            (base, pages.Index, only),
            *((f"{base}({part})", pages.Page, page) for part in tabs.parts(project, "en")),
            *([(base.rstrip("/"), RedirectHandler, {"url": base})] if base != "/" else []),
            (r"/(.*)", ErrorHandler, {"status_code": 404}),
        ]
        return [
            (address, type(kind.__name__, (pages.Errors, kind), {}), *given)
            for address, kind, *given in handlers
        ]

    def launch_browser(self) -> None:
        Thread(target=webbrowser.open, args=[self.display_url]).start()

    def listen(self) -> None:
        foreign = Rule(hosts.Foreign(self.tornado_settings["hosts"]), hosts.TableError)
        self.app.default_router.rules.insert(0, foreign)
        print(f"Open:\n  {self.display_url}\nCtrl+C ends it.", flush=True)
        super().listen()


class _Ours:
    """What Jupyter's handlers do otherwise here."""

    def check_origin(self, origin: str | None = None) -> bool:
        """Let in what `hosts` did: the web server before the app need not pass on the port by which it is reached."""
        return True


class _Channels(_Ours, VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """A page's connection to its kernel."""

    def on_message(self, message: str | bytes) -> None:
        """Pass a message on; who sends what is none has no page of ours."""
        try:
            super().on_message(message)
        except (ValueError, KeyError, TypeError, AttributeError, LookupError, struct.error):
            self.close(1003)


class _Shutdown(_Ours, VoilaShutdownKernelHandler):  # type: ignore[misc]
    """Ends the kernel of a page that is left."""


_OURS = {VoilaKernelWebsocketHandler: _Channels, VoilaShutdownKernelHandler: _Shutdown}


def _is_told(record: logging.LogRecord) -> bool:
    """Whether a record of the log is more than that a visitor has gone."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, StreamClosedError | WebSocketClosedError | ConnectionError)


def _check(port: int) -> None:
    try:
        for socket in bind_sockets(port, hosts.ADDRESS):
            socket.close()
    except OSError as error:
        raise InputError(
            f"port {port} cannot be used ({error.strerror}); accepted is a free one: --port N"
        ) from None


def _notebook() -> NotebookNode:
    spec = {"name": KERNEL, "display_name": KERNEL, "language": "python"}
    made: NotebookNode = new_notebook(cells=[new_code_cell("")], metadata={"kernelspec": spec})
    return made


def _configuration(service: Service) -> Config:
    return Config(
        {
            "VoilaConfiguration": {
                "template": "base",
                "allow_template_override": "NO",
                "allow_theme_override": "NO",
                "extension_allowlist": _WIDGETS,
                "prelaunch_hook": pages.before_launch,
                "show_tracebacks": False,
                "http_keep_alive_timeout": _NEVER,
                "multi_kernel_manager_class": Kernels,
            },
            "Kernels": {"visitors": service.visitors, "idle": service.idle * 60},
            "MappingKernelManager": {
                "cull_idle_timeout": service.idle * 60,
                "cull_interval": 30,
                "cull_connected": True,
            },
        }
    )
