"""Front ends for analysts: controls over the functions of `survey`."""

from dataclasses import replace

from readytochange import language
from readytochange.arguments import checked
from readytochange.figures import explorer
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure
from readytochange.parameters import SETTINGS, Method, Quantitative, Settings
from readytochange.survey import channels, figures, published

_LARGEST_BASE = 100_000


@checked
def shares(settings: Settings = SETTINGS) -> Explorer:
    """Any question with figures but that on size, which describes the sample; at any confidence, by any method."""
    t = language.translator(settings.lang)
    asked = published.questions(settings).query("published == 'counts' and question != 'size'")
    labels = asked.set_index("question")["label"]

    def show(question: str | None, confidence: float, interval: Method) -> Figure:
        chosen = Quantitative(lang=settings.lang, confidence=confidence, interval=interval)
        found = published.shares(question or channels.IN_USE, chosen)
        figure = figures.shares("2-explorer", found, chosen, title=labels.get(question, ""))
        lines = t(
            "Lines: {coverage} intervals, {method} method",
            coverage=language.coverage(confidence, settings.lang),
            method=t(figures.METHODS[interval]),
        )
        return replace(figure, reading=lines)

    given = {
        "question": explorer.menu(
            t("question"), zip(labels, labels.index, strict=True), "channels"
        ),
        "confidence": explorer.coverage(t("confidence"), settings.confidence),
        "interval": explorer.menu(
            t("method"),
            [(t(text), name) for name, text in figures.METHODS.items()],
            settings.method,
        ),
    }
    return Explorer(settings.lang, show, given)


@checked
def compared(settings: Settings = SETTINGS) -> Explorer:
    """Of the firms that use a channel, how many hand it over or might, in the order of either column."""
    t = language.translator(settings.lang)
    pair = channels.compare(channels.IN_USE, channels.HANDED_OVER, settings)
    orders = {
        "share_second": t("most handed over first"),
        "share_first": t("most used first"),
    }

    def show(order: str) -> Figure:
        ordered = pair.sort_values(order, ascending=False, kind="stable", ignore_index=True)
        return figures.compared("2-compared-explorer", ordered, settings)

    order = explorer.menu(
        t("order"), [(text, name) for name, text in orders.items()], "share_second"
    )
    return Explorer(settings.lang, show, {"order": order})


@checked
def percentage(settings: Settings = SETTINGS) -> Explorer:
    """The counts that any percentage allows for any base."""
    t = language.translator(settings.lang)

    def show(percent: str, base: int) -> Figure:
        return figures.percentage("2-percentage-explorer", percent.strip(), base, settings)

    given = {
        "percent": explorer.text(t("percentage"), "48,5"),
        "base": explorer.integer(t("base"), 33, 1, _LARGEST_BASE),
    }
    return Explorer(settings.lang, show, given)


@checked
def questions(settings: Settings = SETTINGS) -> Explorer:
    """The survey's questions by what of the answer can be read."""
    t = language.translator(settings.lang)
    asked = published.questions(settings)
    choices = [(t("all questions"), ""), *((t(word), word) for word in published.PUBLISHED)]

    def show(published: str) -> Figure:
        found = asked.query("published == @published") if published else asked
        return figures.questions("0-explorer", found, settings)

    return Explorer(
        settings.lang, show, {"published": explorer.menu(t("in our text"), choices, "nothing")}
    )
