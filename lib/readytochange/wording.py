"""Italian and English: labels, numbers, dates, sentences, tables.

The code speaks English; `it.po` holds the Italian of every sentence it says. A text that the catalogue lacks is an
error, not an English sentence on an Italian page. Survey texts put into a sentence stay data: they are escaped.
"""

import html
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from numbers import Integral
from pathlib import Path
from typing import Any

import pandas as pd

from readytochange.mistakes import Mistake, unknown

LANGUAGES = {"it": "Italiano", "en": "English"}
CATALOGUE = Path(__file__).with_name("it.po")
STATUSES: Mapping[str, str] = {
    "published": "printed in the study",
    "recovered": "the only count its printed percentage allows",
    "computed": "follows from published or recovered figures",
    "bounded": "only a range follows from what was printed",
    "wave": "from respondents' rows that the user supplied",
    "simulated": "made by a model, not observed",
    "external": "from another source, named and dated",
}

METHODS: Mapping[str, str] = {"wilson": "Wilson", "exact": "exact", "jeffreys": "Jeffreys"}
"""How the methods of intervals are called in a sentence."""

_SHARES = frozenset({"share", "low", "high", "difference", "share_first", "share_second"})
_QUOTES = {"it": ("«", "»"), "en": ("“", "”")}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&:=])")
_SPACES = re.compile(r"[^\S\u00a0]+")
_COLUMNS: Mapping[str, str] = {
    "activity": "activity",
    "aim": "announced as",
    "allowed": "allowed counts",
    "approach": "approach",
    "asked": "form",
    "base": "base",
    "base_status": "status of the base",
    "both_high": "in both, at most",
    "both_low": "in both, at least",
    "both_status": "status of the bounds",
    "count": "count",
    "count_first": "first list",
    "count_first_status": "status, first list",
    "count_second": "second list",
    "count_second_status": "status, second list",
    "definition": "definition",
    "description": "description",
    "difference": "difference",
    "end": "last month",
    "fact": "fact",
    "fits": "agrees",
    "gap": "what is open",
    "group": "group",
    "high": "interval to",
    "indicator": "indicator",
    "interviews": "name in the interviews",
    "item": "point",
    "kind": "kind",
    "label": "answer",
    "list": "list",
    "listed": "listed",
    "low": "interval from",
    "mark": "mark",
    "meaning": "meaning",
    "method": "method",
    "months": "months",
    "name": "name",
    "named": "listed",
    "named_by": "named by",
    "order": "order",
    "organisation": "institution",
    "percent": "printed percentage",
    "published": "printed",
    "purpose": "what it is for",
    "question": "question",
    "question_label": "question",
    "relation": "bound",
    "result": "what it yields",
    "role": "role",
    "sample": "sample",
    "scope": "scope",
    "sector": "sector",
    "share": "share",
    "share_first": "share, first list",
    "share_second": "share, second list",
    "share_status": "status of the share",
    "silent": "not listed",
    "slide": "heading in the study",
    "source": "source",
    "source_label": "source",
    "start": "first month",
    "status": "status",
    "summary": "what it says (our summary)",
    "survey": "name in the survey",
    "text": "text",
    "theme": "theme",
    "title": "area",
    "topic": "topic",
    "topic_label": "topic",
    "unit": "unit",
    "value": "value",
    "when": "when",
    "where": "where",
}


class Translator:
    """Says in one language what the code says in English.

    Parameters
    ----------
    lang : 'it' or 'en'

    Raises
    ------
    Mistake
        if the language is another
    """

    def __init__(self, lang: str) -> None:
        if lang not in LANGUAGES:
            raise unknown("language", lang, LANGUAGES)
        self.lang = lang

    def __call__(self, text: str, /, **values: Any) -> str:
        """Translate a text and fill its `{names}`; whole numbers are written as the language writes them.

        Examples
        --------
        >>> Translator("it")("Points found: {n}", n=1200)
        'Punti trovati: 1.200'
        """
        return self._translated(text).format(**{k: self._value(v) for k, v in values.items()})

    def say(self, text: str, /, **values: Any) -> "Markdown":
        """Like calling, for a paragraph of a notebook: `text` is Markdown, the values appear as typed."""
        shown = {key: self._value(value) for key, value in values.items()}
        template = self._translated(text)
        escaped = {key: escape(value) for key, value in shown.items()}
        return Markdown(template.format(**escaped), template.format(**shown))

    def _translated(self, text: str) -> str:
        if self.lang == "en":
            return text
        try:
            return _italian()[text]
        except KeyError:
            raise Mistake(f"{CATALOGUE.name} has no Italian for: {text}") from None

    def _value(self, value: Any) -> str:
        return number(int(value), self.lang) if isinstance(value, Integral) else str(value)


