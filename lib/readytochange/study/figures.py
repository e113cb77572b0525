"""Figures of the study as a whole: its project, its elements, our codebook, where to read on a topic.

A filled box shows that something is listed. It does not say how often it was said.
"""

from textwrap import wrap

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.errors import unknown
from readytochange.figures import figure, theme
from readytochange.figures.choices import Choices, Menu
from readytochange.figures.figure import Figure
from readytochange.language import N_
from readytochange.parameters import SETTINGS, Settings
from readytochange.study import coded_texts, tables

_WIDTH = 560
"""Of all boxes of a row, in pixels."""

_STEP = 34
"""Height of a row of boxes, in pixels."""

_LETTER = 6.5
"""Mean width of a letter of a label, in pixels."""

_LIGHT = 0.22
"""How opaque the colour of a light box is."""

_FACTS = N_(
    {
        "opportunity": "what it is",
        "owner": "for whom",
        "funder": "who funds it",
        "programme": "programme",
        "aim": "aim",
        "support": "support",
        "context": "context",
        "method": "research",
    }
)
"""The facts that say what the project is, in the order in which they are shown."""


@checked
def project(name: str, facts: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """What the project is, for whom, who funds it; `facts` from `tables.project`, in one language.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    facts : the table `project` of `study.tables`, in one language by `localise`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    told = [fact for fact in _FACTS if fact in set(facts["fact"])]
    shown = facts.set_index("fact").loc[told].reset_index()
    shown = shown.assign(fact=[t(_FACTS[fact]) for fact in told])
    return figure.table(shown, name=name, title=t("What the project is"), lang=settings.lang)


@checked
def model(name: str, model: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """The elements of the exploration, a card each, in no order: what it yields, what it is for.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    model : from `tables.exploration_model`, in one language
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    return figure.table(
        model[["result", "purpose", "slide"]],
        name=name,
        title=t("The exploration model"),
        reading=t(
            "Which purpose goes with which result is our reading: the text has lost the layout of the slide, and gives "
            "no order."
        ),
        form="cards",
        lang=settings.lang,
    )


@checked
def corrections(name: str, settings: Settings = SETTINGS) -> Figure:
    """The misprints of the study that the tables correct.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    title = language.translator(settings.lang)("Misprints corrected here")
    found = tables.corrections()[["printed", "corrected"]]
    return figure.table(found, name=name, title=title, lang=settings.lang, form="closed")


@checked
def codebook(name: str, topics: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """Our topics and the rule by which each is coded; `topics` from `coded_texts.topics`.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    topics : from `coded_texts.topics`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    title = language.translator(settings.lang)("The topics, and how we assigned them")
    shown = topics.assign(topic=topics["label"])[["topic", "definition"]]
    return figure.table(shown, name=name, title=title, lang=settings.lang, form="closed")


@checked
def texts(name: str, found: pd.DataFrame, settings: Settings = SETTINGS, title: str = "") -> Figure:
    """Coded texts, a row each, with their source, question and topic.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    found : from `coded_texts.texts`, all of it or a part
    settings : a notebook's, or those of `readytochange.use` where none are given
    title : above the table; without it, how many texts there are
    """
    t = language.translator(settings.lang)
    title = title or t("Texts: {n}", n=len(found))
    shown = coded_texts.labelled(found, settings)[
        ["source_label", "question_label", "theme", "text", "topic_label", "slide"]
    ]
    return figure.table(shown, name=name, title=title, lang=settings.lang)


@checked
def texts_on(
    name: str, found: pd.DataFrame, topic: str, settings: Settings = SETTINGS, title: str = ""
) -> Figure:
    """The texts on a topic under their sources, a row each; where there is none, what to choose.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    found : from `coded_texts.of_topic`
    topic : the topic's id
    settings : a notebook's, or those of `readytochange.use` where none are given
    title : above the table; without it, how many texts there are
    """
    t = language.translator(settings.lang)
    title = title or t("Texts: {n}", n=len(found))
    if found.empty:
        advice = t("Nothing is listed here: choose a filled box, or all sources and all questions.")
        found = pd.DataFrame({"text": [advice]})
        return figure.table(found, name=name, title=title, lang=settings.lang)
    order = list(dict.fromkeys(found["source"]))
    found = found.sort_values("source", key=lambda each: each.map(order.index), kind="stable")
    main = [t("main") if each == topic else t("second") for each in found["topic"]]
    whole = found.assign(text=coded_texts.in_full(found), main=main)
    return figure.table(
        coded_texts.labelled(whole, settings)[
            ["source_label", "text", "question_label", "main", "slide"]
        ],
        name=name,
        title=title,
        form="groups",
        lang=settings.lang,
    )


@checked
def texts_to_search(
    name: str, found: pd.DataFrame, settings: Settings = SETTINGS, title: str = ""
) -> Figure:
    """Coded texts as `texts`, folded in a notebook; a page lets readers search them, in both languages.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2-channels'
    found : from `coded_texts.texts`, all of it or a part
    settings : a notebook's, or those of `readytochange.use` where none are given
    title : above the table; without it, how many texts there are
    """
    t = language.translator(settings.lang)
    title = title or t("Texts: {n}", n=len(found))
    named = coded_texts.labelled(found, settings)
    topics = [
        t("{topic}; second: {other}", topic=one, other=other) if other else one
        for one, other in zip(named["topic_label"], named["topic_second_label"], strict=True)
    ]
    words = {"topic": t("topic"), "source": t("source"), "question": t("question")}
    menus = [
        Menu(each, word, [*labels(named, each).items()]).with_everything(t("all"))
        for each, word in words.items()
    ]
    [other] = [lang for lang in language.LANGUAGES if lang != settings.lang]
    original = coded_texts.texts(Settings(lang=other)).loc[found.index]
    shown = named.assign(topic_label=topics)
    return figure.table(
        shown[["text", "theme", "source_label", "question_label", "topic_label"]],
        name=name,
        title=title,
        form="closed",
        lang=settings.lang,
        choices=Choices(
            menus,
            rows=[
                {
                    "topic": [row.topic, row.topic_second],
                    "source": [row.source],
                    "question": [row.question],
                }
                for row in found.itertuples()
            ],
            searched=["theme", "text"],
            elsewhere=[*coded_texts.in_full(original)],
            language=other,
        ),
    )


@checked
def presence(name: str, found: pd.DataFrame, settings: Settings = SETTINGS) -> Figure:
    """Where to read on each topic: topics against sources.

    Parameters
    ----------
    name : of the figure
    found : coded texts, from `coded_texts.texts`: all, or those of one question
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    cells = coded_texts.grid(found, "source", settings)
    return figure.show(
        boxes(marked(cells, settings), settings),
        name=name,
        title=t("Where to read on each topic"),
        subtitle=t(LEGEND),
        description=describe(cells, settings),
        table=cell_table(found, settings),
        lang=settings.lang,
    )


LEGEND = N_(
    "In a box: how many texts are listed, not how often something was said; light: only as a second topic; empty: not "
    "listed. One person coded"
)
"""What the boxes say."""


@checked
def cell_table(found: pd.DataFrame, settings: Settings = SETTINGS) -> pd.DataFrame:
    """The texts behind the boxes, in the order of the codebook, as the table of the figure shows them.

    Parameters
    ----------
    found : from `coded_texts.texts`, all of it or a part
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        columns: topic_label, source_label, question_label, theme, text, main, slide
    """
    t = language.translator(settings.lang)
    order = list(tables.topics()["topic"])
    texts = coded_texts.labelled(coded_texts.by_topic(found), settings)
    texts = texts.iloc[texts["topic"].map(order.index).argsort(kind="stable")]
    texts = texts.assign(main=texts["main"].map({True: t("main"), False: t("second")}))
    return texts[
        ["topic_label", "source_label", "question_label", "theme", "text", "main", "slide"]
    ]


@checked
def describe(cells: pd.DataFrame, settings: Settings = SETTINGS) -> str:
    """Which sources list something on each topic, in words; `cells` from `coded_texts.grid`.

    Parameters
    ----------
    cells : from `coded_texts.grid`, topics against sources
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    named = coded_texts.labelled(cells, settings)
    names = named["source_label"].mask(
        ~named["main"],
        [t("{source} (second topic)", source=each) for each in named["source_label"]],
    )
    told = names.where(named["named"]).groupby(named["topic"], sort=False)
    labels = named.drop_duplicates("topic")["topic_label"]
    said = [
        f"{label}: {'; '.join(sources.dropna()) or '–'}."
        for label, (_, sources) in zip(labels, told, strict=True)
    ]
    return " ".join([t("Where something is listed, topic by topic."), *said])


@checked
def marked(cells: pd.DataFrame, settings: Settings = SETTINGS) -> pd.DataFrame:
    """The boxes as a chart shows them.

    Parameters
    ----------
    cells : from `coded_texts.grid`, topics against sources
    settings : a notebook's, or those of `readytochange.use` where none are given

    Returns
    -------
    DataFrame
        a row a box: topic and its label, source and its label, filled, light (only a second topic), count (of the
        texts), listed (these, or that there are none); also the columns topic_label, source_label
    """
    t = language.translator(settings.lang)
    shown = coded_texts.labelled(cells, settings).rename(
        columns={"text": "listed", "named": "filled"}
    )
    kept = ["topic", "topic_label", "source", "source_label", "filled", "count"]
    return shown[kept].assign(
        light=shown["filled"] & ~shown["main"],
        listed=shown["listed"].mask(~shown["filled"], t("not listed")),
    )


@checked
def boxes(shown: pd.DataFrame, settings: Settings = SETTINGS) -> alt.LayerChart:
    """Boxes of presence, topics and sources in the order of the table: how many texts, and these in their tooltips.

    Parameters
    ----------
    shown : from `marked`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    sources, topics = labels(shown, "source"), labels(shown, "topic")
    letters = int(_WIDTH / len(sources) / _LETTER) - 2
    deepest = max(len(wrap(title, letters)) for title in sources.values())
    light, filled = alt.datum["light"], alt.datum["filled"]
    chart = alt.Chart(shown, width=_WIDTH, height=alt.Step(_STEP)).encode(
        alt.X("source", type="nominal")
        .title(None)
        .sort(list(sources))
        .scale(paddingInner=0.04, paddingOuter=0)
        .axis(
            orient="top",
            domain=False,
            ticks=False,
            labelFontWeight="bold",
            labelPadding=6 + theme.LINE_HEIGHT * (deepest - 1),
            labelLineHeight=theme.LINE_HEIGHT,
            **theme.named_columns(sources, letters),
        ),
        alt.Y("topic", type="nominal")
        .title(None)
        .sort(list(topics))
        .scale(paddingInner=0.08, paddingOuter=0)
        .axis(domain=False, ticks=False, labelPadding=8, **theme.named_rows(topics)),
    )
    rects = chart.mark_rect(cornerRadius=4, strokeWidth=1).encode(
        fill=alt.when(filled).then(alt.value(theme.BLUE)).otherwise(alt.value(theme.PAPER)),
        fillOpacity=alt.when(light).then(alt.value(_LIGHT)).otherwise(alt.value(1)),
        stroke=alt.when(filled).then(alt.value(theme.BLUE)).otherwise(alt.value(theme.MUTED)),
        tooltip=[
            alt.Tooltip("topic_label", type="nominal", title=t("topic")),
            alt.Tooltip("source_label", type="nominal", title=t("source")),
            alt.Tooltip("count", type="quantitative", title=t("texts listed")),
            alt.Tooltip("listed", type="nominal", title=t("text")),
        ],
    )
    counts = (
        chart.transform_filter(filled)
        .mark_text()
        .encode(
            alt.Text("count", type="quantitative"),
            color=alt.when(light).then(alt.value(theme.INK)).otherwise(alt.value(theme.PAPER)),
        )
    )
    return alt.LayerChart(layer=[rects, counts])


@checked
def labels(shown: pd.DataFrame, name: str) -> dict[str, str]:
    """The label of each id of a column, in the order of the table; labels stand in `<name>_label`.

    Parameters
    ----------
    shown : a table that has the column, and its labels as `<name>_label`
    name : the column of ids: 'topic', 'source'
    """
    if name not in shown or f"{name}_label" not in shown:
        raise unknown(
            "column with labels", name, [each for each in shown if f"{each}_label" in shown]
        )
    return dict(zip(shown[name], shown[f"{name}_label"], strict=True))
