"""The style is a theme of Altair's, which finds it without our help."""

import subprocess
import sys

import altair as alt
import pandas as pd
import pytest

from readytochange.errors import InputError
from readytochange.figures import drawing, theme

CHART = alt.Chart(pd.DataFrame({"n": [1.5], "label": ["a"]})).mark_bar().encode(x="n", y="label")


def test_altair_finds_it_by_itself() -> None:
    code = """
import altair as alt, sys
assert "readytochange" not in sys.modules
alt.theme.enable("readytochange", lang="en")
print(alt.Chart({"values": []}).mark_bar().to_dict()["config"]["font"])
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.startswith(theme.FONT)


def test_a_chart_looks_like_a_figure() -> None:
    with alt.theme.enable("readytochange", lang="it"):
        spec = CHART.to_dict()
    assert spec["config"]["bar"]["color"] == theme.BLUE
    assert spec["config"]["locale"]["number"]["decimal"] == ","
    assert "NaN" not in drawing.svg(spec)


def test_an_unknown_language_is_refused() -> None:
    with alt.theme.enable("readytochange", lang="fr"), pytest.raises(InputError, match="'fr'"):
        CHART.to_dict()
