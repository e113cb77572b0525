"""Whom the study heard and what it asked them: the samples, every question, and what can be asked of these data."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure, theme
from readytochange.figures.choices import Choices, Menu
from readytochange.figures.figure import Figure
from readytochange.figures.tables import each_in_words
from readytochange.parameters import SETTINGS, Settings
from readytochange.statuses import marked
from readytochange.study import tables
from readytochange.survey.waves.exhibits import Exhibits
from readytochange.synthesis import fieldwork, waves


@checked
def samples(
    name: str, samples: pd.DataFrame, periods: pd.DataFrame, settings: Settings = SETTINGS
) -> Figure:
    """The three samples, a mark for each interview, firm or institution, a row for each part of a sample.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    samples : from `fieldwork.samples`
    periods : from `fieldwork.periods`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    kinds = {"interviews": t("interviews"), "survey": t("firms"), "stakeholders": t("institutions")}
    words = [marked(*pair) for pair in zip(samples["count"], samples["status"], strict=True)]
    heard = samples.assign(kind=samples["sample"].map(kinds), words=words)
    rows = "; ".join(f"{row.label}: {row.words}" for row in heard.itertuples())
    told = fieldwork.heard(samples, settings)
    when = samples["sample"].map(periods.set_index("activity")["slide"]).fillna("")
    headings = [*map(tables.headings, zip(samples["slide"], when, strict=True))]
    table = samples.assign(sample=heard["kind"], slide=headings).rename(columns={"label": "group"})
    return figure.show(
        _marks_of_samples(heard, kinds, t),
        name=name,
        title=t("Who took part: {n}", n=", ".join(told)) if told else t("Who took part"),
        subtitle=t("One mark for each interview, firm or institution"),
        reading=" ".join(
            [
                *(
                    t("{label}: from {start} to {end}.", **row)
                    for row in each_in_words(periods, settings.lang)
                ),
                t(
                    "The text does not say whether the institutions are among the interviews, nor whether some "
                    "organisations are in both interviews and survey."
                ),
            ]
        ),
        description=t("Rows of marks. {rows}.", rows=rows),
        table=table,
        lang=settings.lang,
        slide=tables.slide(table),
    )


def _marks_of_samples(
    heard: pd.DataFrame, kinds: Mapping[str, str], t: language.Translator
) -> alt.TopLevelMixin:
    heard = heard.assign(row=heard.reset_index(drop=True).index.astype(str))
    units = heard.loc[heard.index.repeat(heard["count"])]
    units = units.assign(place=units.groupby("row").cumcount() + 1)
    units = units[["row", "sample", "kind", "label", "words", "place"]]
    kind: dict[str, Any] = {
        "title": None,
        "scale": alt.Scale(domain=list(kinds)),
        "legend": alt.Legend(**theme.named(kinds)),
    }
    names = dict(zip(heard["row"], heard["label"], strict=True))
    rows = (
        alt.Y("row", type="nominal").title(None).sort(list(names)).axis(**theme.named_rows(names))
    )
    chart = alt.Chart(height=alt.Step(36)).encode(rows)
    marks = chart.mark_point(size=alt.expr("min(80, pow(width / 36, 2))"), opacity=1).encode(
        alt.X("place", type="quantitative").axis(None),
        alt.Color("sample:N", **kind),
        alt.Shape("sample:N", **kind),
        tooltip=[
            alt.Tooltip("kind", type="nominal", title=t("sample")),
            alt.Tooltip("label", type="nominal", title=t("group")),
            alt.Tooltip("words", type="nominal", title=t("count")),
        ],
    )
    counts = chart.mark_text(align="left", dx=14).encode(
        alt.X("count", type="quantitative"), alt.Text("words", type="nominal")
    )
    return alt.layer(marks.properties(data=units), counts.properties(data=heard))


@checked
def askable(name: str, told: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """What can be asked of these data, what cannot, what a new survey would add; `told` from `askable.sentences`.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    told : from `askable.sentences`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    kinds = {
        "can": t("Can be asked"),
        "cannot": t("Cannot be asked"),
        "new": t("A new survey would add"),
    }
    return figure.table(
        told.assign(list=told["kind"].map(kinds))[["list", "text"]],
        name=name,
        title=t("Questions that these data answer, and others"),
        form="lists",
        lang=settings.lang,
    )


@checked
def register(
    name: str,
    asked: pd.DataFrame,
    settings: Settings = SETTINGS,
    exhibits: Exhibits | None = None,
) -> Figure:
    """Every question that was asked, of interviewees and of firms, with what our text holds and where it is treated.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    asked : from `fieldwork.register`
    settings : a notebook's, or those of `readytochange.use` where none are given
    exhibits : of a wave, from `waves.named`: how many firms answered each question in it, and where that is shown
    """
    t = language.translator(settings.lang)
    names = {"interviews": t("Interviews"), "survey": t("Survey")}
    shown = asked.assign(
        sample=asked["sample"].map(names),
        question=asked["label"],
        kind=asked["kind"].map(t),
        published=asked["published"].map(t),
    )
    words = {"sample": t("asked in"), "published": t("in our text")}
    menus = [
        Menu(each, word, [*dict(zip(asked[each], shown[each], strict=True)).items()])
        for each, word in words.items()
    ]
    columns = ["sample", "question", "link", "kind", "published"]
    reading = t(
        "Each question leads to where its answers, or what is missing of them, are treated."
    )
    if exhibits:
        shown = shown.merge(
            _answered(exhibits, settings), "left", left_on=asked["question"], right_on="id"
        )
        shown = shown.fillna({"wave": "", "link_wave": "", "wave_status": ""})
        columns += ["wave", "link_wave", "wave_status"]
        reading += " " + _on_answers(exhibits, t)
    return figure.table(
        shown[columns],
        name=name,
        title=t("Questions and headings"),
        reading=reading,
        form="groups",
        lang=settings.lang,
        choices=Choices(
            [menu.with_everything(t("all")) for menu in menus],
            rows=[{each: [row[each]] for each in words} for row in asked.to_dict("records")],
            searched=["question"],
        ),
    )


def _answered(exhibits: Exhibits, settings: Settings) -> pd.DataFrame:
    """How many firms answered each question of a wave, in words: of a scale the fewest and the most of an item."""
    t = language.translator(settings.lang)
    found = waves.answered(exhibits)
    told = []
    for row in found.itertuples():
        low, high = row.base_low, row.base_high
        count = t("not shown") if pd.isna(low) else "–".join(dict.fromkeys((f"{low}", f"{high}")))
        said = {"as_in_study": count, "not_asked": t("not asked")}
        if row.asked == "in_other_words":
            label = exhibits.wave.instrument[str(row.question)].label[t.lang]
            asked = language.in_quotes(language.typographic(label), t.lang)
            said[row.asked] = t("in other words, {asked}: {count}", asked=asked, count=count)
        told.append(said[str(row.asked)])
    return pd.DataFrame(
        {
            "id": found["question"],
            "wave": told,
            "link_wave": found["link"].where(found["asked"] != "not_asked", ""),
            "wave_status": found["status"].where(found["base_low"].notna(), ""),
        }
    )


def _on_answers(exhibits: Exhibits, t: language.Translator) -> str:
    """What the column of a wave is."""
    wave = language.in_quotes(exhibits.wave.title_in(t.lang), t.lang)
    said = t(
        "Answers in {wave}: how many firms gave one; each leads to what they answered. Where the wave asked in other "
        "words than the study, these stand beside.",
        wave=wave,
    )
    simulated = t("These answers are simulated: no firm gave them.")
    return f"{said} {simulated}" if exhibits.wave.status == "simulated" else said
