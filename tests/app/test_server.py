"""The app as it runs: whom it answers, below which path, how many, what it takes from a browser, what it logs."""

import http.client
import json
import re
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
import websocket
from bs4 import BeautifulSoup

from apps import App, serving_app
from projects import PROJECT, ProjectFolder

pytestmark = pytest.mark.slow

PAGE = "/2-quantitative?lang=en"
FOREIGN = [
    "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "0.0.0.0", "127.0.0.2", "[::2]",
    "evil.example:8866", "study.example.org.", "",
]  # fmt: skip
KNOWN = [
    "localhost",
    "LOCALHOST:8866",
    "127.0.0.1",
    "[::1]",
    "[::1]:8866",
    "study.example.org",
    "Study.Example.org:443",
]


@dataclass
class Visitor:
    """A program in the place of a page: a kernel of the app, and the channel to it."""

    app: App
    kernel: str
    token: str

    @classmethod
    def of(cls, app: App, path: str = PAGE) -> "Visitor":
        answer, html = app.get(path)
        assert answer.status == 200, html
        [kernel] = re.findall(r'"kernelId": "([^"]+)"', html)
        [token] = re.findall(r"_xsrf=([^;]+)", " ".join(answer.headers.get_all("Set-Cookie", [])))
        return cls(app, kernel, token)

    @property
    def channels(self) -> str:
        address = self.app.address.replace("http:", "ws:")
        return f"{address}/api/kernels/{self.kernel}/channels?session_id=test"

    def connect(self, **options: Any) -> websocket.WebSocket:
        return websocket.create_connection(
            self.channels, timeout=60, **{"origin": self.app.address, **options}
        )

    def leave(self) -> int:
        """Say that the page is left, as Voila's script does."""
        parts = urlsplit(self.app.address)
        headers = {
            "Cookie": f"_xsrf={self.token}",
            "X-XSRFToken": self.token,
            "Origin": self.app.address,
        }
        with closing(
            http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        ) as connection:
            connection.request(
                "POST", f"{parts.path}/voila/api/shutdown/{self.kernel}", headers=headers
            )
            return connection.getresponse().status


def message(kind: str, content: dict[str, Any]) -> str:
    header = {
        "msg_id": uuid4().hex,
        "msg_type": kind,
        "username": "",
        "session": "test",
        "version": "5.3",
        "date": "",
    }
    whole = {
        "header": header,
        "parent_header": {},
        "metadata": {},
        "content": content,
        "channel": "shell",
        "buffers": [],
    }
    return json.dumps(whole)


def heard(channel: websocket.WebSocket, kind: str, to: str = "") -> Iterator[dict[str, Any]]:
    """The content of each message of a kind; of those that answer what was sent, where that is given."""
    while True:
        told = json.loads(channel.recv())
        if told["header"]["msg_type"] == kind and (
            not to or told["parent_header"].get("msg_id") == to
        ):
            yield told["content"]


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("app") / "log"


@pytest.fixture(scope="module")
def app(log: Path) -> Iterator[App]:
    options = ("--base-path", "/study/", "--host-name", "study.example.org", "--visitors", "12")
    with serving_app(ProjectFolder(PROJECT.root), log, *options, base="/study/") as served:
        yield served


@pytest.fixture(scope="module")
def visitor(app: App) -> Visitor:
    return Visitor.of(app)


# ---- names


PLACES = [
    "/",
    "/2-quantitative?lang=fr",
    "/assets/app.css",
    "/voila/static/voila.js",
    "/health",
    "/nowhere",
]


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize("host", FOREIGN)
def test_a_foreign_host_is_refused_in_a_line_whatever_it_asks_for(
    host: str, path: str, app: App
) -> None:
    answer, text = app.get(path, Host=host)
    if host:
        assert answer.status == 403
        assert text.startswith(f"unknown host '{host.split(':8')[0]}'")
        assert "study.example.org" in text
        assert text.count("\n") == 1
    else:
        assert answer.status in (400, 403)


