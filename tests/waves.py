"""Answers as respondents might give them, and as each survey tool exports them."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import polars as pl

from readytochange.survey.waves import answers
from readytochange.survey.waves.instrument import Instrument, Option, Question
from readytochange.survey.waves.mapping import Mapping
from readytochange.survey.waves.readers.export import Export

WORDS = ("zzyx", "qwvk", "xjq wqz", "kkzq")
"""What somebody writes beside 'other': like no label."""


def random_answers(
    instrument: Instrument, rows: int, rng: random.Random, first_row: int = 2
) -> pl.DataFrame:
    """Answers that break no rule, in the columns of `answers.schema`."""
    records = [_respondent(instrument, rng) for _ in range(rows)]
    schema = answers.schema(instrument)
    columns = {
        name: [first_row + place for place in range(rows)]
        if name == answers.RESPONDENT
        else [each.get(name) for each in records]
        for name in schema
    }
    return pl.DataFrame(columns, schema=schema)


def _respondent(instrument: Instrument, rng: random.Random) -> dict[str, object]:
    found: dict[str, object] = {}
    chosen: dict[str, set[str]] = {}
    for question in instrument.questions:
        state = _state(question, chosen, rng)
        found[question.state] = state
        if state == "answered":
            given = _answer(question, rng)
            chosen[question.question] = {
                str(value) if name == question.question else name.partition("/")[2]
                for name, value in given.items()
                if value is not False
            }
            found |= given
    return found


def _state(question: Question, chosen: dict[str, set[str]], rng: random.Random) -> str:
    if question.relevant and not set(question.relevant[1]) & chosen.get(
        question.relevant[0], set()
    ):
        return "not_asked"
    states = ["answered"] * 4 + [each.role for each in question.having("dont_know", "prefer_not")]
    return rng.choice(states if question.required else [*states, "not_answered"])


def _answer(question: Question, rng: random.Random) -> dict[str, object]:
    name, options = question.question, question.options
    if question.kind == "open":
        return {name: rng.choice(["None", "N/A e altro", "Solo back office, archivio; posta", "1"])}
    if question.kind == "number":
        return {name: rng.choice([48.5, 12.0, 0.0, 1234.0])}
    if question.kind == "scale":
        items = [each.option for each in question.items]
        rated = rng.sample(items, rng.randint(1, len(items)))
        return {f"{name}/{item}": rng.randint(1, len(question.points)) for item in rated}
    if question.kind == "rank":
        ranked = rng.sample(
            [each.option for each in options], min(question.max_answers or 3, len(options))
        )
        return {f"{name}/{option}": place for place, option in enumerate(ranked, start=1)}
    if question.kind == "single":
        picked = [rng.choice(options)]
    else:
        picked = rng.sample(options, rng.randint(1, min(question.max_answers or 5, len(options))))
        alone = [each for each in picked if each.exclusive]
        picked = alone[:1] or picked
    other = (
        {question.other: rng.choice(WORDS)} if any(each.role == "other" for each in picked) else {}
    )
    if question.kind == "single":
        return {name: picked[0].option, **other}
    return {**{f"{name}/{each.option}": each in picked for each in options}, **other}


@dataclass
class Column:
    """A column as a tool writes it."""

    headers: tuple[str, ...]
    cells: list[str]


@dataclass
class Teller:
    """Writes labels as people and tools do: in either language, in any case, with other apostrophes and spaces."""

    rng: random.Random
    noise: bool = True

    def __call__(self, texts: dict[str, str] | Option | Question) -> str:
        labels = texts if isinstance(texts, dict) else dict(texts.label)
        text = self.rng.choice(list(labels.values()))
        if not self.noise:
            return text
        changes: list[Callable[[str], str]] = [
            str,
            str.upper,
            str.lower,
            lambda each: each.replace("’", "'"),
            lambda each: each.replace("'", "’"),
            lambda each: each.replace("à", "a'").replace("ì", "i").replace("ù", "u`"),
            lambda each: each.replace(" ", "\u00a0"),
            lambda each: each.replace(" ", "  "),
            lambda each: each.replace("-", "–"),
            lambda each: f" {each} ",
        ]
        return self.rng.choice(changes)(text)


def export(columns: Sequence[Column], rng: random.Random | None = None) -> Export:
    """A file with these columns; shuffled, if there is something to shuffle with."""
    columns = list(columns)
    if rng:
        rng.shuffle(columns)
    return Export(
        pl.DataFrame({str(place): each.cells for place, each in enumerate(columns)},
                     schema=dict.fromkeys(map(str, range(len(columns))), pl.String())),
        tuple(each.headers for each in columns),
        first_row=len(columns[0].headers) + 1,
    )  # fmt: skip


def confirmed(mapping: Mapping) -> Mapping:
    """A mapping as a person leaves it who agrees to every suggestion."""
    return replace(
        mapping,
        columns={name: text.removeprefix("? ") for name, text in mapping.columns.items()},
        values={
            question: {cell: option.removeprefix("? ") for cell, option in texts.items()}
            for question, texts in mapping.values.items()
        },
        confirmed=True,
    )


class Shape:
    """How a tool writes answers; each below is one tool's way."""

    rows = 1
    noise = True
    chosen: tuple[str, ...] = ("1",)
    not_chosen: tuple[str, ...] = ("0",)
    separator = ", "
    shuffled = True
    hidden = ""

    def __init__(self, frame: pl.DataFrame, instrument: Instrument, rng: random.Random) -> None:
        self.frame, self.instrument, self.rng = frame, instrument, rng
        self.tell = Teller(rng, self.noise)

    def export(self) -> Export:
        columns = [
            each for question in self.instrument.questions for each in self.question(question)
        ]
        columns += self.metadata()
        found = export(columns, self.rng if self.shuffled else None)
        return found

    def metadata(self) -> list[Column]:
        ids = [f"{place:08d}-aaaa-bbbb-cccc-0123456789ab" for place in range(self.frame.height)]
        times = [
            f"2027-01-05 10:{place % 60:02d}:{place // 60:02d}"
            for place in range(self.frame.height)
        ]
        return [self.plain("_uuid", ids), self.plain("Ora di inizio", times)]

    def plain(self, header: str, cells: list[str]) -> Column:
        return Column((header,) + ("",) * (self.rows - 1), cells)

    def question(self, question: Question) -> list[Column]:
        if question.kind in ("open", "number"):
            return [
                Column(
                    self.header(question),
                    self.each(question, lambda row: self.text(row[question.question])),
                )
            ]
        if question.kind == "scale":
            return [
                Column(
                    self.header(question, item), self.each(question, self._pointer(question, item))
                )
                for item in question.items
            ]
        if question.kind == "single":
            return self.single(question)
        return self.several(question)

    def _pointer(self, question: Question, item: Option) -> Callable[[dict[str, object]], str]:
        name = f"{question.question}/{item.option}"
        return lambda row: (
            "" if row[name] is None else self.point(question.points[int(str(row[name])) - 1])
        )

    def text(self, value: object) -> str:
        if isinstance(value, float):
            return str(value).replace(".", self.rng.choice([".", ","]))
        return "" if value is None else str(value)

    def each(self, question: Question, write: Callable[[dict[str, object]], str]) -> list[str]:
        return [
            self.hidden if row[question.state] == "not_asked" else write(row)
            for row in self.frame.iter_rows(named=True)
        ]

    def picked(self, question: Question, row: dict[str, object]) -> list[Option]:
        """What a respondent ticked, ways of giving no answer among them; ranked options in their order."""
        state = row[question.state]
        if state in ("dont_know", "prefer_not"):
            return list(question.having(state))
        if question.kind == "single":
            return [each for each in question.options if each.option == row[question.question]]
        given = [(each, row[f"{question.question}/{each.option}"]) for each in question.options]
        if question.kind == "rank":
            given = sorted((pair for pair in given if pair[1]), key=lambda pair: int(str(pair[1])))
        return [each for each, value in given if value]

    def header(self, question: Question, option: Option | None = None) -> tuple[str, ...]:
        raise NotImplementedError

    def option(self, option: Option) -> str:
        return self.tell(option)

    def point(self, point: Option) -> str:
        return self.rng.choice(
            [self.tell(point), point.option.removeprefix("point_"), self.tell(point).strip()[:1]]
        )

    def single(self, question: Question) -> list[Column]:
        found = [
            Column(
                self.header(question),
                self.each(
                    question, lambda row: "".join(map(self.option, self.picked(question, row)))
                ),
            )
        ]
        return found + self.beside(question)

    def several(self, question: Question) -> list[Column]:
        return self.joined(question) + self.beside(question)

    def joined(self, question: Question) -> list[Column]:
        def write(row: dict[str, object]) -> str:
            return self.separator.join(map(self.option, self.picked(question, row)))

        return [Column(self.header(question), self.each(question, write))]

    def split(self, question: Question) -> list[Column]:
        offered = [each for each in question.offered if each.role not in ("item", "point")]
        return [
            Column(self.header(question, each), self.each(question, self._ticker(question, each)))
            for each in offered
        ]

    def _ticker(self, question: Question, option: Option) -> Callable[[dict[str, object]], str]:
        def write(row: dict[str, object]) -> str:
            picked = self.picked(question, row)
            if not picked:
                return ""
            return (
                self.tick(option, row, question)
                if option in picked
                else self.rng.choice(self.not_chosen)
            )

        return write

    def tick(self, option: Option, row: dict[str, object], question: Question) -> str:
        return self.rng.choice(self.chosen)

    def beside(self, question: Question) -> list[Column]:
        """The column of texts beside 'other'."""
        if not question.has_other:
            return []
        return [
            Column(
                self.other_header(question),
                self.each(question, lambda row: self.text(row[question.other])),
            )
        ]

    def other_header(self, question: Question) -> tuple[str, ...]:
        raise NotImplementedError
