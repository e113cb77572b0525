"""How figures of a wave are titled, and their numbers written."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from readytochange import language
from readytochange.errors import unknown
from readytochange.figures import figure, theme
from readytochange.figures.figure import Figure
from readytochange.language import N_
from readytochange.parameters import Settings
from readytochange.statuses import marked
from readytochange.survey.figures.words import TITLES, option_rows
from readytochange.survey.waves.exhibits import Exhibits

_DECIMALS = 3
"""Of a probability."""

BY = N_({"size": "by size", "sector": "by sector"})
"""How answers are parted, by the question that parts them."""


def question_name(exhibits: Exhibits, question: str, settings: Settings) -> str:
    """What a question is called: in few words where we have some, else as it was asked."""
    if question in TITLES:
        return language.translator(settings.lang)(TITLES[question])
    label = exhibits.wave.instrument[question].label[settings.lang]
    return language.typographic(label)


def title(exhibits: Exhibits, text: str, settings: Settings) -> str:
    """The title of a figure of a wave: of a simulated one it says so first."""
    if exhibits.wave.status != "simulated":
        return text
    return language.translator(settings.lang)("Simulated data. {title}", title=text)


def share(row: Mapping[Hashable, Any], settings: Settings) -> str:
    """A share with its count and base, '46% · 28¤ of 60¤'; in words where it is hidden, or of nobody."""
    t = language.translator(settings.lang)
    if pd.isna(row["count"]) or pd.isna(row["base"]):
        return t("not shown")
    if not row["base"]:
        return t("nobody answered")
    return t(
        "{percent} · {counted} of {base}",
        percent=marked(language.percent(row["share"], settings.lang, 0), row["status"]),
        counted=marked(int(row["count"]), row["status"]),
        base=marked(int(row["base"]), row["status"]),
    )


def why_not_shown(table: pd.DataFrame, settings: Settings) -> str:
    """Why figures of a table are not shown; '' where all are."""
    if table["count"].notna().all():
        return ""
    return language.translator(settings.lang)(
        "Not shown is what would tell what a single firm answered."
    )


def otherwise_asked(exhibits: Exhibits, questions: Iterable[str], settings: Settings) -> str:
    """What a change in answers to these questions may come from, besides the firms; '' where they were asked alike."""
    t = language.translator(settings.lang)
    changed = [each for each in exhibits.wave.instrument_changes if each.question in questions]

    def labels(change: str) -> str:
        found = dict.fromkeys(
            option_name(exhibits, each.question, each.option, settings)
            or question_name(exhibits, each.question, settings)
            for each in changed
            if each.change == change
        )
        return language.listing(found, settings.lang, quoted=True) if found else ""

    said = []
    if moved := labels("label moved"):
        said.append(
            t(
                "In other words in this wave: {labels}; a difference may come from the words.",
                labels=moved,
            )
        )
    if absent := labels("option without a column"):
        said.append(
            t(
                "Without a column in the file: {labels}; a difference may come from their not being offered.",
                labels=absent,
            )
        )
    return " ".join(said)


def option_name(exhibits: Exhibits, question: str, option: str, settings: Settings) -> str:
    """What an option or item is called; its id where the questionnaire has it no more."""
    if question in exhibits.wave.instrument:
        for each in exhibits.wave.instrument[question].offered:
            if each.option == option:
                return language.typographic(each.label[settings.lang])
    return option


def probability(value: float, settings: Settings) -> str:
    """A number between 0 and 1 with three decimals, '<0.001' where it is less; '' where it is missing."""
    if pd.isna(value):
        return ""
    least = 10**-_DECIMALS
    said = language.number(max(value, least), settings.lang, _DECIMALS)
    return f"<{said}" if value < least else said


def rows(shown: pd.DataFrame) -> alt.Y:
    """A row an option in the order of the table, those of which nothing is drawn among them.

    A label longer than a line is cut before a parenthesis or a colon, where what is left is no other's.
    """
    short = shown["label"].str.split(r" \(|: ", regex=True).str[0]
    long = (shown["label"].str.len() > theme.LABEL_WIDTH) & ~short.duplicated(keep=False)
    return option_rows(shown.assign(label=shown["label"].mask(long, short))).sort(
        [str(each) for each in shown["option"]]
    )


def base(table: pd.DataFrame) -> str:
    """The base of a table, signed: '60¤', '12–34¤' where rows have unlike ones; '…' where none may be seen."""
    known = table["base"].dropna()
    if known.empty:
        return "" if table.empty else "…"
    ends = dict.fromkeys((int(known.min()), int(known.max())))
    return marked("–".join(map(str, ends)), str(table["status"].iloc[0]))


def not_asked_among(exhibits: Exhibits, questions: Sequence[str], settings: Settings) -> str:
    """Which of several questions this wave did not ask; '' where it asked all."""
    absent = [
        question_name(exhibits, each, settings)
        for each in questions
        if each in exhibits.wave.instrument and not exhibits.was_asked(each)
    ]
    if not absent:
        return ""
    listed = language.listing(absent, settings.lang, quoted=True)
    return language.translator(settings.lang)(
        "This wave did not ask: {questions}.", questions=listed
    )


def in_groups(by: str, settings: Settings) -> str:
    """How answers are parted, in words; InputError where nothing is parted so."""
    if by not in BY:
        raise unknown("question by which it is parted", by, BY)
    return language.translator(settings.lang)(BY[by])


def parted_by(exhibits: Exhibits, question: str, by: str, settings: Settings) -> str:
    """What a question is called where its answers are parted by another one."""
    return language.translator(settings.lang)(
        "{question} ({by})",
        question=question_name(exhibits, question, settings),
        by=in_groups(by, settings),
    )


def not_shown(
    name: str, exhibits: Exhibits, question: str, why: str, settings: Settings, by: str = ""
) -> Figure:
    """In the place of a figure, why there is none."""
    named = question
    if question in exhibits.wave.instrument:
        named = question_name(exhibits, question, settings)
        named = parted_by(exhibits, question, by, settings) if by else named
    return figure.table(
        pd.DataFrame(columns=["label"]),
        name=name,
        title=title(exhibits, named, settings),
        reading=why,
        lang=settings.lang,
    )


def not_asked(name: str, exhibits: Exhibits, question: str, settings: Settings) -> Figure | None:
    """In the place of the figure of a question that this wave did not ask, that it did not; nothing of another."""
    if exhibits.was_asked(question):
        return None
    t = language.translator(settings.lang)
    return not_shown(name, exhibits, question, t("This wave did not ask the question."), settings)
