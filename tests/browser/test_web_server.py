"""The app behind the web server that README shows: the block is taken from there and run by nginx."""

import os
import re
import shutil
import ssl
import subprocess
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import websocket
from playwright.sync_api import Browser, expect

from apps import App, free_port, serving_app
from projects import PROJECT, ProjectFolder

pytestmark = [pytest.mark.browser, pytest.mark.slow]

README = (PROJECT.root / "README.md").read_text(encoding="utf-8")
NAME = "study.example.org"
KEY = ("guest", "a pass:word")
SWITCHED_ON = {"Authorization": f"Basic {b64encode(':'.join(KEY).encode()).decode()}"}


def program(name: str) -> str:
    """Where a program is; without it the tests are left out aloud, but not in CI."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if not found and "CI" not in os.environ:
        pytest.skip(f"there is no {name} on this machine: apt-get install {name}")
    assert found, f"{name} is missing"
    return found


def shown(kind: str) -> str:
    """The one block of that kind that README shows."""
    [text] = re.findall(rf"^```{kind}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    return str(text)


@dataclass
class Site:
    """Where the web server answers."""

    port: int

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        context = ssl._create_unverified_context()
        with closing(HTTPSConnection("127.0.0.1", self.port, context=context, timeout=60)) as site:
            site.request("GET", path, headers={"Host": NAME, **headers})
            answer = site.getresponse()
            return answer.status, answer.read().decode()


@contextmanager
def nginx(folder: Path, app: App) -> Iterator[Site]:
    """A web server with README's block, in which ports and places of files are filled in."""
    site = Site(free_port())
    made = {"crt": folder / "study.crt", "key": folder / "study.key"}
    asked = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    asked += ["-keyout", str(made["key"]), "-out", str(made["crt"])]
    subprocess.run([program("openssl"), *asked], check=True, capture_output=True)
    told = subprocess.run(
        [program("openssl"), "passwd", "-6", "-stdin"],
        input=KEY[1],
        capture_output=True,
        text=True,
        check=True,
    )
    passwords = folder / "study.passwords"
    passwords.write_text(f"{KEY[0]}:{told.stdout}")
    filled = {
        "listen 443 ssl": f"listen 127.0.0.1:{site.port} ssl",
        "/etc/ssl/study.crt": made["crt"],
        "/etc/ssl/study.key": made["key"],
        "/etc/nginx/study.passwords": passwords,
        "127.0.0.1:8866": urlsplit(app.address).netloc,
    }
    block = shown("nginx")
    for text, value in filled.items():
        assert block.count(text) == 1
        block = block.replace(text, str(value))
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    own = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    place = folder / "nginx.conf"
    place.write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/errors;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{own}{block}}}\n"
    )
    process = subprocess.Popen([program("nginx"), "-p", str(folder), "-c", str(place)])
    try:
        for _ in range(100):
            try:
                site.get("/")
                break
            except ConnectionRefusedError:
                assert process.poll() is None, (folder / "errors").read_text()
                time.sleep(0.1)
        yield site
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    program("nginx"), program("openssl")
    folder = tmp_path_factory.mktemp("nginx")
    [command] = re.findall(r"^readytochange app (.*--host-name.*)$", README, re.MULTILINE)
    options = command.replace("--no-browser", "").split()
    base = options[options.index("--base-path") + 1]
    with (
        serving_app(ProjectFolder(PROJECT.root), folder / "log", *options, base=base) as app,
        nginx(folder, app) as made,
    ):
        yield made


def test_nobody_comes_in_without_a_password(site: Site) -> None:
    for path in ("/study/", "/study/2-quantitative", "/study/health", "/study/assets/app.css"):
        assert site.get(path)[0] == 401
        assert site.get(path, **SWITCHED_ON)[0] == 200


def test_the_health_address_answers(site: Site) -> None:
    assert site.get("/study/health", **SWITCHED_ON) == (200, "ok")


def test_another_name_than_the_one_that_was_named_is_refused(site: Site) -> None:
    status, text = site.get("/study/", Host="evil.example", **SWITCHED_ON)
    assert (status, text.count("\n")) == (403, 1)


def test_a_channel_opens_by_the_name_that_was_named(site: Site) -> None:
    _, html = site.get("/study/2-quantitative", **SWITCHED_ON)
    [kernel] = re.findall(r'"kernelId": "([^"]+)"', html)
    channel = websocket.create_connection(
        f"wss://127.0.0.1:{site.port}/study/api/kernels/{kernel}/channels",
        host=NAME,
        origin=f"https://{NAME}",
        header=SWITCHED_ON,
        sslopt={"cert_reqs": ssl.CERT_NONE, "check_hostname": False},
    )
    assert channel.getstatus() == 101
    channel.close()


def test_an_explorer_works_through_it(site: Site, chromium: Browser) -> None:
    context = chromium.new_context(
        ignore_https_errors=True, http_credentials={"username": KEY[0], "password": KEY[1]}
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.on(
        "response", lambda answer: complaints.append(answer.url) if answer.status >= 400 else None
    )
    page.goto(f"https://localhost:{site.port}/study/")
    page.get_by_role("link", name="English").click()
    page.wait_for_load_state()
    page.get_by_role("link", name="The quantitative research").first.click()
    reading = page.locator("figure:visible .reading")
    expect(reading).to_contain_text("95%", timeout=60_000)
    expect(page.locator("figure.chart:visible[data-state='drawn']")).to_have_count(1)
    confidence = page.get_by_label("confidence", exact=True).locator("visible=true")
    confidence.select_option(label="90%")
    expect(reading).to_contain_text("90%", timeout=60_000)
    assert complaints == []
    context.close()
