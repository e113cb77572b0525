"""What is run: notebooks by languages by parameters, and the folders they go to."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects import NOTEBOOKS, PROJECT
from readytochange.errors import InputError
from readytochange.run import grid, plan


def test_a_parameter_goes_to_the_notebooks_that_have_it() -> None:
    planned = plan.plan(PROJECT, values={"interval": ["exact"], "lang": ["it"]})
    got = {run.notebook: run.settings.model_dump().get("interval") for run in planned}
    assert set(got) == set(NOTEBOOKS)
    asking = [name for name, interval in got.items() if interval == "exact"]
    assert asking == ["2-quantitative", "2a-certainty", "2b-wave"]
    assert not plan.is_default(planned)


def test_a_parameter_that_no_chosen_notebook_has_is_refused() -> None:
    with pytest.raises(InputError, match="unknown parameter 'interval'"):
        plan.plan(PROJECT, ["0-project"], {"interval": ["exact"]})


def test_a_parameter_makes_no_more_runs_of_the_notebooks_that_lack_it() -> None:
    values: dict[str, list[Any]] = {
        "lang": ["it"],
        "confidence": ["0.9", 0.95, "0.90"],
        "interval": ["exact", "wilson"],
    }
    planned = plan.plan(PROJECT, ["0-project", "2-quantitative"], values, apart=True)
    assert [str(run) for run in planned] == [
        "confidence=0.9/it/0-project",
        "confidence=0.95/it/0-project",
        "confidence=0.9,interval=exact/it/2-quantitative",
        "confidence=0.9,interval=wilson/it/2-quantitative",
        "confidence=0.95,interval=exact/it/2-quantitative",
        "confidence=0.95,interval=wilson/it/2-quantitative",
    ]


def test_languages_alone_make_no_folders() -> None:
    planned = plan.plan(PROJECT, ["0-project"], grid.typed([("lang", "it,en")], PROJECT))
    assert [str(run) for run in planned] == ["it/0-project", "en/0-project"]
    assert plan.is_default(planned)


@given(st.lists(st.text(max_size=80), min_size=2, max_size=2, unique=True))
def test_two_texts_never_have_one_folder_on_any_disk(texts: list[str]) -> None:
    first, second = (plan.folder_of({"search": text}) for text in texts)
    assert first.lower() != second.lower()


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,20}", fullmatch=True), st.text(), max_size=6))
def test_a_folders_name_is_short_and_of_letters_that_every_disk_takes(
    values: dict[str, str],
) -> None:
    name = plan.folder_of(values)
    assert re.fullmatch(r"[a-z0-9_=,.~+-]{1,100}", name)
    assert name[-1] not in ". "
