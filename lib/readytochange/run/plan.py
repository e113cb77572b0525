"""What to run: notebooks x languages x parameters, every name and value checked before a kernel starts.

A set of parameters names a folder: readable, the same every time, possible wherever files are kept. Two sets never have
one name, also where `A` and `a` are the same letter to the disk.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from readytochange import parameters
from readytochange.errors import InputError, unknown
from readytochange.project import NAMED, Project

DEFAULT = "default"

LONGEST = 100
"""Letters of a name: a path of some depth stays under the 260 that Windows takes."""

_PLAIN = re.compile(r"[a-z0-9]([a-z0-9.+-]{0,28}[a-z0-9])?")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def folder_of(values: Mapping[str, Any]) -> str:
    """The name of the folder for a set of parameters.

    Parameters
    ----------
    values : the parameters that set it apart, by name, in the order in which they are to be named

    Returns
    -------
    str
        a text that is not plain is shortened to its plain letters and followed by a sum of all of it

    Examples
    --------
    >>> folder_of({"confidence": 0.9, "interval": "exact"})
    'confidence=0.9,interval=exact'
    >>> folder_of({"search": "Qualità e misura"})
    'search=qualita-e-misura~e8e8f63e09'
    >>> folder_of({})
    'default'
    """
    name = ",".join(f"{name}={_text(str(value))}" for name, value in values.items())
    if len(name) > LONGEST:
        name = f"{name[: LONGEST - 11].rstrip('.')}~{_sum(name)}"
    return name or DEFAULT


def _text(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    return f"{plain(text)[:24]}~{_sum(text)}"


def plain(text: str) -> str:
    """The plain letters of a text, its words joined by hyphens; '' where it has none.

    Examples
    --------
    >>> plain("Perché la «qualità»? / 2")
    'perche-la-qualita-2'
    """
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NOT_PLAIN.sub("-", letters).strip("-")


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]


@dataclass(frozen=True)
class Run:
    """One notebook in one language with the parameters it will get.

    Parameters
    ----------
    notebook : its name without the ending
    lang : 'it' or 'en'
    settings : all its parameters
    folder : where its outputs go, below the folder for all: '' or 'confidence=0.9/'
    """

    notebook: str
    lang: str
    settings: parameters.Settings
    folder: str = ""

    @property
    def name(self) -> str:
        """'it/2-quantitative': its place below its folder, without the ending."""
        return f"{self.lang}/{self.notebook}"

    def __str__(self) -> str:
        return self.folder + self.name


def notebooks(project: Project) -> list[str]:
    """The names of a project's notebooks, in reading order: those that `study.toml` lists, or that have its form."""
    return project.study.in_order(n for n, why in _sources(project).items() if not why)


def others(project: Project) -> dict[str, str]:
    """The notebooks that lie beside them, as `Untitled`, and why each is not one of them."""
    return {name: why for name, why in sorted(_sources(project).items()) if why}


def _sources(project: Project) -> dict[str, str]:
    parts = project.study.parts
    paths = [path for path in project.notebooks.glob("[!.]*.ipynb") if path.is_file()]
    return {path.stem: "" if path.stem in parts else _why_not(path) for path in paths}


def _why_not(path: Path) -> str:
    """Why a notebook that is not listed is none of the collection; '' for one that only cannot be read."""
    if not NAMED.fullmatch(path.stem):
        return "its name is not a number and lower-case words, as in 5-outlook"
    try:
        cells = json.loads(path.read_bytes())["cells"]
        tags = [tag for cell in cells for tag in cell["metadata"].get("tags", [])]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ""
    return "" if "parameters" in tags else "it has no cell tagged 'parameters'"


def plan(
    project: Project,
    names: Sequence[str] = (),
    values: Mapping[str, Sequence[Any]] | None = None,
    apart: bool = False,
) -> list[Run]:
    """What to run, with every name and value checked before a kernel starts.

    A parameter goes to the notebooks that have it, and makes no more runs of the others; one that none of them has is
    refused.

    Parameters
    ----------
    project : whose notebooks
    names : notebooks; all of them when empty
    values : of each parameter one or more, as typed; every language of the project where none is named
    apart : whether each set of parameters has a folder of its own, named by those of `values`

    Returns
    -------
    list of Run
        notebooks in reading order, the languages of each set together, none twice

    Raises
    ------
    InputError
        if a notebook, a language or a parameter does not exist, or a value cannot be used
    """
    values = {"lang": project.study.languages, **(values or {})}
    chosen = chosen_of(project, names)
    for lang in values["lang"]:
        if lang not in project.study.languages:
            raise unknown("language", str(lang), project.study.languages)
    for value in values:
        having(value, chosen, project)
    return list(
        dict.fromkeys(run for name in chosen for run in _runs(project, name, values, apart))
    )


def chosen_of(project: Project, names: Sequence[str]) -> list[str]:
    """The notebooks that are named, in reading order, or all; InputError if one does not exist, or none does."""
    known = notebooks(project)
    if not known:
        raise InputError(f"{project.notebooks} holds no notebook; accepted is one or more")
    for name in names:
        if name in (beside := others(project)):
            raise InputError(f"{name} is no notebook of the project: {beside[name]}")
        if name not in known:
            raise unknown("notebook", name, known)
    return [name for name in known if name in names] or known


def having(parameter: str, chosen: Sequence[str], project: Project) -> list[str]:
    """The notebooks that have a parameter; InputError if none has it."""
    accepted = {name: parameters.model_of(name, project).model_fields for name in chosen}
    found = [name for name in chosen if parameter in accepted[name]]
    if not found:
        raise unknown("parameter", parameter, sorted(set().union(*accepted.values())))
    return found


def is_default(runs: Iterable[Run]) -> bool:
    """Whether every run has its notebook's default parameters, the language aside, and no folder of its own."""
    return all(run.settings == type(run.settings)(lang=run.lang) and not run.folder for run in runs)


def _runs(
    project: Project, notebook: str, values: Mapping[str, Sequence[Any]], apart: bool
) -> Iterator[Run]:
    model = parameters.model_of(notebook, project)
    names = [name for name in model.model_fields if name in values]
    named = [name for name in names if name != "lang"]
    for combined in product(*(values[name] for name in [*named, "lang"])):
        given = dict(zip([*named, "lang"], combined, strict=True))
        settings = parameters.converted(model, given)
        got = settings.model_dump()
        folder = folder_of({name: got[name] for name in named}) + "/" if apart else ""
        yield Run(notebook, settings.lang, settings, folder)
