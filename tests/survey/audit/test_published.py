"""Tables that others published, as their text was read: what the audit finds in each, errors that are known among them.

`published/sources.csv` cites them, and notes what the text that was read does not say; only the figures are kept.
"""

import csv
from pathlib import Path

import pytest

from readytochange import survey
from readytochange.survey import printed_tables
from readytochange.survey.audit.reading import Kind
from readytochange.survey.audit.table import FINE, Audit

FOLDER = Path(__file__).parent / "published"
with (FOLDER / "sources.csv").open(encoding="utf-8", newline="") as file:
    SOURCES = {row["table"]: row for row in csv.DictReader(file)}


def audited(name: str, base: str | None = None) -> Audit:
    source = SOURCES[name]
    table = printed_tables.read(FOLDER / f"{name}.csv")
    kind: Kind = "single" if source["kind"] == "single" else "multiple"
    return survey.audited(table, base or source["base"] or None, kind)


def test_every_table_is_cited_and_they_are_at_least_twelve() -> None:
    assert {each.stem for each in FOLDER.glob("*.csv")} == {*SOURCES, "sources"}
    assert len(SOURCES) >= 12
    for source in SOURCES.values():
        assert all(source[name] for name in ("title", "publisher", "place", "found"))
        assert source["address"].startswith("http")
        assert bool(source["year"]) != ("no year" in source["note"])


@pytest.mark.parametrize("name", SOURCES)
def test_what_the_audit_finds(name: str) -> None:
    source, audit = SOURCES[name], audited(name)
    wrong = audit.figures[~audit.figures["verdict"].isin(FINE)]
    assert audit.holds == (source["exit"] == "0")
    assert len(wrong) == int(source["impossible"])
    assert " ".join(audit.rules) == source["rules"]


@pytest.mark.parametrize(
    ("name", "option", "count", "closest"),
    [
        ("hindawi-2023", ">5000", 15, "7.1"),
        ("hindawi-2023", "No", 147, "69.7"),
        ("physiotherapists-2021", "Men", 385, "55.1"),
        ("physiotherapists-2021", "South", 266, "38.11"),
        ("pilot-trials-2020", "Non-pharmacological", 83, "90.2"),
    ],
)
def test_an_error_that_was_printed_is_named_with_what_it_should_be(
    name: str, option: str, count: int, closest: str
) -> None:
    figures = audited(name).figures
    wrong = figures[~figures["verdict"].isin(FINE)]
    assert (option, count, closest) in [
        (row["option"], row["count"], row["closest"]) for row in wrong.to_dict("records")
    ]


def test_a_base_that_is_not_printed_is_found() -> None:
    bases = audited("banche-imprese").bases
    assert bases.loc[bases["possible"], "base"].tolist() == [351, 702]


def test_the_verdicts_are_those_of_another_program() -> None:
    """The GRIM test of scrutiny, as its vignette prints it."""
    verdicts = audited("scrutiny-percentages").figures["verdict"]
    assert verdicts.eq("possible").tolist() == [False, True, False, True]
