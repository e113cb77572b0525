"""The facts of the study, written by hand from its slides, against the tables in `data/`."""

import shutil
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from projects import PROJECT
from readytochange import parameters
from readytochange.study import coded_texts

DATA = PROJECT.data
TABLES = sorted(path.stem for path in (DATA / "report").glob("*.csv"))
OURS = ["claims", *sorted(path.stem for path in (DATA / "questionnaire").glob("*.csv"))]

ROWS = {
    "answers": 26,
    "approaches": 4,
    "areas": 5,
    "clusters": 16,
    "corrections": 12,
    "echoes": 8,
    "exploration_model": 5,
    "interview_questions": 4,
    "interviews": 2,
    "methods": 4,
    "periods": 2,
    "project": 12,
    "questions": 15,
    "quotes": 5,
    "replies": 7,
    "roles": 5,
    "sectors": 32,
    "sources": 5,
    "stakeholders": 3,
    "statements": 1,
    "themes": 62,
    "topics": 12,
}

POINTS = {
    ("customer_service", "past"): 15,
    ("csr", "past"): 13,
    ("customer_service", "future"): 10,
    ("csr", "future"): 10,
    ("all", "opportunities"): 7,
    ("customer_service", "criteria"): 5,
    ("csr", "criteria"): 2,
}

POINTS_BY_THEME = {
    ("customer_service", "Presenza online"): 4,
    ("customer_service", "Organizzazione e gestione"): 5,
    ("customer_service", "Esperienza multicanale"): 4,
    ("customer_service", "Esperienza self care"): 1,
    ("customer_service", "Outbound"): 1,
    ("csr", "Inclusione"): 2,
    ("csr", "Governance CSR"): 1,
    ("csr", "Sostenibilità ambientale"): 2,
    ("csr", "Tecnologia"): 2,
    ("csr", "Formazione"): 3,
    ("csr", "Welfare & work-life balance"): 3,
}

CHANNELS = [
    ("mail", "94", "31"),
    ("phone", "88", "29"),
    ("social", "70", "23"),
    ("automated_messaging", "33", "11"),
    ("whatsapp", "27", "9"),
    ("web_ticket", "3", ""),
    ("vocal_bot", "3", ""),
    ("fax_post", "3", ""),
    ("physical_desks", "3", ""),
    ("sms", "3", ""),
    ("internal_chat", "3", ""),
]

OUTSOURCEABLE_CHANNELS = [
    ("phone", "48,5", "16"),
    ("all_internal", "45,5", "15"),
    ("mail", "30", "10"),
    ("social", "24", "8"),
    ("automated_messaging", "21", ""),
    ("whatsapp", "12", ""),
    ("fundraising", "3", ""),
    ("not_relevant", "3", ""),
]

QUESTIONS = [
    ("size", "single", "counts"),
    ("sector", "single", "options"),
    ("management", "single", "options"),
    ("channels", "multiple", "counts"),
    ("outsourceable_channels", "multiple", "counts"),
    ("supplier_activities", "multiple", "nothing"),
    ("supplier_criteria", "scale", "nothing"),
    ("people_skills", "multiple", "nothing"),
    ("remote_workstations", "single", "nothing"),
    ("remote_growth", "single", "nothing"),
    ("outsourcing_considered", "single", "nothing"),
    ("outsourcing_functions", "single", "nothing"),
    ("difficulties", "open", "clusters"),
    ("activities", "open", "clusters"),
    ("comments", "open", "quotes"),
]

SECTORS_IN_BOTH = {
    "automotive",
    "cosmetics",
    "energy_utilities",
    "ict",
    "insurance_finance",
    "no_profit",
    "research_innovation",
    "transport",
}

DIFFICULTIES = [
    "Reputation",
    "Barriera psicologica e sociale",
    "Sicurezza dei dati e riservatezza",
    "Formazione specialistica",
    "Difficoltà nei rapporti diretti",
    "Restrizioni tecniche",
    "Dimensionamento e scalabilità",
]

