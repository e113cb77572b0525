"""Front ends for analysts: controls over the areas of the stakeholders.

Used by `tabs`.
"""

from readytochange import controls, evidence, figures, stakeholders, wording
from readytochange.controls import Explorer
from readytochange.figures import Figure
from readytochange.parameters import Settings


def area(settings: Settings) -> Explorer:
    """One area of the stakeholders: what it says, what it asks, what others list on its topic."""
    t = wording.translator(settings.lang)
    areas = stakeholders.areas(settings.lang)
    titles = areas.set_index("area")["title"]
    kinds = {
        "says": t("says (our summary)"),
        "asked": t("asks"),
        "implied": t("implied question (our reading)"),
        "others": t("others on the same topic"),
    }

    def show(area: str) -> Figure:
        rows = evidence.labelled(stakeholders.around(area, settings.lang), settings.lang)
        return figures.table(
            rows.assign(kind=rows["kind"].map(kinds))[["kind", "source_label", "text", "slide"]],
            name="3-area-explorer",
            title=titles[area],
            lang=settings.lang,
        )

    choices = zip(areas["title"], areas["area"], strict=True)
    return Explorer(
        settings.lang, show, {"area": controls.menu(t("area"), choices, areas["area"].iloc[0])}
    )
