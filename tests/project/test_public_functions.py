"""Every function of the study wing can be called without settings, and checks what it is called with."""

from inspect import signature

import pytest

import public
from readytochange.parameters import SETTINGS

FUNCTIONS = public.functions(*public.PARTS)


def test_the_functions_are_those_that_analysts_call() -> None:
    called = {
        "survey.shares",
        "interviews.figures.matrix",
        "study.tables.load",
        "synthesis.claims.in_short",
    }
    assert called <= FUNCTIONS.keys()
    assert len(FUNCTIONS) > 100


@pytest.mark.parametrize("name", FUNCTIONS)
def test_settings_are_never_required(name: str) -> None:
    parameters = signature(FUNCTIONS[name]).parameters
    if "settings" in parameters:
        assert parameters["settings"].default is SETTINGS
        assert hasattr(FUNCTIONS[name], "__wrapped__"), "is not `checked`, which fills them in"
