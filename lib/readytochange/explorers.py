"""Front ends for analysts: controls over the functions the notebooks call.

An explorer's default state is an ordinary output, the same on a page, in GitHub and in nbval's comparison; its controls
need a kernel, and decide nothing that is saved.
"""

import os
from collections.abc import Callable
from typing import Any, get_args

import ipywidgets as widgets
from IPython.display import display

from readytochange import evidence, figures, proportions, survey, wording
from readytochange.figures import Figure
from readytochange.parameters import Settings


def explore(show: Callable[..., Any], lang: str, **controls: widgets.ValueWidget) -> None:
    """Display what a function makes of its controls' values, and the controls under it.

    Parameters
    ----------
    show : called with a value for every control, by name; what it returns is displayed
    lang : 'it' or 'en', for the text that stands for the controls where there is no kernel
    controls : widgets with a description each
    """
    box = widgets.VBox(list(controls.values()), layout={"margin": "0 0 1em"})

    def made() -> Any:
        return show(**{name: control.value for name, control in controls.items()})

    redraw = _in_output(made, box) if _in_voila() else _in_place(made, box, controls, lang)
    for control in controls.values():
        control.observe(lambda _: redraw(), names="value")


def shares(settings: Settings) -> None:
    """Any question with figures, at any confidence, by any method."""
    t = wording.translator(settings.lang)
    asked = survey.questions(settings.lang).query("published == 'counts'")

    def show(question: str, confidence: float, interval: proportions.Method) -> Figure:
        table = survey.shares(question, settings.lang, confidence, interval)
        row = asked.set_index("question").loc[question]
        return figures.show(
            figures.share_bars(table, t),
            name="2-explorer",
            title=row["label"],
            subtitle=t(
                "{base} firms; shares computed; lines: {confidence} intervals",
                base=int(row["base"]),
                confidence=wording.percent(confidence, settings.lang, 0),
            ),
            description=wording.describe_shares(table, settings.lang),
            table=table,
            lang=settings.lang,
            slide=row["slide"],
        )

    explore(
        show,
        settings.lang,
        question=_dropdown(t("question"), zip(asked["label"], asked["question"], strict=True), "channels"),
        confidence=widgets.FloatSlider(
            settings.confidence, min=0.5, max=0.99, step=0.01, description=t("confidence"),
            readout_format=".0%", continuous_update=False,
        ),
        interval=_dropdown(
            t("method"), [(t(name), name) for name in get_args(proportions.Method)],
            getattr(settings, "interval", "wilson"),
        ),
    )  # fmt: skip


def questions(settings: Settings) -> None:
    """The survey's questions by how much of the answer was printed."""
    t = wording.translator(settings.lang)
    asked = survey.questions(settings.lang)
    choices = [(t("all questions"), ""), *((t(word), word) for word in survey.PUBLISHED)]

    def show(published: str) -> Figure:
        found = asked.query("published == @published") if published else asked
        table = found.assign(
            question=found["label"], kind=found["kind"].map(t), published=found["published"].map(t)
        )
        return figures.table(
            table[["order", "question", "kind", "published", "slide"]],
            name="0-explorer",
            title=t("The questions of the survey"),
            lang=settings.lang,
        )

    explore(show, settings.lang, published=_dropdown(t("printed"), choices, "nothing"))


def points(settings: Settings) -> None:
    """Full-text search over the points of the interviews."""
    t = wording.translator(settings.lang)
    found = evidence.texts(settings.lang).query("source in ['customer_service', 'csr', 'all']")
    groups = [(t(word), word) for word in ("everyone", "customer_service", "csr", "all")]

    def show(words: str, group: str) -> Figure:
        rows = evidence.search(found, words)
        rows = rows if group == "everyone" else rows.query("source == @group")
        return evidence_table(rows, t, name="1-explorer", title=t("Points found: {n}", n=len(rows)))

    words = widgets.Text(
        getattr(settings, "search", ""), description=t("words"), continuous_update=False
    )
    explore(show, settings.lang, words=words, group=_dropdown(t("group"), groups, "everyone"))


def topic(settings: Settings, name: str) -> None:
    """Every text of one topic, whatever its source.

    Parameters
    ----------
    settings : of the notebook
    name : the figure's name, '4-explorer'
    """
    t = wording.translator(settings.lang)
    found = evidence.texts(settings.lang)
    codebook = evidence.topics(settings.lang)
    labels = codebook.set_index("topic")["label"]

    def show(topic: str) -> Figure:
        rows = evidence.of_topic(found, topic)
        return evidence_table(rows, t, name=name, title=f"{labels[topic]}: {len(rows)}")

    choices = zip(codebook["label"], codebook["topic"], strict=True)
    explore(show, settings.lang, topic=_dropdown(t("topic"), choices, "skills_training"))


def evidence_table(rows: Any, t: wording.Translator, name: str, title: str) -> Figure:
    """Coded texts as a table of a notebook.

    Parameters
    ----------
    rows : from `evidence.texts`
    t : the translator of the page
    name, title : as for `figures.table`
    """
    return figures.table(
        evidence.labelled(rows, t.lang)[
            ["source_label", "question_label", "theme", "text", "topic_label", "slide"]
        ],
        name=name,
        title=title,
        lang=t.lang,
    )


def _dropdown(description: str, options: Any, value: Any) -> widgets.Dropdown:
    return widgets.Dropdown(description=description, options=list(options), value=value)


def _in_place(
    made: Callable[[], Any], box: widgets.VBox, controls: dict[str, widgets.ValueWidget], lang: str
) -> Callable[[], None]:
    """Show an ordinary output and replace it: it stays when there is no kernel."""
    handle = display(made(), display_id=f"explorer-{id(box)}")
    names = ", ".join(control.description for control in controls.values())
    without_kernel = wording.translator(lang)(
        "[controls: {names}; they need a running kernel]", names=names
    )
    display({**box._repr_mimebundle_(), "text/plain": without_kernel}, raw=True)
    return lambda: handle.update(made())


def _in_output(made: Callable[[], Any], box: widgets.VBox) -> Callable[[], None]:
    """Voila ignores updates of an output: there it is drawn anew in a widget."""
    output = widgets.Output()

    def redraw() -> None:
        output.clear_output(wait=True)
        with output:
            display(made())

    redraw()
    display(output, box)
    return redraw


def _in_voila() -> bool:
    return os.environ.get("SERVER_SOFTWARE", "").startswith("voila")
