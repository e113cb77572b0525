"""What the fields of a model take, in words, and the line that refuses another value."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from readytochange.errors import InputError, none_of, shortened, unknown


def refused(model: type[BaseModel], whose: str, error: ValidationError) -> InputError:
    """The first value that a model does not take, in one line.

    Parameters
    ----------
    model : that was to be filled
    whose : its parameters are: a notebook's name
    error : of pydantic
    """
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return unknown(f"parameter of {whose}", name, model.model_fields)
    field = str(first["loc"][0])
    rule = model.model_json_schema()["properties"][field]
    where = f"parameter '{name}' of {whose}"
    if "enum" in rule and isinstance(first["input"], str):
        return none_of(where, first["input"], rule["enum"])
    own = first["type"] == "value_error"  # a rule of ours says what it accepts
    said = (not own and values(model, field)) or first["msg"].removeprefix("Value error, ")
    return InputError(f"{where} is {shortened(repr(first['input']))}; accepted: {said}")


def values(model: type[BaseModel], name: str, t: Callable[..., str] = str.format) -> str:
    """What a parameter takes, in words; '' where its type names no kind of value.

    Parameters
    ----------
    model : that has it
    name : of the parameter
    t : says it in another language than English

    Examples
    --------
    >>> from readytochange.parameters import Qualitative
    >>> values(Qualitative, "search"), values(Qualitative, "confidence")
    ('a text of at most 80 letters', 'a number between 0 and 1')
    """
    schema = model.model_json_schema()
    return _values(schema["properties"][name], schema, t)


def _values(rule: Mapping[str, Any], where: Mapping[str, Any], t: Callable[..., str]) -> str:
    """What a field takes, from its JSON schema; `where` is that of the whole model, for what it refers to."""
    if "$ref" in rule:
        return _values(where["$defs"][rule["$ref"].split("/")[-1]], where, t)
    if "enum" in rule:
        return ", ".join(map(str, rule["enum"]))
    if "const" in rule:
        return str(rule["const"])
    if "anyOf" in rule:
        return f" {t('or')} ".join(
            filter(None, (_values(each, where, t) for each in rule["anyOf"]))
        )
    kinds = _kinds(t)
    kind = kinds.get(rule.get("format", ""), kinds.get(rule.get("type", ""), ""))
    if rule.get("type") == "array" and "items" in rule:
        kind = t("a list of: {what}", what=_values(rule["items"], where, t))
    return kind and f"{kind} {', '.join(_limits(rule, t))}".strip()


def _kinds(t: Callable[..., str]) -> Mapping[str, str]:
    """The words for what JSON schema calls a format or a type."""
    return {
        "date": t("a date, as 2021-01-31"),
        "date-time": t("a date and a time, as 2021-01-31T09:30:00"),
        "time": t("a time, as 09:30:00"),
        "duration": t("a length of time, as P1DT2H"),
        "string": t("a text"),
        "integer": t("a whole number"),
        "number": t("a number"),
        "boolean": t("true or false"),
        "array": t("a list"),
        "object": t("names with values"),
        "null": t("nothing"),
    }


def _limits(rule: Mapping[str, Any], t: Callable[..., str]) -> list[str]:
    """The bounds of a number, or of the length of a text or a list, as they follow its kind."""
    if {"exclusiveMinimum", "exclusiveMaximum"} <= rule.keys():
        low, high = rule["exclusiveMinimum"], rule["exclusiveMaximum"]
        return [t("between {low} and {high}", low=f"{low:g}", high=f"{high:g}")]
    if {"minimum", "maximum"} <= rule.keys():
        low, high = rule["minimum"], rule["maximum"]
        return [t("from {low} to {high}", low=f"{low:g}", high=f"{high:g}")]

    def n(name: str) -> str:
        return f"{rule.get(name, 0):g}"

    bounds = {
        "minimum": t("of at least {n}", n=n("minimum")),
        "exclusiveMinimum": t("above {n}", n=n("exclusiveMinimum")),
        "maximum": t("of at most {n}", n=n("maximum")),
        "exclusiveMaximum": t("below {n}", n=n("exclusiveMaximum")),
        "multipleOf": t("in steps of {n}", n=n("multipleOf")),
        "minLength": t("of at least {n} letters", n=n("minLength")),
        "maxLength": t("of at most {n} letters", n=n("maxLength")),
        "minItems": t("of at least {n}", n=n("minItems")),
        "maxItems": t("of at most {n}", n=n("maxItems")),
    }
    return [said for name, said in bounds.items() if name in rule]
