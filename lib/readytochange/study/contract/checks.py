"""What notebooks rely on in the tables and a description of columns cannot state: each rule once, in `RULES`.

A rule looks at one table, and at those that it refers to, and yields what is wrong. Fewer rows are no fault: a rule
speaks of what stands there together, not of what should be there.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from readytochange.errors import InputError
from readytochange.study.contract import questionnaire_rules, rules, survey_rules
from readytochange.study.contract.package import PLACE, Resource
from readytochange.study.contract.reading import Table
from readytochange.study.contract.rules import Fault, Rows, Rule, Tables

COLUMNS = {
    "project": "fact text_it text_en slide",
    "exploration_model": "step order purpose_it purpose_en result_it result_en slide",
    "approaches": "approach label_it label_en description_it? description_en? slide",
    "methods": "method approach label_it label_en slide",
    "periods": "activity start end slide",
    "interviews": "group label_it label_en interviews slide",
    "sources": "source order part label_it label_en group_it? group_en? slide",
    "roles": "role label_it label_en slide",
    "sectors": "sector sample label_it label_en common slide",
    "interview_questions": "question order label_it label_en slide",
    "themes": "item group question order theme? theme_it? theme_en? item_it item_en "
    "emphasis_it? emphasis_en? topic topic_second? slide",
    "topics": "topic label_it label_en definition_it definition_en origin slide",
    "questions": "question order label_it label_en kind kind_origin max_answers? base? base_status? published "
    "instruction_it? instruction_en? slide",
    "answers": "question option order label_it label_en percent? count? status? reading_error? exclusive "
    "low? high? slide",
    "clusters": "question cluster label_it label_en topic topic_second? work? slide",
    "quotes": "quote question text_it text_en topic? topic_second? slide",
    "stakeholders": "stakeholder name role_it role_en organisation organisation_en slide",
    "areas": "area order title_it title_en aim_it aim_en text_it text_en summary_it summary_en "
    "questions_it? questions_en? implied_question_it? implied_question_en? topic topic_second? slide",
    "statements": "statement area text_it text_en relation value unit_it unit_en scope_it scope_en slide",
    "echoes": "area order item? quote? slide",
    "replies": "question cluster order item? area? passage_it? passage_en? slide",
    "corrections": "correction order printed corrected slide",
    "sections": "section order label_it label_en",
    "questionnaire": "question section order label_it label_en hint_it? hint_en? kind max_answers? required "
    "relevant_question? relevant_options? origin purpose_it purpose_en",
    "options": "question option order label_it label_en role exclusive origin",
    "notices": "notice order text_it text_en",
    "claims": "claim text_it text_en computation holds? status said notebook figure",
}
"""The columns that notebooks and library read; those with a question mark may be empty."""

MAY_BE_EMPTY = frozenset({"clusters", "corrections", "echoes", "quotes", "replies", "statements"})
"""The tables of what a study need not publish: without a row, its notebooks say less."""

TYPES = dict.fromkeys(
    ("order", "interviews", "max_answers", "base", "count", "low", "high", "value"), "integer"
)
TYPES |= {"exclusive": "boolean", "required": "boolean", "start": "yearmonth", "end": "yearmonth"}
"""The columns that are no texts."""


def check_description(resource: Resource) -> None:
    """See that a description still has what the library reads of a table; InputError if not."""
    fields = {field.name: field for field in resource.table.fields}
    where = f"{PLACE}, resource '{resource.name}'"
    for column in COLUMNS.get(resource.name, "").split():
        name = column.removesuffix("?")
        if name not in fields:
            raise InputError(
                f"{where} lacks the field '{name}'; accepted: one that describes this column"
            )
        kind, wanted = fields[name].type, TYPES.get(name, "string")
        if kind != wanted:
            raise InputError(f"{where}, field '{name}', type is '{kind}'; accepted: {wanted}")
        if name == column and not fields[name].constraints.required:
            raise InputError(
                f"{where}, field '{name}', constraints lack 'required'; accepted: true"
            )


def check(table: Table, others: Mapping[str, Table]) -> None:
    """See that what stands in a table agrees with itself and with what it refers to.

    Parameters
    ----------
    table : to check, its every cell right for itself
    others : the tables that it refers to, by name

    Raises
    ------
    InputError
        for the first cell that contradicts others: file, row, column, value, what is accepted
    """
    name = table.resource.name
    if not table.rows and name not in MAY_BE_EMPTY:
        raise InputError(f"{table.resource.place} is empty; accepted: at least one row")
    referred = {other: each.rows for other, each in others.items()}
    for rule in (_both_languages, *RULES.get(name, ())):
        for fault in rule(table.rows, referred):
            found = others[fault.table] if fault.table else table
            because = f", {fault.because}" if fault.because else ""
            raise found.refused(fault.row, fault.column, fault.accepted, because)


def _both_languages(rows: Rows, _: Tables) -> Iterator[Fault]:
    columns = rows[0] if rows else ()
    for italian in columns:
        english = f"{italian.removesuffix('_it')}_en"
        if italian.endswith("_it") and english in columns:
            yield from rules.together(italian, english)(rows, {})


def _themes(rows: Rows, _: Tables) -> Iterator[Fault]:
    """Of the points of a group on a question all are grouped, or none."""
    first: dict[tuple[str, str], int] = {}
    for row, cells in enumerate(rows):
        at = first.setdefault((cells["group"], cells["question"]), row)
        if (cells["theme"] is None) != (rows[at]["theme"] is None):
            words = "an empty cell" if rows[at]["theme"] is None else "a theme"
            yield Fault(row, "theme", f"{words}, as in row {at + 2}")


def _emphasis(rows: Rows, _: Tables) -> Iterator[Fault]:
    """What is set in bold stands in the point."""
    for row, cells in enumerate(rows):
        for lang in ("it", "en"):
            for words in (cells[f"emphasis_{lang}"] or "").split("; "):
                if words not in cells[f"item_{lang}"]:
                    yield Fault(row, f"emphasis_{lang}", f"words of the point, and not {words!r}")


def _passages(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """Words taken of a point, or of an area, stand in it."""
    columns = {"item": ("themes", "item"), "area": ("areas", "text")}
    for row, cells in enumerate(rows):
        for key, (table, column) in columns.items():
            for text in tables.get(table, []):
                for lang in ("it", "en"):
                    words = cells[f"passage_{lang}"] or ""
                    if text[key] == cells[key] and words not in text[f"{column}_{lang}"]:
                        yield Fault(row, f"passage_{lang}", f"words of the {key}, as it has them")


def _asked_alike(rows: Rows, _: Tables) -> Iterator[Fault]:
    """Both languages ask the same number of questions."""
    for row, cells in enumerate(rows):
        asked = (cells["questions_it"] or "").count("?")
        if (cells["questions_en"] or "").count("?") != asked:
            yield Fault(row, "questions_en", f"{asked} questions, as in Italian")


def _same_values(rows: Rows, _: Tables) -> Iterator[Fault]:
    """A claim names the same values in both languages, and those that it holds with, a line each."""
    for row, cells in enumerate(rows):
        names = _named(cells["text_en"])
        listed = ", ".join(names)
        if {*_named(cells["text_it"])} != {*names}:
            yield Fault(row, "text_it", f"a text with the values of the English, {listed}")
        lines = (cells["holds"] or "").splitlines()
        if lines and [line.partition(": ")[0] for line in lines] != names:
            accepted = f"a line 'name: value' each for {listed}, or an empty cell"
            yield Fault(row, "holds", accepted, "for other values than the text's")


def _named(text: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"{(\w+)}", text)))


RULES: Mapping[str, Collection[Rule]] = {
    "answers": (
        rules.ascending("order", "question"),
        rules.settles("option", "label_it", "label_en"),
        survey_rules.published_as("answers", "options", "counts"),
        rules.at_most("low", "high"),
        survey_rules.exclusive,
        survey_rules.counts,
        survey_rules.digitised,
        survey_rules.classes,
        survey_rules.sums,
    ),
    "areas": (rules.ascending("order"), _asked_alike, rules.second("topic_second", "topic")),
    "claims": (_same_values,),
    "clusters": (
        survey_rules.published_as("clusters", "clusters"),
        rules.second("topic_second", "topic"),
    ),
    "corrections": (rules.ascending("order"),),
    "echoes": (rules.ascending("order", "area"), rules.one_of("item", "quote")),
    "exploration_model": (rules.ascending("order"),),
    "interview_questions": (rules.ascending("order"),),
    "notices": (rules.ascending("order"),),
    "options": (
        rules.ascending("order", "question"),
        questionnaire_rules.offered,
        questionnaire_rules.answerable,
    ),
    "periods": (rules.at_most("start", "end"),),
    "questionnaire": (
        rules.ascending("order"),
        rules.together("relevant_question", "relevant_options"),
        questionnaire_rules.asked,
    ),
    "questions": (
        rules.ascending("order"),
        rules.together("base", "base_status"),
        survey_rules.kinds,
        survey_rules.bases,
    ),
    "quotes": (
        survey_rules.published_as("quotes", "quotes"),
        rules.second("topic_second", "topic"),
    ),
    "replies": (
        rules.ascending("order", "question", "cluster"),
        rules.one_of("item", "area"),
        _passages,
    ),
    "sectors": (
        rules.settles("sector", "common"),
        rules.settles("label_it", "common"),
        rules.settles("label_en", "common"),
    ),
    "sections": (rules.ascending("order"),),
    "sources": (rules.ascending("order"), rules.holds("source", "survey", "stakeholders")),
    "stakeholders": (
        rules.settles("organisation", "organisation_en"),
        rules.settles("organisation_en", "organisation"),
    ),
    "themes": (
        rules.ascending("order", "group", "question"),
        rules.together("theme", "theme_it", "theme_en"),
        rules.settles("theme", "theme_it", "theme_en"),
        rules.settles("theme_it", "theme"),
        rules.settles("theme_en", "theme"),
        _themes,
        _emphasis,
        rules.second("topic_second", "topic"),
    ),
}
"""The rules of each table, in the order in which they are looked at."""
