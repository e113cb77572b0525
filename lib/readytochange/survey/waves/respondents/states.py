"""Answered, not answered, not asked, don't know: what each respondent did with each question, and whether so asked."""

from functools import partial, reduce
from operator import or_
from typing import Literal

import polars as pl

from readytochange.survey.waves import answers
from readytochange.survey.waves.instrument import STATES, Instrument, Question
from readytochange.survey.waves.mapping import Mapping
from readytochange.survey.waves.respondents import decoding
from readytochange.survey.waves.respondents.problems import Problems

SILENT: tuple[Literal["dont_know", "prefer_not"], ...] = ("dont_know", "prefer_not")
"""The ways of giving no answer."""


class States:
    """What each respondent did with each question, one question after the other."""

    def __init__(
        self,
        instrument: Instrument,
        given: dict[str, decoding.Given],
        mapping: Mapping,
        problems: Problems,
        height: int,
    ) -> None:
        self.instrument, self.given, self.mapping, self.problems = (
            instrument,
            given,
            mapping,
            problems,
        )
        self.nothing = pl.repeat(False, height, eager=True, dtype=pl.Boolean())
        self.chosen: dict[str, dict[str, pl.Series]] = {}

    def answers(self, question: Question) -> list[pl.Series]:
        """The columns of a question, in the order of the schema."""
        given = self.given[question.question]
        chosen, values = given.chosen, given.values
        options = [each.option for each in question.options]
        gave = self._any(
            [chosen[each] for each in options if each in chosen]
            + [each.is_not_null() for each in values.values()]
        )
        silent: dict[str, pl.Series] = {
            role: self._any([chosen[each.option] for each in question.having(role) if each.option in chosen])
            for role in SILENT
        }  # fmt: skip
        asked = self._asked(question)
        if given.columns:
            self._limits(question, given)
            said = gave | silent["dont_know"] | silent["prefer_not"]
            self._order(question, given, asked, said)
        answered = gave if asked is None else gave & asked
        shut = given.coded & ~gave if asked is None else (given.coded & ~gave) | ~asked
        if not given.columns:
            shut = ~self.nothing
        self.chosen[question.question] = {name: each & ~shut for name, each in chosen.items()}
        state = _first({"not_asked": shut, "answered": answered, **silent}, list(STATES))
        found: dict[str, pl.Expr] = {question.state: state.fill_null(pl.lit("not_answered"))}
        for name, column in self._columns(question, given).items():
            found[name] = pl.when(answered).then(column)
        schema = answers.schema(Instrument((question,)))
        return (
            pl.select(
                found.get(name, pl.lit(None)).cast(dtype).alias(name)
                for name, dtype in schema.items()
                if name != answers.RESPONDENT
            ).get_columns()
            if len(self.nothing)
            else pl.DataFrame(schema=schema).drop(answers.RESPONDENT).get_columns()
        )

    def _columns(self, question: Question, given: decoding.Given) -> dict[str, pl.Expr]:
        """The columns of a question's answers, where there are any."""
        found: dict[str, pl.Expr] = {}
        options = [each.option for each in question.options]
        if question.kind == "multiple" and given.columns:
            for option in options:
                found[f"{question.question}/{option}"] = pl.lit(
                    given.chosen.get(option, self.nothing)
                )
        elif question.kind == "single":
            chosen = {each: given.chosen[each] for each in options if each in given.chosen}
            found[question.question] = _first(chosen, options)
        else:
            for name, values in given.values.items():
                found[f"{question.question}/{name}" if name else question.question] = pl.lit(values)
        if question.has_other and given.other is not None:
            otherwise = question.having("other")[0].option
            found[question.other] = pl.when(given.chosen.get(otherwise, self.nothing)).then(
                given.other
            )
        return found

    def _asked(self, question: Question) -> pl.Series | None:
        """Who was asked, by an earlier answer; None where that is not known."""
        if question.relevant is None or question.relevant[0] not in self.chosen:
            return None
        before, options = question.relevant
        if not self.given[before].columns:
            return None
        return self._any(
            [self.chosen[before][each] for each in options if each in self.chosen[before]]
        )

    def _order(
        self, question: Question, given: decoding.Given, asked: pl.Series | None, said: pl.Series
    ) -> None:
        """Answers where there should be none, and none where there should be."""
        column = given.columns[0]
        if asked is not None and question.relevant is not None:
            before, options = question.relevant
            accepted = f"no answer where '{before}' is none of {', '.join(options)}"
            self.problems.add(said & ~asked, column, "", "not asked", accepted)
        if question.required and self.mapping.partial != "keep":
            rule = "partial" if self.mapping.partial else "required"
            open_left = ~said & ~given.coded & ~given.faulty
            accepted = "an answer; or in the mapping 'partial: keep' or 'partial: leave out'"
            self.problems.add(
                open_left if asked is None else open_left & asked, column, "", rule, accepted
            )

    def _limits(self, question: Question, given: decoding.Given) -> None:
        """How many may be chosen, and which of them alone."""
        column = given.columns[0]
        if question.kind == "rank":
            self._ranks(question, given, column)
            return
        offered = [each for each in question.offered if each.option in given.chosen]
        chosen = {each.option: given.chosen[each.option] for each in offered}
        most = 1 if question.kind == "single" else question.max_answers
        alone = [
            each.option
            for each in offered
            if question.kind != "single" and (each.exclusive or each.role in SILENT)
        ]
        if not chosen:
            return
        count = pl.select(
            pl.sum_horizontal(pl.lit(each).cast(pl.Int16()) for each in chosen.values())
        ).to_series()
        listed = partial(_listed, chosen)
        for option in alone:
            where = chosen[option] & (count > 1)
            self.problems.add(where, column, listed, "exclusive", f"'{option}' alone")
        if most is not None:
            self.problems.add(count > most, column, listed, "too many", f"at most {most}")

    def _ranks(self, question: Question, given: decoding.Given, column: str) -> None:
        """No place is given twice, and no more options have one than may."""
        ranks = pl.DataFrame([each.alias(name) for name, each in given.values.items()])
        if ranks.width:
            places = ranks.select(pl.concat_list(pl.all()).list.drop_nulls()).to_series()
            twice = places.list.n_unique() < places.list.len()
            self.problems.add(twice, column, "", "out of scale", "each rank once")
            if question.max_answers is not None:
                accepted = f"at most {question.max_answers}"
                self.problems.add(
                    places.list.len() > question.max_answers, column, "", "too many", accepted
                )

    def _any(self, series: list[pl.Series]) -> pl.Series:
        return reduce(or_, series, self.nothing)


def _first(cases: dict[str, pl.Series], words: list[str]) -> pl.Expr:
    """Of each respondent, the first of these cases that holds; missing where none does."""
    found: list[pl.Expr] = [pl.lit(None, pl.UInt8())]
    for word, each in cases.items():
        found.insert(-1, pl.when(each).then(pl.lit(words.index(word), pl.UInt8())))
    return pl.coalesce(found).cat.to(pl.Enum(words))


def _listed(chosen: dict[str, pl.Series]) -> pl.Series:
    """The chosen options of each respondent, in a text."""
    texts = [pl.when(each).then(pl.lit(option)) for option, each in chosen.items()]
    return pl.select(pl.concat_str(texts, separator=" ", ignore_nulls=True)).to_series()