@pytest.mark.parametrize("host", KNOWN)
def test_a_known_host_is_answered(host: str, app: App) -> None:
    assert app.get("/", Host=host)[0].status == 200


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "", "http://[", "file://", "http://localhost.evil.example"],
)
def test_a_foreign_origin_is_refused_by_page_and_channel(
    origin: str, app: App, visitor: Visitor
) -> None:
    assert app.get("/", Origin=origin)[0].status == 403
    with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
        visitor.connect(suppress_origin=True, header=[f"Origin: {origin}"])


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8866"])
def test_a_channel_whose_origin_is_its_own_foreign_host_does_not_open(
    host: str, visitor: Visitor
) -> None:
    """DNS rebinding: both are the name that was pointed at this machine."""
    with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
        visitor.connect(host=host, origin=f"http://{host}")


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("study.example.org", "https://study.example.org"),
        ("study.example.org", "https://study.example.org:8443"),
    ],
)
def test_a_channel_opens_by_a_name_that_was_named(host: str, origin: str, visitor: Visitor) -> None:
    with closing(visitor.connect(host=host, origin=origin)) as channel:
        channel.send(message("kernel_info_request", {}))
        assert next(heard(channel, "kernel_info_reply"))["status"] == "ok"


# ---- paths


def test_every_address_of_a_page_is_below_the_base_path(app: App) -> None:
    for path in ("/", PAGE, "/nowhere"):
        page = BeautifulSoup(app.get(path)[1], "html.parser")
        named = [each.get(name) for name in ("href", "src") for each in page.select(f"[{name}]")]
        outside = [each for each in named if not str(each).startswith(("/study/", "#", "data:"))]
        assert outside == []
        for each in named:
            if str(each).startswith(("/study/assets", "/study/voila")):
                assert app.get(str(each).removeprefix("/study"))[0].status == 200, each


@pytest.mark.parametrize(
    "path", ["/", "/2-quantitative", "/assets/app.css", "/voila/static/voila.js"]
)
def test_nothing_is_served_outside_the_base_path(path: str, app: App) -> None:
    root = App(app.address.removesuffix("/study"), app.process)
    assert root.get(path)[0].status == 404


def test_the_base_path_without_its_slash_leads_to_it(app: App) -> None:
    answer, _ = App(app.address.removesuffix("/study"), app.process).get("/study")
    assert (answer.status, answer.headers["Location"]) == (301, "/study/")


def test_the_health_address_answers_and_starts_no_kernel(app: App) -> None:
    before = app.kernels()
    for root in (app, App(app.address.removesuffix("/study"), app.process)):
        answer, text = root.get("/health")
        assert (answer.status, text) == (200, "ok")
    assert app.kernels() == before


# ---- long values


@pytest.mark.parametrize(
    "path",
    [
        "/2-quantitative?confidence={}",
        "/2-quantitative?{}=1",
        "/?lang={}",
        "/{}",
        "/1-qualitative?search={}",
    ],
)
def test_a_long_value_is_not_echoed_whole(path: str, app: App) -> None:
    answer, html = app.get(path.format("1" * 20_000))
    assert answer.status in (400, 404)
    assert "1" * 30 in html
    assert "1" * 100 not in html


# ---- what is taken from a browser


def test_a_limit_that_a_visitor_sets_over_the_channel_is_not_taken(visitor: Visitor) -> None:
    with closing(visitor.connect()) as channel:
        channel.send(message("comm_info_request", {}))
        comms = next(heard(channel, "comm_info_reply"))["comms"]
        states = {name: state_of(channel, name) for name in comms}
        menu = next(
            name for name, state in states.items() if state.get("_model_name") == "DropdownModel"
        )
        update = {
            "method": "update",
            "state": {"_options_labels": ["mine"], "disabled": True, "index": 99},
        }
        channel.send(message("comm_msg", {"comm_id": menu, "data": update}))
        assert state_of(channel, menu) == states[menu]
        chosen = {"method": "update", "state": {"index": 0}}
        channel.send(message("comm_msg", {"comm_id": menu, "data": chosen}))
        assert state_of(channel, menu) == {**states[menu], "index": 0}


