"""Which answers can be told apart, as one matrix; and what would change what is said of them."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure, theme
from readytochange.figures.figure import Figure
from readytochange.language import N_
from readytochange.parameters import SETTINGS, Settings
from readytochange.statuses import marked
from readytochange.survey import bounds
from readytochange.survey.certainty.figures import pair_matrix
from readytochange.survey.figures import name_of
from readytochange.survey.waves.figures.words import probability

VERDICTS: Mapping[str, str] = N_(
    {
        "distinguishable": "can be told apart",
        "not_distinguishable": "cannot be told apart",
        "depends": "depends on how many gave both",
    }
)
"""What can be said of two answers, in words."""

_COLOURS = {
    "distinguishable": theme.BLUE,
    "depends": theme.ORANGE,
    "not_distinguishable": theme.EMPTY,
}
_SIGNS = {"distinguishable": ">", "depends": "?", "not_distinguishable": "·"}
_STEP = 34


@checked
def pairs(name: str, pairs: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """A matrix of the answers to a question: which pairs can be told apart, whatever was not printed.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2a-order'
    pairs : from `survey.certainty.pairs`
    settings : with which the table was made
    """
    t = language.translator(settings.lang)
    if pairs.empty:
        return figure.table(
            pairs, name=name, title=t("Which answers can be told apart"), lang=settings.lang
        )
    found = pairs["verdict"].value_counts().reindex([*VERDICTS], fill_value=0)
    told = "; ".join(
        t("{more} and {less}: {verdict}", more=row.more, less=row.less, verdict=row.said)
        for row in _rows(pairs, settings).itertuples()
        if row.verdict != "not_distinguishable"
    )
    return figure.show(
        _cells(pairs, t),
        name=name,
        title=_title(found, len(pairs), t),
        subtitle=t(
            "{question}. In each cell: does the answer of the column come before that of the row?",
            question=name_of(str(pairs["question_first"].iloc[0]), settings),
        ),
        description=t(
            "A matrix with a row and a column for each answer. {told}. All other pairs cannot be told apart.",
            told=told or t("No pair can be told apart"),
        ),
        reading=t(
            "Tested as answers of the same firms (McNemar), for every number that may have given both, and over all "
            "pairs together (Holm). A pair that cannot be told apart may still differ: these firms are too few to say. "
            "The firms were not drawn at random: the test says what chance alone could do, not what other firms "
            "answer. p: how often chance alone would give a difference at least so large; below {level} two answers "
            "can be told apart.",
            level=language.number(float(pairs["level"].iloc[0]), settings.lang, 2),
        ),
        table=_table(pairs, settings),
        lang=settings.lang,
        slide=str(pairs["slide"].iloc[0]),
    )


def _title(found: "pd.Series[int]", n: int, t: language.Translator) -> str:
    numbers = {verdict: marked(int(count), "computed") for verdict, count in found.items()}
    apart, not_apart = numbers["distinguishable"], numbers["not_distinguishable"]
    if not found["depends"]:
        return t(
            "Of {n} pairs of answers {apart} can be told apart, {not_apart} cannot",
            n=n,
            apart=apart,
            not_apart=not_apart,
        )
    return t(
        "Of {n} pairs of answers {apart} can be told apart, {not_apart} cannot, {depends} depend on how many "
        "firms gave both",
        n=n,
        apart=apart,
        not_apart=not_apart,
        depends=numbers["depends"],
    )


def _rows(pairs: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """The pairs with what is said of them: both answers with their counts, p, the verdict in words."""
    t = language.translator(settings.lang)
    rows = pairs.to_dict("records")
    return pairs.assign(
        more=[_counted(row, "first") for row in rows],
        less=[_counted(row, "second") for row in rows],
        said=[t(VERDICTS[row["verdict"]]) for row in rows],
        p_text=[_between(row, "p", settings) for row in rows],
        p_holm_text=[_between(row, "p_holm", settings) for row in rows],
    )


def _counted(row: Mapping[Any, Any], place: str) -> str:
    return f"{row[f'label_{place}']} ({_number(row, place)})"


def _between(row: Mapping[Any, Any], p: str, settings: Settings) -> str:
    ends = [probability(row[f"{p}_{end}"], settings) for end in ("low", "high")]
    return marked(bounds.ranged(*ends), row["p_status"])


def _table(pairs: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    shown = _rows(pairs, settings)
    columns = ["more", "less", "both_low", "both_high", "both_status", "p_text", "p_holm_text"]
    return shown[columns].assign(verdict=shown["said"])


def _cells(pairs: pd.DataFrame, t: language.Translator) -> alt.LayerChart:
    places = dict.fromkeys([*pairs["option_first"], *pairs["option_second"]])
    shown = _rows(pairs, Settings(lang=t.lang)).assign(sign=pairs["verdict"].map(_SIGNS))
    labels = dict(zip(shown["option_second"], shown["less"], strict=True))
    labels |= dict(zip(shown["option_first"], shown["more"], strict=True))
    named = {option: f"{place}. {labels[option]}" for place, option in enumerate(places, 1)}
    columns = ["option_second", "more", "less", "said", "p_text", "p_holm_text", "sign", "at"]
    placed = pair_matrix.placed(shown, "option_first", places)
    chart = alt.Chart(placed[columns], height=alt.Step(_STEP)).encode(
        alt.Y("option_second", type="nominal")
        .title(None)
        .sort(None)
        .scale(domain=[*places])
        .axis(**theme.named_rows(named)),
    )
    signs = {verdict: _SIGNS[verdict] for verdict in _COLOURS}
    names = {sign: f"{sign}  {t(VERDICTS[verdict])}" for verdict, sign in signs.items()}
    cells = (
        pair_matrix.beside(chart)
        .mark_rect(stroke=theme.PAPER, strokeWidth=2)
        .encode(
            pair_matrix.across("left", len(places)),
            alt.X2("right"),
            alt.Color("sign", type="nominal")
            .scale(domain=[*names], range=[*_COLOURS.values()])
            .legend(
                title=None,
                orient="top",
                direction="vertical",
                labelLimit=0,
                values=[sign for sign in names if (shown["sign"] == sign).any()],
                **theme.named(names),
            ),
            tooltip=[
                alt.Tooltip("more", type="nominal", title=t("more firms gave")),
                alt.Tooltip("less", type="nominal", title=t("fewer gave")),
                alt.Tooltip("said", type="nominal", title=t("what can be said")),
                alt.Tooltip("p_text", type="nominal", title=t("p")),
                alt.Tooltip("p_holm_text", type="nominal", title=t("p, for all answers together")),
            ],
        )
    )
    light = (
        alt.when(alt.datum.sign != signs["not_distinguishable"])
        .then(alt.value(theme.PAPER))
        .otherwise(alt.value(theme.MUTED))
    )
    written = chart.mark_text(fontWeight="bold").encode(
        pair_matrix.across("at", len(places)), alt.Text("sign", type="nominal"), color=light
    )
    return alt.LayerChart(layer=[cells, written])


@checked
def lists(name: str, compared: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """The answers that two lists share: in which of the two they stand more often, whatever was not printed.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2a-lists'
    compared : from `survey.certainty.lists`
    settings : with which the table was made
    """
    t = language.translator(settings.lang)
    title = t("Which answers stand more often in one list than in the other")
    apart = int((compared["verdict"] == "distinguishable").sum())
    if apart > 1:
        title = t(
            "Of {n} answers in both lists, {apart} stand more often in one than chance allows",
            n=len(compared),
            apart=marked(apart, "computed"),
        )
    rows = compared.to_dict("records")
    shown = _rows(compared, settings).assign(
        label=compared["label_first"],
        in_first=[_number(row, "first") for row in rows],
        in_second=[_number(row, "second") for row in rows],
        verdict=lambda found: found["said"],
    )
    reading = ""
    if len(compared):
        first, second = (
            name_of(str(compared[f"question_{place}"].iloc[0]), settings)
            for place in ("first", "second")
        )
        reading = t("First list: {first}. Second list: {second}.", first=first, second=second)
    columns = ["label", "in_first", "in_second", "both_low", "both_high", "both_status"]
    columns += ["p_text", "p_holm_text"]
    return figure.table(
        shown[[*columns, "verdict"]], name=name, title=title, lang=settings.lang, reading=reading
    )


def _number(row: Mapping[Any, Any], place: str) -> str:
    count = bounds.ranged(row[f"count_{place}_low"], row[f"count_{place}_high"])
    return marked(count, row[f"count_{place}_status"])


@checked
def conclusions(name: str, concluded: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """For each pair of answers, how many firms would have to answer otherwise for it to read otherwise.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2a-conclusions'
    concluded : from `survey.certainty.conclusions`, all or some rows
    settings : with which the table was made
    """
    t = language.translator(settings.lang)
    title = t("How many firms would have to answer otherwise")
    ahead = concluded[concluded["rank_low"] > 0]
    if len(ahead):
        closest = ahead.loc[ahead["rank_low"].idxmin()]
        title = t(
            "Firms that, answering otherwise, would end the lead of “{more}” over “{less}”: {n} of {base}",
            n=marked(closest["rank_low"], "computed"),
            base=marked(closest["base"], closest["base_status"]),
            more=closest["label_first"],
            less=closest["label_second"],
        )
    shown = concluded.assign(
        more=concluded["label_first"],
        less=concluded["label_second"],
        verdict=[t(VERDICTS[each]) for each in concluded["verdict"]],
        rank=[_range(row, "rank", t) for row in concluded.to_dict("records")],
        firms_otherwise=[_range(row, "firms", t) for row in concluded.to_dict("records")],
    )
    return figure.table(
        shown[["more", "less", "rank", "verdict", "firms_otherwise"]],
        name=name,
        title=title,
        lang=settings.lang,
        reading=t(
            "A firm answers otherwise when it gives any other answers to the question. The range is over how many "
            "firms may have given both answers, which the text we have does not say."
        ),
        form="closed",
    )


def _range(row: Mapping[Any, Any], what: str, t: language.Translator) -> str:
    low, high = row[f"{what}_low"], row[f"{what}_high"]
    if pd.isna(high):
        return t("no number is enough")
    status = "computed" if low == high else "bounded"
    return marked(bounds.ranged(low, high), status)
