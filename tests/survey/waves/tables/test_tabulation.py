"""Tables of a wave: against SQL, by hand, and by the laws that hold of any answers."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from answer_frames import INSTRUMENT, ROWS, wave
from nights import NIGHTLY
from readytochange.errors import InputError
from readytochange.parameters import Quantitative
from readytochange.survey import proportions
from readytochange.survey.waves.instrument import STATES
from readytochange.survey.waves.tables import tabulation
from readytochange.survey.waves.tables.tabulation import COLUMNS, all_shares, shares, states, texts
from readytochange.survey.waves.wave import Wave
from texts import unhurried

EN, IT = Quantitative(lang="en"), Quantitative()
SIZES = ["small", "medium", "large"]

FOUR: list[dict[str, Any]] = [
    {"size": "small", "use": "yes", "ways": "ab", "two": "a", "order": "bca", "staff": 3},
    {"size": "small", "use": "yes", "ways": "a", "two": "ab", "order": "bac", "staff": 5},
    {"size": "large", "use": "no", "ways": ["none"], "two": "bc", "order": "abc", "staff": 100},
    {"use.state": "dont_know", "weigh": (2, None), "staff": 4},
]
FOUR[0] |= {"weigh": (5, 4)}
FOUR[1] |= {"weigh": (4, 4)}
FOUR[2] |= {"weigh": (1, 5)}


few = settings(unhurried, max_examples=300 if NIGHTLY else 20)


def random_wave(seed: int, **said: Any) -> Wave:
    """Three hundred firms, each answering each question or not, by chance."""
    chance = random.Random(seed)
    answers = {
        "size": lambda: chance.choice(["small", "large"]),
        "use": lambda: chance.choice(["yes", "no"]),
        "ways": lambda: chance.sample("abc", chance.randint(1, 3)),
        "weigh": lambda: [chance.choice([None, 1, 2, 3, 4, 5]) for _ in range(2)],
        "order": lambda: chance.sample("abc", 3),
        "staff": lambda: chance.randint(0, 99),
    }
    rows = [
        {name: give() for name, give in answers.items() if chance.random() < 0.8}
        | {"weight": chance.uniform(0.2, 5)}
        for _ in range(300)
    ]
    return wave(rows, **said)


@pytest.fixture(params=range(20 if NIGHTLY else 2))
def sql(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[int, Callable[[str], list[Any]]]]:
    """The seed of a random wave, and what SQL says of its answers."""
    random_wave(request.param).answers.lazy().sink_parquet(tmp_path / "answers.parquet")
    with duckdb.connect() as base:
        base.execute(f"create view answers as from read_parquet('{tmp_path / 'answers.parquet'}')")
        yield request.param, lambda query: base.execute(query).fetchall()


def test_a_single_question_has_every_option_with_its_base() -> None:
    found = shares(wave(FOUR), "size", EN)
    assert list(found.columns) == COLUMNS["single"]
    assert found[["option", "label", "count", "base"]].to_numpy().tolist() == [
        ["small", "small en", 2, 3],
        ["medium", "medium en", 0, 3],
        ["large", "large en", 1, 3],
    ]
    assert found["share"].tolist() == pytest.approx([2 / 3, 0, 1 / 3])
    assert set(found["status"]) == {"wave"}


def test_labels_are_in_the_language_of_the_settings() -> None:
    assert shares(wave(FOUR), "size", IT)["label"].tolist() == [f"{each} it" for each in SIZES]


def test_the_status_is_that_of_the_wave() -> None:
    assert set(shares(wave(FOUR, status="simulated"), "size", EN)["status"]) == {"simulated"}


def test_a_multiple_question_has_shares_of_firms_and_of_answers() -> None:
    firms = shares(wave(FOUR), "ways", EN).set_index("option")
    answers = shares(wave(FOUR), "ways", EN, of="answers").set_index("option")
    assert firms["share"].to_dict() == pytest.approx(
        {"a": 2 / 3, "b": 1 / 3, "c": 0, "none": 1 / 3}
    )
    assert answers["share"].to_dict() == pytest.approx({"a": 0.5, "b": 0.25, "c": 0, "none": 0.25})
    assert set(firms["answers"]) == set(answers["answers"]) == {4}
    assert set(firms["mean_answers"]) == {4 / 3}
    assert set(firms["base"]) == set(answers["base"]) == {3}
    assert answers[["low", "high"]].isna().all(axis=None)


def test_of_two_answers_at_most_the_mean_is_between_one_and_two() -> None:
    assert set(shares(wave(FOUR), "two", EN)["mean_answers"]) == {5 / 3}


def test_a_scale_has_each_points_count_the_median_and_the_top_two_of_each_item() -> None:
    found = shares(wave(FOUR), "weigh", EN)
    assert list(found.columns) == COLUMNS["scale"]
    price = found.query("option == 'price'")
    assert price["count"].tolist() == [1, 1, 0, 1, 1]
    assert price["point_label"].tolist() == [f"point{each} en" for each in range(1, 6)]
    assert (price["base"].iloc[0], price["median"].iloc[0], price["top_two"].iloc[0]) == (4, 3, 0.5)
    quality = found.query("option == 'quality'").iloc[0]
    assert (quality["base"], quality["median"], quality["top_two"]) == (3, 4, 1)


def test_ranks_have_their_mean_and_how_many_put_it_first() -> None:
    found = shares(wave(FOUR), "order", EN).set_index("option")
    assert found["mean_rank"].to_dict() == pytest.approx({"a": 2, "b": 4 / 3, "c": 8 / 3})
    assert found["count"].to_dict() == {"a": 1, "b": 2, "c": 0}
    assert found["share"].to_dict() == pytest.approx({"a": 1 / 3, "b": 2 / 3, "c": 0})


def test_a_number_has_its_mean_and_quartiles() -> None:
    [row] = shares(wave(FOUR), "staff", EN).to_dict("records")
    assert (row["mean"], row["low_quartile"], row["median"], row["high_quartile"]) == (
        28,
        3.5,
        4.5,
        52.5,
    )
    assert row["base"] == 4


def test_by_groups_have_their_own_bases_and_those_without_an_answer_come_last() -> None:
    found = shares(wave(FOUR), "staff", EN, by="use")
    assert found[["group", "group_label", "base", "mean"]].to_numpy().tolist() == [
        ["yes", "yes en", 2, 4.0],
        ["no", "no en", 1, 100.0],
        ["no_answer", "No answer", 1, 4.0],
    ]


def test_a_group_that_nobody_chose_stays() -> None:
    found = shares(wave(FOUR[:3]), "use", EN, by="size")
    assert found.query("group == 'medium'")[["count", "base"]].to_numpy().tolist() == [[0, 0]] * 2
    assert found.query("group == 'medium'")["share"].isna().all()


def test_only_cleared_texts_are_listed_without_the_order_of_the_respondents() -> None:
    rows: list[dict[str, Any]] = [
        {"say": "zeta", "cleared": True, "size": "small"},
        {"say": "alfa", "cleared": True},
        {"say": "beta", "cleared": False},
        {"cleared": True},
    ]
    found = shares(wave(rows), "say", EN)
    assert found["text"].tolist() == ["alfa", "zeta"]
    assert set(found["base"]) == {3}
    uncleared = [{key: row[key] for key in row if key != "cleared"} for row in rows]
    assert shares(wave(uncleared), "say", EN).empty


def test_what_respondents_did_is_counted_by_state() -> None:
    rows = [*FOUR, {"use.state": "not_asked"}, {"use.state": "prefer_not"}, {}]
    found = states(wave(rows), "use", EN)
    assert dict(zip(found["state"], found["count"], strict=True)) == {
        "answered": 3,
        "not_answered": 1,
        "not_asked": 1,
        "dont_know": 1,
        "prefer_not": 1,
    }
    assert set(found["respondents"]) == {7}


def test_every_state_has_a_label() -> None:
    assert tuple(tabulation.STATE_LABELS) == STATES


def test_a_small_base_is_flagged_or_what_follows_from_it_left_out() -> None:
    rows = [{"size": "small", "use": "yes"}] * 12 + [{"size": "large", "use": "no"}] * 3
    warned = shares(wave(rows), "use", EN, by="size").query("group == 'large'")
    assert warned["enough"].tolist() == [False, False]
    assert warned["share"].tolist() == [0, 1]
    hidden = shares(wave(rows), "use", EN, by="size", small_bases="suppress")
    large = hidden.query("group == 'large'")
    assert large[["count", "share", "low", "high", "answers", "mean_answers"]].isna().all(axis=None)
    assert large["base"].tolist() == [3, 3]
    assert hidden.query("group == 'small'")["count"].tolist() == [12, 0]


@pytest.mark.parametrize("kind", ["wilson", "exact", "jeffreys"])
def test_intervals_are_those_of_the_published_shares(kind: Any) -> None:
    chosen = Quantitative(lang="en", confidence=0.9, interval=kind)
    for row in shares(wave(FOUR), "ways", chosen).itertuples():
        expected = proportions.interval(int(row.count), int(row.base), 0.9, kind)
        assert (row.low, row.high) == pytest.approx(expected)


def test_weighted_shares_are_of_weights_and_intervals_of_the_effective_base() -> None:
    rows = [{"size": "small", "weight": 3.0}, *[{"size": "large", "weight": 1.0}] * 3]
    found = shares(wave(rows, weighted=True), "size", EN).set_index("option")
    assert found["share"].to_dict() == {"small": 0.5, "medium": 0, "large": 0.5}
    assert found["count"].to_dict() == {"small": 1, "medium": 0, "large": 3}
    assert set(found["base"]) == {4}
    assert set(found["effective_base"]) == {36 / 12}  # (3 + 1 + 1 + 1)² / (9 + 1 + 1 + 1)
    low, high = proportions.weighted_interval(0.5, 3)
    assert found.loc["small", ["low", "high"]].tolist() == pytest.approx([low, high])


def test_tables_of_options_are_those_of_sql(sql: tuple[int, Callable[[str], list[Any]]]) -> None:
    seed, ask = sql
    made = random_wave(seed)
    crossed = ask("""
        select coalesce(cast(size as text), 'no_answer'), cast(use as text), count(*) from answers
        where "use.state" = 'answered' group by all
    """)
    found = shares(made, "use", EN, by="size").query("count > 0")
    assert {tuple(row) for row in found[["group", "option", "count"]].to_numpy()} == set(crossed)
    ways = shares(made, "ways", EN).set_index("option")
    for column in "abc":
        [(count, base, ticks)] = ask(f"""
            select count(*) filter ("ways/{column}"), count(*),
                sum("ways/a"::int + "ways/b"::int + "ways/c"::int + "ways/none"::int)
            from answers where "ways.state" = 'answered'
        """)
        assert ways.loc[column, ["count", "base", "answers"]].tolist() == [count, base, ticks]
        assert ways.loc[column, "share"] == pytest.approx(count / base)


def test_tables_of_ordered_answers_are_those_of_sql(
    sql: tuple[int, Callable[[str], list[Any]]],
) -> None:
    seed, ask = sql
    made = random_wave(seed)
    [expected] = ask("""
        select count("weigh/price"), median("weigh/price"), avg(("weigh/price" >= 4)::int) from answers
    """)
    row = shares(made, "weigh", EN).query("option == 'price'").iloc[0]
    assert row[["base", "median", "top_two"]].tolist() == pytest.approx(expected)
    [expected] = ask("""select avg(staff), median(staff), avg("order/b") from answers""")
    ranked = shares(made, "order", EN).set_index("option")["mean_rank"]["b"]
    number = shares(made, "staff", EN).iloc[0]
    assert [number["mean"], number["median"], ranked] == pytest.approx(expected)


def test_weighted_tables_are_those_of_sql(sql: tuple[int, Callable[[str], list[Any]]]) -> None:
    seed, ask = sql
    made = random_wave(seed, weighted=True)
    found = shares(made, "ways", EN, by="size").set_index(["group", "option"])
    for group, share, effective, mean in ask("""
        select coalesce(cast(size as text), 'no_answer'),
            sum(weight) filter ("ways/a") / sum(weight), sum(weight) ^ 2 / sum(weight ^ 2),
            sum(weight * ("ways/a"::int + "ways/b"::int + "ways/c"::int)) / sum(weight)
        from answers where "ways.state" = 'answered' group by 1
    """):
        row = found.loc[(group, "a"), ["share", "effective_base", "mean_answers"]]
        assert row.tolist() == pytest.approx([share, effective, mean])
    [expected] = ask(
        """select sum(weight * staff) / sum(weight) from answers where staff is not null"""
    )
    assert shares(made, "staff", EN)["mean"].tolist() == pytest.approx(expected)


@few
@given(ROWS, st.booleans())
def test_shares_of_one_choice_add_up_to_all(rows: list[dict[str, Any]], weighted: bool) -> None:
    for _, group in shares(wave(rows, weighted=weighted), "use", EN, by="size").groupby("group"):
        assert group["share"].sum() == pytest.approx(1 if group["base"].iloc[0] else 0)
        assert group["count"].sum() == group["base"].iloc[0]


@few
@given(ROWS)
def test_groups_add_up_to_the_whole(rows: list[dict[str, Any]]) -> None:
    made = wave(rows)
    for name in ("use", "ways", "two", "order", "weigh"):
        keys = ["option", "point"] if name == "weigh" else ["option"]
        whole = shares(made, name, EN).set_index(keys)[["count", "base"]]
        groups = (
            shares(made, name, EN, by="size").groupby(keys, sort=False)[["count", "base"]].sum()
        )
        assert_frame_equal(whole, groups)


@few
@given(ROWS, st.sampled_from([None, "size"]))
def test_weights_of_one_are_no_weights(rows: list[dict[str, Any]], by: str | None) -> None:
    ones = [{**row, "weight": 1.0} for row in rows]
    plain, weighted = all_shares(wave(ones), EN, by), all_shares(wave(ones, weighted=True), EN, by)
    assert (
        plain.keys()
        == weighted.keys()
        == {each.question for each in INSTRUMENT.questions} - {"say"}
    )
    for name, table in plain.items():
        assert_frame_equal(table, weighted[name], check_dtype=False)


@few
@given(ROWS)
def test_quartiles_are_numpys_of_the_same_definition(rows: list[dict[str, Any]]) -> None:
    values = [row["staff"] for row in rows if row["staff"] is not None]
    [found] = shares(wave(rows), "staff", EN).to_dict("records")
    for name, share in (("low_quartile", 0.25), ("median", 0.5), ("high_quartile", 0.75)):
        if values:
            assert found[name] == np.quantile(values, share, method="averaged_inverted_cdf")
        else:
            assert pd.isna(found[name])


def test_answers_that_are_scanned_from_a_file_make_the_same_tables(tmp_path: Path) -> None:
    made = wave([*FOUR * 5, {}])
    made.answers.lazy().sink_parquet(tmp_path / "answers.parquet")
    scanned = Wave("made", pl.scan_parquet(tmp_path / "answers.parquet"), INSTRUMENT)
    for by in (None, "size"):
        for name, table in all_shares(made, EN, by).items():
            assert_frame_equal(table, all_shares(scanned, EN, by)[name])


UNWEIGHTED = Wave("made", wave(FOUR).answers, INSTRUMENT, weighted=True)
NOTHING = wave([{"weight": 0.0}, {"weight": None}, {"weight": 1.0}], weighted=True)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda made: shares(made, "sise", EN), "unknown question of the questionnaire 'sise'"),
        (lambda made: shares(made, "use", EN, by="ways"), "not of one choice; accepted: size, use"),
        (
            lambda made: shares(made, "order", EN, of="answers"),
            "accepted is a question with options",
        ),
        (lambda made: shares(made, "use", EN, of=cast(Any, "ticks")), "accepted: firms, answers"),
        (lambda made: shares(made, "say", EN, by="size"), "that may tell who wrote them"),
        (lambda made: texts(made, "size"), "accepted is an open one, or one with 'other'"),
        (lambda _: shares(UNWEIGHTED, "use", EN), "a column 'weight': this one has none"),
        (
            lambda _: shares(NOTHING, "use", EN),
            "weights of 2 respondents: accepted is a number above 0",
        ),
    ],
)
def test_what_cannot_be_tabulated_is_refused_in_words(
    call: Callable[[Wave], object], said: str
) -> None:
    with pytest.raises(InputError) as refused:
        call(wave(FOUR))
    assert said in str(refused.value)
