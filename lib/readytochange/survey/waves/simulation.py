"""Respondents made by a model, to try the way of a wave before anybody has answered; never data of anybody."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from readytochange.arguments import checked
from readytochange.errors import InputError
from readytochange.parameters import Settings
from readytochange.study import tables
from readytochange.survey import published
from readytochange.survey.waves import answers
from readytochange.survey.waves.instrument import CONSENT, Question, questionnaire
from readytochange.survey.waves.mapping import SIMULATED

MOST = 1_000_000
"""Respondents that are drawn at most."""

_WITHOUT = {"dont_know": 0.02, "prefer_not": 0.02, "not_answered": 0.03}
"""How likely a respondent is to give none, where the question allows it."""

_USUAL = 0.3
"""How likely one of several answers is, where the study's text has no share of it."""


@checked
def simulate(respondents: int, seed: int = 0) -> pl.DataFrame:
    """Answers to the whole questionnaire, drawn at random.

    Each option of which the study's text has a count is drawn with the share that it had, others are as likely as each
    other. Questions are drawn one by one: that two answers go together says nothing. What the questionnaire holds to
    is held: answers that exclude others, the most that may be given, who is asked.

    Parameters
    ----------
    respondents : how many, from 1
    seed : the same one draws the same answers; from 0

    Returns
    -------
    DataFrame
        polars, in the columns of `answers.schema`

    Raises
    ------
    InputError
        if fewer than one respondent is asked for, or more than `MOST`; if the seed is below 0
    """
    if not 1 <= respondents <= MOST:
        raise InputError(f"respondents is {respondents}; accepted: from 1 to {MOST}")
    if seed < 0:
        raise InputError(f"seed is {seed}; accepted: from 0")
    asked = questionnaire()
    random = np.random.default_rng(seed)
    found: dict[str, Any] = {answers.RESPONDENT: np.arange(2, respondents + 2)}
    given: dict[str, Any] = {}
    for each in asked.questions:
        found[each.state] = _states(each, found, respondents, random)
        answered = found[each.state] == "answered"
        drawn = _DRAWN[each.kind](each, respondents, random)
        found |= drawn
        given |= dict.fromkeys(drawn, answered)
        if each.has_other:
            found[each.other] = np.full(respondents, f"simulato {each.question}")
            given[each.other] = answered & _chosen(each, "other", found)
    columns = {name: pl.Series(name, values) for name, values in found.items()}
    wanted = answers.schema(asked)
    return pl.select(
        (pl.when(pl.Series(given[name])).then(column) if name in given else pl.lit(column))
        .alias(name)
        .cast(wanted[name])
        for name, column in ((name, columns[name]) for name in wanted)
    )


def _states(each: Question, found: Mapping[str, Any], n: int, random: np.random.Generator) -> Any:
    """What each respondent does with a question."""
    allowed = {option.role for option in each.offered} | (
        set() if each.required else {"not_answered"}
    )
    likely = {role: share for role, share in _WITHOUT.items() if role in allowed}
    state = random.choice(
        ["answered", *likely], size=n, p=[1 - sum(likely.values()), *likely.values()]
    )
    if each.relevant:
        question, options = each.relevant
        asked = (found[f"{question}.state"] == "answered") & np.isin(found[question], options)
        state = np.where(asked, state, "not_asked")
    return state


def _shares(each: Question) -> Mapping[str, float]:
    """How likely each option is: as published, or as usual."""
    usual = 1 / len(each.options) if each.kind == "single" else _USUAL
    known: dict[str, float] = {}
    if each.question in published.WITH_FIGURES:
        counted = published.counts(each.question, Settings())
        known = dict(zip(counted["option"], counted["share"], strict=True))
    rare = usual if not known else 0.02
    return {option.option: known.get(option.option, rare) for option in each.options}


def _single(each: Question, n: int, random: np.random.Generator) -> dict[str, Any]:
    shares = _shares(each)
    likely = np.array(list(shares.values()))
    return {
        each.question: random.choice(list(shares), size=n, p=likely / likely.sum()).astype(object)
    }


