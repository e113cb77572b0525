"""What notebooks rely on: cells that are right one by one and contradict each other are refused, with their place."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from projects import ProjectFolder, table_file
from readytochange.errors import InputError
from readytochange.study import loading, tables

Change = tuple[str, str, str, str]
"""A table, the key of a row, a column, and what is put there."""


@pytest.fixture
def data(make_project: Callable[..., ProjectFolder], monkeypatch: pytest.MonkeyPatch) -> Path:
    small = make_project()
    monkeypatch.chdir(small.root)
    return small.project.data


def rows_of(place: Path) -> tuple[list[str], list[dict[str, str]]]:
    with place.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return list(reader.fieldnames or []), list(reader)


def write(place: Path, names: list[str], rows: list[dict[str, str]]) -> None:
    made = io.StringIO()
    writer = csv.DictWriter(made, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    place.write_text(made.getvalue(), encoding="utf-8", newline="\n")


def change(data: Path, *changes: Change) -> None:
    for table, key, column, value in changes:
        place = table_file(table, data)
        names, rows = rows_of(place)
        found = [row for row in rows if key in (row[names[0]], f"{row[names[0]]}/{row[names[1]]}")]
        assert found, key
        for row in found:
            row[column] = value
        write(place, names, rows)


def said_of(table: str) -> str:
    with pytest.raises(InputError) as refused:
        tables.load(table)
    return str(refused.value)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            [("answers", "size/large", "count", "13")],
            "answers.csv, row 4, column 'count' is '13', the counts of 'size' add up to 34; "
            "accepted: counts of a single answer that add up to 33, the base",
        ),
        (
            [("questions", "channels", "base", "34")],
            "questions.csv, row 5, column 'base' is '34'; accepted: 33, the base of 'size'",
        ),
        (
            [("questions", "channels", "base", ""), ("questions", "channels", "base_status", "")],
            "questions.csv, row 5, column 'base' is ''; "
            "accepted: how many were asked, where counts are published",
        ),
        (
            [("questions", "channels", "base_status", "")],
            "questions.csv, row 5, column 'base_status' is ''; "
            "accepted: a cell that is filled, as base is, or both empty",
        ),
        (
            [("periods", "survey", "end", "2020-09")],
            "periods.csv, row 3, column 'end' is '2020-09'; accepted: 2020-10, which is start, or more",
        ),
        (
            [("periods", "survey", "start", "2020-3")],
            "periods.csv, row 3, column 'start' is '2020-3'; "
            "accepted: a month as 2020-03 from 1990-01 to 2099-12",
        ),
        (
            [("answers", "channels/mail", "count", "34")],
            "answers.csv, row 9, column 'count' is '34'; accepted: a whole number from 0 to 33, the base",
        ),
        (
            [("answers", "channels/mail", "percent", "101")],
            "answers.csv, row 9, column 'percent' is '101'; "
            "accepted: a percentage from 0 to 100 as published, as 94 or 48,5, or an empty cell",
        ),
        (
            [("answers", "channels/sms", "percent", "50")],
            "answers.csv, row 18, column 'percent' is '50'; "
            "accepted: a percentage that one count of 33 prints, or a count beside it",
        ),
        (
            [("answers", "channels/sms", "percent", "")],
            "answers.csv, row 18, column 'count' is ''; "
            "accepted: a count, or a percentage beside it, where counts are published",
        ),
        (
            [("answers", "channels/sms", "status", "")],
            "answers.csv, row 18, column 'status' is ''; "
            "accepted: published or digitised beside figures, an empty cell elsewhere",
        ),
        (
            [("answers", "channels/sms", "status", "digitised")],
            "answers.csv, row 18, column 'reading_error' is '', where status is digitised; "
            "accepted: a number of points, as 1,5",
        ),
        (
            [("answers", "channels/mail", "status", "digitised"), ("answers", "channels/mail", "reading_error", "1")],
            "answers.csv, row 9, column 'count' is '31', where status is digitised; accepted: an empty cell",
        ),
        (
            [("themes", "cs_past_07", "topic_second", "skills_training")],
            "themes.csv, row 8, column 'topic_second' is 'skills_training'; "
            "accepted: another one than topic, or an empty cell",
        ),
        (
            [("quotes", "tax_advantages", "topic_second", "operations"), ("quotes", "tax_advantages", "topic", "")],
            "quotes.csv, row 4, column 'topic_second' is 'operations', where topic is empty; accepted: an empty cell",
        ),
        (
            [("themes", "opportunity_03", "emphasis_it", "alta qualità")],
            "themes.csv, row 52, column 'emphasis_it' is 'alta qualità'; "
            "accepted: words of the point, and not 'alta qualità'",
        ),
        (
            [("echoes", "prison_work_system/1", "quote", "tax_advantages")],
            "echoes.csv, row 7, column 'quote' is 'tax_advantages'; accepted: one cell filled of item, quote",
        ),
        (
            [
                ("replies", "difficulties/reputation", "passage_it", "Investire nei brand."),
                ("replies", "difficulties/reputation", "passage_en", "Invest in brands."),
            ],
            "replies.csv, row 2, column 'passage_it' is 'Investire nei brand.'; "
            "accepted: words of the item, as it has them",
        ),
        (
            [("answers", "management/mix", "count", "3"), ("answers", "management/mix", "status", "published")],
            "answers.csv, row 7, column 'count' is '3'; accepted: an empty cell, where options are published",
        ),
        (
            [("questions", "channels", "kind", "single")],
            "answers.csv, row 19, column 'count' is '', the counts of 'channels' add up to 109; "
            "accepted: counts of a single answer that add up to 33, the base",
        ),
        (
            [("questions", "size", "kind", "multiple")],
            "answers.csv, row 2, column 'high' is '14'; accepted: an empty cell, where kind is multiple",
        ),
        (
            [("questions", "size", "kind", "open")],
            "questions.csv, row 2, column 'kind' is 'open', published as counts; accepted: single or multiple",
        ),
        (
            [("questions", "comments", "kind", "single")],
            "questions.csv, row 16, column 'kind' is 'single', published as quotes; accepted: open",
        ),
        (
            [("questions", "size", "kind_origin", "study")],
            "questions.csv, row 2, column 'kind_origin' is 'study'; "
            "accepted: project, where there is no instruction",
        ),
        (
            [("questions", "size", "max_answers", "2")],
            "questions.csv, row 2, column 'max_answers' is '2'; accepted: an empty cell, where kind is single",
        ),
        (
            [("questions", "channels", "max_answers", "2")],
            "answers.csv, row 19, column 'count' is '', the counts of 'channels' add up to 109; "
            "accepted: counts that add up to 66, 2 a respondent",
        ),
        (
            [("answers", "size/small", "exclusive", "true")],
            "answers.csv, row 2, column 'exclusive' is 'true'; accepted: false, where kind is single",
        ),
        (
            [("answers", "outsourceable_channels/mail", "exclusive", "true")],
            "answers.csv, row 20, column 'count' is '16', others of 'outsourceable_channels' chose what "
            "excludes it; accepted: a count up to 7",
        ),
        (
            [("answers", "size/medium", "low", "151")],
            "answers.csv, row 3, column 'high' is '150'; accepted: 151, which is low, or more",
        ),
        (
            [("answers", "size/medium", "low", "14")],
            "answers.csv, row 3, column 'low' is '14'; accepted: more than 14, where the class before it ends",
        ),
        (
            [("answers", "size/medium", "high", "")],
            "answers.csv, row 3, column 'high' is ''; accepted: where the class ends: only the last is open above",
        ),
        (
            [("answers", "size/large", "low", "")],
            "answers.csv, row 4, column 'low' is ''; accepted: where the class begins: only the first is open below",
        ),
        (
            [("answers", "channels/mail", "order", "3")],
            "answers.csv, row 10, column 'order' is '2', after 3; "
            "accepted: rows in their order, each number once",
        ),
        (
            [("answers", "channels/mail", "label_en", "E-mail")],
            "answers.csv, row 22, column 'label_en' is 'Email channels', beside option 'mail'; "
            "accepted: 'E-mail', as in row 9",
        ),
        (
            [("answers", "channels/mail", "question", "people_skills")],
            "answers.csv, row 9, column 'question' is 'people_skills', published as nothing; "
            "accepted: a question that questions.csv says is published as options or counts",
        ),
        (
            [("clusters", "difficulties", "question", "activities")],
            "questions.csv, row 14, column 'published' is 'clusters', but clusters.csv has no row of "
            "'difficulties'; accepted: what the other tables hold",
        ),
        (
            [("quotes", "tax_advantages", "question", "difficulties")],
            "quotes.csv, row 4, column 'question' is 'difficulties', published as clusters; "
            "accepted: a question that questions.csv says is published as quotes",
        ),
        (
            [("questions", "channels", "question", "Channels")],
            "questions.csv, row 5, column 'question' is 'Channels'; "
            "accepted: a name of small letters, digits and _",
        ),
        (
            [("approaches", "user_centred_design", "description_en", "")],
            "approaches.csv, row 4, column 'description_en' is ''; "
            "accepted: a cell that is filled, as description_it is, or both empty",
        ),
        (
            [("themes", "cs_past_03", "theme_it", "Online")],
            "themes.csv, row 4, column 'theme_it' is 'Online', beside theme 'online_presence'; "
            "accepted: 'Presenza online', as in row 2",
        ),
        (
            [("themes", "cs_past_15", name, text)
             for name, text in (("theme", "technology"), ("theme_it", "Presenza  online"), ("theme_en", "Tech"))],
            "themes.csv, row 32, column 'theme_it' is 'Tecnologia', beside theme 'technology'; "
            "accepted: 'Presenza  online', as in row 16",
        ),
        (
            [("themes", "cs_past_03", name, "") for name in ("theme", "theme_it", "theme_en")],
            "themes.csv, row 4, column 'theme' is ''; accepted: a theme, as in row 2",
        ),
        (
            [("areas", "metrics", "questions_en", "What for?")],
            "areas.csv, row 5, column 'questions_en' is 'What for?'; accepted: 3 questions, as in Italian",
        ),
        (
            [("sectors", "food", "common", "clothing")],
            "sectors.csv, row 3, column 'common' is 'clothing', as in row 2; "
            "accepted: each common once for each sample",
        ),
        (
            [("sectors", "software_ict", "label_it", "Fondazioni")],
            "sectors.csv, row 24, column 'common' is 'ict', beside label_it 'Fondazioni'; "
            "accepted: 'foundations', as in row 9",
        ),
        (
            [("stakeholders", "buffa", "organisation", "Fondazione Cariplo")],
            "stakeholders.csv, row 3, column 'organisation_en' is 'Prison Administration', beside organisation "
            "'Fondazione Cariplo'; accepted: 'Fondazione Cariplo', as in row 2",
        ),
        (
            [("options", "channels/whatsapp", "role", "point")],
            "options.csv, row 31, column 'role' is 'point'; "
            "accepted: answer or other or dont_know or prefer_not, where kind is multiple",
        ),
        (
            [("options", "channels/whatsapp", "role", "other")],
            "options.csv, row 31, column 'role' is 'other'; accepted: one other in a question",
        ),
        (
            [("options", "size/small", "exclusive", "true")],
            "options.csv, row 2, column 'exclusive' is 'true'; accepted: false, where kind is single",
        ),
        (
            [("questionnaire", "difficulties", "max_answers", "2")],
            "questionnaire.csv, row 14, column 'max_answers' is '2'; accepted: an empty cell, where kind is open",
        ),
        (
            [("questionnaire", "people_skills", "max_answers", "8")],
            "questionnaire.csv, row 11, column 'max_answers' is '8'; accepted: up to 7, its options",
        ),
        (
            [("questionnaire", "comments", "kind", "scale")],
            "questionnaire.csv, row 16, column 'kind' is 'scale', but options.csv has fewer than two rows of role "
            "'item' for 'comments'; accepted: one for which options.csv holds enough",
        ),
        (
            [("questionnaire", "supplier_criteria", "relevant_question", "comments")],
            "questionnaire.csv, row 10, column 'relevant_question' is 'comments'; "
            "accepted: a question that stands before this one",
        ),
        (
            [("questionnaire", "supplier_criteria", "relevant_options", "mix mixed")],
            "questionnaire.csv, row 10, column 'relevant_options' is 'mix mixed', "
            "and 'mixed' is no answer to 'management'; accepted: options of that question",
        ),
        (
            [("questionnaire", "supplier_criteria", "relevant_options", "")],
            "questionnaire.csv, row 10, column 'relevant_options' is ''; "
            "accepted: a cell that is filled, as relevant_question is, or both empty",
        ),
    ],
    ids=lambda each: "" if isinstance(each, str) else f"{each[0][0]}-{each[0][1]}-{each[0][2]}",
)  # fmt: skip
def test_what_contradicts_itself_is_refused_with_file_row_column_value_and_what_is_accepted(
    data: Path, changes: list[Change], said: str
) -> None:
    change(data, *changes)
    files = [table for table, *_ in changes]
    table = "answers" if said.startswith("answers") else files[0]
    table = "options" if table == "questionnaire" else table
    folder = table_file(table, data).parent.name
    assert said_of(table) == f"data/{folder}/{said}"


LABELS = [
    ("answers", "channels/mail", "channels/phone", ("label_it", "label_en")),
    ("clusters", "difficulties/reputation", "difficulties/data_security", ("label_it", "label_en")),
    ("sectors", "clothing", "food", ("label_it", "label_en")),
    ("roles", "", "", ("label_it", "label_en")),
    ("approaches", "", "", ("label_it", "label_en")),
    ("methods", "", "", ("label_it", "label_en")),
    ("interviews", "", "", ("label_it", "label_en")),
    ("interview_questions", "", "", ("label_it", "label_en")),
    ("sources", "", "", ("label_it", "label_en", "group_it", "group_en")),
    ("topics", "", "", ("label_it", "label_en", "definition_it", "definition_en")),
    ("questions", "", "", ("label_it", "label_en")),
    ("themes", "cs_future_01", "cs_future_02", ("item_it", "item_en")),
    ("project", "", "", ("text_it", "text_en")),
    ("quotes", "", "", ("text_it", "text_en")),
    ("stakeholders", "", "", ("name",)),
    ("areas", "", "", ("title_it", "title_en", "summary_it", "summary_en")),
]


@pytest.mark.parametrize(
    ("table", "first", "second", "column"), [(t, a, b, c) for t, a, b, each in LABELS for c in each]
)
@pytest.mark.parametrize("again", ["{}", "{}\u200b", " {}", "{}\u00a0"])
def test_a_label_that_looks_like_another_of_its_question_is_refused(
    data: Path, table: str, first: str, second: str, column: str, again: str
) -> None:
    names, rows = rows_of(table_file(table, data))
    first, second = first or rows[0][names[0]], second or rows[1][names[0]]
    label = next(
        row[column] for row in rows if first in (row[names[0]], f"{row[names[0]]}/{row[names[1]]}")
    )
    change(data, (table, second, column, again.format(label)))
    said = said_of(table)
    assert f"column '{column}' is " in said
    assert f"; accepted: each {column} once" in said or "beside option" in said


def test_a_source_that_the_library_names_is_there(data: Path) -> None:
    names, rows = rows_of(data / "report/sources.csv")
    write(data / "report/sources.csv", names, [row for row in rows if row["source"] != "survey"])
    assert said_of("sources") == (
        "data/report/sources.csv, row 5, column 'source' is 'stakeholders', and no row is 'survey'; "
        "accepted: a row 'survey' too"
    )


CONSISTENT = [
    ("interviews", "csr"),
    ("periods", "interviews"),
    ("periods", "survey"),
    ("answers", "channels/whatsapp"),
    ("answers", "outsourceable_channels/all_internal"),
    ("answers", "management/mix"),
    ("clusters", "difficulties/data_security"),
    ("quotes", "tax_advantages"),
    ("themes", "cs_past_01"),
    ("echoes", "educational_pathways/2"),
    ("replies", "difficulties/reputation"),
    ("corrections", "csr"),
    ("stakeholders", "toscano"),
    ("roles", ""),
    ("sectors", "ict"),
]


@pytest.mark.parametrize(("table", "key"), CONSISTENT)
def test_a_row_fewer_is_accepted_where_the_rest_agrees(data: Path, table: str, key: str) -> None:
    place = table_file(table, data)
    names, rows = rows_of(place)
    key = key or rows[0][names[0]]
    kept = [row for row in rows if key not in (row[names[0]], f"{row[names[0]]}/{row[names[1]]}")]
    assert len(kept) < len(rows)
    write(place, names, kept)
    assert said_of(table).startswith(f"data/report/{table}.csv is not as it was published: ")
    loading.accept()
    assert len(tables.load(table)) == len(kept)
