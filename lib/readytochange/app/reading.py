"""The rendered pages, served beside the explorers where they lie in the project's outputs, with a link between both."""

from pathlib import Path

import tornado.web
from markupsafe import Markup

from readytochange import language
from readytochange.project import Project

FOLDER = "pages"
"""What their addresses begin with."""

_SITE = "site"
_TOOLS = '<ul class="tools">'
"""Where a page has its links to other places."""


class Reading(tornado.web.StaticFileHandler):
    """A file of the rendered pages; a page of a part has a link to its explorers."""

    def initialize(self, project: Project, root: str) -> None:  # type: ignore[override]
        self.project, self.at = project, root
        super().initialize(str(_site(project)), default_filename="index.html")

    def set_extra_headers(self, path: str) -> None:
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Content-Security-Policy", "frame-ancestors 'none'")
        self.set_header("Cache-Control", "no-cache")

    async def get(self, path: str, include_body: bool = True) -> None:
        link = self._link(path)
        if not link:
            await super().get(path, include_body)
            return
        place = self.get_absolute_path(self.root, self.parse_url_path(path))
        file = self.validate_absolute_path(self.root, place)
        if file is None:
            return  # a redirection has been sent
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_extra_headers(path)
        self.finish(Path(file).read_text(encoding="utf-8").replace(_TOOLS, _TOOLS + link, 1))

    def _link(self, path: str) -> str:
        """From a page to its explorers; '' for what is no page of a part, nor the first."""
        place = Path(path or "index.html")
        lang = place.parent.name or self.project.study.languages[0]
        if place.suffix != ".html" or lang not in self.project.study.languages:
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
    return project.outputs / _SITE
