"""The explorers: every choice shows a figure, a mistake is a line, numbers carry their status."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from readytochange import interviews, language, parameters, stakeholders, survey
from readytochange.app import tabs
from readytochange.errors import InputError
from readytochange.figures import explorer, tables
from readytochange.figures.explorer import Explorer
from readytochange.figures.figure import Figure

LANGUAGES = tuple(language.LANGUAGES)
ALL = [(part, title) for part, shown in tabs.parts("en").items() for title in shown.tabs]


def made(part: str, place: int, lang: str) -> Explorer:
    make = list(tabs.parts(lang)[part].tabs.values())[place]
    return make(parameters.check(part, {"lang": lang}))


def choices(control: Any) -> list[Any]:
    return (
        [value for _, value in control.options] if hasattr(control, "options") else [control.value]
    )


def figures_of(explorer: Explorer) -> Iterator[Figure]:
    for values in product(*map(choices, explorer.controls.values())):
        for control, value in zip(explorer.controls.values(), values, strict=True):
            control.value = value
        shown = explorer.made()
        assert isinstance(shown, Figure), shown
        yield shown


def values(explorer: Explorer, **given: Any) -> Figure | language.Markdown:
    for name, value in given.items():
        explorer.controls[name].value = value
    return explorer.made()


def rows(shown: Figure | language.Markdown) -> list[dict[str, Any]]:
    assert isinstance(shown, Figure)
    found: list[dict[str, Any]] = shown.table.to_dict("records")
    return found


def test_every_notebook_has_a_page_in_both_languages() -> None:
    for lang in LANGUAGES:
        assert list(tabs.parts(lang)) == list(parameters.MODELS)
        assert all(1 <= len(part.tabs) <= 4 for part in tabs.parts(lang).values())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("part", "title"), ALL)
def test_every_choice_shows_a_figure_that_a_page_can_show(part: str, title: str, lang: str) -> None:
    explorer = made(part, list(tabs.parts("en")[part].tabs).index(title), lang)
    for figure in figures_of(explorer):
        html = tabs.written(figure)
        assert figure.lang == lang
        assert f'id="figure-{figure.name}"' in html
        counted = {"count", "share", "count_first", "share_first"} & set(figure.table)
        assert not counted or any(map(tables.is_status, figure.table))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_menu_offers_words_and_never_the_names_of_our_data(lang: str) -> None:
    own = {"customer_service", "csr", "past", "outsourceable_channels", "share_first", "left_open"}
    for part, shown in tabs.parts(lang).items():
        for make in shown.tabs.values():
            explorer = make(parameters.check(part, {"lang": lang}))
            for control in explorer.controls.values():
                labels = [label for label, _ in getattr(control, "options", ())]
                assert len(set(labels)) == len(labels)
                assert not own & set(labels)
                assert not any("_" in label for label in labels)


def test_the_groups_of_the_interviews_are_offered_by_their_labels() -> None:
    group = interviews.explorers.points(parameters.Qualitative(lang="en")).controls["group"]
    assert group.options == (
        ("everyone", ""),
        ("customer service interviews", "customer_service"),
        ("CSR interviews", "csr"),
        ("opportunities, both groups together", "all"),
    )


def test_the_notebooks_parameters_are_where_its_explorer_starts() -> None:
    given = parameters.Quantitative(confidence=0.4, interval="exact")
    explorer = survey.explorers.shares(given)
    assert [control.value for control in explorer.controls.values()] == ["channels", 0.4, "exact"]
    assert (
        interviews.explorers.points(parameters.Qualitative(search="etica")).controls["words"].value
        == "etica"
    )


def test_a_printed_percentage_gives_the_counts_it_allows() -> None:
    explorer = survey.explorers.printed(parameters.Quantitative(lang="en"))
    [only] = rows(values(explorer, percent=" 48,5 ", base=33))
    assert (only["count"], only["status"], only["share_status"]) == (16, "recovered", "computed")
    several = rows(values(explorer, percent="1", base=400))
    assert [(row["count"], row["status"]) for row in several] == [
        (n, "bounded") for n in range(2, 7)
    ]
    none = values(explorer, percent="50", base=33)
    assert rows(none) == []
    assert isinstance(none, Figure)
    assert none.title == "No count of 33 prints as 50%"


@pytest.mark.parametrize("typed", ["", "abc", "101", "-1", "nan", "<b>48,5</b>"])
def test_a_percentage_that_is_none_is_refused_in_a_line(typed: str) -> None:
    shown = values(survey.explorers.printed(parameters.Quantitative(lang="en")), percent=typed)
    assert isinstance(shown, language.Markdown)
    assert (
        shown.plain == f"percentage is '{typed}': accepted is a number between 0 and 100, as '48,5'"
    )
    assert "<b>" not in tabs.written(shown)


def test_a_line_is_shown_as_typed() -> None:
    shown = explorer.line(InputError("no <b> & *c*"))
    assert shown.plain == "no <b> & *c*"
    assert shown.text == language.escape("no <b> & *c*")


def test_the_two_lists_stand_in_the_order_that_is_chosen() -> None:
    explorer = survey.explorers.compared(parameters.Quantitative(lang="en"))
    for order in ("difference", "share_first", "share_second"):
        shares = [row[order] for row in rows(values(explorer, order=order))]
        assert shares == sorted(shares, reverse=True)


def test_around_an_area_stand_its_summary_its_questions_and_the_others() -> None:
    questions, echoes = stakeholders.questions("en"), stakeholders.echoes("en")
    for area in stakeholders.areas("en").itertuples():
        found = stakeholders.around(area.area, "en")
        texts = found.groupby("kind")["text"].agg(list).to_dict()
        assert texts.pop("says") == [area.summary]
        assert texts.pop("others", []) == list(echoes[echoes["area"] == area.area]["text"])
        put = questions[questions["area"] == area.area]
        assert sorted(text for each in texts.values() for text in each) == sorted(put["question"])


def test_an_area_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="unknown area 'metric'; did you mean 'metrics'"):
        stakeholders.around("metric", "it")


def test_every_printed_percentage_of_the_study_is_checked_alike() -> None:
    for row in survey.checks("it").itertuples():
        found = survey.check(row.percent, int(row.base))
        assert ", ".join(map(str, found["count"])) == row.allowed
