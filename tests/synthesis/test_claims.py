"""Each sentence has its computation: it says what the data say, and goes where it no longer holds."""

import pandas as pd
import pytest

from changes import Change, How, with_count
from readytochange import language, parameters
from readytochange.study import tables
from readytochange.synthesis import claims

IT, EN = parameters.Synthesis(), parameters.Synthesis(lang="en")
NAMES = [
    "one_channel_first",
    "not_imagined",
    "without_reply",
    "two_pitches",
    "about_measuring",
]
FIGURES = ["2-open", "2-activities", "4-obstacles", "1-criteria", "3-questions"]


def said(settings: parameters.Settings = EN) -> dict[str, str]:
    return {claim.name: claim.said.plain for claim in claims.in_short(settings)}


@pytest.mark.parametrize("settings", [IT, EN], ids=["it", "en"])
def test_five_sentences_are_told_in_order_each_with_its_figure(
    settings: parameters.Settings,
) -> None:
    found = claims.in_short(settings)
    assert [claim.name for claim in found] == NAMES
    assert [claim.figure for claim in found] == FIGURES
    assert all(claim.figure[0] == claim.notebook[0] for claim in found)
    shown = claims.listed(found, settings)
    assert shown is not None
    for place, claim in enumerate(found, 1):
        link = language.translator(settings.lang)("The figure")
        assert f"{place}. {claim.said.text} [{link}]" in shown.text
        assert f"]({claim.notebook}.ipynb#figure-{claim.figure})" in shown.text


def test_of_those_who_hand_anything_over_it_says_how_many_name_the_telephone(
    change: Change,
) -> None:
    told = said()["one_channel_first"]
    assert "nearly always" in told
    assert "16 of at most 17§, out of 33* in all" in told
    assert "whoever answered “Everything managed in house” or “Not relevant”" in told
    change("answers", with_count("outsourceable_channels", "all_internal", 12))
    told = said()["one_channel_first"]
    assert "the telephone comes first" in told
    assert "At most 20§ firms" in told
    assert "nearly always" not in told


@pytest.mark.parametrize(
    "gone",
    [
        with_count("outsourceable_channels", "mail", 16),
        "question != 'outsourceable_channels'",
        "not exclusive",
    ],
    ids=["another is as frequent", "no figures", "none that excludes others"],
)
def test_no_channel_is_said_to_be_first_where_none_is(change: Change, gone: How) -> None:
    change("answers", gone)
    assert "one_channel_first" not in said()


def test_that_no_activity_names_the_telephone_is_said_while_none_does(change: Change) -> None:
    told = said()["not_imagined"]
    assert "do not name the telephone" in told
    assert "Of the nine groups" in told
    assert (
        "six are back-office, assembly or warehouse work, three may involve talking with people"
        in told
    )
    change("clusters", "cluster != 'website_management'")
    told = said()["not_imagined"]
    assert "Of the eight groups" in told
    assert "five are back-office, assembly or warehouse work" in told
    named = {"label_it": "Assistenza telefonica", "label_en": "Phone support"}
    change("clusters", lambda found: found.assign(**named))
    for settings in (IT, EN):
        assert "not_imagined" not in said(settings)


def test_what_has_no_reply_is_named(change: Change) -> None:
    told = said()["without_reply"]
    assert "three of the seven" in told
    assert "“Data security and confidentiality”, “Technical restrictions”" in told
    change("replies", "cluster != 'specialist_training'")
    told = said()["without_reply"]
    assert "four of the seven" in told
    assert "“Specialist training”" in told
    change("clusters", lambda found: found[found["cluster"].isin(tables.replies()["cluster"])])
    assert "without_reply" not in said()


def test_two_pitches_are_told_while_no_criterion_is_in_both_lists(change: Change) -> None:
    told = said()["two_pitches"]
    assert "Not one pitch, but two" in told
    assert (
        "“Price” and “Continuity of the service and of the people involved” (customer service)"
        in told
    )
    assert "“CSR strategies and social report” and “A choice of values and culture” (CSR)" in told
    change("themes", "item != 'cs_criterion_01'")
    assert "“Price”" not in said()["two_pitches"]

    def shared(found: pd.DataFrame) -> pd.DataFrame:
        found.loc[found["item"] == "csr_criterion_02", ["item_it", "item_en"]] = list(
            found.loc[found["item"] == "cs_criterion_03", ["item_it", "item_en"]].iloc[0]
        )
        return found

    change("themes", shared)
    assert "two_pitches" not in said()


def test_institutions_are_said_to_ask_how_to_measure_while_most_questions_do(
    change: Change,
) -> None:
    assert "Three of the four questions they put are" in said()["about_measuring"]
    change("areas", "area != 'educational_pathways'")
    assert "Three of the three questions they put are" in said()["about_measuring"]
    here = "What is to be measured? How? "
    change("areas", lambda found: found.assign(questions_en=here, questions_it=here))
    assert len(tables.areas()) > 2  # two questions each: those on metrics are no longer most
    assert "about_measuring" not in said()


def test_without_rows_nothing_is_said(change: Change) -> None:
    for name in ("answers", "clusters", "themes", "areas", "replies"):
        change(name, lambda found: found.head(0))
    assert claims.in_short(EN) == []
    assert claims.listed([], EN) is None