class Markdown:
    """A paragraph: Markdown for pages, plain text for everyone else."""

    def __init__(self, text: str, plain: str) -> None:
        self.text = text
        self.plain = plain

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/markdown": self.text, "text/plain": self.plain}


def translator(lang: str) -> Translator:
    """The translator of a language: `t = wording.translator(settings.lang)`."""
    return Translator(lang)


def escape(text: str) -> str:
    """A text that Markdown and HTML show as typed, on one line: there, breaks and runs of spaces mean something.

    Examples
    --------
    >>> escape("*a* <b>")
    '\\\\*a\\\\* \\\\<b\\\\>'
    """
    return _MARKDOWN.sub(r"\\\1", _SPACES.sub(" ", text))


def number(value: float, lang: str, decimals: int = 0) -> str:
    """A number as the language writes it.

    Examples
    --------
    >>> number(1234.5, "it", 1)
    '1.234,5'
    """
    from babel.numbers import format_decimal

    return format_decimal(round(value, decimals), format=_pattern(decimals), locale=lang)


def percent(share: float, lang: str, decimals: int = 1) -> str:
    """A share between 0 and 1 as a percentage.

    Examples
    --------
    >>> percent(0.485, "it"), percent(0.485, "en", 0)
    ('48,5%', '48%')
    """
    from babel.numbers import format_percent

    return format_percent(share, format=_pattern(decimals) + "%", locale=lang)


def coverage(confidence: float, lang: str) -> str:
    """The coverage of an interval as a percentage, with the decimals it has.

    Examples
    --------
    >>> coverage(0.95, "it"), coverage(0.975, "it"), coverage(0.999, "en")
    ('95%', '97,5%', '99.9%')
    """
    from babel.numbers import format_percent

    return format_percent(confidence, format="#,##0.##########%", locale=lang)


def month(text: str, lang: str) -> str:
    """A month written YYYY-MM, in words.

    Examples
    --------
    >>> month("2020-03", "it"), month("2020-03", "en")
    ('marzo 2020', 'March 2020')
    """
    from babel.dates import format_date

    return format_date(date.fromisoformat(f"{text}-01"), "LLLL y", locale=lang)


def listing(items: Iterable[str], lang: str, quoted: bool = False, either: bool = False) -> str:
    """Several things in a sentence, in quotation marks where they could run into each other.

    Joined by 'and', or by 'or' where it is one of them.

    Examples
    --------
    >>> listing(["mail", "telefono", "social"], "it")
    'mail, telefono e social'
    >>> listing(["15", "151"], "it", either=True)
    '15 o 151'
    >>> listing(["Qualità e misura", "Prezzo"], "it", quoted=True)
    '«Qualità e misura» e «Prezzo»'
    """
    from babel.lists import format_list

    before, after = _QUOTES[lang] if quoted else ("", "")
    shown = [f"{before}{item}{after}" for item in items]
    return format_list(shown, style="or" if either else "standard", locale=lang)


