"""A notebook of one's own: a title, imports, parameters, a guard, and a first figure; it runs at once."""

from copy import deepcopy
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from readytochange import language
from readytochange.errors import InputError, shortened
from readytochange.lab import copies
from readytochange.outputs.cells import METADATA
from readytochange.outputs.storage import replaced
from readytochange.project import NAMED, Project
from readytochange.run import plan

LONGEST = 40
"""Letters of the words in a file's name."""


def start(project: Project, title: str, lang: str) -> Path:
    """Make a notebook for a question of one's own, beside the working copies.

    Its name is the next free number and the words of the title, as a notebook of the collection has.

    Parameters
    ----------
    project : beside whose notebooks it stands
    title : what is asked, in any words
    lang : 'it' or 'en'

    Returns
    -------
    Path
        its file

    Raises
    ------
    InputError
        if the title has no letter or digit that a file can be named by, or there is a notebook of this name
    """
    words = words_of(title)
    numbers = [0]
    for path in (*project.notebooks.glob("*.ipynb"), *project.work.glob("*/*.ipynb")):
        if not (named := NAMED.fullmatch(path.stem)):
            continue
        if named[2] == words:
            raise InputError(
                f"there is {project.place_of(path)} already, and it stays as it is: choose another title"
            )
        numbers.append(int(named[1]))
    place = copies.place(project, f"{max(numbers) + 1}-{words}", lang)
    notebook = template(" ".join(title.split()), place.stem, lang)
    with replaced(place) as file:
        file.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")
    return place


def words_of(title: str) -> str:
    """The words of a title as a file is named by them.

    Raises
    ------
    InputError
        if it has no letter from a to z and no digit

    Examples
    --------
    >>> words_of("Perché la «qualità»? / 2")
    'perche-la-qualita-2'
    """
    words = plan.plain(title)
    if not words:
        raise InputError(
            f"the title is '{shortened(title)}': accepted is one with letters from a to z, of which the file is named"
        )
    whole = words[: LONGEST + 1].rpartition("-")[0] if len(words) > LONGEST else words
    return whole or words[:LONGEST]


def template(title: str, name: str, lang: str) -> nbformat.NotebookNode:
    """A notebook that asks a first question of the data, in the form of the collection's.

    Parameters
    ----------
    title : in one line, as it is to be read
    name : of the notebook: with its number begin the names of its figures
    lang : 'it' or 'en'
    """
    t = language.translator(lang)
    meanings = {
        "lang": t("language of texts, labels and numbers: it or en"),
        "confidence": t("coverage of the intervals, between 0 and 1"),
    }
    prose = [
        f"# {language.escape(title)}\n\n" + t("What is asked, and of which part of the study."),
        "## "
        + t("On which channels do firms answer?")
        + "\n\n"
        + t(
            "A first figure, to be replaced: `survey`, `interviews`, `stakeholders` and `synthesis` hold the tables, "
            "their `figures` the charts. A figure's name begins with the notebook's number."
        ),
    ]
    cells = [
        new_markdown_cell(prose[0], id="title"),
        new_code_cell("from readytochange import parameters, survey", id="imports"),
        new_code_cell(
            f'lang: str = "{lang}"  # {meanings["lang"]}\n'
            f"confidence: float = 0.95  # {meanings['confidence']}",
            id="parameters",
            metadata={"tags": ["parameters"]},
        ),
        new_code_cell(
            f'settings = parameters.check("{name}", {{"lang": lang, "confidence": confidence}})',
            id="guard",
        ),
        new_markdown_cell(prose[1], id="question"),
        new_code_cell(
            'channels = survey.shares("channels", settings)\n'
            f'survey.figures.shares("{name.partition("-")[0]}-first", channels, settings)',
            id="figure",
        ),
    ]
    made: nbformat.NotebookNode = new_notebook(cells=cells, metadata=deepcopy(METADATA))
    return made