def _multiple(each: Question, n: int, random: np.random.Generator) -> dict[str, Any]:
    """Who gives an answer that excludes others gives no other; who would give none gives the likeliest."""
    shares = _shares(each)
    alone = [option.option for option in each.options if option.exclusive]
    others = [name for name in shares if name not in alone]
    left = 1 - sum(shares[name] for name in alone)
    first = random.choice([*alone, ""], size=n, p=[*(shares[name] for name in alone), left])
    likely = np.array([min(shares[name] / left, 1) for name in others])
    draws = random.random((n, len(others)))
    chosen = draws < likely
    chosen[~chosen.any(axis=1), int(likely.argmax())] = True
    if each.max_answers:
        ranked = np.where(chosen, draws / likely, np.inf).argsort(axis=1).argsort(axis=1)
        chosen &= ranked < each.max_answers
    chosen &= (first == "")[:, None]
    made = {name: chosen[:, place] for place, name in enumerate(others)}
    made |= {name: first == name for name in alone}
    return {f"{each.question}/{option.option}": made[option.option] for option in each.options}


def _rank(each: Question, n: int, random: np.random.Generator) -> dict[str, Any]:
    order = random.random((n, len(each.options))).argsort(axis=1).argsort(axis=1) + 1
    return {column: order[:, place] for place, column in enumerate(each.columns)}


def _scale(each: Question, n: int, random: np.random.Generator) -> dict[str, Any]:
    most = len(each.points) - 1
    return {
        column: random.binomial(most, random.uniform(0.35, 0.8), size=n) + 1
        for column in each.columns
    }


def _number(each: Question, n: int, random: np.random.Generator) -> dict[str, Any]:
    return {each.question: random.integers(0, 101, size=n).astype(float)}


def _open(each: Question, n: int, random: np.random.Generator) -> dict[str, Any]:
    """One of the groups of the study's answers, or words that say that they are none."""
    groups = tables.clusters().query("question == @each.question")["label_it"]
    texts = [f"(simulato) {text}" for text in groups] or ["(simulato) un commento"]
    return {each.question: random.choice(texts, size=n)}


_DRAWN = {
    "single": _single,
    "multiple": _multiple,
    "rank": _rank,
    "scale": _scale,
    "number": _number,
    "open": _open,
}


def _chosen(each: Question, option: str, found: Mapping[str, Any]) -> Any:
    """Whom an option was drawn for."""
    if each.kind == "single":
        return found[each.question] == option
    return found[f"{each.question}/{option}"]


def in_form(drawn: pl.DataFrame) -> pl.DataFrame:
    """Answers as KoboToolbox exports those to our form: a column joined and one for each option, ids for answers.

    Parameters
    ----------
    drawn : in the columns of `answers.schema`

    Returns
    -------
    DataFrame
        polars, all text; '' is an empty cell; the first column, 'simulated', says what they are
    """
    columns: list[pl.Expr] = [
        pl.lit("true").alias(SIMULATED),
        (pl.int_range(pl.len()) % 2 == 0).cast(pl.String).alias(answers.CLEARED),
        pl.lit("OK").alias(CONSENT),
    ]
    for each in questionnaire().questions:
        columns += _columns(each)
    return drawn.select(columns)


def _columns(each: Question) -> list[pl.Expr]:
    name = f"section_{each.section}/{each.question}"
    without = pl.col(each.state).cast(pl.String)
    none = pl.when(without.is_in(["dont_know", "prefer_not"])).then(without).otherwise(pl.lit(""))
    other = [pl.col(each.other).fill_null("").alias(f"{name}_other")] if each.has_other else []
    if each.kind == "multiple":
        given = pl.col(each.state).is_in(["answered", "dont_know", "prefer_not"])
        chosen = {
            option.option: (pl.col(each.state) == "answered")
            & pl.col(f"{each.question}/{option.option}").fill_null(False)
            for option in each.options
        }
        chosen |= {
            option.option: pl.col(each.state) == option.role
            for option in each.having("dont_know", "prefer_not")
        }
        joined = pl.concat_str(
            [
                pl.when(yes).then(pl.lit(f"{option} ")).otherwise(pl.lit(""))
                for option, yes in chosen.items()
            ]
        )
        split = [
            pl.when(given)
            .then(yes.cast(pl.Int8).cast(pl.String))
            .otherwise(pl.lit(""))
            .alias(f"{name}/{option}")
            for option, yes in chosen.items()
        ]
        return [joined.str.strip_chars_end().alias(name), *split, *other]
    if each.kind in ("scale", "rank"):
        return [
            pl.col(column).cast(pl.String).fill_null("").alias(f"{name}/{column.replace('/', '_')}")
            for column in each.columns
        ]
    value = pl.col(each.question).cast(pl.String)
    return [pl.when(value.is_null()).then(none).otherwise(value).alias(name), *other]
