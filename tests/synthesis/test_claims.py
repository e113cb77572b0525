"""The ledger of claims: each is said where the ledger says so, and stops the run once it no longer holds."""

import re
from collections.abc import Callable

import nbformat
import pytest

from changes import Change, with_count
from projects import PROJECT, ProjectFolder
from readytochange import language, parameters
from readytochange.errors import InputError
from readytochange.statuses import STATUSES, signed
from readytochange.study import tables
from readytochange.synthesis import claims
from readytochange.synthesis.computations import COMPUTATIONS

IT, EN = parameters.Synthesis(), parameters.Synthesis(lang="en")
LEDGER = tables.claims().set_index("claim")
CLAIMS = list(LEDGER.index)


CELLS = {
    (name, cell.id): cell
    for name in PROJECT.study.parts
    for cell in nbformat.read(PROJECT.notebooks / f"{name}.ipynb", as_version=4).cells
}
"""Every cell of the study's notebooks, in the order in which they are read."""


def places(claim: str) -> set[tuple[str, str]]:
    """The notebooks and cells in which the ledger says that a claim is said."""
    said = LEDGER.loc[claim, "said"].split("; ")
    return {tuple(each.split(" ")) for each in said if " " in each}


def tagged(*tags: str) -> list[tuple[str, str]]:
    return [place for place, cell in CELLS.items() if {*tags} & {*cell.metadata.get("tags", [])}]


def named(cell: nbformat.NotebookNode) -> set[str]:
    """The texts in quotes that a cell's code has."""
    return {*re.findall(r'"([^"\n]*)"', cell.source)}


def test_every_computation_fills_a_claim() -> None:
    assert {*LEDGER["computation"]} == {*COMPUTATIONS}


@pytest.mark.parametrize("lang", language.LANGUAGES)
@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_leads_to_its_figure(claim: str, lang: str) -> None:
    told = claims.told(claim, parameters.Synthesis(lang=lang))
    assert told is not None
    row = LEDGER.loc[claim]
    assert told.text.endswith(f"]({row['notebook']}.ipynb#figure-{row['figure']})")
    shown = [named(cell) for (notebook, _), cell in CELLS.items() if notebook == row["notebook"]]
    assert row["figure"] in set().union(*shown)


def test_claims_are_said_in_the_cells_that_the_ledger_names_and_these_say_nothing_else() -> None:
    tags = tagged("summary", "in-short", "next-steps", "notice")
    summaries = [place for place in tags if "synthesis.waves." not in CELLS[place].source]
    assert {place for claim in CLAIMS for place in places(claim)} == {*summaries}
    for place in summaries:
        there = {claim for claim in CLAIMS if place in places(claim)}
        assert named(CELLS[place]) == there
        assert "synthesis.claims." in CELLS[place].source.splitlines()[-1]


def test_the_first_page_says_what_the_ledger_says() -> None:
    firsts = dict(reversed(tagged("summary")))
    front = {*tagged("in-short", "next-steps", "notice"), *firsts.items()}
    for claim in CLAIMS:
        assert ("front" in LEDGER.loc[claim, "said"].split("; ")) == bool(front & places(claim))


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_status_is_that_of_the_number_that_says_least(claim: str) -> None:
    told = claims.told(claim, EN)
    assert told is not None
    status = LEDGER.loc[claim, "status"]
    order = list(STATUSES)
    assert max(map(order.index, signed(told.plain)), default=0) <= order.index(status)
    if order.index(status) > order.index("computed"):
        assert status in signed(told.plain)


def test_all_claims_are_a_table() -> None:
    found = claims.sentences(IT)
    assert list(found) == claims.SENTENCES
    assert list(found["claim"]) == CLAIMS
    assert found["sentence"].iloc[0].startswith("**Tra le 33\\* aziende che hanno risposto, ")


def test_a_list_is_numbered() -> None:
    found = claims.listed(["most_used", "outside_jobs"], EN)
    assert found is not None
    first, second = found.plain.splitlines()
    assert first.startswith("1. **Nearly all of the 33* firms that answered use email (31)")
    assert second.startswith("2. **In all of Italy, fewer than 1,000 prison jobs")
    assert claims.listed([], EN) is None


def test_an_unknown_claim_is_refused() -> None:
    with pytest.raises(InputError, match=r"unknown claim 'most_use'; did you mean 'most_used'\?"):
        claims.told("most_use", EN)


def test_a_claim_that_no_longer_holds_is_refused_with_its_values_then_and_now(
    change: Change,
) -> None:
    change("answers", with_count("channels", "phone", 30))
    with pytest.raises(InputError) as refused:
        claims.listed(["outside_jobs", "most_used"], IT)
    assert str(refused.value) == (
        f"data/claims.csv, row {CLAIMS.index('most_used') + 2}, claim 'most_used' no longer holds: "
        "count_second was 29, is 30, both_low was 27§, is 28§; accepted: the data and code as they were, or, where "
        "the change is meant, the values of now, which `readytochange claims` writes"
    )
    claims.told("outside_jobs", IT)


def test_one_that_can_no_longer_be_said_is_refused_and_all_are_named(change: Change) -> None:
    change("statements", "value > 1000")
    change("replies", "cluster != 'specialist_training'")
    with pytest.raises(InputError) as refused:
        claims.sentences(EN)
    assert "claim 'outside_jobs' no longer holds: value was 1,000, is not to be said" in str(
        refused.value
    )
    assert "claim 'without_reply' no longer holds: open was three, is four" in str(refused.value)


@pytest.fixture
def small(
    make_project: Callable[..., ProjectFolder], monkeypatch: pytest.MonkeyPatch
) -> ProjectFolder:
    """A project in which a statement is gone, and the change of the table is meant."""
    made = make_project()
    monkeypatch.chdir(made.root)
    place = made.project.data / "report/statements.csv"
    heading = place.read_text(encoding="utf-8").splitlines()[0]
    place.write_text(f"{heading}\n", encoding="utf-8")
    made.accept_tables()
    return made


def test_a_command_takes_the_values_of_now(small: ProjectFolder) -> None:
    ended = small.invoke("claims")
    said = "done    outside_jobs: value was 1,000, is not to be said\n"
    assert (ended.exit_code, ended.output) == (0, said)
    assert claims.told("outside_jobs", EN) is None
    assert "outside_jobs" not in set(claims.sentences(EN)["claim"])
    before, now = (
        (folder / "claims.csv").read_text("utf-8") for folder in (PROJECT.data, small.project.data)
    )
    assert now == before.replace('"value: 1,000"', "")
    ended = small.invoke("claims")
    assert ended.output == "kept    every claim holds as it was published\n"


@pytest.mark.slow
def test_it_stops_the_notebook_that_says_it(small: ProjectFolder) -> None:
    """Of an input that is refused `test_refresh` shows that earlier outputs stay."""
    small.notebook(
        "3-stakeholders",
        "from readytochange import parameters, synthesis",
        "settings = parameters.Stakeholders(lang=lang, confidence=confidence)",
        'synthesis.claims.told("outside_jobs", settings)',
    )
    ended = small.readytochange("refresh", "--lang", "en")
    assert ended.returncode == 2
    [line] = [line for line in (ended.stdout + ended.stderr).splitlines() if "refused" in line]
    assert "claim 'outside_jobs' no longer holds: value was 1,000, is not to be said" in line
    assert "which `readytochange claims` writes" in line
