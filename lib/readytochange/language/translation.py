"""What the library says, in Italian and English.

The code speaks English; a catalogue holds the Italian of every sentence it says: one comes with the library, and one
with the project, of what its notebooks say. A text that both lack is an error, not an English sentence on an Italian
page. Survey texts put into a sentence stay data: they are escaped.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from numbers import Integral
from pathlib import Path
from typing import Any, TypeVar

from readytochange import project
from readytochange.arguments import LANG, Lang, checked
from readytochange.errors import InputError, unknown
from readytochange.language.formats import number, one_line, typographic

LANGUAGES = {"it": "Italiano", "en": "English"}
CATALOGUE = Path(__file__).parents[1] / "locale/it/LC_MESSAGES/readytochange.po"
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&:=])")

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
        return fill(
            self._translated(text), {key: self._value(value) for key, value in values.items()}
        )

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

    def __repr__(self) -> str:
        return self.plain

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/markdown": self.text, "text/plain": self.plain}


def N_(texts: T) -> T:  # noqa: N802  (gettext's name)
    """Mark a text, or the values of a table, as translated elsewhere: so `make messages` finds them."""
    return texts


@checked
def translator(lang: Lang = LANG) -> Translator:
    """The translator of a language: `t = language.translator(settings.lang)`.

    Parameters
    ----------
    lang : 'it' or 'en'; as `readytochange.use` says where not said
    """
    return Translator(lang)


@checked
def escape(text: str) -> str:
    r"""A text that Markdown and HTML show as typed, on one line: there, breaks and runs of spaces mean something.

    Parameters
    ----------
    text : any

    Examples
    --------
    >>> escape("*a* <b>")
    '\\*a\\* \\<b\\>'
    """
    return _MARKDOWN.sub(r"\\\1", one_line(text))


def fill(template: str, values: Mapping[str, str]) -> Markdown:
    r"""A paragraph of a text with `{names}`, in which the values appear as typed.

    Parameters
    ----------
    template : Markdown, in the language of the page
    values : what stands for each name

    Examples
    --------
    >>> fill("**{n} firms.**", {"n": "33*"}).text
    '**33\\* firms.**'
    """
    said = typographic(template)
    escaped = {name: escape(value) for name, value in values.items()}
    return Markdown(said.format(**escaped), said.format(**values))


def _catalogues() -> Iterator[Path]:
    """The library's, and then that of the project in which this runs, where it has one."""
    yield CATALOGUE
    here = project.around(Path.cwd())
    if here and here.catalogue.is_file():
        yield here.catalogue


@cache
def _italian(catalogue: Path, changed: int) -> dict[str, str]:
    """What a catalogue holds, read as translators write it: `pybabel compile` would save some ten milliseconds."""
    from babel.messages.pofile import read_po

    with catalogue.open("rb") as file:
        found = read_po(file, locale="it", abort_invalid=True)
    messages = [each for each in found if each.id and each.string and not each.fuzzy]
    return {str(each.id): str(each.string) for each in messages}