FOREIGN_KEYS = [
    ("periods", "activity", "methods", "method"),
    ("methods", "approach", "approaches", "approach"),
    ("interviews", "group", "sources", "source"),
    ("themes", "group", "sources", "source"),
    ("themes", "question", "interview_questions", "question"),
    ("themes", "topic", "topics", "topic"),
    ("answers", "question", "questions", "question"),
    ("clusters", "question", "questions", "question"),
    ("clusters", "topic", "topics", "topic"),
    ("quotes", "question", "questions", "question"),
    ("areas", "topic", "topics", "topic"),
    ("statements", "area", "areas", "area"),
    ("themes", "topic_second", "topics", "topic"),
    ("clusters", "topic_second", "topics", "topic"),
    ("areas", "topic_second", "topics", "topic"),
    ("quotes", "topic", "topics", "topic"),
    ("quotes", "topic_second", "topics", "topic"),
    ("echoes", "area", "areas", "area"),
    ("echoes", "item", "themes", "item"),
    ("echoes", "quote", "quotes", "quote"),
    ("replies", "question", "cluster", "clusters", "question", "cluster"),
    ("replies", "item", "themes", "item"),
    ("replies", "area", "areas", "area"),
    ("questionnaire", "section", "sections", "section"),
    ("options", "question", "questionnaire", "question"),
]

MAY_BE_EMPTY = {
    "description_it",  # two approaches are named without a description
    "emphasis_it",  # points without bold words
    "passage_it",  # lines that reply as a whole
    "theme_it",  # points the study does not group
    "group_it",  # sources that are no single group
    "instruction_it",  # questions without a printed note
    "questions_it",  # areas that ask nothing
    "implied_question_it",
}

BREAKAGES = [
    ("clusters", "psychological_social_barrier,", "Psychological Barrier,", "constraint-error"),
    ("clusters", ",social_inclusion,", ",a_topic_of_nobody,", "foreign-key"),
    ("answers", "channels,phone,", "a_question_of_nobody,phone,", "foreign-key"),
    ("answers", "channels,phone,", "channels,mail,", "primary-key"),
    ("answers", "48,5", "48.5", "constraint-error"),
    ("questions", ",scale,", ",guess,", "constraint-error"),
    ("interviews", ",22,", ",twenty-two,", "type-error"),
]


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(DATA / "report" / f"{name}.csv", dtype=str, keep_default_na=False)


def figures(question: str) -> list[tuple[str, str, str]]:
    answers = table("answers")
    answers = answers[answers["question"] == question]
    return list(zip(answers["option"], answers["percent"], answers["count"], strict=True))


def test_every_table_has_its_rows() -> None:
    assert {name: len(table(name)) for name in TABLES} == ROWS


def test_the_interviews_are_45_in_two_groups() -> None:
    interviews = table("interviews").set_index("group")["interviews"].astype(int).to_dict()
    assert interviews == {"csr": 22, "customer_service": 23}
    assert sum(interviews.values()) == 45


def test_the_sources_are_two_groups_both_together_the_survey_and_the_stakeholders() -> None:
    sources = table("sources").sort_values("order").set_index("source")
    assert sources["part"].to_dict() == {
        "customer_service": "interviews",
        "csr": "interviews",
        "all": "interviews",
        "survey": "survey",
        "stakeholders": "stakeholders",
    }
    groups = sources.index[sources["group_it"] != ""]
    assert set(groups) == set(table("interviews")["group"])


def test_the_groups_of_interviewees_name_their_themes_differently() -> None:
    themes = table("themes").query("theme != ''").groupby("group")["theme"].agg(set)
    assert not themes["customer_service"] & themes["csr"]


def test_both_field_works_end_in_january_2021() -> None:
    periods = table("periods")
    months = list(zip(periods["activity"], periods["start"], periods["end"], strict=True))
    assert months == [("interviews", "2020-03", "2021-01"), ("survey", "2020-10", "2021-01")]


