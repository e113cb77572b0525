"""The shapes in which survey tools export answers, each from how its files look."""

from dataclasses import replace

from readytochange.survey.waves.instrument import Option, Question
from readytochange.survey.waves.readers.export import Export
from waves import Column, Shape


class Kobo(Shape):
    """KoboToolbox, 'XML values and headers': groups, ids joined by spaces, and a column an option."""

    separator = " "

    def header(self, question: Question, option: Option | None = None) -> tuple[str, ...]:
        path = f"{question.section}/{question.question}"
        return (f"{path}/{option.option}" if option else path,)

    def option(self, option: Option) -> str:
        return option.option

    def point(self, point: Option) -> str:
        return self.rng.choice([point.option, point.option.removeprefix("point_")])

    def several(self, question: Question) -> list[Column]:
        return self.joined(question) + self.split(question) + self.beside(question)

    def other_header(self, question: Question) -> tuple[str, ...]:
        return (f"{question.section}/{question.question}_other",)


class KoboLabels(Shape):
    """KoboToolbox, labels: `Question/Option`, 0 and 1."""

    def header(self, question: Question, option: Option | None = None) -> tuple[str, ...]:
        return (f"{self.tell(question)}/{self.tell(option)}" if option else self.tell(question),)

    def several(self, question: Question) -> list[Column]:
        return self.split(question) + self.beside(question)

    def other_header(self, question: Question) -> tuple[str, ...]:
        return (f"{question.question}_other",)


class GoogleForms(Shape):
    """Google Forms: answers joined by commas, grids as `question [item]`, what is typed beside 'other' among them."""

    def header(self, question: Question, option: Option | None = None) -> tuple[str, ...]:
        return (f"{self.tell(question)} [{self.tell(option)}]" if option else self.tell(question),)

    def joined(self, question: Question) -> list[Column]:
        def write(row: dict[str, object]) -> str:
            texts = [
                str(row[question.other]) if each.role == "other" else self.option(each)
                for each in self.picked(question, row)
            ]
            return self.separator.join(texts)

        return [Column(self.header(question), self.each(question, write))]

    def single(self, question: Question) -> list[Column]:
        return self.joined(question)

    def several(self, question: Question) -> list[Column]:
        return self.joined(question)


class MicrosoftForms(GoogleForms):
    """Microsoft Forms: answers each with a semicolon behind it, spaces that do not break in headers."""

    separator = ";"

    def header(self, question: Question, option: Option | None = None) -> tuple[str, ...]:
        if option:
            return (f"{self.tell(question)}.{self.tell(option)}",)
        return (self.tell(question).replace(" ", "\u00a0"),)

    def joined(self, question: Question) -> list[Column]:
        (column,) = super().joined(question)
        if question.kind != "single":
            column.cells = [each and each + ";" for each in column.cells]
        return [column]


class Piped(Shape):
    """Ids with a pipe between, `question[item]` and `question_other`."""

    separator = "|"

    def header(self, question: Question, option: Option | None = None) -> tuple[str, ...]:
        return (f"{question.question}[{option.option}]" if option else question.question,)

    def other_header(self, question: Question) -> tuple[str, ...]:
        return (f"{question.question}.other",)

    def option(self, option: Option) -> str:
        return self.rng.choice([option.option, self.tell(option)])


class SurveyMonkey(Shape):
    """SurveyMonkey: two header rows, the question only over its first option; a cell has its option's label."""

    rows = 2
    not_chosen = ("",)
    shuffled = False

    def question(self, question: Question) -> list[Column]:
        columns = super().question(question)
        for column in columns[1:]:
            column.headers = ("", column.headers[1])
        return columns

    def header(self, question: Question, option: Option | None = None) -> tuple[str, ...]:
        return (self.tell(question), self.tell(option) if option else "Response")

    def tick(self, option: Option, row: dict[str, object], question: Question) -> str:
        return str(row[question.other]) if option.role == "other" else self.tell(option)

    def single(self, question: Question) -> list[Column]:
        column, *others = super().single(question)
        if others:
            states = zip(column.cells, others[0].cells, strict=True)
            column.cells = ["" if other else cell for cell, other in states]
        return [column, *others]

    def several(self, question: Question) -> list[Column]:
        return self.split(question)

    def other_header(self, question: Question) -> tuple[str, ...]:
        return ("", "Other (please specify)")


class Qualtrics(Shape):
    """Qualtrics: names, texts and ImportIds, in columns by option; the text beside 'other' in one more."""

    rows = 3
    not_chosen = ("",)

    def header(self, question: Question, option: Option | None = None) -> tuple[str, ...]:
        number = self.instrument.questions.index(question) + 1
        part = f"_{question.offered.index(option) + 1}" if option else ""
        text = self.tell(question) + (f" - {self.tell(option)}" if option else "")
        if option and question.kind == "multiple":
            text = f"{self.tell(question)} - Ausgewählte Antwort - {self.tell(option)}"
        return (f"Q{number}{part}", text, f'{{"ImportId":"QID{number}{part}"}}')

    def tick(self, option: Option, row: dict[str, object], question: Question) -> str:
        return self.tell(option)

    def several(self, question: Question) -> list[Column]:
        return self.split(question) + self.beside(question)

    def other_header(self, question: Question) -> tuple[str, ...]:
        number = self.instrument.questions.index(question) + 1
        other = question.having("other")[0]
        return (
            f"Q{number}_12_TEXT",
            f"{self.tell(question)} - {self.tell(other)} - Text",
            f"{{'ImportId': 'QID{number}_12_TEXT'}}",
        )


