"""The samples, every question that was asked, and what can be asked of the data."""

from dataclasses import replace

import pandas as pd

from readytochange import parameters, synthesis
from readytochange.study import tables
from readytochange.synthesis import fieldwork

IT, EN = parameters.Synthesis(), parameters.Synthesis(lang="en")


def test_the_samples_have_a_mark_for_each_one_who_took_part() -> None:
    samples = fieldwork.samples(EN)
    shown = synthesis.figures.samples("0-trial", samples, fieldwork.periods(EN), EN)
    assert shown.title == "Who took part: 45 interviews, 33* firms, three institutions"
    assert shown.reading.startswith("Qualitative research (interviews): from March 2020")
    where = [*tables.interviews()["slide"], *tables.periods()["slide"], *samples["slide"]]
    assert {*shown.slide.splitlines()} == {*where}
    assert "Customer service: 23;" in shown.description
    assert "Institutions: 3*." in shown.description
    assert shown.spec is not None
    marks = shown.spec["layer"][0]["data"]["name"]
    assert len(shown.spec["datasets"][marks]) == samples["count"].sum()


def test_the_questions_are_two_groups_that_can_be_narrowed_down() -> None:
    asked = fieldwork.register(EN)
    shown = synthesis.figures.register("0-trial", asked, EN)
    assert shown.form == "groups"
    assert shown.choices is not None
    assert len(shown.choices.rows) == len(asked)
    for menu in shown.choices.menus:
        assert {row[menu.name][0] for row in shown.choices.rows} < {
            name for name, _ in menu.options
        }
    assert shown.table["question"].tolist() == asked["label"].tolist()
    assert shown.table["sample"].unique().tolist() == ["Interviews", "Survey"]


def test_the_register_leads_to_what_a_wave_answers_with_base_and_status() -> None:
    asked = fieldwork.register(EN)
    demo = synthesis.waves.named("demo", EN)
    assert demo is not None
    table = demo.shares["management"]
    hidden = table.assign(base=pd.array([None] * len(table), dtype="Int64"))
    found = replace(demo, shares={**demo.shares, "management": hidden})
    shown = synthesis.figures.register("0-trial", asked, EN, found)
    rows = shown.table.set_index(asked["question"])
    assert rows.loc["remote_growth", ["wave", "wave_status"]].tolist() == ["57", "simulated"]
    told = "in other words, “On which channels does your company answer customers today?”: 60"
    assert rows.loc["channels", ["wave", "wave_status"]].tolist() == [told, "simulated"]
    assert rows.loc["channels", "link_wave"] == "2b-wave.ipynb#figure-2b-channels"
    assert rows.loc["management", ["wave", "wave_status"]].tolist() == ["not shown", ""]
    assert rows.loc["criteria", ["wave", "link_wave", "wave_status"]].tolist() == [""] * 3
    assert shown.reading.endswith("These answers are simulated: no firm gave them.")
    alone = synthesis.figures.register("0-trial", asked, EN)
    assert shown.table[[*alone.table]].equals(alone.table)
    assert 'href="2b-wave.ipynb#figure-2b-channels">in other words, “' in shown.html
