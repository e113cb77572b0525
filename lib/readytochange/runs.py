"""What to run: notebooks x languages x parameters, every name and value checked before a kernel starts.

Used by `refresh` and the command line.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from readytochange import parameters, paths
from readytochange.mistakes import Mistake, unknown


@dataclass(frozen=True)
class Run:
    """One notebook in one language with the parameters it will get."""

    notebook: str
    lang: str
    settings: parameters.Settings

    @property
    def name(self) -> str:
        """'it/2-quantitative': its place below the output folder, without the ending."""
        return f"{self.lang}/{self.notebook}"


def notebooks() -> list[str]:
    """The names of the source notebooks, in reading order."""
    return sorted(path.stem for path in paths.NOTEBOOKS.glob("*.ipynb"))


def plan(
    names: Sequence[str] = (),
    languages: Sequence[str] = parameters.LANGUAGES,
    values: Mapping[str, Any] | None = None,
) -> list[Run]:
    """What to run, with every name and value checked before a kernel starts.

    A parameter goes to the notebooks that have it; one that none of them has is refused.

    Parameters
    ----------
    names : notebooks; all of them when empty
    languages : 'it', 'en'
    values : parameters by name, as typed

    Returns
    -------
    list of Run
        notebooks in reading order, the languages of each together

    Raises
    ------
    Mistake
        if a notebook, a language or a parameter does not exist, or a value cannot be used
    """
    values = dict(values or {})
    known = notebooks()
    for name in names:
        if name not in known:
            raise unknown("notebook", name, known)
    for lang in languages:
        if lang not in parameters.LANGUAGES:
            raise unknown("language", lang, parameters.LANGUAGES)
    if "lang" in values:
        raise Mistake(
            "parameter 'lang' is given with --lang: accepted there are it, en, or both as it,en"
        )
    chosen = sorted(set(names)) or known
    accepted = {name: parameters.accepted(name) for name in chosen}
    for value in values:
        if not any(value in names_of for names_of in accepted.values()):
            raise unknown("parameter", value, sorted(set().union(*accepted.values()) - {"lang"}))
    return [
        Run(name, lang, parameters.check(name, {**_known(values, accepted[name]), "lang": lang}))
        for name in chosen
        for lang in dict.fromkeys(languages)
    ]


def is_default(runs: Iterable[Run]) -> bool:
    """Whether every run has its notebook's default parameters (the language aside)."""
    return all(run.settings == type(run.settings)(lang=run.lang) for run in runs)


def _known(values: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in names}
