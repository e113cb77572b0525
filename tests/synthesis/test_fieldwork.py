"""Field work: samples and questions, counted from what is listed."""

import pytest

from changes import Change
from readytochange import parameters, survey
from readytochange.synthesis import fieldwork

IT, EN = parameters.Project(), parameters.Project(lang="en")


def test_the_samples_are_45_interviews_33_firms_and_3_institutions() -> None:
    counts = fieldwork.samples(EN).groupby("sample")["count"].sum()
    assert counts.to_dict() == {"interviews": 45, "survey": 33, "stakeholders": 3}


def test_a_field_work_begins_and_ends_in_a_month() -> None:
    found = fieldwork.periods(EN).set_index("activity")[["start", "end"]]
    assert found.loc["interviews"].tolist() == ["March 2020", "January 2021"]
    assert found.loc["survey"].tolist() == ["October 2020", "January 2021"]


def test_every_question_is_registered_once() -> None:
    asked = fieldwork.register(EN)
    assert asked["sample"].value_counts().to_dict() == {"survey": 15, "interviews": 4}
    assert not asked["question"].duplicated().any()


def test_how_many_took_part_is_said_of_each_sample_that_has_a_count() -> None:
    samples = fieldwork.samples(EN)
    said = ["45 interviews", "33* firms", "three institutions"]
    assert fieldwork.heard(samples, EN) == said
    assert fieldwork.heard(samples.query("sample != 'survey'"), EN) == [said[0], said[2]]


def test_two_people_of_one_institution_are_one_institution(change: Change) -> None:
    change("stakeholders", lambda heard: heard.assign(organisation="Fondazione Cariplo"))
    samples = fieldwork.samples(EN)
    assert samples.set_index("sample").loc["stakeholders", "count"] == 1
    assert fieldwork.heard(samples, EN)[-1] == "institutions: one"


def test_how_far_off_a_share_may_be_is_that_of_the_widest_interval(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = fieldwork.precision(IT)
    assert said is not None
    assert "dietro un 48% potrebbe stare qualsiasi valore tra 33%* e 65%*" in said.plain
    narrower = fieldwork.precision(parameters.Project(confidence=0.5))
    assert narrower is not None
    assert "tra 43%* e 54%* (copertura 50%)" in narrower.plain
    none = survey.widest_interval(IT).head(0)
    monkeypatch.setattr(survey, "widest_interval", lambda settings: none)
    assert fieldwork.precision(IT) is None
