"""How the survey's answers are written: a row each, their counts, shares and bounds beside it, under it, in a list."""

from collections.abc import Hashable, Mapping
from typing import Any

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.errors import unknown
from readytochange.figures import theme
from readytochange.figures.tables import in_words
from readytochange.language import N_
from readytochange.parameters import SETTINGS, Settings
from readytochange.statuses import marked
from readytochange.survey import bounds, comparison, wording

METHODS: Mapping[str, str] = N_({"wilson": "Wilson", "exact": "exact", "jeffreys": "Jeffreys"})
"""How the methods of intervals are called in a sentence."""

TITLES = N_(
    {
        "size": "Firms by size",
        "channels": "Channels in use",
        "outsourceable_channels": "Channels outsourced or open to outsourcing",
    }
)
"""What a question is called in few words."""


@checked
def name_of(question: str, settings: Settings = SETTINGS) -> str:
    """What a question is called in a menu: in few words where we have some, else its own.

    Parameters
    ----------
    question : its id, as 'channels'; `survey.questions` has all
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    if question in TITLES:
        return t(TITLES[question])
    labels = wording.questions(settings).set_index("question")["label"]
    if question not in labels:
        raise unknown("question", question, labels.index)
    return str(labels[question])


@checked
def share_subtitle(shares: pd.DataFrame, settings: Settings = SETTINGS) -> str:
    """What stands under the title of a chart of shares: what is measured, of whom.

    Parameters
    ----------
    shares : from `survey.shares`, at least one row
    settings : with which the table was made
    """
    t = language.translator(settings.lang)
    base = base_of(shares)
    kinds = wording.questions(settings).set_index("question")["kind"]
    if kinds.get(shares["question"].iloc[0]) == "multiple":
        return t("Shares of {base} firms; each could give several answers", base=base)
    return t("Shares of {base} firms", base=base)


def base_of(table: pd.DataFrame) -> str:
    """How many firms were asked, with the sign of its status: '33*'; of the first row."""
    return marked(table["base"].iloc[0], table["base_status"].iloc[0])


@checked
def with_words(shares: pd.DataFrame, settings: Settings = SETTINGS) -> pd.DataFrame:
    """Add what a chart of shares writes.

    Parameters
    ----------
    shares : from `survey.shares`, or `survey.counts`
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        with `counted` ('31', of a reading that allows several counts '8–10¶'), `count_text` ('94% · 31 of 33*'),
        `status_text`
    """
    t = language.translator(settings.lang)
    rows = shares.to_dict("records")
    counts = [counted(row) for row in rows]
    texts = [
        t(
            "{percent} · {counted} of {base}",
            percent=_percent(row, t.lang),
            counted=count,
            base=in_words(row, t.lang)["base"],
        )
        for row, count in zip(rows, counts, strict=True)
    ]
    return shares.assign(counted=counts, count_text=texts, status_text=shares["status"].map(t))


def counted(row: Mapping[Hashable, Any]) -> str:
    """How many gave an answer: the count, or what a reading of it allows."""
    if pd.notna(row["count"]):
        return marked(int(row["count"]), row["status"])
    return marked(bounds.ranged(row["count_low"], row["count_high"]), row["status"])


def _percent(row: Mapping[Hashable, Any], lang: str) -> str:
    """The percentage as it was published or read; the computed share where neither was."""
    if not row["percent"]:
        return marked(language.percent(row["share"], lang, 0), "computed")
    status = "digitised" if row["status"] == "digitised" else "published"
    return marked(language.percentage(row["percent"], lang), status)


def used(row: "pd.Series") -> str:
    """How many use a channel: the count, or what a reading of it allows."""
    if pd.notna(row["count_first"]):
        return marked(row["count_first"], row["count_first_status"])
    ends = bounds.ranged(row["count_first_low"], row["count_first_high"])
    return marked(ends, row["count_first_status"])


def both(row: "pd.Series") -> str:
    """How many use a channel and hand it over, or might: at least and at most."""
    return marked(bounds.ranged(row["both_low"], row["both_high"]), row["both_status"])


def both_of_used(row: "pd.Series", t: language.Translator) -> str:
    """What stands under a bar: '12–16§ of 29 (41–55%§)'."""
    if pd.isna(row["both_share_low"]):
        return t("{both} of {used}", both=both(row), used=used(row))
    ends = [round(100 * row[name]) for name in ("both_share_low", "both_share_high")]
    shares = f"{bounds.ranged(*ends)}%"
    return t(
        "{both} of {used} ({shares})",
        both=both(row),
        used=used(row),
        shares=marked(shares, row["both_status"]),
    )


def share_and_interval(row: Mapping[Hashable, Any], lang: str) -> str:
    """A share with its interval, of a row of `with_words`: '88% · 29 of 33*; interval 73–95%*'."""
    ends = [language.percent(row[name], lang, 0) for name in ("low", "high")]
    return language.translator(lang)(
        "{share}; interval {interval}",
        share=row["count_text"],
        interval=marked(f"{ends[0].removesuffix('%')}–{ends[1]}", row["share_status"]),
    )


def in_one_list(first: str, second: str, settings: Settings) -> str:
    """Which answers only one of two questions offers, question by question."""
    t = language.translator(settings.lang)
    return " ".join(
        t(
            "Only in “{list}”: {answers}.",
            list=name_of(str(question), settings),
            answers="; ".join(found["label"]),
        )
        for question, found in comparison.in_one(first, second, settings).groupby(
            "question", sort=False
        )
    )


def option_rows(shown: pd.DataFrame) -> alt.Y:
    """A row an option, in the order of the table, named by its label."""
    names = theme.named_rows(dict(zip(shown["option"], shown["label"], strict=True)))
    return alt.Y("option", type="nominal").title(None).sort(None).axis(**names)
