"""Italian and English: sentences, numbers, dates, lists.

The code speaks English; a catalogue holds the Italian of every sentence it says: one comes with the library, and one
with the project, of what its notebooks say. A text that both lack is an error, not an English sentence on an Italian
page. Survey texts put into a sentence stay data: they are escaped.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from numbers import Integral
from pathlib import Path
from typing import Any, TypeVar

from readytochange import project
from readytochange.errors import InputError, unknown

LANGUAGES = {"it": "Italiano", "en": "English"}
CATALOGUE = Path(__file__).parent / "locale/it/LC_MESSAGES/readytochange.po"
_QUOTES = {"it": ("«", "»"), "en": ("“", "”")}
_QUOTES_WITHIN = {"it": ("“", "”"), "en": ("‘", "’")}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&:=])")
_STRAIGHT_QUOTES = re.compile(r'"([^"]*)"')
_APOSTROPHE = re.compile(r"(?<=\w)'")
_SPACES = re.compile(r"[^\S\u00a0]+")

T = TypeVar("T")


class Translator:
    """Says in one language what the code says in English.

    Parameters
    ----------
    lang : 'it' or 'en'

    Raises
    ------
    InputError
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
        >>> Translator("it")("All points: {n}", n=1200)
        'Tutti i punti: 1.200'
        """
        return self._translated(text).format(**{k: self._value(v) for k, v in values.items()})

    def say(self, text: str, /, **values: Any) -> "Markdown":
        """Like calling, for a paragraph of a notebook: `text` is Markdown, the values appear as typed."""
        shown = {key: self._value(value) for key, value in values.items()}
        template = self._translated(text)
        escaped = {key: escape(value) for key, value in shown.items()}
        return Markdown(template.format(**escaped), template.format(**shown))

    def say_each(
        self, text: str, rows: Iterable[Mapping[str, Any]], /, **values: Any
    ) -> "Markdown | None":
        """Say a sentence for every row, filled from it, one after the other; nothing where there is none.

        Parameters
        ----------
        text : as for `say`
        rows : what each sentence is about
        values : what all of them name

        Examples
        --------
        >>> Translator("en").say_each("{n} firms.", [{"n": 3}, {"n": 4}]).plain
        '3 firms. 4 firms.'
        >>> Translator("en").say_each("{n} firms.", []) is None
        True
        """
        said = [self.say(text, **{**values, **row}) for row in rows]
        if not said:
            return None
        return Markdown(" ".join(e.text for e in said), " ".join(e.plain for e in said))

    def _translated(self, text: str) -> str:
        if self.lang == "en":
            return typographic(text)
        for catalogue in _catalogues():
            found = _italian(catalogue, catalogue.stat().st_mtime_ns).get(text)
            if found is not None:
                return typographic(found)
        raise InputError(f"{catalogue.name} has no Italian for: {text}")

    def _value(self, value: Any) -> str:
        return number(int(value), self.lang) if isinstance(value, Integral) else str(value)


class Markdown:
    """A paragraph: Markdown for pages, plain text for everyone else."""

    def __init__(self, text: str, plain: str) -> None:
        self.text = text
        self.plain = plain

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/markdown": self.text, "text/plain": self.plain}


def N_(texts: T) -> T:  # noqa: N802  (gettext's name)
    """Mark a text, or the values of a table, as translated elsewhere: so `make messages` finds them."""
    return texts


def translator(lang: str) -> Translator:
    """The translator of a language: `t = language.translator(settings.lang)`."""
    return Translator(lang)


def escape(text: str) -> str:
    """A text that Markdown and HTML show as typed, on one line: there, breaks and runs of spaces mean something.

    Examples
    --------
    >>> escape("*a* <b>")
    '\\\\*a\\\\* \\\\<b\\\\>'
    """
    return _MARKDOWN.sub(r"\\\1", one_line(text))


def typographic(text: str) -> str:
    """A text with the apostrophes of a printer.

    Examples
    --------
    >>> typographic("l'uso, un po', the firms' size")
    'l’uso, un po’, the firms’ size'
    """
    return _APOSTROPHE.sub("’", text)


def one_line(text: str) -> str:
    """A text with one space for each break and run of spaces; a space that does not break stays.

    Examples
    --------
    >>> one_line("a\\n  b")
    'a b'
    """
    return _SPACES.sub(" ", text)


def number(value: float, lang: str, decimals: int = 0) -> str:
    """A number as the language writes it.

    Examples
    --------
    >>> number(1234.5, "it", 1)
    '1.234,5'
    """
    from babel.numbers import format_decimal

    return format_decimal(round(value, decimals), format=_pattern(decimals), locale=lang)


def capital(text: str) -> str:
    """A text that begins with a capital letter, as a sentence does.

    Examples
    --------
    >>> capital("tre istituzioni")
    'Tre istituzioni'
    """
    return text[:1].upper() + text[1:]


def in_letters(n: int, lang: str) -> str:
    """A whole number in a sentence: below ten in letters, from ten on in figures.

    Examples
    --------
    >>> in_letters(3, "it"), in_letters(9, "en"), in_letters(12, "it")
    ('tre', 'nine', '12')
    """
    return _LETTERS[lang][n] if 0 <= n < len(_LETTERS[lang]) else number(n, lang)


_LETTERS = {
    "it": ["zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"],
    "en": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
}


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


def in_quotes(text: str, lang: str) -> str:
    """A text in quotation marks, those within it of the second kind.

    Examples
    --------
    >>> in_quotes("Il lavoro come «sistema»", "it")
    '«Il lavoro come “sistema”»'
    """
    (before, after), (opens, closes) = _QUOTES[lang], _QUOTES_WITHIN[lang]
    within = _STRAIGHT_QUOTES.sub(rf"{opens}\1{closes}", text)
    return f"{before}{within.replace(before, opens).replace(after, closes)}{after}"


def listing(items: Iterable[str], lang: str, quoted: bool = False, either: bool = False) -> str:
    """Several things in a sentence, in quotation marks where they could run into each other.

    Joined by 'and', or by 'or' where it is one of them; where there is none, the word for that.

    Examples
    --------
    >>> listing(["mail", "telefono", "social"], "it")
    'mail, telefono e social'
    >>> listing(["15", "151"], "it", either=True)
    '15 o 151'
    >>> listing(["Qualità e misura", "Prezzo"], "it", quoted=True)
    '«Qualità e misura» e «Prezzo»'
    >>> listing([], "en")
    'none'
    """
    from babel.lists import format_list

    items = list(items)
    if not items:
        return Translator(lang)("none")
    shown = [in_quotes(item, lang) for item in items] if quoted else items
    return format_list(shown, style="or" if either else "standard", locale=lang)


def series(items: Iterable[str], lang: str) -> str:
    """Several texts in a sentence, parted by semicolons; where there is none, the word for that.

    Examples
    --------
    >>> series(["uno, due", "tre"], "it"), series([], "it")
    ('uno, due; tre', 'niente')
    """
    return "; ".join(items) or Translator(lang)("none")


def status(word: str, lang: str) -> str:
    """The word for a status: 'published' is 'pubblicato' in Italian."""
    return Translator(lang)(word)


def _pattern(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _catalogues() -> Iterator[Path]:
    """The library's, and then that of the project in which this runs, where it has one."""
    yield CATALOGUE
    with suppress(InputError):
        catalogue = project.find().catalogue
        if catalogue.is_file():
            yield catalogue


@cache
def _italian(catalogue: Path, changed: int) -> dict[str, str]:
    """What a catalogue holds, read as translators write it: `pybabel compile` would save some ten milliseconds."""
    from babel.messages.pofile import read_po

    with catalogue.open("rb") as file:
        found = read_po(file, locale="it", abort_invalid=True)
    messages = [each for each in found if each.id and each.string and not each.fuzzy]
    return {str(each.id): str(each.string) for each in messages}
