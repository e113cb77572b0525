"""Front ends for analysts: controls over what the study leaves open."""

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import explorer
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure
from readytochange.parameters import SETTINGS, Settings
from readytochange.synthesis import figures, open_questions


@checked
def left_open(settings: Settings = SETTINGS) -> Explorer:
    """What the study leaves open, by source."""
    t = language.translator(settings.lang)
    found = open_questions.left_open(settings)
    sources = [(t("all sources"), ""), *((t(word), word) for word in found["source"].unique())]

    def show(source: str) -> Figure:
        rows = found.query("source == @source") if source else found
        return figures.left_open("4-open-explorer", rows, settings)

    return Explorer(settings.lang, show, {"source": explorer.menu(t("source"), sources, "")})