def test_four_techniques_stand_under_two_approaches() -> None:
    methods = table("methods").set_index("method")["approach"].to_dict()
    assert methods == {
        "interviews": "user_research",
        "survey": "user_research",
        "literature_review": "desk_research",
        "benchmark": "desk_research",
    }


def test_the_model_goes_from_the_business_model_to_the_prototypes() -> None:
    steps = table("exploration_model").sort_values("order")["step"].tolist()
    assert steps == [
        "business_model",
        "market_segments",
        "interviews",
        "project_paths",
        "prototypes",
    ]


def test_the_project_starts_from_its_question() -> None:
    question = table("project").set_index("fact").loc["question", "text_it"]
    assert question == (
        "Come possiamo sviluppare bee.4 creando più volume di attività e posti di lavoro, "
        "mantenendo forte e chiara la propria identità?"
    )


def test_sectors_are_18_in_the_interviews_and_14_in_the_survey() -> None:
    assert table("sectors")["sample"].value_counts().to_dict() == {"interviews": 18, "survey": 14}


def test_eight_sectors_are_in_both_samples() -> None:
    common = table("sectors").groupby("sample")["common"].agg(set)
    assert common["interviews"] & common["survey"] == SECTORS_IN_BOTH
    assert "other" in common["survey"]


def test_every_point_of_the_interviews_is_there() -> None:
    assert table("themes").groupby(["group", "question"]).size().to_dict() == POINTS


def test_only_past_innovations_are_grouped_by_theme() -> None:
    themes = table("themes")
    grouped = themes[themes["theme_it"] != ""]
    assert set(grouped["question"]) == {"past"}
    assert grouped.groupby(["group", "theme_it"]).size().to_dict() == POINTS_BY_THEME
    assert (themes["theme"] == "").equals(themes["theme_it"] == "")


def test_the_survey_asks_fifteen_questions() -> None:
    questions = table("questions")
    assert questions["order"].astype(int).tolist() == list(range(1, 16))
    asked = questions[["question", "kind", "published"]]
    assert list(asked.itertuples(index=False, name=None)) == QUESTIONS


def test_only_people_skills_limits_the_answers() -> None:
    limits = table("questions").set_index("question")["max_answers"]
    assert limits[limits != ""].to_dict() == {"people_skills": "2"}


def test_the_base_of_33_is_computed_and_said_to_be() -> None:
    questions = table("questions").set_index("question")[["base", "base_status"]]
    based = questions[questions["base"] != ""]
    assert list(based.index) == ["size", "channels", "outsourceable_channels"]
    assert set(based["base"]) == {"33"}
    assert set(based["base_status"]) == {"computed"}


def test_the_firms_are_8_small_13_medium_12_large() -> None:
    sizes = figures("size")
    assert sizes == [("small", "", "8"), ("medium", "", "13"), ("large", "", "12")]
    assert sum(int(count) for _, _, count in sizes) == 33


def test_15_and_151_employees_fall_between_the_printed_sizes() -> None:
    sizes = table("answers").query("question == 'size'")
    bounds = list(zip(sizes["low"], sizes["high"], strict=True))
    assert bounds == [("", "14"), ("16", "150"), ("152", "")]


def test_the_channels_in_use_are_as_printed() -> None:
    assert figures("channels") == CHANNELS


def test_the_outsourceable_channels_are_as_printed() -> None:
    assert figures("outsourceable_channels") == OUTSOURCEABLE_CHANNELS


def test_management_has_options_without_figures() -> None:
    assert figures("management") == [
        ("internal", "", ""),
        ("external", "", ""),
        ("mix", "", ""),
        ("provider", "", ""),
    ]


def test_no_other_question_has_answers() -> None:
    answered = {"size", "management", "channels", "outsourceable_channels"}
    assert set(table("answers")["question"]) == answered