def state_of(channel: websocket.WebSocket, comm: str) -> dict[str, Any]:
    """What the kernel holds of a widget."""
    asked = message("comm_msg", {"comm_id": comm, "data": {"method": "request_state"}})
    channel.send(asked)
    told = next(heard(channel, "comm_msg", json.loads(asked)["header"]["msg_id"]))
    state: dict[str, Any] = told["data"]["state"]
    return state


def test_a_visitor_makes_no_widget_and_runs_no_code(visitor: Visitor) -> None:
    state = {
        f"_{a}_{b}": "" for a in ("model", "view") for b in ("module", "module_version", "name")
    }
    state |= {
        "_model_module": "@jupyter-widgets/controls",
        "_model_name": "HTMLModel",
        "_view_name": "HTMLView",
    }
    with closing(visitor.connect()) as channel:
        opened = {"comm_id": "mine", "target_name": "jupyter.widget", "data": {"state": state}}
        channel.send(message("comm_open", opened))
        channel.send(
            message("execute_request", {"code": "import os; os._exit(1)", "silent": False})
        )
        channel.send(message("comm_info_request", {}))
        assert "mine" not in next(heard(channel, "comm_info_reply"))["comms"]


# ---- visitors who leave


def vanish(connection: Any) -> None:
    """Close without a word: what was under way is reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def test_visitors_who_leave_in_any_way_leave_no_traceback(app: App, log: Path) -> None:
    parts = urlsplit(app.address)
    for after in (0, 0.05, 0.2, 0.5, 1):
        loading = socket.create_connection((parts.hostname, parts.port))
        loading.sendall(f"GET /study{PAGE} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(after)
        vanish(loading)

    def many(channel: websocket.WebSocket) -> None:
        for _ in range(50):
            channel.send(message("comm_info_request", {}))

    one = Visitor.of(app)
    with closing(one.connect()) as channel:  # its connection is reset, with answers under way
        many(channel)
        vanish(channel.sock)
    with (
        closing(one.connect()) as channel,
        suppress(OSError, websocket.WebSocketException),
    ):  # its kernel ends meanwhile
        many(channel)
        assert one.leave() == 204
        many(channel)
    assert one.leave() == 404  # twice
    with pytest.raises(websocket.WebSocketBadStatusException, match="404"):
        one.connect()  # comes back too late

    other = Visitor.of(app)
    for said in (
        "{",
        "[]",
        "{}",
        "null",
        b"",
        b"\xff" * 8,
        b"\0" * 100,
        message("comm_msg", {"comm_id": "none"}),
    ):
        with closing(other.connect()) as channel:
            binary = isinstance(said, bytes)
            channel.send(
                said, websocket.ABNF.OPCODE_BINARY if binary else websocket.ABNF.OPCODE_TEXT
            )
            with suppress(OSError, websocket.WebSocketException):
                channel.recv()
    with closing(other.connect()) as channel, suppress(OSError, websocket.WebSocketException):
        channel.send(message("comm_info_request", {"target_name": "x" * 10**6}))  # too large
        channel.recv()
    assert other.leave() == 204
    time.sleep(2)
    assert app.get("/health")[1] == "ok"
    written = log.read_text(encoding="utf-8")
    assert "Traceback" not in written
    assert "Error" not in written


# ---- how many


def test_past_the_bound_a_page_says_so_in_its_language_until_one_leaves(tmp_path: Path) -> None:
    with serving_app(ProjectFolder(PROJECT.root), tmp_path / "log", "--visitors", "1") as small:
        first = Visitor.of(small)
        for lang, said in (("it", "Tutti i posti sono occupati. Tornate tra qualche minuto."),
                           ("en", "All places are taken. Please come back in some minutes.")):  # fmt: skip
            answer, html = small.get(f"/1-qualitative?lang={lang}")
            assert (answer.status, answer.headers["Retry-After"]) == (503, "120")
            page = BeautifulSoup(html, "html.parser")
            assert [each.text for each in page.select("[role=alert]")] == [said]
            assert page.select("[role=alert]")[0].get("lang", lang) == page.html["lang"] == lang  # type: ignore[index]
            assert small.get(f"/?lang={lang}")[0].status == 200
        assert first.leave() == 204
        assert Visitor.of(small).leave() == 204
