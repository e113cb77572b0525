"""Names of channels belong to options that the survey has."""

from readytochange import parameters
from readytochange.study import tables
from readytochange.survey import channel_names

IT, EN = parameters.Quantitative(), parameters.Quantitative(lang="en")


def test_every_channel_with_a_name_of_its_own_is_an_option() -> None:
    options = set(tables.answers()["option"])
    assert {*channel_names._SPOKEN, *channel_names._NAMED} <= options
