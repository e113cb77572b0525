"""What the cells of a column hold, whatever its header says: answers to a question, ticks, texts."""

from readytochange.survey.waves.columns import suggestions
from readytochange.survey.waves.columns.runs import Names
from readytochange.survey.waves.folding import FALSE, TRUE, fold, says_other
from readytochange.survey.waves.instrument import Instrument
from readytochange.survey.waves.matching.cells import distinct, said, value_labels
from readytochange.survey.waves.matching.labels import answers_by_text, texts_of
from readytochange.survey.waves.matching.splitting import (
    Splitter,
    joined_by_spaces,
    named,
    separator_of,
)
from readytochange.survey.waves.readers.export import Export

_SHOWN = 200
"""Distinct cells that are looked at."""

_SUGGESTED = 50
"""Texts of a question for which a suggestion is written, at most."""


class Contents:
    """Looks into the columns of an export.

    Parameters
    ----------
    export : the file, or its first rows
    instrument : the questionnaire
    """

    def __init__(self, export: Export, instrument: Instrument) -> None:
        self.export, self.instrument = export, instrument

    def texts(self, place: int) -> list[str]:
        """Distinct texts of a column, with its values' labels, as many as are looked at."""
        labels = value_labels(self.export, place)
        texts = distinct(self.export.cells[str(place)]).texts
        return [said(each, labels) for each in texts if each][:_SHOWN]

    def answer(self, place: int, question: str) -> bool:
        """Whether half of a column's texts are answers to a question; of an open one, always."""
        if self.instrument[question].kind in ("open", "number"):
            return True
        texts = self.texts(place)
        labels = answers_by_text(self.instrument[question])
        part = Splitter(labels, separator_of(texts, labels))
        return 2 * sum(any(each.option for each in part(text).parts) for text in texts) >= len(
            texts
        )

    def ticks(self, place: int, headers: tuple[str, ...], options: Names) -> bool:
        """Whether a column's cells can be those of one option, or of one item; any text may stand beside 'other'."""
        if any(says_other(fold(text)) for text in headers):
            return True
        own = {
            fold(text)
            for name, option in options
            for offered in self.instrument[name].offered
            if option == offered.option or offered.role == "point"
            for text in texts_of(offered)
        }
        return all(
            fold(text) in own | TRUE | FALSE or text[:1].isdigit() for text in self.texts(place)
        )

    def texts_or_ticks(self, place: int) -> int:
        """2 where a column has texts, 1 where it is empty, 0 where it has ticks."""
        texts = [fold(text) for text in self.texts(place)]
        if not texts:
            return 1
        return 2 * any(text not in TRUE | FALSE and not says_other(text) for text in texts)

    def joined_by_spaces(self, place: int, question: str) -> bool:
        """Whether a column joins by spaces labels that have spaces inside."""
        labels, texts = answers_by_text(self.instrument[question]), self.texts(place)
        return separator_of(texts, labels) == " " and joined_by_spaces(texts, labels)

    def unknown(self, place: int, question: str, not_asked: tuple[str, ...]) -> dict[str, str]:
        """Of a question's only column, the texts that are no option, each with a suggestion."""
        asked = self.instrument[question]
        labels = answers_by_text(asked)
        if asked.kind not in ("single", "multiple", "rank"):
            return {}
        texts = self.texts(place)
        if asked.kind == "single":
            parts = [text for text in texts if not named(text, labels)]
        else:
            part = Splitter(labels, separator_of(texts, labels))
            split = [each for text in texts for each in part(text).parts]
            parts = [each.text for each in split if not each.option]
        otherwise = "? other" if asked.has_other else "?"
        found = {}
        for text in dict.fromkeys(parts):
            if text not in not_asked and not (asked.has_other and says_other(fold(text))):
                near = suggestions.nearest(text, labels)
                found[text] = f"? {near[0]}" if near else otherwise
        return dict(list(found.items())[:_SUGGESTED])
