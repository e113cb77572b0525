"""What a column's headers say by themselves: an id, a label, a question with an option, in one row or in several."""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import combinations

from readytochange.survey.waves.folding import cut, fold
from readytochange.survey.waves.instrument import CONSENT, Instrument, Question
from readytochange.survey.waves.mapping import Target, columns_of
from readytochange.survey.waves.matching.labels import Known

_NUMBERED = re.compile(r"\s*[A-Za-z]{0,2}\d{1,3}\s*[.):–-]\s*")
LIMESURVEY = re.compile(r"\s*([A-Za-z]\w*)(?:\[(\w+)\])?\.\s+", re.ASCII)
"""'CODE[SUB]. ' before a text, as LimeSurvey writes headers with codes and texts."""

_BETWEEN = " -/[]():|.>:"


class Headers:
    """Knows a questionnaire's ids and labels in the headers of every tool.

    Parameters
    ----------
    instrument : the questionnaire
    """

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.known = Known(instrument)

    def targets(self, rows: tuple[str, ...]) -> set[Target]:
        """What a column with these header rows may be for; one thing where that is certain.

        Parameters
        ----------
        rows : from top to bottom
        """
        rows = tuple(dict.fromkeys(each for each in rows if each.strip()))
        found = {target for row in rows for target in self._in_text(row)}
        for above, below in combinations(rows, 2):
            for question in self.questions(above):
                if option := self.option(question, below):
                    found.add(option)
        exact = {each.question for each in found if each.option or each.use == "other"}
        return {each for each in found if each.use != "answer" or each.question not in exact}

    def questions(self, text: str) -> Iterator[str]:
        """The questions of which a text is the id, or the label."""
        for form in _forms(text):
            if form.strip() in self.instrument:
                yield form.strip()
            yield from self.known.questions.get(fold(form), ())
        if start := cut(text):
            labels = self.known.questions
            yield from {
                name for label in labels if label.startswith(start) for name in labels[label]
            }

    def begins(self, text: str) -> Iterator[str]:
        """The questions with whose label a text begins."""
        for form in _forms(text):
            for label, names in self.known.questions.items():
                if fold(form).startswith(label):
                    yield from names

    def option(self, question: str, text: str) -> Target | None:
        """The option or item of a question that a text names, by id, label, or label that was cut."""
        folded = fold(text)
        ids = columns_of(self.instrument[question])
        if text.strip() in ids:
            return Target("option", question, text.strip())
        labels = self.known.options[question]
        if found := self.known.option(question, folded):
            return _own(question, found, ids)
        if start := cut(text):
            cut_off = {labels[label] for label in labels if label.startswith(start)}
            return _own(question, cut_off.pop(), ids) if len(cut_off) == 1 else None
        for dash in (place.start() for place in re.finditer("[-]", folded)):
            if after := labels.get(folded[dash + 1 :].strip(_BETWEEN)):
                return _own(question, after, ids)
            before = self.known.option(question, folded[:dash].strip(_BETWEEN))
            others = {each.option for each in self.instrument[question].having("other")}
            if before in others:
                return Target("other", question)
        return None

    def is_consent(self, text: str) -> bool:
        """Whether a header is the id, or the text, of the consent that the form asks for."""
        texts = [fold(each) for each in self.instrument.consent.values()]
        start = cut(text)
        return any(
            part.casefold() == CONSENT
            or any(fold(form) in texts for form in _forms(part))
            or bool(start and any(each.startswith(start) for each in texts))
            for part in _paths(text)
        )

    def _in_text(self, text: str) -> Iterator[Target]:
        for part in _paths(text):
            if found := self._ids.get(part.casefold()):
                yield found
        if (code := LIMESURVEY.match(text)) and code[1] in self.instrument:
            part = f"{code[1]}[{code[2]}]" if code[2] else code[1]
            if found := self._ids.get(part.casefold()):
                yield found
        for name in self.questions(text):
            if self.instrument[name].kind != "scale":
                yield Target("answer", name)
        for form in _forms(text):
            yield from self._question_and_option(form)

    def _question_and_option(self, text: str) -> Iterator[Target]:
        folded = fold(text)
        dots = "..." if cut(text) else ""
        for label, names in self.known.questions.items():
            if folded.startswith(label) and not folded[len(label) :][:1].isalnum():
                rest = folded[len(label) :].strip(_BETWEEN)
            elif folded.endswith(label) and not folded[: -len(label)][-1:].isalnum():
                rest = folded[: -len(label)].strip(_BETWEEN)
            else:
                continue
            for name in names if rest else ():
                if option := self.option(name, rest + dots):
                    yield option

    @cached_property
    def _ids(self) -> dict[str, Target]:
        found: dict[str, Target] = {}
        for question in self.instrument.questions:
            for text, target in _written(question):
                found.setdefault(text.casefold(), target)
        return found | {
            each.question.casefold(): Target("answer", each.question)
            for each in self.instrument.questions
            if each.kind != "scale"
        }


def _own(question: str, option: str, ids: tuple[str, ...]) -> Target | None:
    return Target("option", question, option) if option in ids else None


def _written(question: Question) -> Iterator[tuple[str, Target]]:
    """The ways in which tools write a question's id with that of an option."""
    name = question.question
    if question.has_other:
        for text in (question.other, f"{name}_other_text", f"{name}/other_text"):
            yield text, Target("other", name)
    for option in columns_of(question):
        for text in (
            f"{name}/{option}",
            f"{name}[{option}]",
            f"{name}_{option}",
            f"{name}.{option}",
            f"{name}:{option}",
        ):
            yield text, Target("option", name, option)


def _paths(text: str) -> Iterator[str]:
    """A header, and what is left of it without the groups before it."""
    text = text.strip()
    yield text
    for place in re.finditer("/", text):
        yield text[place.end() :]


def _forms(text: str) -> Iterator[str]:
    """A header as it is, without a number before it, and without LimeSurvey's code."""
    yield text
    for before in (_NUMBERED, LIMESURVEY):
        if found := before.match(text):
            yield text[found.end() :]
