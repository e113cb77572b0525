"""The questionnaire of a wave: every question with its options, in both languages, and the columns of its answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from readytochange.errors import unknown
from readytochange.study import tables

Kind = Literal["single", "multiple", "scale", "rank", "number", "open"]
Role = Literal["answer", "other", "dont_know", "prefer_not", "item", "point"]
Texts = Mapping[str, str]
"""A text by language, 'it' and 'en'."""

CONSENT = "consent"
"""The question that comes first in a form, and is no part of the survey; of notices, the text that it has."""

STATES = ("answered", "not_answered", "not_asked", "dont_know", "prefer_not")
"""What a respondent did with a question; only the first is in the base of a share."""


@dataclass(frozen=True)
class Option:
    """What a question offers: an answer, one of the ways of giving none, an item or a point of a scale."""

    option: str
    label: Texts
    role: Role = "answer"
    exclusive: bool = False
    origin: str = "project"


@dataclass(frozen=True)
class Question:
    """A question with what it offers.

    Parameters
    ----------
    question : its id
    kind : how it is answered
    label, hint : as asked, and the instruction below it; by language
    offered : its options, in order
    max_answers : the most that may be given, where they are limited
    required : whether the form insists on an answer
    relevant : the question on which it depends whether this one is asked, and the options with which it is
    section : where it stands in the form
    origin : 'study' or 'project', whose wording it is
    purpose : what the answers will say; by language
    """

    question: str
    kind: Kind
    label: Texts
    offered: tuple[Option, ...] = ()
    hint: Texts = field(default_factory=dict)
    max_answers: int | None = None
    required: bool = False
    relevant: tuple[str, tuple[str, ...]] | None = None
    section: str = ""
    origin: str = "project"
    purpose: Texts = field(default_factory=dict)

    def having(self, *roles: Role) -> tuple[Option, ...]:
        """The options that have one of these roles."""
        return tuple(each for each in self.offered if each.role in roles)

    @property
    def options(self) -> tuple[Option, ...]:
        """What counts as an answer: options of the study and ours, 'other' among them; no item, no point."""
        return self.having("answer", "other")

    @property
    def items(self) -> tuple[Option, ...]:
        """What a scale asks to rate."""
        return self.having("item")

    @property
    def points(self) -> tuple[Option, ...]:
        """The points of a scale, the lowest first: the first stands for 1."""
        return self.having("point")

    @property
    def has_other(self) -> bool:
        """Whether a text may be given beside an option."""
        return bool(self.having("other"))

    @property
    def state(self) -> str:
        """The column that says what each respondent did with the question, one of `STATES`."""
        return f"{self.question}.state"

    @property
    def other(self) -> str:
        """The column of the texts given beside 'other'."""
        return f"{self.question}.other"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of its answers, besides `state` and `other`."""
        if self.kind in ("multiple", "rank"):
            return tuple(f"{self.question}/{each.option}" for each in self.options)
        if self.kind == "scale":
            return tuple(f"{self.question}/{each.option}" for each in self.items)
        return (self.question,)


@dataclass(frozen=True)
class Instrument:
    """A questionnaire.

    Parameters
    ----------
    questions : in the order in which they are asked
    consent : the text to which respondents agree before they are asked; by language
    """

    questions: tuple[Question, ...]
    consent: Texts = field(default_factory=dict)

    @cached_property
    def _by_id(self) -> Mapping[str, Question]:
        return {each.question: each for each in self.questions}

    def __getitem__(self, question: str) -> Question:
        """A question by its id; InputError where there is none."""
        if question not in self._by_id:
            raise unknown("question of the questionnaire", question, self._by_id)
        return self._by_id[question]

    def __contains__(self, question: object) -> bool:
        return question in self._by_id


def questionnaire() -> Instrument:
    """The questionnaire of `data/questionnaire/`."""
    offered: dict[str, list[Option]] = {}
    for row in tables.options().sort_values("order", kind="stable").to_dict("records"):
        offered.setdefault(row["question"], []).append(
            Option(
                row["option"], _texts(row, "label"), row["role"], row["exclusive"], row["origin"]
            )
        )
    asked = tables.questionnaire().sort_values("order")
    return Instrument(
        tuple(
            Question(
                question=row["question"],
                kind=row["kind"],
                label=_texts(row, "label"),
                offered=tuple(offered.get(row["question"], ())),
                hint=_texts(row, "hint"),
                max_answers=None if row["max_answers"] is None else int(row["max_answers"]),
                required=row["required"],
                relevant=(row["relevant_question"], tuple(row["relevant_options"].split()))
                if row["relevant_question"]
                else None,
                section=row["section"],
                origin=row["origin"],
                purpose=_texts(row, "purpose"),
            )
            for row in asked.astype(object).where(asked.notna(), None).to_dict("records")
        ),
        next(
            (
                _texts(row, "text")
                for row in tables.notices().to_dict("records")
                if row["notice"] == CONSENT
            ),
            {},
        ),
    )


def _texts(row: Mapping[str, object], column: str) -> Texts:
    return {lang: str(row[f"{column}_{lang}"]) for lang in ("it", "en")}