def test_a_channel_has_one_id_and_one_label_in_both_lists() -> None:
    answers = table("answers").set_index("option")
    in_use = answers.query("question == 'channels'")["label_it"]
    outsourceable = answers.query("question == 'outsourceable_channels'")["label_it"]
    shared = set(in_use.index) & set(outsourceable.index)
    assert shared == {"mail", "phone", "social", "automated_messaging", "whatsapp"}
    assert all(in_use[option] == outsourceable[option] for option in shared)


def test_two_options_exclude_the_others() -> None:
    answers = table("answers")
    exclusive = answers[answers["exclusive"] == "true"]
    assert set(answers["exclusive"]) == {"true", "false"}
    assert set(exclusive["question"]) == {"outsourceable_channels"}
    assert set(exclusive["label_it"]) == {"Tutto gestito internamente", "Non rilevante"}


def test_the_open_answers_stand_in_seven_and_nine_clusters() -> None:
    clusters = table("clusters")
    assert clusters["question"].value_counts().to_dict() == {"activities": 9, "difficulties": 7}
    assert clusters.query("question == 'difficulties'")["label_it"].tolist() == DIFFICULTIES


def test_the_five_quotes_are_comments() -> None:
    quotes = table("quotes")
    assert set(quotes["question"]) == {"comments"}
    assert "Creare partnership per partecipare a gare" in set(quotes["text_it"])


def test_the_stakeholders_are_named() -> None:
    stakeholders = table("stakeholders").set_index("name")["organisation"].to_dict()
    assert stakeholders == {
        "Cristina Toscano": "Fondazione Cariplo",
        "Pietro Buffa": "Amministrazione Penitenziaria",
        "Annibale d'Elia": "Comune di Milano",
    }


def test_two_areas_ask_four_questions() -> None:
    areas = table("areas").set_index("area")
    assert areas["order"].tolist() == ["1", "2", "3", "4", "5"]
    for column in ("questions_it", "questions_en"):
        asked = areas[column].str.count(r"\?")
        assert asked[asked > 0].to_dict() == {"metrics": 3, "educational_pathways": 1}


PRINTED = {  # topic and source, and words of the study that speak of it
    ("collaboration", "survey"): "Creare partnership per partecipare a gare",
    ("person_centrality", "survey"): "Credo sia un’ottima opportunità per supportare il detenuto",
    ("digitalisation_automation", "stakeholders"): "Soluzioni in linea con i percorsi educativi",
    ("social_inclusion", "stakeholders"): "Lavoro in carcere come «sistema» da sviluppare",
    ("work_organisation", "stakeholders"): "Centralità della persona",
    ("person_centrality", "all"): "(conoscenze, capacità ed attitudini delle persone)",
    ("customer_contact", "all"): "il cliente si distanzia dalla persona che lo eroga",
    ("collaboration", "csr"): "attraverso partnership",
    ("quality_metrics", "csr"): "audit e acquisizione di certificazioni",
    ("social_inclusion", "customer_service"): "azioni rivolte a stakeholder, studenti e anziani",
}


@pytest.mark.parametrize("topic_and_source", PRINTED)
def test_what_the_study_prints_on_a_topic_is_coded_under_it(
    topic_and_source: tuple[str, str],
) -> None:
    found = coded_texts.by_topic(coded_texts.texts(parameters.Synthesis()))
    under = found.set_index(["topic", "source"]).loc[[topic_and_source], "text"]
    assert under.str.contains(PRINTED[topic_and_source], regex=False).any()


def test_no_reply_is_chosen_to_three_of_the_difficulties() -> None:
    difficulties = table("clusters").query("question == 'difficulties'")["cluster"]
    without = set(difficulties) - set(table("replies")["cluster"])
    assert without == {"data_security", "technical_restrictions", "size_scalability"}


