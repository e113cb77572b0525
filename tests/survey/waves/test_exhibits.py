"""What may be seen of a wave: where a count is hidden, so is all that follows from it, in whatever form it is shown."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd
import polars as pl
import pytest

import answer_frames
from answer_frames import option, wave
from charts import spec
from readytochange import parameters
from readytochange.errors import InputError
from readytochange.figures.figure import Figure
from readytochange.survey.waves import explorers, figures, readings
from readytochange.survey.waves.exhibits import GROUP, POINTS, Exhibits, _let_through, released
from readytochange.survey.waves.gate.counts import Table
from readytochange.survey.waves.gate.privacy import Gate, Released
from readytochange.survey.waves.instrument import Instrument
from readytochange.survey.waves.tables.within import Group
from readytochange.survey.waves.wave import Wave

EN = parameters.Wave(lang="en")
SIZES = ("small", "medium", "large")
HIDDEN = "not shown"


def firms(n: int, **answers: Any) -> list[dict[str, Any]]:
    return [{"size": SIZES[place % 3], **answers} for place in range(n)]


def exhibits(rows: list[dict[str, Any]], **said: Any) -> Exhibits:
    return released(wave(rows, **said), EN)


@pytest.fixture(scope="module")
def made() -> Exhibits:
    """Firms of which few name c, one of them alone; two rank and rate."""
    rows = firms(9, use="yes", ways=["a"]) + firms(15, use="no", ways=["b"])
    rows += [{"size": "large", "use": "yes", "ways": ["a", "c"], "two": ["a"]}]
    rows += [{"size": "small", "use": "yes", "ways": ["c"], "two": ["b"]}]
    rows += firms(7, use="no", ways=["a", "b"])
    for row in rows[:2]:
        row |= {"order": ["a", "b", "c"], "staff": 3, "weigh": (5, 1), "say": "ours"}
    return exhibits(rows)


def hidden_rows(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["count"].isna()]


def test_no_table_counts_one_or_two(made: Exhibits) -> None:
    tables = [*made.shares.values(), *made.parted.values()]
    assert not any(each["count"].isin([1, 2]).any() for each in tables)
    assert len(hidden_rows(made.of("ways")))


def test_with_a_count_all_goes_that_follows_from_it(made: Exhibits) -> None:
    for table in (*made.shares.values(), *made.parted.values()):
        gone = hidden_rows(table)
        assert gone[["share", "low", "high"]].isna().all(axis=None)
        for whole in {"answers", "mean_answers", "median", "top_two"} & set(table):
            assert gone[whole].isna().all()


def test_where_a_base_is_hidden_nothing_of_the_group_is_told(made: Exhibits) -> None:
    table = made.of("two")
    assert table["base"].isna().all()
    told = ["count", "share", "low", "high", "effective_base", "answers", "mean_answers"]
    assert table[told].isna().all(axis=None)


def test_ranks_and_numbers_which_the_gate_does_not_count_are_not_shown(made: Exhibits) -> None:
    for question in ("order", "staff", "say"):
        with pytest.raises(InputError, match=f"unknown question that is tabulated '{question}'"):
            made.of(question)


def test_states_are_hidden_where_they_would_give_a_count_away(made: Exhibits) -> None:
    states = made.states["two"].set_index("state")["count"]
    assert states["answered"] is pd.NA
    assert states.isna().sum() >= 2


def test_what_is_hidden_in_a_table_is_hidden_in_chart_and_description(made: Exhibits) -> None:
    shown = figures.shares("2b-ways", made, "ways", EN)
    gone = hidden_rows(shown.table)
    assert len(gone)
    drawn = {row["label"]: row for row in rows_of(shown) if "share" in row}
    for label in gone["label"]:
        assert drawn[label]["share"] is None
        assert drawn[label]["low"] is None
        assert drawn[label]["high"] is None
        assert drawn[label]["said"] == HIDDEN
        assert f"{label}: {HIDDEN}" in shown.description
    for label in set(shown.table["label"]) - set(gone["label"]):
        assert drawn[label]["share"] is not None
        assert drawn[label]["said"] in shown.description


def rows_of(shown: Figure) -> list[dict[str, Any]]:
    """The rows in the specification of a chart."""
    return [row for rows in spec(shown)["datasets"].values() for row in rows]


def test_a_group_with_hidden_counts_says_so_in_its_column(made: Exhibits) -> None:
    shown = figures.parted("2b-ways-by", made, "ways", "size", EN)
    table = made.of("ways", "size")
    assert len(hidden_rows(table))
    for label, rows in table.groupby("group_label"):
        cells = dict(zip(shown.table["label"], shown.table[label], strict=True))
        assert {each for each in cells if cells[each] == HIDDEN} == set(hidden_rows(rows)["label"])


def test_changes_are_not_told_of_hidden_counts() -> None:
    rows = [{"size": each} for each in ["small"] * 12 + ["medium"] * 19 + ["large"] * 2]
    found = exhibits(rows)
    compared = found.changes["size"].set_index("option")
    assert hidden_rows(found.of("size"))["option"].tolist().count("large") == 1
    gone = compared.loc["large"]
    assert gone["verdict"] == "not_comparable"
    told = ["wave_count", "wave_share", "difference", "low", "high", "p", "p_holm"]
    assert gone[told].isna().all()
    shown = figures.changes("2b-size-changes", found, "size", EN)
    assert "large en" not in {row.get("label") for row in rows_of(shown)}
    assert "large en" not in shown.description


def test_of_a_question_that_two_answered_no_change_is_told() -> None:
    found = exhibits([{"size": "small"}, {"size": "large"}, *[{"use": "yes"}] * 20])
    compared = found.changes["size"]
    told = ["wave_count", "wave_share", "wave_base", "difference", "smallest_change"]
    assert compared[told].isna().all(axis=None)


@pytest.mark.parametrize(("answered", "is_parted"), [(3 * GROUP - 1, False), (3 * GROUP, True)])
def test_answers_are_parted_where_groups_are_large_enough(answered: int, is_parted: bool) -> None:
    rows = firms(answered, use="yes") + [{"use": "no"}] * 10
    found = exhibits(rows)
    assert found.by("use") == (["size"] if is_parted else [])
    shown = figures.parted("2b-use-by", found, "use", "size", EN)
    assert (shown.reading == "Too few firms answered to be shown by groups.") is not is_parted


@pytest.mark.parametrize(
    ("answered", "points"),
    [(5 * POINTS - 1, ["low", "middle", "high"]), (5 * POINTS, [1, 2, 3, 4, 5])],
)
def test_points_of_a_scale_are_shown_where_enough_answered(
    answered: int, points: list[object]
) -> None:
    rows = [{"weigh": (1 + place % 5, 4)} for place in range(answered)]
    assert exhibits(rows).of("weigh")["point"].drop_duplicates().tolist() == points


def test_a_scale_that_few_rated_has_no_bar_and_says_so(made: Exhibits) -> None:
    shown = figures.scale("2b-weigh", made, "weigh", EN)
    assert f"price en: {HIDDEN}" in shown.description
    assert not [row for row in rows_of(shown) if "begin" in row]


def test_a_question_that_was_not_in_the_file_was_not_asked(made: Exhibits) -> None:
    states = made.states["ways"].assign(count=[0, 0, made.respondents, 0, 0])
    assert states.loc[2, "state"] == "not_asked"
    absent = replace(made, states={**made.states, "ways": states})
    for shown in (
        figures.shares("2b-ways", absent, "ways", EN),
        figures.parted("2b-ways-by", absent, "ways", "size", EN),
    ):
        assert (shown.reading, len(shown.table)) == ("This wave did not ask the question.", 0)
    several = figures.answers("2b-several", absent, ["use", "ways"], EN)
    assert "This wave did not ask: “" in several.reading
    assert set(several.table["question_label"]) == {"use en"}


@pytest.mark.parametrize("kind", ["shares", "scale", "changes"])
def test_of_a_question_that_was_not_asked_it_says_so(made: Exhibits, kind: str) -> None:
    shown = getattr(figures, kind)("2b-absent", made, "channels", EN)
    assert (shown.reading, len(shown.table)) == ("This wave did not ask the question.", 0)
    assert figures.parted("2b-absent", made, "channels", "size", EN).reading == shown.reading


def test_where_nothing_is_cleared_no_text_is_shown(made: Exhibits) -> None:
    shown = figures.texts("2b-say", made, ["say"], EN)
    none = "Of no text has whoever reads them said yet that it may be shown."
    assert (len(shown.table), shown.reading) == (0, none)
    assert "ours" not in json.dumps(shown.parts)


def test_texts_that_are_cleared_are_shown_once_each() -> None:
    rows = [{"say": "ours", "cleared": False}, *[{"say": "yours", "cleared": True}] * 2]
    shown = figures.texts("2b-say", exhibits(rows), ["say"], EN)
    assert shown.table["text"].tolist() == ["yours"]
    assert shown.reading.startswith(
        "Shown are the texts that whoever read them cleared: 2 of 3¤ on"
    )
    assert list(shown.table) == ["text"]
    several = figures.texts("2b-say", exhibits(rows), ["say", "absent"], EN)
    assert several.table["text"].tolist() == ["yours"]
    assert several.form == "lists"


def test_a_wave_of_which_all_is_hidden_is_drawn_and_read() -> None:
    found = exhibits(
        [{"size": "small", "use": "yes", "ways": ["a"], "two": ["a"], "weigh": (1, 2)}]
    )
    explorer = explorers.answers(found, EN)
    for question in [each for _, each in explorer.controls["question"].options]:
        explorer.controls["question"].value = question
        [shown] = explorer.made()
        assert isinstance(shown, Figure)
        assert HIDDEN in shown.description or "nobody answered" in shown.description
        said_above = json.dumps(shown.spec, ensure_ascii=False)
        assert "Shares of the … firms" in said_above or "Shares of the 0¤ firms" in said_above
    said = readings.changes(found, EN)
    assert said.plain == "No answer of this wave can be compared with a published one."
    assert readings.hidden(found, EN) is not None


def test_no_test_is_told_of_counts_that_are_hidden_which_it_would_give_away() -> None:
    rows = firms(30, ways=["a"])
    for place, row in enumerate(rows):
        row |= {"use": "yes" if place % 2 else "no", "two": ["b"] if place < 2 else ["a", "c"]}
    found = exhibits(rows)
    hidden = {question for (question, by), count in found.hidden.items() if by and count}
    assert "two" in hidden
    assert "use" not in hidden
    shown = figures.independence("2b-tests", found, "size", EN).table.set_index("label")
    assert shown.loc["two en", ["p", "p_holm", "effect"]].tolist() == [HIDDEN, "", ""]
    assert shown.loc["two en", "base"] is pd.NA
    assert shown.loc["use en", "base"] == 30
    assert float(shown.loc["use en", "p"]) > 0.5


def test_what_was_not_tested_is_not_said_to_be_alike(made: Exhibits) -> None:
    none = figures.independence("2b-tests", replace(made, parted={}), "sector", EN)
    assert none.title == "Whether answers differ by sector could not be tested"
    assert none.reading.startswith("Tested by sector: 0 of ")
    hidden = dict.fromkeys(made.hidden, 1)
    unseen = figures.independence("2b-tests", replace(made, hidden=hidden), "size", EN)
    assert unseen.title == "Whether answers differ by size could not be tested"


def test_what_is_parted_says_by_what_also_where_it_is_not_shown() -> None:
    few = figures.parted("2b-use-by", exhibits(firms(6, use="yes")), "use", "sector", EN)
    assert few.title == "use en (by sector)"


def test_no_title_tells_of_a_test_that_is_not_shown() -> None:
    rows = firms(36)
    for row in rows:
        row |= {"use": "yes" if row["size"] == "small" else "no", "two": ["a"]}
        row |= {"ways": ["a"] if row["size"] == "small" else ["b"]}
    rows[0] |= {"ways": ["a", "c"]}
    found = exhibits(rows)
    assert found.hidden["ways", "size"] > 0
    shown = figures.independence("2b-tests", found, "size", EN)
    assert shown.title == "Answers that differ by size: “use en”"


SECTORS = answer_frames.question("sector", "single", option("trade"), option("care"))
LARGE = {("small", "trade"), ("medium", "trade"), ("large", "care")}
"""Sizes and sectors of which `GROUP` firms answer; of the others there are fewer."""


def in_sectors() -> Wave:
    """Firms that say in which sector they are, of sizes that are more or fewer in each."""
    groups = [
        (size, sector)
        for size in SIZES
        for sector in ("trade", "care")
        for _ in range(GROUP + 3 if (size, sector) in LARGE else GROUP - 1)
    ]
    made = wave(
        [
            {
                "size": size,
                "use": "no" if place % 5 else "yes",
                "ways": ["a", "b", "c"][: 1 + place % 3],
                "weigh": (3, 4),
            }
            for place, (size, _) in enumerate(groups)
        ]
    )
    sectors = pl.Series("sector", [sector for _, sector in groups], pl.String)
    said = pl.lit("answered").alias(SECTORS.state)
    asked = Instrument((SECTORS, *made.instrument.questions))
    return replace(made, answers=made.answers.lazy().with_columns(sectors, said), instrument=asked)


def both(size: str, sector: str) -> Group:
    return (("size", size), ("sector", sector))


@pytest.fixture(scope="module")
def crossed() -> Exhibits:
    return released(in_sectors(), EN)


def test_answers_of_a_size_in_a_sector_are_shown_where_enough_firms_are(crossed: Exhibits) -> None:
    assert {group for _, group in crossed.within} == {both(*each) for each in LARGE}
    assert {asked for asked, _ in crossed.within} == {"use", "ways", "two"}
    table = crossed.among("use", both("small", "trade"))
    assert table is not None
    assert table["base"].tolist() == [GROUP + 3] * 2
    assert crossed.among("use", both("small", "care")) is None
    few = figures.shares("2b-use", crossed, "use", EN, both("small", "care"))
    assert (few.reading, few.spec) == (
        "Too few of these firms answered for their answers to be shown.",
        None,
    )


def test_no_table_of_a_size_in_a_sector_counts_one_or_two(crossed: Exhibits) -> None:
    tables = crossed.within.values()
    assert not any(each["count"].isin([1, 2]).any() for each in tables)
    assert sum(each["count"].notna().sum() for each in tables)
    hidden = [len(hidden_rows(each)) for each in tables]
    assert sum(hidden)


def test_the_gate_is_given_all_tables_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    release = Gate.release

    def counted(self: Gate, tables: Iterable[Table], known: Iterable[Table] = ()) -> Released:
        given = list(tables)
        asked.append([each.name for each in given])
        return release(self, given, known)

    monkeypatch.setattr(Gate, "release", counted)
    _let_through.cache_clear()
    released(in_sectors(), EN)
    [names] = asked
    assert len(names) == len({*names})
    assert {"use", "use by size", "use by sector"} <= {*names}
    assert {f"use by size {size} and sector {sector}" for size, sector in LARGE} <= {*names}


def test_what_the_explorer_cannot_show_of_some_firms_it_says(crossed: Exhibits) -> None:
    explorer = explorers.answers(crossed, EN)

    def said(**values: str) -> str:
        for name, control in explorer.controls.items():
            control.value = values.get(name, {"view": "together", "of": "firms"}.get(name, ""))
        [shown] = explorer.made()
        assert isinstance(shown, Figure)
        return shown.reading

    assert said(question="use", size="small", sector="care").startswith("Too few of these firms")
    assert "gave one answer" in said(question="size", size="small")
    assert "all firms together" in said(question="weigh", size="small")
    assert "“together”" in said(question="use", size="small", view="by.sector")
    assert said(question="use", size="small", sector="trade").startswith("Lines: 95%")


def test_shares_of_answers_are_of_all_that_were_given() -> None:
    rows = firms(20, ways=["a", "b"]) + firms(20, ways=["a"])
    shown = figures.shares("2b-ways", exhibits(rows), "ways", EN, of="answers")
    table = shown.table.set_index("label")
    assert table.loc["a en", ["count", "share", "base"]].tolist() == [40, 40 / 60, 60]
    assert table[["low", "high"]].isna().all(axis=None)
    assert "Shares of the 60¤ answers that 40¤ firms gave" in str(shown.spec)


def test_of_hidden_counts_no_share_of_answers_tells(made: Exhibits) -> None:
    assert len(hidden_rows(made.of("ways")))
    shown = figures.shares("2b-ways", made, "ways", EN, of="answers")
    assert shown.reading.startswith("As some counts are not shown, neither is how many answers")
    assert len(shown.table) == 0
