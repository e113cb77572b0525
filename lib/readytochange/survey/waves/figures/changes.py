"""What changed between the study and a wave, and what cannot be said to have."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure, theme
from readytochange.figures.figure import Figure
from readytochange.language import N_
from readytochange.parameters import SETTINGS, Settings
from readytochange.statuses import marked
from readytochange.survey.waves.exhibits import Exhibits
from readytochange.survey.waves.figures import words

VERDICTS: Mapping[str, str] = N_(
    {
        "changed": "changed",
        "no_change_claimed": "not told apart from the study",
        "depends_on_overlap": "depends on the firms in common",
        "not_comparable": "not comparable",
    }
)
"""What can be said of an option, in words."""

_COLOURS = {
    "changed": theme.ORANGE,
    "no_change_claimed": theme.MUTED,
    "depends_on_overlap": theme.BLUE,
}
_STEP = 62
"""Height of a row of a mark and the two lines under it, in pixels."""


@checked
def changes(name: str, exhibits: Exhibits, question: str, settings: Settings = SETTINGS) -> Figure:
    """The difference of each option from the published share, with its interval, and what can be said of it.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2b-changes'
    exhibits : the wave's, from `waves.released`
    question : its id, one of whose figures our text holds
    settings : with which the exhibits were made
    """
    if absent := words.not_asked(name, exhibits, question, settings):
        return absent
    t = language.translator(settings.lang)
    compared = exhibits.changes[question]
    shown = compared[compared["difference"].notna()].reset_index(drop=True)
    shown = shown.assign(said=[_said(row, t) for _, row in shown.iterrows()])
    told = "; ".join(
        f"{row.label}: {row.said} ({t(VERDICTS[row.verdict])})" for row in shown.itertuples()
    )
    named = words.question_name(exhibits, question, settings)
    few = len(compared) - len(shown)
    if shown.empty:
        nothing = t("No answer of this wave can be compared with a published one.")
        return words.not_shown(name, exhibits, question, nothing, settings)
    return figure.show(
        _differences(shown, t),
        name=name,
        title=words.title(exhibits, t("{question}: what changed", question=named), settings),
        subtitle=f"{exhibits.wave.title_in(settings.lang)}. "
        + t("Difference from the published share, in percentage points"),
        description=t("A point for each answer, with the line of its interval. {told}.", told=told),
        reading=t(
            "How many firms answered both the study and the wave is not known: a change is claimed only where it holds "
            "for every number of firms in common, over all answers together (Holm). From so many "
            "points on as is said, any change would show four times of five. Lines: {coverage} intervals.",
            coverage=language.coverage(settings.confidence, settings.lang),
        )
        + (" " + t("Left out, as not offered both times or not shown: {n}.", n=few) if few else ""),
        table=_table(compared, settings),
        lang=settings.lang,
    )


def _said(row: pd.Series, t: language.Translator) -> str:
    """A difference, and, where no change is claimed, how large one would have to be to show."""
    difference = marked(_points(row["difference"]), row["status"])
    if row["verdict"] == "changed":
        return t("{difference} points", difference=difference)
    if pd.isna(row["smallest_change"]):
        return t("{difference} points; too few firms to show a change", difference=difference)
    return t(
        "{difference} points; a change shows from {smallest} on",
        difference=difference,
        smallest=_points(row["smallest_change"]).removeprefix("+"),
    )


def _points(share: float) -> str:
    """Percentage points with their sign, none before nothing."""
    points = round(100 * share)
    return f"{points:+d}".replace("-", "−") if points else "0"


def _table(compared: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    t = language.translator(settings.lang)
    columns = ["label", "published_share", "published_base", "wave_share", "wave_base"]
    columns += ["difference", "low", "high", "p_holm", "smallest_change"]
    made = compared[columns].astype({"published_share": float, "wave_share": float})
    return made.assign(
        p_holm=[words.probability(each, settings) for each in compared["p_holm"]],
        verdict=compared["verdict"].map(lambda each: t(VERDICTS[each])),
        wave_status=compared["status"],
    )


def _differences(shown: pd.DataFrame, t: language.Translator) -> alt.LayerChart:
    columns = ["option", "label", "difference", "low", "high", "said", "verdict"]
    chart = alt.Chart(shown[columns], height=alt.Step(_STEP))
    points = t("percentage points")
    names = {name: t(text) for name, text in VERDICTS.items() if name in _COLOURS}
    colour = (
        alt.Color("verdict", type="nominal")
        .scale(domain=list(_COLOURS), range=list(_COLOURS.values()))
        .legend(
            alt.Legend(
                title=None, orient="top", direction="vertical", labelLimit=0, **theme.named(names)
            )
        )
    )
    scale = alt.Scale(domain=[-1, 1])
    axis = alt.Axis(labelExpr="datum.value ? format(100 * datum.value, '+.0f') : '0'", tickCount=5)
    zero = (
        alt.Chart(pd.DataFrame({"zero": [0]}))
        .mark_rule(color=theme.MUTED)
        .encode(alt.X("zero", type="quantitative"))
    )
    lines = chart.mark_rule(strokeWidth=1.5, yOffset=-16).encode(
        alt.X("low", type="quantitative").title(points).scale(scale).axis(axis),
        alt.X2("high"),
        colour,
    )
    marks = chart.mark_point(filled=True, size=80, opacity=1, yOffset=-16).encode(
        alt.X("difference", type="quantitative").title(points),
        colour,
        alt.Shape("verdict", type="nominal")
        .scale(domain=list(_COLOURS), range=["diamond", "circle", "square"])
        .legend(None),
        tooltip=[
            alt.Tooltip("label", type="nominal", title=t("answer")),
            alt.Tooltip("said", type="nominal", title=t("difference")),
        ],
    )
    texts = chart.mark_text(align="left", dx=4, dy=3, lineBreak="; ").encode(
        alt.Text("said", type="nominal"), x=alt.value(0)
    )
    drawn = alt.layer(lines, marks, texts).encode(words.rows(shown))
    return alt.LayerChart(layer=[zero, drawn])
