"""However long what was typed or supplied is, what is said of it is not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from projects import PROJECT, ProjectFolder
from readytochange import errors, parameters
from readytochange.app import server
from readytochange.errors import InputError
from readytochange.project import Project
from readytochange.run import grid, plan
from readytochange.study import tables

LONG = "1" * 20_000


def from_a_file(folder: Path) -> None:
    (folder / "matrix.yml").write_text(f"parameters: {{confidence: x{LONG}}}")
    grid.read(folder / "matrix.yml", PROJECT)


def from_a_key_of_a_file(folder: Path) -> None:
    (folder / "matrix.yml").write_text(f"parameters: {{lang: it}}\nx{LONG[:900]}: 1")
    grid.read(folder / "matrix.yml", PROJECT)


def from_the_study(folder: Path) -> None:
    text = (PROJECT.root / "study.toml").read_text(encoding="utf-8")
    (folder / "study.toml").write_text(
        text.replace('["it", "en"]', f'["{LONG}"]'), encoding="utf-8"
    )
    _ = Project(folder).study


SUPPLIED: list[Callable[[Path], object]] = [
    lambda _: parameters.check("2-quantitative", {"confidence": LONG}),
    lambda _: parameters.check("2-quantitative", {"interval": LONG}),
    lambda _: parameters.check("2-quantitative", {LONG: 1}),
    lambda _: parameters.check("1-qualitative", {"search": LONG}),
    lambda _: parameters.check(LONG, {}),
    lambda _: plan.plan(PROJECT, [LONG]),
    lambda _: plan.plan(PROJECT, values={"lang": [LONG]}),
    lambda _: server.number_of("port", LONG, 65535),
    from_a_file,
    from_a_key_of_a_file,
    from_the_study,
]


@pytest.mark.parametrize("supply", SUPPLIED)
def test_a_long_value_is_not_said_whole(supply: Callable[[Path], object], tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        supply(tmp_path)
    said = str(refused.value)
    assert len(said) <= errors.LONGEST + 1
    assert "\n" not in said
    assert "ccepted" in said


def test_a_long_cell_of_a_table_is_not_said_whole(
    make_project: Callable[..., ProjectFolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    small = make_project()
    place = small.root / "data/report/answers.csv"
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace(",94,31,", f",94,{LONG},", 1), encoding="utf-8")
    assert LONG in place.read_text(encoding="utf-8")
    monkeypatch.chdir(small.root)
    with pytest.raises(InputError) as refused:
        tables.load("answers")
    assert len(str(refused.value)) <= errors.LONGEST + 1
    assert "answers.csv" in str(refused.value)


def test_the_beginning_and_the_end_of_a_long_message_stay() -> None:
    said = str(InputError(f"what {LONG} accepted: this"))
    assert said.startswith("what 111")
    assert said.endswith("111 accepted: this")
