"""What each notebook accepts; anything else is refused, with the closest valid name.

Each notebook's guard cell builds its model from its `parameters` cell; `refresh` builds the same model before a kernel
starts.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from readytochange.errors import InputError, unknown
from readytochange.project import Language

Method = Literal["wilson", "exact", "jeffreys"]
"""Of the interval of a share."""


class Settings(BaseModel):
    """What every notebook accepts: its language and the coverage of its intervals."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lang: Language = "it"
    confidence: Annotated[float, Field(gt=0, lt=1)] = 0.95

    @property
    def method(self) -> Method:
        """Of the intervals: the parameter `interval` where a notebook has it, else Wilson's."""
        method: Method = getattr(self, "interval", "wilson")
        return method

    def __init__(self, /, **values: Any) -> None:
        """Build from named values; raise InputError, one line, for the first that cannot be used."""
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise _input_error(type(self), error) from None


class Project(Settings):
    """Parameters of `0-project`."""


class Qualitative(Settings):
    """Parameters of `1-qualitative`."""

    search: Annotated[str, Field(max_length=80)] = "digital"


class Quantitative(Settings):
    """Parameters of `2-quantitative`."""

    interval: Method = "wilson"


class Stakeholders(Settings):
    """Parameters of `3-stakeholders`."""


class Synthesis(Settings):
    """Parameters of `4-synthesis`."""


MODELS: Mapping[str, type[Settings]] = {
    "0-project": Project,
    "1-qualitative": Qualitative,
    "2-quantitative": Quantitative,
    "3-stakeholders": Stakeholders,
    "4-synthesis": Synthesis,
}


def check(notebook: str, values: Mapping[str, Any]) -> Settings:
    """The settings a notebook would run with, before it runs.

    Parameters
    ----------
    notebook : its name without the ending: '2-quantitative'
    values : parameters by name; texts are converted ('0.9' is accepted where a number is)

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
    if notebook not in MODELS:
        raise unknown("notebook", notebook, MODELS)
    return MODELS[notebook](**values)


def _input_error(model: type[Settings], error: ValidationError) -> InputError:
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"])
    notebook = next((key for key, value in MODELS.items() if value is model), "this notebook")
    if first["type"] == "extra_forbidden":
        return unknown(f"parameter of {notebook}", name, model.model_fields)
    rule = model.model_json_schema()["properties"][name]
    if "enum" in rule and isinstance(first["input"], str):
        return unknown(f"{name} of {notebook}", first["input"], rule["enum"])
    return InputError(
        f"parameter '{name}' of {notebook} is {first['input']!r}; accepted: {_accepted(rule)}"
    )


def _accepted(rule: Mapping[str, Any]) -> str:
    if "enum" in rule:
        return ", ".join(rule["enum"])
    if rule["type"] == "number":
        return f"a number between {rule['exclusiveMinimum']:g} and {rule['exclusiveMaximum']:g}"
    return f"a text of at most {rule['maxLength']} letters"


def accepted(notebook: str) -> frozenset[str]:
    """The names of a notebook's parameters; InputError if it has no model here."""
    if notebook not in MODELS:
        raise unknown("notebook", notebook, MODELS)
    return frozenset(MODELS[notebook].model_fields)
