"""The form as KoboToolbox and ODK take it: converted and validated by their own tools, in both languages."""

import io
import os
import shutil

import openpyxl
import pytest
from pyxform.xls2xform import convert

from cases import cases
from readytochange.survey.waves import instrument
from readytochange.survey.waves.forms import xlsform

SHEETS = xlsform.sheets()
WORKBOOK = xlsform.workbook(SHEETS)


def rows(name: str) -> list[dict[str, str]]:
    return [dict(row) for row in SHEETS[name]]


@pytest.mark.skipif(
    not shutil.which("java") and "CI" not in os.environ, reason="ODK Validate needs Java"
)
def test_the_tools_that_kobo_and_odk_use_accept_the_form_without_a_warning() -> None:
    warnings: list[str] = []
    converted = convert(io.BytesIO(WORKBOOK), warnings=warnings, validate=True)
    assert warnings == []
    for question in instrument.questionnaire().questions:
        assert f"/{question.question}" in converted.xform
        for lang in ("it", "en"):
            label = question.label[lang].replace("’", "'")  # pyxform writes plain apostrophes
            assert label in converted.xform


def test_every_question_and_every_option_stands_in_the_form_under_its_id() -> None:
    names = {row.get("name") for row in rows("survey")}
    listed = {(row["list_name"], row["name"]) for row in rows("choices")}
    for question in instrument.questionnaire().questions:
        assert question.question in names
        for item in question.items:
            assert f"{question.question}_{item.option}" in names
        for option in question.having("answer", "other", "dont_know", "prefer_not"):
            assert (question.question, option.option) in listed
        assert (f"{question.question}_other" in names) == question.has_other


@pytest.mark.parametrize(
    ("question", "column", "said"),
    cases(r"""
people_skills | constraint | count-selected(.) <= 2
outsourceable_channels | constraint | not(selected(., 'all_internal') and count-selected(.) > 1)
supplier_activities | relevant | selected(${management}, 'internal') or selected(${management}, 'external')
channels_other | relevant | selected(${channels}, 'other')
size | required | yes
"""),
)
def test_the_form_holds_to_what_the_questionnaire_says(
    question: str, column: str, said: str
) -> None:
    [row] = [row for row in rows("survey") if row.get("name") == question]
    assert said in row[column]


def test_consent_comes_before_every_question() -> None:
    names = [row.get("name") for row in rows("survey")]
    first = min(names.index(each.question) for each in instrument.questionnaire().questions)
    assert names.index("privacy") < names.index(instrument.CONSENT) < first
    [consent] = [row for row in rows("survey") if row.get("name") == instrument.CONSENT]
    assert consent["required"] == "yes"


def test_the_workbook_says_what_its_sheets_say_and_is_the_same_each_time() -> None:
    book = openpyxl.load_workbook(io.BytesIO(WORKBOOK))
    assert book.sheetnames == ["survey", "choices", "settings"]
    for name in book.sheetnames:
        [head, *body] = book[name].iter_rows(values_only=True)
        assert [
            {key: value for key, value in zip(head, row, strict=True) if value} for row in body
        ] == [{key: value for key, value in row.items() if value} for row in rows(name)]
    assert xlsform.workbook(xlsform.sheets()) == WORKBOOK
