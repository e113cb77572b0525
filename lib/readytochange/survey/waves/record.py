"""What is said of a wave in its `wave.yml`, and what is wrong where it cannot be used."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from readytochange import accepted
from readytochange.errors import shortened
from readytochange.survey.waves.respondents.problems import RULES
from readytochange.survey.waves.wave import InstrumentChange

_MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"

_Count = Annotated[int, Field(ge=1)]
_Text = Annotated[str, Field(min_length=1)]


class Source(BaseModel):
    """The file that a wave was read from: its name, the SHA-256 of its bytes, its rows."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: Annotated[str, Field(pattern=r"^[^/\\]+$")]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    rows: _Count


class Record(BaseModel):
    """What is said of a wave.

    Parameters
    ----------
    title : as pages name it; by language
    status : 'wave', or 'simulated' where a model made the answers
    start, end : months of the field work, as 2027-01
    population : firms of which the respondents are some, where that is known
    source : the file that it was read from
    respondents : rows that were kept
    left_out : rows that were not, by the rule that they break
    new_options : options that this wave had besides those of the questionnaire: by question, by id, the labels
    instrument_changes : how else the questionnaire that was fielded differs; no text of a respondent
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Mapping[str, _Text]
    status: Literal["wave", "simulated"] = "wave"
    start: Annotated[str, Field(pattern=_MONTH)]
    end: Annotated[str, Field(pattern=_MONTH)]
    population: _Count | None = None
    source: Source
    respondents: _Count
    left_out: Mapping[str, _Count] = {}
    new_options: Mapping[str, Mapping[str, Mapping[str, str]]] = {}
    instrument_changes: tuple[InstrumentChange, ...] = ()

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        labels = [each for options in self.new_options.values() for each in options.values()]
        if any(set(each) != {"it", "en"} for each in (self.title, *labels)):
            raise ValueError(
                "title, or a label of new_options, is not in both languages; accepted: it and en"
            )
        if self.end < self.start:
            raise ValueError(
                f"end is '{self.end}'; accepted: {self.start}, which is start, or later"
            )
        if self.population is not None and self.population < self.respondents:
            raise ValueError(
                f"population is {self.population}; accepted: {self.respondents}, the respondents, or more"
            )
        if unknown := self.left_out.keys() - RULES.keys():
            raise ValueError(
                f"left_out names {', '.join(sorted(unknown))}; accepted: {', '.join(RULES)}"
            )
        if self.respondents + sum(self.left_out.values()) != self.source.rows:
            raise ValueError(
                f"respondents and left_out do not make the rows; accepted: {self.source.rows} together"
            )
        return self


_ACCEPTED = {
    "start": "a month, as 2027-01",
    "end": "a month, as 2027-01",
    "file": "the name of a file, without folders",
    "sha256": "64 hexadecimal digits",
    "title": "a text in each of it and en",
    "left_out": "by rule, how many rows, from 1",
    "new_options": "by question, by id, a label in each of it and en",
    "instrument_changes": "a list, each with question, change, and where there are such option and header",
}
"""What is accepted of a field, or of what stands in it, where its type does not say it in words."""


def fault(error: ValidationError) -> str:
    """What is wrong in a record, and what is accepted."""
    first = error.errors()[0]
    if not first["loc"]:
        return first["msg"].removeprefix("Value error, ")
    field, *within = map(str, first["loc"])
    where = ".".join((field, *within))
    model, name = (Source, within[0]) if field == "source" and within else (Record, field)
    if first["type"] == "missing":
        return f"{where} is missing; accepted: a record with it"
    if first["type"] == "extra_forbidden":
        return f"{where} is not known; accepted: {', '.join(model.model_fields)}"
    said = _ACCEPTED.get(name) or accepted.values(model, name)
    return f"{where} is {shortened(repr(first['input']))}; accepted: {said}"
