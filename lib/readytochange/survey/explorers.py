"""Front ends for analysts: controls over the functions of `survey`."""

from readytochange import language, parameters
from readytochange.figures import explorer, figure
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure
from readytochange.parameters import Settings
from readytochange.survey import audit, figures, published

_LARGEST_BASE = 100_000


def shares(settings: Settings) -> Explorer:
    """Any question with figures, at any confidence, by any method."""
    t = language.translator(settings.lang)
    asked = published.questions(settings.lang).query("published == 'counts'")

    def show(question: str, confidence: float, interval: parameters.Method) -> Figure:
        table = published.shares(question, settings.lang, confidence, interval)
        row = asked.set_index("question").loc[question]
        return figure.show(
            figures.share_bars(table, t),
            name="2-explorer",
            title=row["label"],
            subtitle=figures.share_subtitle(table, settings.lang, confidence, interval),
            description=figures.describe_shares(table, settings.lang),
            table=table,
            lang=settings.lang,
            slide=row["slide"],
        )

    given = {
        "question": explorer.menu(
            t("question"), zip(asked["label"], asked["question"], strict=True), "channels"
        ),
        "confidence": explorer.coverage(t("confidence"), settings.confidence),
        "interval": explorer.menu(
            t("method"),
            [(t(text), name) for name, text in figures.METHODS.items()],
            getattr(settings, "interval", "wilson"),
        ),
    }
    return Explorer(settings.lang, show, given)


def compared(settings: Settings) -> Explorer:
    """Channels in use beside channels outsourced or thinkable, in the order of any column."""
    t = language.translator(settings.lang)
    pair = published.compare("channels", "outsourceable_channels", settings.lang)
    slide = published.questions(settings.lang).set_index("question")["slide"]
    orders = {
        "difference": t("largest difference first"),
        "share_first": t("most used first"),
        "share_second": t("most outsourced or thinkable first"),
    }

    def show(order: str) -> Figure:
        table = pair.sort_values(order, ascending=False, kind="stable", ignore_index=True)
        return figure.show(
            figures.pair_dots(table, (t("in use"), t("outsourced or thinkable")), t),
            name="2-compared-explorer",
            title=t("Channels in use and channels outsourced or thinkable"),
            subtitle=figures.pair_subtitle(table, settings.lang),
            description=figures.describe_pair(pair, settings.lang),
            table=table,
            lang=settings.lang,
            slide=slide["outsourceable_channels"],
        )

    order = explorer.menu(t("order"), [(text, name) for name, text in orders.items()], "difference")
    return Explorer(settings.lang, show, {"order": order})


def printed(settings: Settings) -> Explorer:
    """The counts that any printed percentage allows for any base."""
    t = language.translator(settings.lang)

    def show(percent: str, base: int) -> Figure:
        table = audit.check(percent.strip(), base)
        said = {
            0: t("No count of {base} prints as {percent}%", base=base, percent=percent.strip()),
            1: t("One count of {base} prints as {percent}%", base=base, percent=percent.strip()),
        }
        several = t(
            "{n} counts of {base} print as {percent}%",
            n=len(table),
            base=base,
            percent=percent.strip(),
        )
        return figure.table(
            table,
            name="2-printed-explorer",
            title=said.get(len(table), several),
            lang=settings.lang,
            description=t(
                "One count: it is recovered. Several: the figure is bounded by them. None: it was printed wrongly, "
                "or of another base."
            ),
        )

    given = {
        "percent": explorer.text(t("percentage"), "48,5"),
        "base": explorer.whole(t("base"), 33, 1, _LARGEST_BASE),
    }
    return Explorer(settings.lang, show, given)


def questions(settings: Settings) -> Explorer:
    """The survey's questions by how much of the answer was printed."""
    t = language.translator(settings.lang)
    asked = published.questions(settings.lang)
    choices = [(t("all questions"), ""), *((t(word), word) for word in published.PUBLISHED)]

    def show(published: str) -> Figure:
        found = asked.query("published == @published") if published else asked
        table = found.assign(
            question=found["label"], kind=found["kind"].map(t), published=found["published"].map(t)
        )
        return figure.table(
            table[["order", "question", "kind", "published", "slide"]],
            name="0-explorer",
            title=t("The questions of the survey"),
            lang=settings.lang,
        )

    return Explorer(
        settings.lang, show, {"published": explorer.menu(t("printed"), choices, "nothing")}
    )
