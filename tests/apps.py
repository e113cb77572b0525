"""The app as a process, for tests."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from projects import ProjectFolder


@dataclass
class App:
    """The app as a process."""

    address: str
    process: "subprocess.Popen[bytes]"

    def get(self, path: str, **headers: str) -> tuple[HTTPResponse, str]:
        return self.ask("GET", path, **headers)

    def ask(self, method: str, path: str, **headers: str) -> tuple[HTTPResponse, str]:
        parts = urlsplit(self.address)
        connection = HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        with closing(connection):
            connection.request(method, parts.path + path, headers=headers)
            answer = connection.getresponse()
            return answer, answer.read().decode()

    def kernels(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving_app(small: ProjectFolder, log: Path, *options: str, base: str = "/") -> Iterator[App]:
    """The app of a project, served until the block ends."""
    port = free_port()
    command = small.command("app", "--port", str(port), "--no-browser", *options)
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=small.root, env=small.environment, stdout=output, stderr=output
        )
    app = App(f"http://127.0.0.1:{port}{base.rstrip('/')}", process)
    try:
        for _ in range(300):
            try:
                app.get("/")
                break
            except ConnectionRefusedError:
                assert process.poll() is None, log.read_text()
                time.sleep(0.2)
        yield app
    finally:
        process.terminate()
        process.wait(60)
