"""A wave: the answers of a field work with the questionnaire that they answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from readytochange.survey.waves.instrument import Instrument


@dataclass(frozen=True, eq=False)
class Wave:
    """The answers of a field work, with what a table of them needs to know.

    Parameters
    ----------
    name : as the folder under `data/waves/` is called
    answers : a row a respondent, in the columns of `answers.schema`; in memory, or scanned from a file as they are
        counted
    instrument : the questionnaire that they answer
    status : that of every figure made of them
    weighted : whether shares are those of the answers weighted by the column `weight`
    population : firms of which the respondents are some; None where that is not known
    title : as pages name the wave; by language
    """

    name: str
    answers: pl.DataFrame | pl.LazyFrame
    instrument: Instrument
    status: Literal["wave", "simulated"] = "wave"
    weighted: bool = False
    population: int | None = None
    title: Mapping[str, str] = field(default_factory=dict)

    def title_in(self, lang: str) -> str:
        """What pages in a language call the wave: its title, or else its name."""
        return self.title.get(lang) or self.name
