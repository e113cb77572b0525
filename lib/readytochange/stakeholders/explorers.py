"""Front ends for analysts: controls over the areas of the stakeholders."""

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import controls
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.stakeholders import figures, published

__dir__ = offered(__name__)


@checked
def area(settings: Settings = SETTINGS) -> Explorer:
    """One area of the stakeholders: what it says, what it asks, what others list on its topic.

    Parameters
    ----------
    settings : of the notebook
    """
    areas = published.areas(settings)

    def show(area: str) -> Figure:
        return figures.area("3-area-explorer", area, settings)

    choices = zip(areas["title"], areas["area"], strict=True)
    title = language.translator(settings.lang)("area")
    menu = controls.menu(title, choices, areas["area"].iloc[0])
    return Explorer(settings.lang, show, {"area": menu}, height=36)
