"""What each notebook accepts; anything else is refused, with the closest valid name.

Each notebook's guard cell checks what its `parameters` cell says by a model; `refresh` does so before a kernel starts.
The model of a notebook is what the cell itself says, from `declared`; where it has a rule besides, a model here has it.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from readytochange import accepted, declared
from readytochange.arguments import LANG, Default
from readytochange.errors import unknown
from readytochange.parsing import offered
from readytochange.project import NAMED, Language, find
from readytochange.project import Project as Folder

__dir__ = offered(__name__)

Method = Literal["wilson", "exact", "jeffreys"]
"""Of the interval of a share."""


class Settings(BaseModel):
    """What every notebook accepts: its language and the coverage of its intervals."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lang: Language = "it"
    confidence: Annotated[float, Field(gt=0, lt=1)] = 0.95

    def __hash__(self) -> int:
        return hash(self.model_dump_json())  # a list is a value too

    @property
    def method(self) -> Method:
        """Of the intervals: the parameter `interval` where a notebook has it, else Wilson's."""
        method: Method = getattr(self, "interval", "wilson")
        return method

    def __init__(self, /, **values: Any) -> None:
        """Build from named values; raise InputError, one line, for the first that cannot be used."""
        _fill(self, values, strict=True)


_Model = TypeVar("_Model", bound=Settings)


def converted(model: type[_Model], values: Mapping[str, Any]) -> _Model:
    """The settings that were typed or stand in a file: a text is converted where it says what is accepted.

    Python is given a number as a number: '0.9' is none there, for settings as for any function. InputError for the
    first value that cannot be used.
    """
    made = model.__new__(model)
    _fill(made, values, strict=False)
    return made


def _fill(made: Settings, values: Mapping[str, Any], strict: bool) -> None:
    try:
        made.__pydantic_validator__.validate_python(values, strict=strict, self_instance=made)
    except ValidationError as error:
        raise accepted.refused(type(made), _whose(type(made)), error) from None


class Qualitative(Settings):
    """Parameters of `1-qualitative`."""

    search: Annotated[str, Field(max_length=80)] = "digital"


class Quantitative(Settings):
    """Parameters of `2-quantitative`."""

    interval: Method = "wilson"


class Certainty(Quantitative):
    """Parameters of `2a-certainty`; 1 minus `confidence` is the level of its tests."""

    population: Annotated[int, Field(ge=0)] = 0


def _known(wave: str) -> str:
    """A wave of this project, by the name of its folder and no path.

    The others are not looked at but to name them: a run does not depend on which there are.
    """
    waves = find().data / "waves"
    if Path(wave).name == wave and (waves / wave / "wave.yml").exists():
        return wave
    names = sorted(each.parent.name for each in waves.glob("*/wave.yml"))
    raise ValueError(", ".join(names) or "none: there is no wave yet")


def _known_or_none(wave: str) -> str:
    """As `_known`, or '' for none."""
    return wave and _known(wave)


class _BesideWave(Settings):
    """Parameters of a notebook of the study that sets a wave beside it, where one is named."""

    wave: Annotated[str, AfterValidator(_known_or_none)] = ""


class Project(_BesideWave):
    """Parameters of `0-project`."""


class Synthesis(_BesideWave):
    """Parameters of `4-synthesis`."""


class Wave(Quantitative):
    """Parameters of `2b-wave`; 1 minus `confidence` is the level of its tests."""

    wave: Annotated[str, AfterValidator(_known)] = "demo"
    by: Literal["size", "sector"] = "size"
    min_base: Annotated[int, Field(ge=1)] = 10


class Used(Quantitative):
    """What `use` sets."""

    model_config = ConfigDict(title="use")


SETTINGS: Any = Default(Used(), "use()")
"""In a signature: the settings that `use` has set."""


def use(lang: Language | None = None, **values: Any) -> Settings:
    """Set the language, and if you like more, of all that is called without settings.

    A notebook of the collection passes its settings, and is unaffected.

    Parameters
    ----------
    lang : 'it' or 'en'; as it was where not said
    values : confidence, the coverage of intervals, between 0 and 1; interval, their method, 'wilson', 'exact' or
        'jeffreys'; as they were where not said

    Returns
    -------
    Settings
        as they are from now on; at the beginning those of the notebooks, lang='it', confidence=0.95, interval='wilson'

    Raises
    ------
    InputError
        if there is no such language or name, or a value cannot be used; all stays as it was

    Examples
    --------
    >>> use("en", confidence=0.9)
    Used(lang='en', confidence=0.9, interval='wilson')
    >>> use("it", confidence=0.95)
    Used(lang='it', confidence=0.95, interval='wilson')
    """
    given = values if lang is None else {"lang": lang, **values}
    SETTINGS.value = Used(**{**SETTINGS.value.model_dump(), **given})
    LANG.value = SETTINGS.value.lang
    used: Settings = SETTINGS.value
    return used


class Stakeholders(Settings):
    """Parameters of `3-stakeholders`."""


MODELS: Mapping[str, type[Settings]] = {
    "0-project": Project,
    "1-qualitative": Qualitative,
    "2-quantitative": Quantitative,
    "2a-certainty": Certainty,
    "2b-wave": Wave,
    "3-stakeholders": Stakeholders,
    "4-synthesis": Synthesis,
}


def model_of(notebook: str, project: Folder | None = None) -> type[Settings]:
    """The model of a notebook: what its cell tagged 'parameters' declares, with the rules of its model in `MODELS`.

    Parameters
    ----------
    notebook : its name without the ending
    project : whose notebook; the one of the working folder when not said

    Raises
    ------
    InputError
        if the cell is no list of names with a type and a literal
    """
    return _model(notebook, _places(project or find()))


def check(notebook: str, values: Mapping[str, Any], project: Folder | None = None) -> Settings:
    """The settings a notebook would run with, before it runs.

    Parameters
    ----------
    notebook : its name without the ending: '2-quantitative'
    values : parameters by name, as typed or in a file: '0.9' is accepted where a number is
    project : whose notebook; the one of the working folder when not said

    Returns
    -------
    Settings
        of the notebook's own model, defaults filled in

    Raises
    ------
    InputError
        if there is no such notebook, a name is unknown, or a value has a wrong type or is out of range

    Examples
    --------
    >>> check("2-quantitative", {"confidence": "0.9"}).model_dump()
    {'lang': 'it', 'confidence': 0.9, 'interval': 'wilson'}
    """
    places = _places(project or find())
    known = {*MODELS, *places}
    if notebook not in known:
        raise unknown("notebook", notebook, sorted(known))
    return converted(_model(notebook, places), values)


def _places(project: Folder) -> dict[str, Path]:
    """The notebooks by name: one's own, still in `work/`, where it is a number and words; those of the collection."""
    own = (place for place in sorted(project.work.glob("*/*.ipynb")) if NAMED.fullmatch(place.stem))
    return {place.stem: place for place in (*own, *project.notebooks.glob("[!.]*.ipynb"))}


def _model(notebook: str, places: Mapping[str, Path]) -> type[Settings]:
    rules = MODELS.get(notebook, Settings)
    place = places.get(notebook)
    return declared.model(notebook, place, rules) if place else rules


def _whose(model: type[Settings]) -> str:
    """Whose parameters a model has: a notebook's, or those of `use`."""
    notebook = next((key for key, value in MODELS.items() if value is model), None)
    return notebook or model.model_config.get("title") or "this notebook"