def localise(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Keep one language of a published table: `label_it`, `label_en` become `label`.

    Parameters
    ----------
    frame : a table with columns that end in `_it` and `_en`
    lang : the language to keep

    Returns
    -------
    DataFrame
        the same rows; other columns as they were. Where an id has the name already, the text is `<name>_text`:
        `item`, `item_it`, `item_en` become `item`, `item_text`
    """
    if lang not in LANGUAGES:
        raise unknown("language", lang, LANGUAGES)
    other = "en" if lang == "it" else "it"
    kept = frame[[name for name in frame.columns if not name.endswith(f"_{other}")]]
    names = {name: name.removesuffix(f"_{lang}") for name in kept.columns}
    ids = set(kept.columns)
    return kept.rename(
        columns={
            old: f"{new}_text" if old != new and new in ids else new for old, new in names.items()
        }
    )


def column(name: str, lang: str) -> str:
    """The title of a table's column; a name that is not ours stays as it is."""
    return Translator(lang)(_COLUMNS[name]) if name in _COLUMNS else name


def status(word: str, lang: str) -> str:
    """The word for a status: 'published' is 'pubblicato' in Italian."""
    return Translator(lang)(word)


def is_status(name: str) -> bool:
    """Whether a column holds the status of a number: 'status', 'share_status', 'both_status'."""
    return name == "status" or name.endswith("_status")


def formatted(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """A table as a reader sees it: titles, shares, numbers and statuses in the language.

    Parameters
    ----------
    frame : columns named as in the data contract; shares between 0 and 1

    Returns
    -------
    DataFrame
        of texts; a missing value is an empty text
    """
    shown = {name: frame[name].map(_cell(name, lang)) for name in frame.columns}
    return pd.DataFrame(shown, index=frame.index, dtype=object).rename(
        columns=lambda name: column(name, lang)
    )


def with_words(shares: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Add what a chart of shares writes: `count_text` ('31 (published) of 33'), `status_text`."""
    t = Translator(lang)
    counts = [
        t(
            "{count} ({status}) of {base}",
            count=int(row.count_),
            base=int(row.base),
            status=t(row.status),
        )
        for row in shares.rename(columns={"count": "count_"}).itertuples()
    ]
    return shares.assign(count_text=counts, status_text=shares["status"].map(t))


def share_subtitle(
    shares: pd.DataFrame, lang: str, confidence: float, interval: str = "wilson"
) -> str:
    """What stands under the title of a chart of shares: base, statuses, what the lines are.

    Parameters
    ----------
    shares : from `survey.shares`, at least one row
    lang : 'it' or 'en'
    confidence, interval : those with which the table was made
    """
    t = Translator(lang)
    return t(
        "{base} firms ({status}); shares computed; lines: {coverage} intervals, {method} method",
        base=int(shares["base"].iloc[0]),
        status=t(shares["base_status"].iloc[0]),
        coverage=coverage(confidence, lang),
        method=t(METHODS[interval]),
    )


def describe_shares(shares: pd.DataFrame, lang: str) -> str:
    """What a chart of shares shows, in a sentence or two, from its numbers.

    Parameters
    ----------
    shares : from `survey.shares`, at least one row
    lang : 'it' or 'en'

    Returns
    -------
    str
        the base; every answer with the largest share and every one with the smallest; the width of the widest interval
    """
    t = Translator(lang)
    widest = (shares["high"] - shares["low"]).max()
    return t(
        "Bar chart of {options} answers by {base} firms ({base_status}). Most chosen, by {most}. "
        "Least chosen, by {least}. The widest interval spans {points} points (computed).",
        options=len(shares),
        base=int(shares["base"].iloc[0]),
        base_status=t(shares["base_status"].iloc[0]),
        most=_chosen(shares[shares["share"] == shares["share"].max()], t),
        least=_chosen(shares[shares["share"] == shares["share"].min()], t),
        points=round(100 * widest),
    )


def _chosen(alike: pd.DataFrame, t: Translator) -> str:
    """Answers with the same share, with it."""
    return t(
        "{count} ({status}), {share} (computed): {answers}",
        count=int(alike["count"].iloc[0]),
        status=", ".join(map(t, alike["status"].unique())),
        share=percent(alike["share"].iloc[0], t.lang),
        answers=", ".join(alike["label"]),
    )


def pair_subtitle(pair: pd.DataFrame, lang: str) -> str:
    """What stands under the title of a chart of two lists: base and statuses; `pair` as for `describe_pair`."""
    t = Translator(lang)
    base, status = int(pair["base"].iloc[0]), t(pair["base_status"].iloc[0])
    return t("{base} firms ({status}); shares computed", base=base, status=status)


def describe_pair(pair: pd.DataFrame, lang: str) -> str:
    """What a chart of two lists shows: where they differ most.

    Parameters
    ----------
    pair : from `survey.compare`, at least one row
    lang : 'it' or 'en'
    """
    most = pair.loc[pair["difference"].idxmax()]
    return Translator(lang)(
        "Two points a channel, joined by a line. The largest difference is for {label}: {points} points (computed).",
        label=most["label"],
        points=round(100 * most["difference"]),
    )


def html_table(frame: pd.DataFrame, lang: str, caption: str) -> str:
    """A table as accessible HTML: caption, header cells with their scope, every text as typed."""
    with pd.option_context("display.max_colwidth", None):
        text = formatted(frame, lang).to_html(index=False, border=0, justify="unset", escape=True)
    text = str(text).replace("<th>", '<th scope="col">')
    return text.replace("<thead>", f"<caption>{html.escape(caption)}</caption>\n  <thead>", 1)


def plain_table(frame: pd.DataFrame, lang: str) -> str:
    """A table as text."""
    return str(formatted(frame, lang).to_string(index=False))


def _cell(name: str, lang: str) -> Callable[[Any], str]:
    def text(value: Any) -> str:
        value = value.item() if hasattr(value, "item") else value
        if value is None or value is pd.NA or value != value:
            return ""
        if is_status(name):
            return status(value, lang)
        if name in _SHARES:
            return percent(value, lang)
        if isinstance(value, bool):
            return Translator(lang)("yes" if value else "no")
        return number(value, lang) if isinstance(value, int) else _SPACES.sub(" ", str(value))

    return text


def _pattern(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")


@cache
def _italian() -> dict[str, str]:
    from babel.messages.pofile import read_po

    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="it", abort_invalid=True)
    messages = [message for message in catalogue if message.id and message.string]
    return {str(message.id): str(message.string) for message in messages}
