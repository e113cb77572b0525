"""The style of figures as a theme that Altair finds by itself: `alt.theme.enable("readytochange", lang="en")`."""

from typing import Any

from readytochange.arguments import LANG, Lang, checked
from readytochange.figures import theme


@checked
def config(lang: Lang = LANG) -> dict[str, Any]:
    """What Altair lays under a chart.

    Parameters
    ----------
    lang : 'it' or 'en', for numbers and dates

    Returns
    -------
    dict
        `config`, as of every figure
    """
    ours = theme.config(lang)
    return {"config": {**ours, "axisY": {**ours["axisY"], **theme.wrapped(theme.LABEL_WIDTH)}}}
