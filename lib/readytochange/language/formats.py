"""How Italian and English write numbers, dates, lists and quotations."""

import re
from collections.abc import Iterable
from datetime import date

from readytochange.arguments import LANG, Lang, checked
from readytochange.errors import InputError, shortened

_QUOTES = {"it": ("«", "»"), "en": ("“", "”")}
_QUOTES_WITHIN = {"it": ("“", "”"), "en": ("‘", "’")}
_LETTERS = {
    "it": ["zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"],
    "en": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
}
_NONE = {"it": "niente", "en": "none"}
_MOST_DECIMALS = 15
_STRAIGHT_QUOTES = re.compile(r'"([^"]*)"')
_APOSTROPHE = re.compile(r"(?<=\w)'")
_DECIMAL = re.compile(r"\d+([.,]\d+)?", re.ASCII)
_SPACES = re.compile(r"[^\S\u00a0]+")


@checked
def number(value: float, lang: Lang = LANG, decimals: int = 0) -> str:
    """A number as the language writes it.

    Parameters
    ----------
    value : any number
    lang : 'it' or 'en'; as `readytochange.use` says where not said
    decimals : how many, from 0 to 15

    Examples
    --------
    >>> number(1234.5, "it", 1)
    '1.234,5'
    """
    from babel.numbers import format_decimal

    pattern = _pattern(decimals)
    return format_decimal(round(value, decimals), format=pattern, locale=lang)


@checked
def percent(share: float, lang: Lang = LANG, decimals: int = 1) -> str:
    """A share between 0 and 1 as a percentage.

    Parameters
    ----------
    share : between 0 and 1
    lang : 'it' or 'en'; as `readytochange.use` says where not said
    decimals : how many, from 0 to 15

    Examples
    --------
    >>> percent(0.485, "it"), percent(0.485, "en", 0)
    ('48,5%', '48%')
    """
    from babel.numbers import format_percent

    return format_percent(share, format=_pattern(decimals) + "%", locale=lang)


@checked
def percentage(written: str, lang: Lang = LANG) -> str:
    """A percentage that was written with a comma or a point, as the language writes it; any other text stays.

    Parameters
    ----------
    written : as '48,5' or '48.5'
    lang : 'it' or 'en'; as `readytochange.use` says where not said

    Examples
    --------
    >>> percentage("48,5", "en"), percentage("94", "it"), percentage("about half", "en")
    ('48.5%', '94%', 'about half')
    """
    if not _DECIMAL.fullmatch(written):
        return written
    decimals = written.replace(",", ".").partition(".")[2]
    return percent(float(written.replace(",", ".")) / 100, lang, len(decimals))


@checked
def coverage(confidence: float, lang: Lang = LANG) -> str:
    """The coverage of an interval as a percentage, with the decimals it has.

    Parameters
    ----------
    confidence : between 0 and 1
    lang : 'it' or 'en'; as `readytochange.use` says where not said

    Examples
    --------
    >>> coverage(0.95, "it"), coverage(0.975, "it"), coverage(0.999, "en")
    ('95%', '97,5%', '99.9%')
    """
    from babel.numbers import format_percent

    return format_percent(confidence, format="#,##0.##########%", locale=lang)


@checked
def in_letters(n: int, lang: Lang = LANG) -> str:
    """A whole number in a sentence: below ten in letters, from ten on in figures.

    Parameters
    ----------
    n : a whole number
    lang : 'it' or 'en'; as `readytochange.use` says where not said

    Examples
    --------
    >>> in_letters(3, "it"), in_letters(9, "en"), in_letters(12, "it")
    ('tre', 'nine', '12')
    """
    return _LETTERS[lang][n] if 0 <= n < len(_LETTERS[lang]) else number(n, lang)


@checked
def month(text: str, lang: Lang = LANG) -> str:
    """A month written YYYY-MM, in words.

    Parameters
    ----------
    text : as '2020-03'
    lang : 'it' or 'en'; as `readytochange.use` says where not said

    Examples
    --------
    >>> month("2020-03", "it"), month("2020-03", "en")
    ('marzo 2020', 'March 2020')
    """
    from babel.dates import format_date

    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise InputError(
            f"month is '{shortened(text)}': accepted is YYYY-MM, as '2021-03'"
        ) from None
    return format_date(first, "LLLL y", locale=lang)


@checked
def listing(
    items: Iterable[str], lang: Lang = LANG, quoted: bool = False, either: bool = False
) -> str:
    """Several things in a sentence, in quotation marks where they could run into each other.

    Joined by 'and', or by 'or' where it is one of them; where there is none, the word for that.

    Parameters
    ----------
    items : texts
    lang : 'it' or 'en'; as `readytochange.use` says where not said
    quoted : whether each stands in quotation marks
    either : whether it is one of them: 'or' in the place of 'and'

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
        return _NONE[lang]
    shown = [in_quotes(item, lang) for item in items] if quoted else items
    return format_list(shown, style="or" if either else "standard", locale=lang)


@checked
def series(items: Iterable[str], lang: Lang = LANG) -> str:
    """Several texts in a sentence, parted by semicolons; where there is none, the word for that.

    Parameters
    ----------
    items : texts
    lang : 'it' or 'en'; as `readytochange.use` says where not said

    Examples
    --------
    >>> series(["uno, due", "tre"], "it"), series([], "it")
    ('uno, due; tre', 'niente')
    """
    return "; ".join(items) or _NONE[lang]


@checked
def in_quotes(text: str, lang: Lang = LANG) -> str:
    """A text in quotation marks, those within it of the second kind.

    Parameters
    ----------
    text : any
    lang : 'it' or 'en'; as `readytochange.use` says where not said

    Examples
    --------
    >>> in_quotes("Il lavoro come «sistema»", "it")
    '«Il lavoro come “sistema”»'
    """
    before, after = _QUOTES[lang]
    return f"{before}{quotes_within(text, lang)}{after}"


@checked
def quotes_within(text: str, lang: Lang = LANG) -> str:
    """A text that stands as a quotation, its own quotation marks of the second kind.

    Parameters
    ----------
    lang : 'it' or 'en'; as `readytochange.use` says where not said
    text : any

    Examples
    --------
    >>> quotes_within('un call center "normale"', "it")
    'un call center “normale”'
    """
    (before, after), (opens, closes) = _QUOTES[lang], _QUOTES_WITHIN[lang]
    within = _STRAIGHT_QUOTES.sub(rf"{opens}\1{closes}", text)
    return within.replace(before, opens).replace(after, closes)


@checked
def capital(text: str) -> str:
    """A text that begins with a capital letter, as a sentence does.

    Parameters
    ----------
    text : any

    Examples
    --------
    >>> capital("tre istituzioni")
    'Tre istituzioni'
    """
    return text[:1].upper() + text[1:]


@checked
def typographic(text: str) -> str:
    """A text with the apostrophes of a printer.

    Parameters
    ----------
    text : any

    Examples
    --------
    >>> typographic("l'uso, un po', the firms' size")
    'l’uso, un po’, the firms’ size'
    """
    return _APOSTROPHE.sub("’", text)


@checked
def one_line(text: str) -> str:
    r"""A text with one space for each break and run of spaces; a space that does not break stays.

    Parameters
    ----------
    text : any

    Examples
    --------
    >>> one_line("a\n  b")
    'a b'
    """
    return _SPACES.sub(" ", text)


def _pattern(decimals: int) -> str:
    if not 0 <= decimals <= _MOST_DECIMALS:
        raise InputError(f"decimals are {decimals}: accepted are 0 to {_MOST_DECIMALS}")
    return "#,##0" + ("." + "0" * decimals if decimals else "")
