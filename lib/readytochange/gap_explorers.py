"""Front ends for analysts: controls over what the study leaves open.

Used by `tabs`.
"""

from readytochange import controls, figures, gaps, wording
from readytochange.controls import Explorer
from readytochange.figures import Figure
from readytochange.parameters import Settings


def left_open(settings: Settings) -> Explorer:
    """What the study leaves open, by source."""
    t = wording.translator(settings.lang)
    found = gaps.left_open(settings.lang)
    sources = [(t("all sources"), ""), *((t(word), word) for word in found["source"].unique())]

    def show(source: str) -> Figure:
        rows = found.query("source == @source") if source else found
        return figures.table(
            rows.assign(gap=rows["gap"].map(t), source=rows["source"].map(t)),
            name="4-open-explorer",
            title=t("What the study leaves open"),
            lang=settings.lang,
        )

    return Explorer(settings.lang, show, {"source": controls.menu(t("source"), sources, "")})
