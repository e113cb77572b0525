"""A wave: the answers of a field work with the questionnaire that they answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal

import polars as pl
from pydantic import BaseModel, ConfigDict, Field

from readytochange.survey.waves.instrument import Instrument


class InstrumentChange(BaseModel):
    """One way in which the questionnaire that was fielded differs from ours, as who added the wave confirmed it.

    Parameters
    ----------
    question : its id
    change : what differs; options that were added stand with their labels elsewhere
    option : the one of which this is so; of the whole question when not said
    header : of the column in which other words stand; words of cells are respondents', and are not kept
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: Annotated[str, Field(min_length=1)]
    change: Literal["question not found", "option without a column", "label moved"]
    option: str = ""
    header: str = ""


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
    instrument_changes : how the questionnaire that was fielded differs from ours, besides options that were added
    """

    name: str
    answers: pl.DataFrame | pl.LazyFrame
    instrument: Instrument
    status: Literal["wave", "simulated"] = "wave"
    weighted: bool = False
    population: int | None = None
    title: Mapping[str, str] = field(default_factory=dict)
    instrument_changes: Sequence[InstrumentChange] = ()

    def title_in(self, lang: str) -> str:
        """What pages in a language call the wave: its title, or else its name."""
        return self.title.get(lang) or self.name
