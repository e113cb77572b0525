"""What prose may not say: a number that was typed, and an order or a difference that the evidence does not allow.

The rule stands in `docs/architecture.md`, under *What a sentence may claim*.
"""

import re
from collections.abc import Callable, Iterator

import nbformat
from babel.messages.pofile import read_po

from projects import NOTEBOOKS, PROJECT
from readytochange import parameters
from readytochange.language import translation
from readytochange.study import tables
from readytochange.survey import certainty, channel_names, channels, published

_ONES = {
    "en": "three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty",
    "it": "tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|quindici|venti|trenta",
}
_COUNTED = {
    "en": "firms|respondents|interview|institutions|questions|charts|options|channels|points|answers|obstacles",
    "it": "aziend|rispondent|intervist|istituzion|domand|quesit|grafic|opzion|canal|punti|rispost|ostacol",
}
_NO_NUMBERS = re.compile(
    r"\{\w*\}|\]\([^)]*\)|bee\.4|\b(?:from 0 to|da 0 a|between 0 and|tra 0 e) 100?\b|\b(?:from 0 to|da 0 a|"
    r"between 0 and|tra 0 e) 1\b|\b(?:as|come) [\dPT][\w:.,-]*(?: (?:or|o) \d[\d.,%]*)?|"
    r"\b(?:from|da) 1 (?:to|a)\b|\b0(?: to |–)100%|\b(?:than|del) 100%|so that 50,0|perché 50,0|"
    r"\b95% (?:of those drawn|delle estratte)"
)
"""Names of values, addresses, limits of what may be typed, and examples of it."""

_ORDER = {
    "en": r"more|fewer|less|(?:\w+er|otherwise|rather) than|most(?:ly)?|majority|minority|"
    r"nearly (?:all|always|none)|above all|especially|mainly|comes? first|first of all|in first place|ahead of|"
    r"highest|lowest|largest|smallest|greatest|fewest|least|top|leading|prefer(?:red|s)?|prevails?|outrank\w*",
    "it": r"più|meno|maggior\w*|minor\w*|soprattutto|quasi (?:tutt\w+|sempre|nessun\w*)|preval\w+|per lo più|in testa|"
    r"al primo posto|per prim[oa]|prima di tutt\w+|preferi\w+|ultim[oa] posto|superior\w* [ai]|inferior\w* [ai]",
}
"""Words of rank and difference."""

_NO_ORDER = {
    "en": (
        r"at (?:most|least)|a least and a greatest|from \{least\} to \{most\}",
        r"(?:fewer|less) than \{\w+\}|how many fewer",
        r"more than (?:one|once)|more answers than allowed|more (?:work|jobs)|no more can|says more than a page",
        r"^(?:most|least)(?: in .*)? first$|fewer words|prefer not|otherwise than large ones",
        r"the largest of its options|two highest points",
        r"the fewest and the most|the least to the greatest|with the fewest impossible|more firms are asked",
        r"more than (?:100%|the base|\{base\})|smallest change|(?:more often in one|differ more) than chance allows",
        r"less often than it says|more often in one list than in the other",
        r"^(?:(?:least|greatest) drawn|(?:fewer|more) (?:firms|gave|firms gave))$",
    ),
    "it": (
        r"al massimo|almeno|meno di \{\w+\}|di quanto meno|limite superiore|(?:inf|sup)eriore a \{n\}|senza più",
        r"più d(?:i |['’])un[oa]?\b|compare più volte|più risposte|più (?:volume|posti)",
        r"di più non si|più di quanto una",
        r"^prima le (?:più|meno) \w+.*$|meno parole|preferisce non",
        r"la più alta tra le opzioni|due punteggi più alti",
        r"usano più canali|incertezza reale è maggiore|il (?:più|meno) possibile|con meno cifre impossibili|più vicine",
        r"più (?:del 100%|della base|di \{base\})|(?:maggiore|meno) della base|più di quanto il caso spieghi",
        r"promette mai più di quanto|più in un elenco che nell’altro|più scura|più ampio|più largo",
        r"^(?:l’hanno data )?(?:meno|più) aziende$",
    ),
}
"""Where the same words bound a number, allow several, name what the study asks for, sort, test, or explain a method."""

_COUNTED_FIRMS = {
    "en": r"(?:\{base\}|the|\d+\W?) firms that answered",
    "it": r"(?:\{base\}|le|\d+\W?) aziende che hanno risposto",
}
"""By which a sentence says that it compares those who were counted."""

Says = Callable[[str, str], bool]
"""Of a sentence and its language, whether the evidence allows its order."""


def prose() -> Iterator[tuple[str, str, str]]:
    """Every text that readers see and the study's data do not hold: where it stands, its language, the text."""
    for name in NOTEBOOKS:
        read = nbformat.read(PROJECT.notebooks / f"{name}.ipynb", as_version=4)
        for cell in read.cells:
            for lang in ("it", "en"):
                if f"lang-{lang}" in cell.metadata.get("tags", []):
                    yield f"{name} {cell.id}", lang, cell.source
    for catalogue in (translation.CATALOGUE, PROJECT.catalogue):
        with catalogue.open("rb") as file:
            for message in read_po(file, locale="it"):
                if message.id:
                    yield catalogue.name, "en", str(message.id)
                    yield catalogue.name, "it", str(message.string)
    for row in tables.claims().itertuples():
        for lang in ("it", "en"):
            yield f"claims.csv {row.claim}", lang, getattr(row, f"text_{lang}")


def typed_numbers(text: str, lang: str) -> list[str]:
    """The numbers that a text has as digits, and those in letters before what the study counts."""
    left = _NO_NUMBERS.sub(" ", text)
    letters = rf"\b(?:{_ONES[lang]}) (?:\w+ )?(?:{_COUNTED[lang]})\w*"
    return re.findall(r"\d[\d.,]*%?", left) + re.findall(letters, left, re.IGNORECASE)


def unlicensed(text: str, lang: str, says: Says | None = None) -> list[str]:
    """The words of order or difference that a text may not have.

    Parameters
    ----------
    text : several sentences, or one
    lang : 'it' or 'en'
    says : looks up the evidence; `by_evidence` if none is given
    """
    found = []
    for sentence in re.split(r"(?<=[.?!:])\s+(?=[A-ZÈ#*«“])|\n+", text):
        left = re.sub("|".join(_NO_ORDER[lang]), " ", sentence.strip(), flags=re.IGNORECASE)
        left = re.sub(r"\{\w+\}", " ", left)
        words = re.findall(rf"\b(?:{_ORDER[lang]})(?!\w)", left, re.IGNORECASE)
        counted = re.search(_COUNTED_FIRMS[lang], sentence)
        if words and not counted and not (says or by_evidence)(sentence, lang):
            found += words
    return found


def by_evidence(sentence: str, lang: str) -> bool:
    """Whether a sentence names two channels, in the order in which they can be told apart, or one that is first."""
    text = sentence.lower()
    outside = re.search(r"hand(?:ed)? .*over|outsourc|affid|estern", text)
    question = channels.HANDED_OVER if outside else channels.IN_USE
    named = sorted(
        (text.find(letters.lower()), option)
        for option in published.counts(question, parameters.Quantitative())["option"]
        if (letters := channel_names.letters(option, lang)) and letters.lower() in text
    )
    options = [option for _, option in named]
    if re.search(r"\b(?:fewer|less|meno)\b", text):
        options.reverse()
    match options:
        case [one]:
            return certainty.first(question, one)
        case [one, other]:
            return certainty.licensed(question, one, other)
    return False
