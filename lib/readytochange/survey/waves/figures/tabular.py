"""Tables of the answers of a wave: question by question, parted by another question, tests, texts."""

from collections.abc import Sequence

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import figure
from readytochange.figures.figure import Figure
from readytochange.parameters import SETTINGS, Settings
from readytochange.survey.waves.exhibits import Exhibits
from readytochange.survey.waves.figures import words
from readytochange.survey.waves.tables.association import associations

_ANSWERS = ["question_label", "label", "firms", "status", "anchor"]


@checked
def answers(
    name: str, exhibits: Exhibits, questions: Sequence[str], settings: Settings = SETTINGS
) -> Figure:
    """The answers to several questions one below the other, those among them that the wave asked, and which it did not.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2b-unpublished'
    exhibits : the wave's, from `waves.released`
    questions : their ids, of one choice or several
    settings : with which the exhibits were made
    """
    t = language.translator(settings.lang)
    asked = [each for each in questions if each in exhibits.shares and exhibits.was_asked(each)]
    rows = [
        {
            "question_label": words.question_name(exhibits, question, settings),
            "label": row["label"],
            "firms": words.share(row, settings),
            "status": row["status"],
            "anchor": "" if place else question,
        }
        for question in asked
        for place, row in enumerate(exhibits.of(question).to_dict("records"))
    ]
    if len(questions) == 1 and not asked:
        why = t("This wave did not ask the question.")
        return words.not_shown(name, exhibits, questions[0], why, settings)
    hidden = [words.why_not_shown(exhibits.of(each), settings) for each in asked]
    absent = words.not_asked_among(exhibits, questions, settings)
    one = len(questions) == 1
    named = words.question_name(exhibits, asked[0], settings) if one else t("Answers by question")
    return figure.table(
        pd.DataFrame(rows, columns=_ANSWERS).drop(
            columns=["question_label", "anchor"] if one else []
        ),
        name=name,
        title=words.title(exhibits, named, settings),
        reading=" ".join(filter(None, [next(filter(None, hidden), ""), absent])),
        lang=settings.lang,
        form="rows" if one else "groups",
    )


@checked
def parted(
    name: str, exhibits: Exhibits, question: str, by: str, settings: Settings = SETTINGS
) -> Figure:
    """The answers to a question in each group of respondents, side by side.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2b-channels-by'
    exhibits : the wave's, from `waves.released`
    question : its id, of one choice or several
    by : the question by which respondents are parted, 'size' or 'sector'
    settings : with which the exhibits were made
    """
    if absent := words.not_asked(name, exhibits, question, settings):
        return absent
    t = language.translator(settings.lang)
    if by not in exhibits.by(question):
        few = t("Too few firms answered to be shown by groups.")
        return words.not_shown(name, exhibits, question, few, settings, by)
    table = exhibits.of(question, by)
    shown = table[["option", "label"]].drop_duplicates("option").reset_index(drop=True)
    for _, rows in table.groupby("group", sort=False):
        if rows["base"].isna().any() or (rows["base"] == 0).all():
            continue
        cells = dict(zip(rows["option"], rows.to_dict("records"), strict=True))
        label = str(rows["group_label"].iloc[0])
        shown[label] = [words.share(cells[option], settings) for option in shown["option"]]
    groups = len(shown.columns) - 2
    left = table["group"].nunique() - groups
    few = (
        t("Groups too small to be shown, or in which nobody answered: {n}.", n=left) if left else ""
    )
    shown["status"] = exhibits.wave.status
    return figure.table(
        shown.drop(columns="option"),
        name=name,
        title=words.title(exhibits, words.parted_by(exhibits, question, by, settings), settings),
        reading=f"{few} {words.why_not_shown(table, settings)}".strip(),
        lang=settings.lang,
    )


