"""Front ends for analysts: controls over the areas of the stakeholders."""

from readytochange import language
from readytochange.figures import explorer, figure
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure
from readytochange.parameters import Settings
from readytochange.stakeholders import published
from readytochange.study import coded_texts


def area(settings: Settings) -> Explorer:
    """One area of the stakeholders: what it says, what it asks, what others list on its topic."""
    t = language.translator(settings.lang)
    areas = published.areas(settings.lang)
    titles = areas.set_index("area")["title"]
    kinds = {
        "says": t("says (our summary)"),
        "asked": t("asks"),
        "implied": t("implied question (our reading)"),
        "others": t("others on the same topic"),
    }

    def show(area: str) -> Figure:
        rows = coded_texts.labelled(published.around(area, settings.lang), settings.lang)
        return figure.table(
            rows.assign(kind=rows["kind"].map(kinds))[["kind", "source_label", "text", "slide"]],
            name="3-area-explorer",
            title=titles[area],
            lang=settings.lang,
        )

    choices = zip(areas["title"], areas["area"], strict=True)
    return Explorer(
        settings.lang, show, {"area": explorer.menu(t("area"), choices, areas["area"].iloc[0])}
    )