class LimeSurvey(Shape):
    """LimeSurvey, codes and texts, full answers: `CODE[SUB]. Question [Option]`, Sì, No, N/A for what is not shown."""

    chosen = ("Sì", "Yes", "Y")
    not_chosen = ("No", "N", "")
    hidden = "N/A"

    def header(self, question: Question, option: Option | None = None) -> tuple[str, ...]:
        number = self.instrument.questions.index(question) + 1
        if option:
            return (
                f"G01Q{number:02}[SQ{question.offered.index(option):03}]. {self.tell(question)} [{self.tell(option)}]",
            )
        return (f"G01Q{number:02}. {self.tell(question)}",)

    def several(self, question: Question) -> list[Column]:
        return self.split(question)

    def tick(self, option: Option, row: dict[str, object], question: Question) -> str:
        return (
            str(row[question.other])
            if option.role == "other"
            else super().tick(option, row, question)
        )

    def other_header(self, question: Question) -> tuple[str, ...]:
        other = question.having("other")[0]
        number = self.instrument.questions.index(question) + 1
        return (f"G01Q{number:02}[other]. {self.tell(question)} [{self.tell(other)}]",)


class Panel(KoboLabels):
    """A research panel: the option's label, or 'Not selected'; `Option: question` as Alchemer has it."""

    not_chosen = ("Not selected", "not selected")

    def header(self, question: Question, option: Option | None = None) -> tuple[str, ...]:
        return (f"{self.tell(option)}:{self.tell(question)}" if option else self.tell(question),)

    def tick(self, option: Option, row: dict[str, object], question: Question) -> str:
        return self.tell(option)


class Typeform(Shape):
    """Typeform: options' labels alone are the headers, the question stands nowhere; 'Other' holds what was typed."""

    not_chosen = ("",)
    shuffled = False

    def header(self, question: Question, option: Option | None = None) -> tuple[str, ...]:
        return (self.tell(option) if option else self.tell(question),)

    def tick(self, option: Option, row: dict[str, object], question: Question) -> str:
        return str(row[question.other]) if option.role == "other" else self.tell(option)

    def several(self, question: Question) -> list[Column]:
        return self.split(question)

    def other_header(self, question: Question) -> tuple[str, ...]:
        return (self.rng.choice(["Altro", "Other"]),)


class Truths(KoboLabels):
    """Any tool that writes whether an option was chosen, in words."""

    chosen = ("TRUE", "true", "VERO")
    not_chosen = ("FALSE", "FALSO", "false")

    def header(self, question: Question, option: Option | None = None) -> tuple[str, ...]:
        sep = self.rng.choice("_/")
        return (f"{question.question}{sep}{option.option}" if option else question.question,)


class Spss(Shape):
    """A .sav file: names and labels as headers, coded values with labels, several answers declared as a set."""

    rows = 2
    shuffled = False

    def export(self) -> Export:
        first = 0
        labels: list[dict[str, str]] = []
        sets = []
        for question in self.instrument.questions:
            columns = self.question(question)
            labels += [self.labels(question, each) for each in columns]
            if question.kind == "multiple":
                several = len(self.split(question))
                sets.append((self.tell(question), tuple(range(first, first + several))))
            first += len(columns)
        return replace(super().export(), labels=tuple(labels), sets=tuple(sets))

    def labels(self, question: Question, column: Column) -> dict[str, str]:
        if column.headers[0].endswith(".other") or question.kind not in ("single", "multiple"):
            return {}
        if question.kind == "multiple":
            return {"0": "No", "1": "Yes"}
        return {str(place): self.tell(each) for place, each in enumerate(question.offered, start=1)}

    def header(self, question: Question, option: Option | None = None) -> tuple[str, ...]:
        if question.kind == "multiple" and option:
            return (f"V{question.offered.index(option)}", self.tell(option))
        return (f"{question.question}_{option.option}" if option else question.question, "")

    def other_header(self, question: Question) -> tuple[str, ...]:
        return (question.other, "")

    def single(self, question: Question) -> list[Column]:
        def code(row: dict[str, object]) -> str:
            return "".join(
                f"{question.offered.index(each) + 1}.0" for each in self.picked(question, row)
            )

        return [Column(self.header(question), self.each(question, code)), *self.beside(question)]

    def several(self, question: Question) -> list[Column]:
        return self.split(question) + self.beside(question)


TOOLS: tuple[type[Shape], ...] = (
    Kobo, KoboLabels, GoogleForms, MicrosoftForms, Piped, SurveyMonkey, Qualtrics, LimeSurvey, Panel, Typeform,
    Truths, Spss,
)  # fmt: skip
