"""Tables that have just been made as a page of their own, in one file that needs nothing else."""

from collections.abc import Sequence

from readytochange.figures.figure import Figure
from readytochange.project import Study
from readytochange.publish import notebook_figures
from readytochange.publish.assets import StyleOnly
from readytochange.publish.templating import filled, page_context


def page(
    study: Study | None,
    lang: str,
    title: str,
    told: Sequence[str],
    figures: Sequence[Figure],
    note: str,
    csv: str,
) -> bytes:
    """The page; every text of it stands as it is given.

    Parameters
    ----------
    study : of the project in which it is made; None outside of any
    lang : 'it' or 'en'
    title : the finding
    told : what is said under it, a paragraph each
    figures : tables, without charts
    note : what the page was made from
    csv : the name of the file beside it that holds the first table
    """
    context = page_context(study, lang, [], "#content", StyleOnly())
    shown = [notebook_figures.from_figure(each) for each in figures]
    return filled(
        "figures_page.html.j2",
        **{**context, "statuses": []},  # under each table stands what its signs mean
        title=title,
        told=told,
        figures=shown,
        note=note,
        csv=csv,
    ).encode()
