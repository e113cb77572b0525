"""What is said of one channel, over every chart of channels."""

from functools import cache

import pandas as pd

from changes import Change, without_figures
from readytochange import survey
from readytochange.figures.choices import Choices, Menu
from readytochange.parameters import Quantitative
from readytochange.study import tables
from readytochange.survey.figures import one_channel

IT, EN = Quantitative(lang="it"), Quantitative(lang="en")


chosen = cache(one_channel.choices)


def said(option: str, settings: Quantitative = EN) -> list[tuple[str, str]]:
    found = chosen(settings)
    assert found is not None
    return [(each.lead, each.text) for each in found.texts if each.by["option"] == option]


def test_a_channel_of_both_questions_has_both_shares_and_the_bound() -> None:
    assert said("phone") == [
        ("In use:", "88% · 29 of 33*; interval 73–95%*"),
        ("Handed over, or might be:", "48.5% · 16 of 33*; interval 33–65%*"),
        ("Both, of those that use it:", "12–16§ of 29 (41–55%§)"),
        ("In the interviews:", "no point listed has the letters “phone”."),
    ]


def test_a_channel_of_one_question_has_its_share_alone() -> None:
    assert [lead for lead, _ in said("sms")] == ["In use:", "In the interviews:"]
    assert [lead for lead, _ in said("fundraising")] == ["Handed over, or might be:"]


def test_intervals_are_those_of_the_notebook() -> None:
    assert said("phone", Quantitative(lang="en", confidence=0.5))[0] != said("phone")[0]


def test_both_languages_find_the_same_points() -> None:
    names = [option for option, _ in menu(chosen(IT)).options if option]
    told = {settings: [said(option, settings) for option in names] for settings in (IT, EN)}
    assert [len(each) for each in told[IT]] == [len(each) for each in told[EN]]
    named = "Esperienza multicanale"  # not the theme of a point, its own words are searched
    assert not [text for each in told[IT] for _, text in each if text == named]
    heading, text = told[IT][names.index("whatsapp")][-1]
    assert "(es. WhatsApp)" in text
    assert "con le lettere «WhatsApp»" in heading


def menu(found: Choices | None) -> Menu:
    assert found is not None
    [one] = found.menus
    return one


def test_no_channel_is_chosen_at_first_and_what_excludes_channels_is_none() -> None:
    channels = menu(one_channel.choices(EN))
    assert channels.value == channels.options[0][0] == ""
    exclusive = set(tables.answers().query("exclusive")["option"])
    assert exclusive
    assert not exclusive & {option for option, _ in channels.options}


def test_without_figures_there_is_nothing_to_choose(change: Change) -> None:
    without_figures(change)
    assert one_channel.choices(EN) is None


def test_every_chart_of_channels_has_the_menu_and_a_place_for_each_bar() -> None:
    pair = survey.compare("channels", "outsourceable_channels", EN)
    shown = [
        survey.figures.shares("2-one", survey.shares("channels", EN), EN),
        survey.figures.shares("2-two", survey.shares("outsourceable_channels", EN), EN),
        survey.figures.compared("2-three", pair, EN),
    ]
    for figure in shown:
        assert figure.choices == one_channel.choices(EN)
        assert figure.spec is not None
        assert "option" in {each["name"] for each in figure.spec["params"]}
        place = figure.spec["layer"][-1]
        assert place["mark"]["type"] == "rect"
        assert pd.notna(place["encoding"]["description"])


def test_other_questions_have_no_menu() -> None:
    sizes = survey.shares("size", EN)
    assert survey.figures.shares("2-one", sizes, EN).choices is None
