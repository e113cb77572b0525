"""Under which names and below which path the app is reached; any other name is refused.

A page elsewhere whose name was pointed at this machine (DNS rebinding) could else talk to the app as its own: what
names another host in `Host`, or comes from another one by `Origin`, is answered 403, pages and WebSockets alike.
"""

import re
from collections.abc import Collection, Iterable
from typing import Any
from urllib.parse import urlsplit

from tornado.httputil import HTTPServerRequest, split_host_and_port
from tornado.routing import Matcher
from tornado.web import RequestHandler

from readytochange.errors import InputError, shortened, unknown

ADDRESS = "127.0.0.1"
"""Where the app listens."""

LOCAL = ("localhost", "127.0.0.1", "[::1]")
_ORIGINS = ("Origin", "Sec-WebSocket-Origin")
_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]+\]")
_PATH = re.compile(r"/|(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+/?")


def known(names: Iterable[str]) -> tuple[str, ...]:
    """All names the app answers to: those of this machine, and what is named besides.

    Parameters
    ----------
    names : of hosts, without a port

    Raises
    ------
    InputError
        if one is none

    Examples
    --------
    >>> known(["Study.example.org"])
    ('localhost', '127.0.0.1', '[::1]', 'study.example.org')
    """
    given = [name.lower() for name in names]
    for name in given:
        if not _NAME.fullmatch(name):
            raise InputError(
                f"host name is '{shortened(name)}': accepted is a name without scheme, port and path, "
                "as study.example.org"
            )
    return tuple(dict.fromkeys([*LOCAL, ADDRESS, *given]))


def base_path(text: str) -> str:
    """The path below which everything is served, with a slash at both ends.

    Examples
    --------
    >>> base_path("/study")
    '/study/'
    """
    if not _PATH.fullmatch(text):
        raise InputError(f"base path is '{shortened(text)}': accepted is a path, as /study/")
    return text.rstrip("/") + "/"


class Foreign(Matcher):
    """Matches what does not come by a known name.

    Parameters
    ----------
    names : of the hosts that are known
    """

    def __init__(self, names: Collection[str]) -> None:
        self.names = names

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        said = [("host", request.host_name)]
        said += [
            ("origin", origin_host(request.headers[name]))
            for name in _ORIGINS
            if name in request.headers
        ]
        foreign = next(((kind, name) for kind, name in said if name not in self.names), None)
        if foreign is None:
            return None
        return {"target_kwargs": {"error": unknown(*foreign, self.names)}}


def origin_host(origin: str) -> str:
    """The host of an origin; '' where it names none.

    Examples
    --------
    >>> origin_host("https://Study.example.org:8443"), origin_host("null")
    ('study.example.org', '')
    """
    try:
        return split_host_and_port(urlsplit(origin.lower()).netloc)[0]
    except ValueError:
        return ""


class TableError(RequestHandler):
    """Says in a line which names are known, as text."""

    def initialize(self, error: InputError) -> None:
        self.error = error

    def prepare(self) -> None:
        self.set_status(403)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.finish(f"{self.error}\n")
