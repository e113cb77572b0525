"""What to run: notebooks x languages x parameters, every name and value checked before a kernel starts.

Used by `refresh` and the command line.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from readytochange import naming, parameters, paths
from readytochange.mistakes import Mistake, unknown


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


def notebooks() -> list[str]:
    """The names of the source notebooks, in reading order."""
    return sorted(path.stem for path in paths.NOTEBOOKS.glob("*.ipynb"))


def plan(
    names: Sequence[str] = (),
    values: Mapping[str, Sequence[Any]] | None = None,
    apart: bool = False,
) -> list[Run]:
    """What to run, with every name and value checked before a kernel starts.

    A parameter goes to the notebooks that have it, and makes no more runs of the others; one that none of them has is
    refused.

    Parameters
    ----------
    names : notebooks; all of them when empty
    values : of each parameter one or more, as typed; both languages where none is named
    apart : whether each set of parameters has a folder of its own, named by those of `values`

    Returns
    -------
    list of Run
        notebooks in reading order, the languages of each set together, none twice

    Raises
    ------
    Mistake
        if a notebook, a language or a parameter does not exist, or a value cannot be used
    """
    values = {"lang": parameters.LANGUAGES, **(values or {})}
    chosen = chosen_of(names)
    for lang in values["lang"]:
        if lang not in parameters.LANGUAGES:
            raise unknown("language", str(lang), parameters.LANGUAGES)
    for value in values:
        having(value, chosen)
    return list(dict.fromkeys(run for name in chosen for run in _runs(name, values, apart)))


def chosen_of(names: Sequence[str]) -> list[str]:
    """The notebooks that are named, in reading order, or all; Mistake if one does not exist or has no model."""
    known = notebooks()
    for name in names:
        if name not in known:
            raise unknown("notebook", name, known)
    chosen = sorted(set(names)) or known
    for name in chosen:
        if name not in parameters.MODELS:
            raise Mistake(
                f"notebooks/{name}.ipynb has no model of its parameters: give it one in "
                "lib/readytochange/parameters.py, in MODELS"
            )
    return chosen


def having(parameter: str, chosen: Sequence[str]) -> list[str]:
    """The notebooks that have a parameter; Mistake if none has it."""
    accepted = {name: parameters.accepted(name) for name in chosen}
    found = [name for name in chosen if parameter in accepted[name]]
    if not found:
        raise unknown("parameter", parameter, sorted(set().union(*accepted.values())))
    return found


def is_default(runs: Iterable[Run]) -> bool:
    """Whether every run has its notebook's default parameters, the language aside, and no folder of its own."""
    return all(run.settings == type(run.settings)(lang=run.lang) and not run.folder for run in runs)


def _runs(notebook: str, values: Mapping[str, Sequence[Any]], apart: bool) -> Iterator[Run]:
    names = [name for name in parameters.MODELS[notebook].model_fields if name in values]
    named = [name for name in names if name != "lang"]
    for combined in product(*(values[name] for name in [*named, "lang"])):
        settings = parameters.check(notebook, dict(zip([*named, "lang"], combined, strict=True)))
        got = settings.model_dump()
        folder = naming.folder({name: got[name] for name in named}) + "/" if apart else ""
        yield Run(notebook, settings.lang, settings, folder)
