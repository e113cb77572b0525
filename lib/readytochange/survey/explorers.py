"""Front ends for analysts: controls over the functions of `survey`."""

from readytochange import language
from readytochange.arguments import checked
from readytochange.errors import InputError, shortened
from readytochange.figures import controls
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure
from readytochange.language import N_
from readytochange.parameters import SETTINGS, Method, Quantitative, Settings
from readytochange.parsing import offered
from readytochange.survey import (
    channels,
    comparison,
    figures,
    printed_tables,
    published,
    wording,
)
from readytochange.survey.audit import words
from readytochange.survey.audit.reading import Kind
from readytochange.survey.audit.refusal import TableError
from readytochange.survey.audit.table import audited

__dir__ = offered(__name__)

_LARGEST_BASE = 100_000
_LONGEST = 42
"""Letters of a question in a menu."""

_ORDERS = N_({"printed": "as in the study", "most": "most first", "least": "least first"})


@checked
def shares(settings: Settings = SETTINGS) -> Explorer:
    """The shares of any question with figures, in any order, at any coverage, by any method.

    Parameters
    ----------
    settings : of the notebook; coverage and method are its own at first
    """
    t = language.translator(settings.lang)
    asked = wording.questions(settings).query("published == 'counts'")["question"]
    tables = {question: published.counts(question, settings) for question in asked}
    options = {row.option: row.label for table in tables.values() for row in table.itertuples()}
    hide = controls.Several(t("hide answers"), [(label, name) for name, label in options.items()])
    question = controls.menu(
        t("question"),
        [(figures.name_of(each, settings), each) for each in asked],
        channels.IN_USE,
    )

    def show(
        question: str | None, sort: str, confidence: float, interval: Method, hide: tuple[str, ...]
    ) -> Figure:
        asked = question or channels.IN_USE
        chosen = Quantitative(lang=settings.lang, confidence=confidence, interval=interval)
        found = published.shares(asked, chosen)
        if sort != "printed":
            found = found.sort_values(
                "share", ascending=sort == "least", kind="stable", ignore_index=True
            )
        kept = found[~found["option"].isin(hide)].reset_index(drop=True)
        if kept.empty and len(found):
            raise InputError(t("All answers are hidden: show one of them again."))
        return figures.explored_shares("2-shares-explorer", kept, len(found), asked, chosen)

    def offer(_: object = None) -> None:
        if question.value:
            hide.offer(tables[question.value]["option"])

    question.observe(offer, names="value")
    offer()
    given = {
        "question": question,
        "sort": controls.menu(t("order"), [(t(say), name) for name, say in _ORDERS.items()], ""),
        "confidence": controls.coverage(t("confidence"), settings.confidence, settings.lang),
        "interval": controls.menu(
            t("method"),
            [(t(text), name) for name, text in figures.METHODS.items()],
            settings.method,
        ),
        "hide": hide,
    }
    return Explorer(settings.lang, show, given, height=46)


@checked
def two_lists(settings: Settings = SETTINGS) -> Explorer:
    """Two questions side by side for the answers they share, and how many may have given both.

    Parameters
    ----------
    settings : of the notebook
    """
    t = language.translator(settings.lang)
    pairs = comparison.comparable(settings)
    orders = {
        "share_second": t("most in the second list first"),
        "share_first": t("most in the first list first"),
        "both_low": t("most in both first"),
    }

    def show(lists: str | None, order: str) -> Figure:
        first, second = (lists or f"{channels.IN_USE}.{channels.HANDED_OVER}").split(".")
        pair = comparison.compare(first, second, settings)
        ordered = pair.sort_values(order, ascending=False, kind="stable", ignore_index=True)
        return figures.two_lists("2-lists-explorer", ordered, first, second, settings)

    named = [
        (
            t(
                "{first} / {second}",
                first=figures.name_of(first, settings),
                second=figures.name_of(second, settings),
            ),
            f"{first}.{second}",
        )
        for first, second in pairs
    ]
    given = {
        "lists": controls.menu(t("lists"), named, f"{channels.IN_USE}.{channels.HANDED_OVER}"),
        "order": controls.menu(t("order"), [(say, name) for name, say in orders.items()], ""),
    }
    return Explorer(settings.lang, show, given, height=46)


@checked
def percentage(settings: Settings = SETTINGS) -> Explorer:
    """The counts that any published percentage allows for any base.

    Parameters
    ----------
    settings : of the notebook
    """
    t = language.translator(settings.lang)

    def show(percent: str, base: str) -> Figure:
        whole = controls.whole_number(base, t("base"), 1, _LARGEST_BASE, t)
        try:
            return figures.percentage("2-percentage-explorer", percent.strip(), whole, settings)
        except InputError:
            raise InputError(
                t(
                    "{name}: “{typed}” cannot be used; accepted is a number from 0 to 100, as 48.5.",
                    name=language.capital(t("percentage")),
                    typed=shortened(percent),
                )
            ) from None

    given = {
        "percent": controls.typed(t("percentage"), "48,5"),
        "base": controls.typed(t("base"), "33"),
    }
    return Explorer(settings.lang, show, given, height=26)


@checked
def audit(settings: Settings = SETTINGS) -> Explorer:
    """Whether any printed table can be so: pasted, at a base, or at those of a range; at first one of the study's own.

    Parameters
    ----------
    settings : of the notebook
    """
    t = language.translator(settings.lang)

    def show(table: str, base: str, kind: Kind) -> tuple[Figure, ...]:
        try:
            frame = printed_tables.pasted(table, language.capital(t("table")))
            found = audited(frame, base.strip() or None, kind)
        except TableError as error:
            raise InputError(error.said(t)) from None
        made = [figures.audited("2-audit-explorer", found, settings)]
        if (found.questions["kind"] == "single").any():
            made.append(figures.audited_questions("2-audit-questions-explorer", found, settings))
        if len(found.bases) > 1:
            made.append(figures.audited_bases("2-audit-bases-explorer", found, settings))
        return tuple(made)

    own = published.counts(channels.IN_USE, settings)
    rows = [f"{row.label};{row.percent}" for row in own.itertuples() if row.percent]
    given = {
        "table": controls.pasted(t("table"), "\n".join(rows)),
        "base": controls.typed(t("base, or from-to"), next(map(str, own["base"]), "")),
        "kind": controls.menu(
            t("kind"), [(t(say), name) for name, say in words.KINDS.items()], "multiple"
        ),
    }
    return Explorer(settings.lang, show, given, height=52)


@checked
def questions(settings: Settings = SETTINGS) -> Explorer:
    """The questions of the survey: all of them, or the wording, the kind, the base and the answers of one.

    Parameters
    ----------
    settings : of the notebook
    """
    t = language.translator(settings.lang)
    asked = wording.questions(settings)

    def show(question: str) -> Figure:
        if question:
            return figures.question("0-question-explorer", question, settings)
        return figures.questions("0-question-explorer", asked, settings)

    choices = [
        (f"{row.order}. {_shortened(row.label)}", row.question) for row in asked.itertuples()
    ]
    menu = controls.menu(t("question"), [(t("all questions"), ""), *choices], "")
    return Explorer(settings.lang, show, {"question": menu}, height=40)


def _shortened(label: str) -> str:
    """The beginning of a question, in whole words."""
    if len(label) <= _LONGEST:
        return label
    return f"{label[:_LONGEST].rsplit(' ', 1)[0].rstrip(',;:')}…"
