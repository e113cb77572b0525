"""The ledger of claims, `data/claims.csv`: what README, first page and summaries say, each recomputed where it is said.

A claim is a text with named values, the computation that fills them, and the values that it was published with. Where
the computation gives others, the claim no longer holds: the notebook that says it stops there, and its earlier output
stays. `accept` takes the new values, for who meant the change.
"""

from collections.abc import Iterable, Mapping
from string import Formatter

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.errors import InputError, unknown
from readytochange.language import Markdown
from readytochange.language.translation import fill
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.study import loading, tables
from readytochange.synthesis.computations import COMPUTATIONS

__dir__ = offered(__name__)

SENTENCES = ["claim", "sentence", "status", "said", "notebook", "figure"]

_TABLE = "claims"
_FILE = "data/claims.csv"
_PUBLISHED = Settings(lang="en")
"""With what the values in the ledger are computed."""


@checked
def told(claim: str, settings: Settings = SETTINGS) -> Markdown | None:
    """A claim as a paragraph, with a link to the figure that shows it; nothing where it is published as not to be said.

    Parameters
    ----------
    claim : its name in the ledger
    settings : a notebook's, or those of `readytochange.use` where none are given

    Raises
    ------
    InputError
        if there is no such claim, or it no longer holds; names its values, then and now
    """
    [row] = _rows([claim])
    return _said(row, settings)


@checked
def listed(claims: list[str], settings: Settings = SETTINGS) -> Markdown | None:
    """Claims as a numbered list, each with a link to its figure; nothing where there is none.

    Parameters
    ----------
    claims : their names in the ledger, in the order in which they are told
    settings : a notebook's, or those of `readytochange.use` where none are given

    Raises
    ------
    InputError
        if there is no such claim, or one no longer holds; names its values, then and now
    """
    texts = [said for row in _rows(claims) if (said := _said(row, settings))]
    if not texts:
        return None
    return Markdown(
        "\n".join(f"{place}. {said.text}" for place, said in enumerate(texts, 1)),
        "\n".join(f"{place}. {said.plain}" for place, said in enumerate(texts, 1)),
    )


@checked
def sentences(settings: Settings = SETTINGS) -> pd.DataFrame:
    """Every claim that is said.

    Parameters
    ----------
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        in the ledger's order, columns claim, sentence (Markdown), status, said (where, parted by '; '), notebook,
        figure (which shows it)

    Raises
    ------
    InputError
        if one no longer holds; names its values, then and now
    """
    ledger = tables.claims()
    texts = [_filled(row, settings) for row in _rows(ledger["claim"])]
    ledger = ledger.assign(sentence=[text.text if text else "" for text in texts])
    return ledger[ledger["sentence"] != ""][SENTENCES].reset_index(drop=True)


def accept() -> dict[str, str]:
    """Recompute every claim, and write the values into the ledger.

    Returns
    -------
    dict
        of each claim that no longer held, its values then and now
    """
    ledger = tables.claims()
    rows = ledger.to_dict("records")
    now = [_written(_values(row, _PUBLISHED)) for row in rows]
    found = {row["claim"]: change for row in rows if (change := _change(row))}
    if found:
        loading.replace(_TABLE, "holds", now)
    return found


def _rows(claims: Iterable[str]) -> list[Mapping[str, str]]:
    """The rows of these claims; InputError where one is not there, or for those that no longer hold."""
    ledger = {row["claim"]: row for row in tables.claims().to_dict("records")}
    places = {name: place for place, name in enumerate(ledger, 2)}
    faults = []
    for name in claims:
        if name not in ledger:
            raise unknown("claim", name, ledger)
        if change := _change(ledger[name]):
            faults.append(f"row {places[name]}, claim '{name}' no longer holds: {change}")
    if faults:
        raise InputError(
            f"{_FILE}, {'; '.join(faults)}; accepted: the data and code as they were, or, where the change is meant, "
            "the values of now, which `readytochange claims` writes"
        )
    return [ledger[name] for name in claims]


def _change(row: Mapping[str, str]) -> str:
    """How the values of a claim differ from those that it was published with; '' where they do not."""
    then = dict(line.split(": ", 1) for line in row["holds"].splitlines())
    now = _values(row, _PUBLISHED)
    return ", ".join(
        f"{name} was {then.get(name, 'not said')}, is {now.get(name, 'not to be said')}"
        for name in {**then, **now}
        if then.get(name) != now.get(name)
    )


def _values(row: Mapping[str, str], settings: Settings) -> dict[str, str]:
    """What the text of a claim is filled with; nothing where the data do not say it."""
    if row["computation"] not in COMPUTATIONS:
        raise unknown(f"computation of {row['claim']} in {_FILE}", row["computation"], COMPUTATIONS)
    found = COMPUTATIONS[row["computation"]](settings)
    names = [name for _, name, _, _ in Formatter().parse(row["text_en"]) if name]
    if not found.keys() >= {*names}:
        return {}
    return {name: language.one_line(str(found[name])) for name in names}


def _written(values: Mapping[str, str]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in values.items())


def _filled(row: Mapping[str, str], settings: Settings) -> Markdown | None:
    values = _values(row, settings)
    return fill(row[f"text_{settings.lang}"], values) if values else None


def _said(row: Mapping[str, str], settings: Settings) -> Markdown | None:
    found = _filled(row, settings)
    if not found:
        return None
    words = language.translator(settings.lang)("The figure")
    link = f"[{words}]({row['notebook']}.ipynb#figure-{row['figure']})"
    return Markdown(f"{found.text} {link}", found.plain)
