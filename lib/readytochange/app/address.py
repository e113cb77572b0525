"""The state of a page in its address: the notebook's parameters, the tab in front, and the values of its controls.

What an address says is taken only where a control offers it, as `controls` does with what a browser sends; anything
else is refused in one line, in the language of the page.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from ipywidgets import Widget

from readytochange import accepted, language, parameters
from readytochange.app import controls
from readytochange.errors import InputError, shortened
from readytochange.figures.controls import Several
from readytochange.figures.explorer import Explorer
from readytochange.parameters import Settings

TAB = "tab"
"""What an address calls the tab in front."""

MOST = 20
"""Names that an address may have."""


def parted(
    values: Mapping[str, str], model: type[Settings]
) -> tuple[dict[str, str], dict[str, str]]:
    """What an address says of a notebook's parameters, and what of its controls."""
    known = model.model_fields
    return (
        {name: value for name, value in values.items() if name in known},
        {name: value for name, value in values.items() if name not in known},
    )


def settings(values: Mapping[str, str], model: type[Settings], lang: str) -> Settings:
    """The settings that an address names.

    Parameters
    ----------
    values : of the notebook's parameters, as text
    model : of the notebook
    lang : of the sentence that refuses a value

    Raises
    ------
    InputError
        if a value cannot be used
    """
    for name, value in values.items():
        try:
            parameters.converted(model, {name: value})
        except InputError:
            known = accepted.values(model, name, language.translator(lang))
            raise refused(name, value, known, lang) from None
    return parameters.converted(model, values)


def settle(state: Mapping[str, str], explorer: Explorer, shown: Iterable[str], lang: str) -> None:
    """Give the controls of the tab in front the values of an address.

    Parameters
    ----------
    state : the values, by the controls' names; 'tab' aside
    explorer : of the tab
    shown : the names of parameters, which an address may have as well
    lang : of the sentence that refuses one

    Raises
    ------
    InputError
        if there is no such control, or it does not offer the value
    """
    t = language.translator(lang)
    for name, text in state.items():
        if name not in explorer.controls:
            known = ", ".join(dict.fromkeys([*shown, TAB, *explorer.controls]))
            raise InputError(
                t(
                    "The address names “{name}”, which there is not here. What it may name: {known}.",
                    name=shortened(name),
                    known=known,
                )
            )
        if not _set(explorer.controls[name], text):
            raise refused(name, text, _offered(explorer.controls[name]), lang)


def refused(name: str, value: str, known: str, lang: str) -> InputError:
    """The line that refuses a value of an address."""
    t = language.translator(lang)
    given = {"name": shortened(name), "value": shortened(value), "accepted": known}
    if not known:
        return InputError(t("The address says {name}=“{value}”, which cannot be used.", **given))
    return InputError(
        t("The address says {name}=“{value}”, which cannot be used; accepted: {accepted}.", **given)
    )


def query(tab: str, explorer: Explorer, first: Mapping[str, str], settings: Settings) -> str:
    """The address of what is shown, as far as it differs from what the page opens with.

    Parameters
    ----------
    tab : in front
    explorer : of the tab
    first : what its controls said at first
    settings : of the page
    """
    defaults = {name: field.default for name, field in type(settings).model_fields.items()}
    own = {
        name: _text(value)
        for name, value in settings.model_dump().items()
        if name not in explorer.controls and name != "lang" and value != defaults[name]
    }
    changed = {
        name: text
        for name, text in said(explorer).items()
        if text != (_text(defaults[name]) if name in defaults else first.get(name))
    }
    return urlencode({"lang": settings.lang, TAB: tab, **own, **changed})


def said(explorer: Explorer) -> dict[str, str]:
    """What the controls of an explorer say, by their names; without one that no address can set, as a long text."""
    texts = {}
    for name, control in explorer.controls.items():
        if isinstance(control, Several):
            texts[name] = ",".join(control.value)
        elif isinstance(control.value, str | int | float):
            text = _text(control.value)
            if len(text) <= controls.LONGEST:
                texts[name] = text
    return texts


def _text(value: Any) -> str:
    """A value as an address says it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _set(control: Widget, text: str) -> bool:
    """Give a control what an address says, where it offers that."""
    if isinstance(control, Several):
        names = text.split(",") if text else []
        if not {*names} <= {name for _, name in control.options}:
            return False
        control.choose(names)
        return True
    values = [value for _, value in getattr(control, "options", ())]
    if values:
        found = [place for place, value in enumerate(values) if _text(value) == text]
        if found:
            control.index = found[0]
        return bool(found)
    value: Any = text
    if not isinstance(control.value, str):
        with suppress(ValueError):
            made = type(control.value)
            value = {"true": True, "false": False}.get(text) if made is bool else made(text)
    if not controls.is_accepted(control, value):
        return False
    control.value = value
    return True


def _offered(control: Widget) -> str:
    """What a control takes, as an address says it."""
    if options := getattr(control, "options", ()):
        return ", ".join(_text(value) or "''" for _, value in options)
    return ""
