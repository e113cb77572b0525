"""The rendered pages, served beside the explorers where they lie in the project's outputs, with a link between both."""

import hashlib
from functools import cached_property
from pathlib import Path

import tornado.web
from markupsafe import Markup

from readytochange import language
from readytochange.project import Project
from readytochange.publish import SITE

FOLDER = "pages"
"""What their addresses begin with."""

_TOOLS = b'<ul class="tools">'
"""Where a page has its links to other places."""


class Reading(tornado.web.StaticFileHandler):
    """A file of the rendered pages; a page of a part has a link to its explorers."""

    def initialize(self, project: Project, root: str) -> None:  # type: ignore[override]
        self.project, self.at = project, root
        super().initialize(str(_site(project)))

    def set_extra_headers(self, path: str) -> None:
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Content-Security-Policy", "frame-ancestors 'none'")
        self.set_header("Cache-Control", "no-cache")

    async def get(self, path: str, include_body: bool = True) -> None:
        if "\0" in path:
            raise tornado.web.HTTPError(404)
        page = f"{path}index.html" if path.endswith("/") or not path else path
        await super().get(page, include_body)

    def compute_etag(self) -> str:
        """Of what is sent now: pages may be rendered again while they are served."""
        return f'"{hashlib.sha256(self._content).hexdigest()}"'

    def get_content_size(self) -> int:
        return len(self._content)

    def get_content(  # type: ignore[override]
        self, abspath: str, start: int | None = None, end: int | None = None
    ) -> bytes:
        return self._content[start:end]

    @cached_property
    def _content(self) -> bytes:
        """The file, with its link."""
        read = Path(str(self.absolute_path)).read_bytes()
        return read.replace(_TOOLS, _TOOLS + self._link(self.path).encode(), 1)

    def _link(self, page: str) -> str:
        """From a page to its explorers; '' for what is no page of a part, nor the first."""
        *folders, _ = page.split("/")
        languages, place = self.project.study.languages, Path(page)
        lang = place.parent.name or languages[0]
        if place.suffix != ".html" or lang not in languages or len(folders) > 1:
            return ""
        part = "" if place.stem == "index" else place.stem
        if part and part not in self.settings["parts"](lang):
            return ""
        t = language.translator(lang)
        said = t("Explore this part") if part else t("Explore the study")
        link = Markup('\n<li><a href="{}{}?lang={}">{}</a></li>')
        return link.format(self.at, part, lang, said)


def address(project: Project, root: str, lang: str, part: str) -> str:
    """Where a part is read, or all of them; '' where it was not rendered.

    Parameters
    ----------
    project : whose pages
    root : below which the app is served
    lang : 'it' or 'en'
    part : the name of a notebook, '' for the first page
    """
    first = "index.html" if lang == project.study.languages[0] else f"{lang}/index.html"
    place = f"{lang}/{part}.html" if part else first
    return f"{root}{FOLDER}/{place}" if (_site(project) / place).is_file() else ""


def _site(project: Project) -> Path:
    return project.outputs / SITE
