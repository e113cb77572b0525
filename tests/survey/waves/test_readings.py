"""What is said of a wave in a sentence: what its tables say, and nothing where there is nothing to say."""

from dataclasses import replace

import pandas as pd
import pytest

from answer_frames import wave
from readytochange import parameters
from readytochange.survey.waves import readings
from readytochange.survey.waves.exhibits import Exhibits, released
from readytochange.survey.waves.record import Record

EN, IT = parameters.Wave(lang="en"), parameters.Wave(lang="it")


def record(**said: object) -> Record:
    given = {
        "title": {"it": "Seconda", "en": "Second"},
        "start": "2027-01",
        "end": "2027-03",
        "source": {"file": "a.csv", "sha256": "0" * 64, "rows": 30},
        "respondents": 30,
    }
    return Record.model_validate(given | said)


@pytest.fixture(scope="module")
def made() -> Exhibits:
    return released(wave([{"size": each} for each in ["small", "medium", "large"] * 10]), EN)


def verdicts(made: Exhibits, *each: str) -> Exhibits:
    labels = [f"answer {place}" for place in range(len(each))]
    return replace(made, changes={"size": pd.DataFrame({"label": labels, "verdict": each})})


def test_only_of_simulated_answers_it_is_said_that_they_are(made: Exhibits) -> None:
    assert readings.simulated(made, EN) is None
    drawn = replace(made, wave=replace(made.wave, status="simulated"))
    said = readings.simulated(drawn, EN)
    assert said is not None
    assert said.plain.startswith("**These answers are simulated: no firm gave them.**")


def test_how_many_answered_and_when(made: Exhibits) -> None:
    said = readings.respondents(made, record(), EN).plain
    assert said == "Second: 30¤ firms answered, from January to March 2027."
    said = readings.respondents(made, record(), IT).plain
    assert said == "Seconda: hanno risposto 30¤ aziende, da gennaio a marzo 2027."
    over = readings.respondents(made, record(start="2026-12"), IT).plain
    assert over.endswith(", da dicembre 2026 a marzo 2027.")
    at_once = readings.respondents(made, record(end="2027-01"), IT).plain
    assert at_once.endswith(", a gennaio 2027.")


def test_rows_that_were_left_out_are_counted(made: Exhibits) -> None:
    fewer = record(respondents=27, left_out={"twice": 2, "partial": 1})
    said = readings.respondents(made, fewer, EN).plain
    assert said.endswith("to March 2027; 3 rows of the file were left out.")
    one = record(respondents=29, left_out={"twice": 1})
    assert readings.respondents(made, one, EN).plain.endswith("; one row of the file was left out.")
    assert readings.respondents(made, one, IT).plain.endswith(
        "; una riga del file è stata esclusa."
    )


def test_nothing_can_be_compared_where_no_question_is_the_same(made: Exhibits) -> None:
    for found in (replace(made, changes={}), verdicts(made, "not_comparable")):
        assert readings.changes(found, EN).plain == (
            "No answer of this wave can be compared with a published one."
        )


def test_no_change_is_claimed_where_none_is_one(made: Exhibits) -> None:
    said = readings.changes(verdicts(made, "no_change_claimed", "depends_on_overlap"), EN).plain
    assert said == (
        "Of 2 answers that can be compared with the published ones, of none can a change be claimed. For 1 it depends "
        "on how many of the firms asked in the study answered again. That leaves 1 that cannot be told apart from the "
        "published share."
    )
    alone = readings.changes(verdicts(made, "no_change_claimed"), EN).plain
    assert "depends" not in alone


def test_what_changed_is_named(made: Exhibits) -> None:
    found = verdicts(made, "changed", "no_change_claimed", "not_comparable", "changed")
    said = readings.changes(found, EN).plain
    assert said.startswith("Of 3 answers that can be compared with the published ones, 2 changed: ")
    assert "“answer 0”" in said
    assert "“answer 3”" in said
    assert said.endswith(" That leaves 1 that cannot be told apart from the published share.")


def test_that_figures_are_hidden_is_said_where_some_are(made: Exhibits) -> None:
    assert readings.hidden(replace(made, hidden={("size", ""): 0}), EN) is None
    said = readings.hidden(replace(made, hidden={("size", ""): 2, ("use", "size"): 3}), EN)
    assert said is not None
    assert said.plain.startswith("5 figures of this wave are not shown, so that no firm is recog")
