"""A wave beside the study: nothing where none is named, else which questions it answers, on what base, and where."""

from dataclasses import replace

import pandas as pd
import pytest

from readytochange import parameters
from readytochange.errors import InputError
from readytochange.survey.waves.exhibits import Exhibits
from readytochange.synthesis import waves

EN, IT = parameters.Synthesis(lang="en", wave="demo"), parameters.Synthesis(wave="demo")


@pytest.fixture(scope="module")
def demo() -> Exhibits:
    found = waves.named("demo", EN)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def real(demo: Exhibits) -> Exhibits:
    """The same, as if firms had answered."""
    return replace(demo, wave=replace(demo.wave, status="wave"))


def on_base(exhibits: Exhibits, question: str, *bases: int | None) -> Exhibits:
    """The same with other bases in the table of a question, one after the other, the last one from there on."""
    table = exhibits.shares[question]
    each = [bases[min(row, len(bases) - 1)] for row in range(len(table))]
    changed = table.assign(base=pd.array(each, dtype="Int64"))
    return replace(exhibits, shares={**exhibits.shares, question: changed})


def test_without_a_name_there_is_no_wave_and_nothing_is_said() -> None:
    assert waves.named("", EN) is None
    told = (waves.stands_beside, waves.compared, waves.opened)
    assert [say(None, EN) for say in told] == [None] * 3
    assert waves.uncoded(["difficulties"], None, EN) is None


def test_a_wave_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError, match="unknown wave 'nope'"):
        waves.named("nope", EN)


def test_every_question_has_its_base_its_status_and_its_place(demo: Exhibits) -> None:
    found = waves.answered(demo)
    assert list(found) == waves.ANSWERED
    assert found["question"].tolist() == [each.question for each in demo.wave.instrument.questions]
    assert set(found["status"]) == {"simulated"}
    rows = found.set_index("question")
    assert rows.loc["channels", "base_low"] == rows.loc["channels", "base_high"] == 60
    states = demo.states["comments"].set_index("state")["count"]
    assert rows.loc["comments", "base_low"] == states["answered"]
    assert rows.loc["people_skills", "link"].endswith("#figure-2b-unpublished_people_skills")
    assert rows.loc["people_skills", "asked"] == "as_in_study"
    assert rows.loc["remote_workstations", "asked"] == "in_other_words"


def test_a_question_that_the_file_did_not_hold_was_not_asked_and_has_no_base(
    demo: Exhibits,
) -> None:
    states = demo.states["management"]
    counts = (states["state"].eq("not_asked") * 60).astype("Int64")
    found = replace(demo, states={**demo.states, "management": states.assign(count=counts)})
    rows = waves.answered(found).set_index("question")
    assert rows.loc["management", "asked"] == "not_asked"
    assert rows.loc["management", ["base_low", "base_high"]].isna().all()
    said = waves.opened(found, EN)
    assert said is not None
    assert "answers to six of the eight questions" in said.plain


def test_a_base_that_is_hidden_is_missing_and_unlike_ones_are_a_range(demo: Exhibits) -> None:
    hidden = waves.answered(on_base(demo, "size", None)).set_index("question")
    assert hidden.loc["size", ["base_low", "base_high"]].isna().all()
    unlike = waves.answered(on_base(demo, "supplier_criteria", 30, 34)).set_index("question")
    assert unlike.loc["supplier_criteria", ["base_low", "base_high"]].tolist() == [30, 34]


def test_a_simulated_wave_is_said_to_be_one_and_a_real_one_is_not(
    demo: Exhibits, real: Exhibits
) -> None:
    for settings, word in ((EN, "simulated"), (IT, "simulat")):
        for say in (waves.stands_beside, waves.compared, waves.opened):
            for exhibits, there in ((demo, True), (real, False)):
                said = say(exhibits, settings)
                assert said is not None
                assert (word in said.plain.lower()) == there
                assert exhibits.wave.title_in(settings.lang) in said.plain
    said = waves.stands_beside(real, EN)
    assert said is not None
    assert "60¤ firms answered. Its figures carry the sign ¤" in said.plain


def test_it_is_said_of_how_many_questions_without_figures_a_wave_has_answers(
    real: Exhibits,
) -> None:
    said = waves.opened(real, EN)
    assert said is not None
    assert "answers to seven of the eight questions whose charts left no figures" in said.plain
    assert "in other words, and so not counted, it asked “" in said.plain
    fewer = waves.opened(on_base(on_base(real, "management", 0), "people_skills", None), EN)
    assert fewer is not None
    assert "answers to five of the eight questions" in fewer.plain


def test_texts_that_nobody_coded_are_counted_and_not_shown(real: Exhibits) -> None:
    unread = replace(real, texts={**real.texts, "comments": real.texts["comments"].head(0)})
    said = waves.uncoded(["comments"], unread, EN)
    assert said is not None
    assert "nor said of one, having read it, that it may be shown" in said.plain
    assert "agreed" not in said.plain
    base = waves.answered(real).iloc[-1]["base_high"]
    one = pd.DataFrame({"question": ["comments"], "text": ["planted"], "base": [base]})
    read = waves.uncoded(["comments"], replace(real, texts={**real.texts, "comments": one}), EN)
    assert read is not None
    assert read.plain.endswith(f"#figure-2b-texts): 1¤ of {base}¤ on “Further remarks”.")
    texts = one["text"]
    assert [each for each in texts if each in said.plain + read.plain] == []
    nobody = real.states["comments"].assign(count=0)
    silent = replace(real, states={**real.states, "comments": nobody})
    assert waves.uncoded(["comments"], silent, EN) is None
