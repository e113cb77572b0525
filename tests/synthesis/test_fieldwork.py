"""Field work: samples and questions, counted from what is listed."""

import pytest

from readytochange import parameters
from readytochange.study import tables
from readytochange.synthesis import fieldwork

EN = parameters.Project(lang="en")


def test_the_samples_are_45_interviews_33_firms_and_3_institutions() -> None:
    counts = fieldwork.samples(EN).groupby("sample")["count"].sum()
    assert counts.to_dict() == {"interviews": 45, "survey": 33, "stakeholders": 3}


def test_a_month_begun_is_a_month_of_field_work() -> None:
    months = fieldwork.periods(EN).set_index("activity")["months"]
    assert months.to_dict() == {"interviews": 11, "survey": 4}


def test_a_question_is_filled_where_something_of_its_answers_was_printed() -> None:
    asked = fieldwork.register(EN)
    assert asked["sample"].value_counts().to_dict() == {"survey": 15, "interviews": 4}
    cells = fieldwork.printed(asked, EN)
    filled = cells.groupby("column", sort=False)["filled"].sum().to_dict()
    silent = (asked["published"] == "nothing").sum()
    counted = (asked["published"] == "counts").sum()
    assert filled == {"words": len(asked) - silent, "figures": counted}


def test_how_many_were_heard_is_said_of_each_sample_that_has_a_count() -> None:
    samples = fieldwork.samples(EN)
    said = ["45 interviews (published)", "33 firms (computed)", "3 institutions (computed)"]
    assert fieldwork.heard(samples, EN) == said
    assert fieldwork.heard(samples.query("sample != 'survey'"), EN) == [said[0], said[2]]


def test_two_people_of_one_institution_are_one_institution(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = tables.stakeholders()
    monkeypatch.setattr(
        tables, "stakeholders", lambda: heard.assign(organisation="Fondazione Cariplo")
    )
    assert fieldwork.samples(EN).set_index("sample").loc["stakeholders", "count"] == 1
