"""What an analysis gives over simulated tables, which say so wherever they stand."""

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure
from readytochange.figures.figure import Figure
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.statuses import marked
from readytochange.survey.bounds import ranged

__dir__ = offered(__name__)

_NUMBERS = ("least", "middle", "greatest")


@checked
def envelope(name: str, found: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """What an analysis gives over all tables that were drawn: least, middle, greatest, and where most of it lies.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2a-simulated'
    found : from `survey.certainty.envelope`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    if found.empty:
        title = t("Simulated tables: what an analysis gives")
        return figure.table(found, name=name, title=title, lang=settings.lang)
    tables = int(found["tables"].max())
    title = t(
        "Simulated tables: what an analysis gives over {n} that were drawn",
        n=language.number(tables, settings.lang),
    )
    ends = zip(found["low"], found["high"], strict=True)
    numbers = {name: [_said(value, settings) for value in found[name]] for name in _NUMBERS}
    shown = found[["measure", "status"]].assign(
        middle_tables=[ranged(_said(low, settings), _said(high, settings)) for low, high in ends],
        **numbers,
    )
    return figure.table(
        shown[["measure", "least", "middle_tables", "middle", "greatest", "status"]],
        name=name,
        title=title,
        lang=settings.lang,
        reading=t(
            "Simulated: {n} tables drawn at random among all those that have the published counts. Other tables with "
            "these counts go beyond them: the bounds say how far. They say nothing of what the firms answered.",
            n=language.number(tables, settings.lang),
        ),
    )


def _said(value: float, settings: Settings) -> str:
    """A number that is whole, or has two decimals."""
    decimals = 0 if float(value).is_integer() else 2
    return marked(language.number(value, settings.lang, decimals), "simulated")
