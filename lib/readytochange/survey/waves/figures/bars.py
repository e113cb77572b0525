"""The answers to a question as bars, with their intervals, and the published share beside each where there is one."""

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure, theme
from readytochange.figures.figure import Figure
from readytochange.parameters import SETTINGS, Settings
from readytochange.study import tables
from readytochange.survey import published
from readytochange.survey.figures import words as survey_words
from readytochange.survey.waves.exhibits import Exhibits
from readytochange.survey.waves.figures import words
from readytochange.survey.waves.instrument import Question
from readytochange.survey.waves.tables import tabulation
from readytochange.survey.waves.tables.within import Group

_STEP = 50
"""Height of a row of a bar and the text under it, in pixels."""

_TABLE = ["label", "count", "share", "low", "high", "base", "status", "share_status"]


@checked
def shares(
    name: str,
    exhibits: Exhibits,
    question: str,
    settings: Settings = SETTINGS,
    answered: Group = (),
    of: tabulation.Of = "firms",
) -> Figure:
    """Bars of the answers to a question, and a mark where the published share lay.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2b-channels'
    exhibits : the wave's, from `waves.released`
    question : its id, of one choice or several
    settings : with which the exhibits were made
    answered : what those who are shown answered to the questions that part them, in the order of these, as
        `(("size", "small"),)`; all respondents when not said
    of : 'firms', shares of those who answered; 'answers', of all that they gave, where they could give several: these
        have no interval, and are compared with nothing
    """
    if absent := words.not_asked(name, exhibits, question, settings):
        return absent
    t = language.translator(settings.lang)
    table = exhibits.among(question, answered)
    if table is None:
        few = t("Too few of these firms answered for their answers to be shown.")
        return words.not_shown(name, exhibits, question, few, settings)
    asked = exhibits.wave.instrument[question]
    firms, of_answers = words.base(table), of == "answers" and asked.kind == "multiple"
    before = pd.DataFrame() if of_answers else _published(question, settings)
    if of_answers and table["answers"].isna().any():
        why = t("As some counts are not shown, neither is how many answers there were.")
        return words.not_shown(name, exhibits, question, why, settings)
    if of_answers:
        table = _of_answers(table)
    shown = table.assign(
        said=[words.share(row, settings) for row in table.to_dict("records")],
        published_share=table["option"].map(before["share"]) if len(before) else float("nan"),
        share_status=table["status"],
    )
    told = "; ".join(f"{row.label}: {_told(row, t)}" for row in shown.itertuples())
    among = f" ({table['group_label'].iloc[0]})" if answered and len(table) else ""
    measure = _measure(asked, firms, words.base(table) if of_answers else "", t)
    return figure.show(
        _bars(shown, t("share of answers") if of_answers else t("share of firms"), t),
        name=name,
        title=words.title(
            exhibits, words.question_name(exhibits, question, settings) + among, settings
        ),
        subtitle=f"{exhibits.wave.title_in(settings.lang)}. {measure}",
        description=t("Bars, a row per answer, with the line of its interval. {told}.", told=told),
        reading=_reading(shown, of_answers, settings),
        table=shown[[*_TABLE, *(["published_share"] if len(before) else [])]],
        lang=settings.lang,
        slide=tables.slide(before) if len(before) else "",
    )


def _measure(asked: Question, firms: str, answers: str, t: language.Translator) -> str:
    """What the shares are of: of firms, or, where their number is said, of answers."""
    if answers:
        return t(
            "Shares of the {answers} answers that {base} firms gave", answers=answers, base=firms
        )
    if asked.kind == "multiple" and asked.max_answers:
        return t(
            "Shares of the {base} firms that answered; each could give at most {n} answers",
            base=firms,
            n=asked.max_answers,
        )
    if asked.kind == "multiple":
        return t(
            "Shares of the {base} firms that answered; each could give several answers", base=firms
        )
    return t("Shares of the {base} firms that answered", base=firms)


def _of_answers(table: pd.DataFrame) -> pd.DataFrame:
    """The same counts as shares of all answers."""
    sums = table["answers"].astype("Int64")
    shares = table["count"].astype("Float64") / sums.where(sums > 0)
    return table.assign(
        base=sums,
        share=shares.astype(float),
        low=float("nan"),
        high=float("nan"),
    )


def _published(question: str, settings: Settings) -> pd.DataFrame:
    """The published shares of a question, by option; without rows where our text holds none."""
    if question not in published.WITH_FIGURES:
        return pd.DataFrame()
    return published.shares(question, settings).set_index("option")


def _told(row: object, t: language.Translator) -> str:
    before = row.published_share  # type: ignore[attr-defined]
    if pd.isna(before):
        return str(row.said)  # type: ignore[attr-defined]
    return t(
        "{said}; published: {share}",
        said=row.said,  # type: ignore[attr-defined]
        share=language.percent(before, t.lang, 0),
    )


def _reading(shown: pd.DataFrame, of_answers: bool, settings: Settings) -> str:
    t = language.translator(settings.lang)
    lines = t(
        "Lines: {coverage} intervals, {method} method; they count chance alone, not who was asked and who answered.",
        coverage=language.coverage(settings.confidence, settings.lang),
        method=t(survey_words.METHODS[settings.method]),
    )
    no_lines = t("Shares of answers have no interval: what one firm answers hangs together.")
    said = [no_lines if of_answers else lines]
    if shown["published_share"].notna().any():
        said.append(t("The diamond is the published share."))
    if not shown["enough"].all():
        said.append(t("Few answered: a share of so few moves much with one answer."))
    said.append(words.why_not_shown(shown, settings))
    return " ".join(filter(None, said))


def _bars(shown: pd.DataFrame, title: str, t: language.Translator) -> alt.LayerChart:
    columns = ["option", "label", "share", "low", "high", "said", "published_share"]
    chart = alt.Chart(shown[columns].astype({"share": float}), height=alt.Step(_STEP))
    tooltip = [
        alt.Tooltip("label", type="nominal", title=t("answer")),
        alt.Tooltip("said", type="nominal", title=title),
    ]
    share = alt.X("share", type="quantitative").title(title)
    share = share.axis(format=".0%", tickCount=5).scale(domain=[0, 1])
    drawn = chart.mark_bar(size=16, yOffset=-9).encode(share, tooltip=tooltip)
    lines = (
        chart.transform_filter("isValid(datum.low)")
        .mark_rule(strokeWidth=1, yOffset=-9)
        .encode(alt.X("low", type="quantitative").title(title), alt.X2("high"))
    )
    before = (
        chart.transform_filter("isValid(datum.published_share)")
        .mark_point(
            shape="diamond", filled=True, size=90, color=theme.ORANGE, opacity=1, yOffset=-9
        )
        .encode(alt.X("published_share", type="quantitative").title(title), tooltip=tooltip)
    )
    texts = chart.mark_text(align="left", dx=4, dy=11).encode(
        alt.Text("said", type="nominal"), x=alt.value(0)
    )
    return alt.layer(drawn, lines, before, texts).encode(words.rows(shown))