@checked
def independence(name: str, exhibits: Exhibits, by: str, settings: Settings = SETTINGS) -> Figure:
    """Whether the answers to each question hang together with the group that firms belong to, of those tested.

    Where counts of a question are hidden, so are its base and its test, in the title too: with the counts beside them,
    three digits of an effect would give the hidden ones away.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2b-tests'
    exhibits : the wave's, from `waves.released`
    by : the question by which respondents are parted, 'size' or 'sector'
    settings : with which the exhibits were made
    """
    t = language.translator(settings.lang)
    groups = words.in_groups(by, settings)
    asked = [
        each
        for each in exhibits.wave.instrument.questions
        if each.kind in ("single", "multiple") and by in exhibits.by(each.question)
    ]
    pairs = [(each.question, by) for each in asked]
    found = associations(exhibits.wave, pairs, settings)
    hidden = pd.Series([exhibits.hidden[pair] > 0 for pair in pairs], found.index, dtype=bool)
    tested = ~hidden & found["p_holm"].notna()
    clear = found.loc[tested & (found["p_holm"] <= 1 - settings.confidence), "label"].to_list()
    counted = t(
        "Tested {by}: {n} of {all} questions.",
        by=groups,
        n=int(tested.sum()),
        all=len(_partable(exhibits, by)),
    )
    if tested.any():
        counted += " " + t(
            "p: how often chance alone would part the groups as much, by permuting whole firms; corrected for all "
            "questions together (Holm). Effect: Cramér’s V, corrected for bias (Bergsma), from 0 to 1, or the "
            "largest of its options."
        )
    told = ["p", "p_holm", "effect"]
    shown = found[["label", "base", *told, "status"]].astype({"base": "Int64"})
    for column in told:
        shown[column] = [words.probability(each, settings) for each in found[column]]
    shown.loc[hidden, "base"] = pd.NA
    shown.loc[hidden, told] = [t("not shown"), "", ""]
    return figure.table(
        shown,
        name=name,
        title=words.title(exhibits, _differing(clear, int(tested.sum()), groups, t), settings),
        reading=counted,
        lang=settings.lang,
        form="closed",
    )


def _partable(exhibits: Exhibits, by: str) -> list[str]:
    """The questions with options that the wave asked, but the one by which it is parted."""
    return [
        each.question
        for each in exhibits.wave.instrument.questions
        if each.kind in ("single", "multiple")
        and each.question != by
        and exhibits.was_asked(each.question)
    ]


def _differing(clear: Sequence[str], tested: int, groups: str, t: language.Translator) -> str:
    """The finding of tests: where answers differ, of how many questions it cannot be said, or that none was made."""
    if not tested:
        return t("Whether answers differ {by} could not be tested", by=groups)
    if not clear:
        return t(
            "Of the {n} questions tested, of none can it be said that answers differ {by}",
            n=tested,
            by=groups,
        )
    return t(
        "Answers that differ {by}: {labels}",
        by=groups,
        labels=language.listing(clear, t.lang, quoted=True),
    )


@checked
def texts(
    name: str, exhibits: Exhibits, questions: Sequence[str], settings: Settings = SETTINGS
) -> Figure:
    """The open answers that whoever read them cleared to be shown, each wording once.

    Parameters
    ----------
    name : of the figure, and of its files: a notebook's number and words, as '2b-texts'
    exhibits : the wave's, from `waves.released`
    questions : their ids, open ones
    settings : with which the exhibits were made
    """
    t = language.translator(settings.lang)
    asked = [each for each in questions if exhibits.was_asked(each)]
    one = len(questions) == 1
    if one and not asked:
        why = t("This wave did not ask the question.")
        return words.not_shown(name, exhibits, questions[0], why, settings)
    names = {each: words.question_name(exhibits, each, settings) for each in asked}
    rows = [
        {"question_label": names[each], "text": text}
        for each in asked
        for text in exhibits.texts[each]["text"].drop_duplicates()
    ]
    told = [
        t(
            "{shown} of {base} on {question}",
            shown=len(found),
            base=words.base(found),
            question=language.in_quotes(names[each], settings.lang),
        )
        for each in asked
        if len(found := exhibits.texts[each])
    ]
    cleared = t(
        "Shown are the texts that whoever read them cleared: {told}.",
        told=language.series(told, settings.lang),
    )
    none = t("Of no text has whoever reads them said yet that it may be shown.")
    absent = words.not_asked_among(exhibits, questions, settings)
    named = names[asked[0]] if one else t("What firms write")
    return figure.table(
        pd.DataFrame(rows, columns=["question_label", "text"]).drop(
            columns=["question_label"] if one else []
        ),
        name=name,
        title=words.title(exhibits, named, settings),
        reading=" ".join(filter(None, [cleared if told else none, absent])),
        lang=settings.lang,
        form="lists",
    )
