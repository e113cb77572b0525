"""What the interviews say in a few sentences: computed, and not said once the data no longer say it."""

from collections.abc import Callable

import pandas as pd
import pytest

from readytochange import interviews, parameters
from readytochange.language import Markdown
from readytochange.parameters import Settings
from readytochange.study import tables

EN = parameters.Qualitative(lang="en")
Reading = Callable[[Settings], Markdown | None]


@pytest.fixture
def change(
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[str, Callable[[pd.DataFrame], pd.DataFrame]], None]:
    """Puts other rows in the place of a published table's."""

    def put(name: str, made: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
        found = made(getattr(tables, name)())
        monkeypatch.setattr(tables, name, found.copy)

    return put


def test_the_groups_innovations_are_told_by_their_themes() -> None:
    said = interviews.readings.innovations(EN)
    assert said is not None
    assert said.plain.startswith(
        "**In 45 interviews the two groups tell of different innovations.**"
    )
    for theme in tables.themes().query("theme_en != ''")["theme_en"].unique():
        assert f"“{theme}”" in said.plain


def test_suppliers_are_chosen_by_the_criteria_of_each_group() -> None:
    said = interviews.readings.pitches(EN)
    assert said is not None
    service, csr = said.plain.split("; CSR by ")
    criteria = interviews.criteria(EN)
    for item, source in zip(criteria["item"], criteria["source"], strict=True):
        assert f"“{item}”" in (csr if source == "csr" else service)


@pytest.mark.parametrize("reading", [interviews.readings.innovations, interviews.readings.pitches])
@pytest.mark.parametrize("group", ["csr", "customer_service"])
def test_nothing_sets_the_groups_apart_where_one_says_nothing(
    change: Callable[..., None], reading: Reading, group: str
) -> None:
    change("themes", lambda found: found[found["group"] != group])
    assert reading(EN) is None


def test_nothing_is_different_where_the_groups_share_it(change: Callable[..., None]) -> None:
    change("themes", lambda found: found.assign(item_en="Price", theme_en="Training"))
    assert interviews.readings.pitches(EN) is None
    assert interviews.readings.innovations(EN) is None


@pytest.mark.parametrize("item", ["opportunity_06", "opportunity_07"])
def test_two_directions_need_both_of_their_points(change: Callable[..., None], item: str) -> None:
    assert interviews.readings.directions(EN) is not None
    change("themes", lambda found: found[found["item"] != item])
    assert interviews.readings.directions(EN) is None


def test_a_question_is_quoted_in_its_own_words(change: Callable[..., None]) -> None:
    said = interviews.readings.asked("future", EN)
    assert said is not None
    assert (
        said.plain
        == "The question: “What will be the innovations of the future in your organisations?”"
    )
    change("interview_questions", lambda found: found[found["question"] != "future"])
    assert interviews.readings.asked("future", EN) is None