def test_what_an_area_says_is_the_study_s_own_text() -> None:
    said = table("areas").set_index("area")["text_it"]
    assert said["recognisable_brands"].startswith("Oggi anche in ambito economia sociale i brand")
    assert "facendo leva sulle pratiche virtuose" in said["prison_work_system"]


def test_fewer_than_a_thousand_work_for_outside_employers() -> None:
    statement = table("statements").iloc[0]
    assert (statement["relation"], statement["value"]) == ("under", "1000")
    assert statement["area"] == "prison_work_system"


def test_indicators_are_asked_for_and_none_is_printed() -> None:
    metrics = table("areas").set_index("area").loc["metrics"]
    assert metrics["questions_it"].count("?") == 3
    assert not metrics["implied_question_it"]


def test_every_topic_is_used_and_marked_as_ours() -> None:
    topics = table("topics")
    used = {topic for name in ("themes", "clusters", "areas") for topic in table(name)["topic"]}
    assert set(topics["topic"]) == used
    assert set(topics["origin"]) == {"project"}


@pytest.mark.parametrize("name", TABLES)
def test_every_row_says_where_it_stands_in_the_study(name: str) -> None:
    assert (table(name)["slide"].str.strip() != "").all()


@pytest.mark.parametrize("name", TABLES)
def test_english_stands_beside_italian(name: str) -> None:
    rows = table(name)
    for column in rows.columns[rows.columns.str.endswith("_it")]:
        english = rows[column.removesuffix("_it") + "_en"]
        assert (rows[column] == "").equals((english == "").rename(column))
        assert column in MAY_BE_EMPTY or (rows[column] != "").all()


@pytest.mark.parametrize("name", TABLES)
def test_texts_are_clean(name: str) -> None:
    raw = (DATA / "report" / f"{name}.csv").read_bytes()
    assert raw.endswith(b"\n")
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    for column in table(name):
        values = table(name)[column]
        assert (values == values.str.strip()).all()
        assert not values.str.contains(r"\*\*|  ").any()


def test_the_package_describes_every_table_and_is_valid() -> None:
    package = frictionless.Package(str(DATA / "datapackage.json"))
    assert sorted(package.resource_names) == sorted([*TABLES, *OURS])
    assert frictionless.validate(str(DATA / "datapackage.json")).valid


def test_every_table_has_a_key_and_leads_to_the_tables_it_refers_to() -> None:
    package = frictionless.Package(str(DATA / "datapackage.json"))
    assert [each.name for each in package.resources if not each.schema.primary_key] == []
    declared = [
        (each.name, *key["fields"], key["reference"]["resource"], *key["reference"]["fields"])
        for each in package.resources
        for key in each.schema.foreign_keys
    ]
    assert sorted(declared) == sorted(FOREIGN_KEYS)


def test_every_field_says_whose_it_is() -> None:
    package = frictionless.Package(str(DATA / "datapackage.json"))
    for resource in package.resources:
        for field in resource.schema.fields:
            assert field.custom["origin"] in {"study", "project"}, (resource.name, field.name)


@pytest.mark.parametrize(("name", "old", "new", "error"), BREAKAGES)
def test_a_broken_table_is_caught(
    tmp_path: Path, name: str, old: str, new: str, error: str
) -> None:
    broken = shutil.copytree(DATA, tmp_path / "data")
    path = broken / "report" / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    report = frictionless.validate(str(broken / "datapackage.json"))
    assert not report.valid
    assert error in {kind for (kind,) in report.flatten(["type"])}


def test_every_text_is_the_studys_own() -> None:
    expected = pd.read_csv(PROJECT.root / "tests/expected" / "texts.csv", dtype=str)
    for (table, column), texts in expected.groupby(["table", "column"])["text"]:
        printed = pd.read_csv(DATA / "report" / f"{table}.csv", dtype=str)[column].dropna()
        assert list(dict.fromkeys(printed)) == list(texts), (table, column)
