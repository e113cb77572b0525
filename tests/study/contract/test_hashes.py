"""What the study published does not change unseen: a hash of each table, and the command that takes a change."""

from collections.abc import Callable

import pytest

from projects import PROJECT, ProjectFolder
from readytochange.errors import InputError
from readytochange.study import loading, tables


@pytest.fixture
def small(
    make_project: Callable[..., ProjectFolder], monkeypatch: pytest.MonkeyPatch
) -> ProjectFolder:
    made = make_project()
    monkeypatch.chdir(made.root)
    return made


def nine_for_eight(small: ProjectFolder) -> None:
    """Change two figures of a table, which go on agreeing with all others."""
    place = small.project.data / "report/answers.csv"
    text = place.read_text(encoding="utf-8")
    assert text.count(",27,9,") == 1
    place.write_text(text.replace(",27,9,", ",24,8,"), encoding="utf-8", newline="\n")


def test_a_changed_figure_is_refused_with_what_to_do_where_it_is_meant(
    small: ProjectFolder,
) -> None:
    nine_for_eight(small)
    with pytest.raises(InputError) as refused:
        tables.answers()
    assert str(refused.value) == (
        "data/report/answers.csv is not as it was published: its hash is not the one in data/datapackage.json; "
        "accepted: the file as it was (git checkout data/report/answers.csv), or, where the change is meant, "
        "its hash by `readytochange hash`"
    )
    tables.clusters()  # refers to other tables


def test_a_table_that_refers_to_a_changed_one_is_refused_too(small: ProjectFolder) -> None:
    place = small.project.data / "report/questions.csv"
    text = place.read_text(encoding="utf-8")
    place.write_text(
        text.replace("Further remarks", "Other remarks"), encoding="utf-8", newline="\n"
    )
    with pytest.raises(InputError, match=r"questions\.csv is not as it was published"):
        tables.quotes()


def test_a_change_that_is_meant_is_taken_by_a_command(small: ProjectFolder) -> None:
    nine_for_eight(small)
    ended = small.invoke("hash")
    assert (ended.exit_code, ended.output) == (0, "done    answers\n")
    assert "24" in set(tables.answers()["percent"])
    assert small.invoke("hash").output == "kept    every table is as it was published\n"


def test_a_change_that_contradicts_itself_is_not_taken(small: ProjectFolder) -> None:
    described = small.project.data / "datapackage.json"
    before = described.read_bytes()
    place = small.project.data / "report/answers.csv"
    place.write_text(place.read_text(encoding="utf-8").replace(",,8,", ",,9,"), encoding="utf-8")
    ended = small.invoke("hash")
    assert ended.exit_code == 2
    assert "row 4, column 'count' is '12', the counts of 'size' add up to 34" in ended.output
    assert described.read_bytes() == before


def test_the_command_leaves_the_description_of_unchanged_tables_byte_for_byte(
    small: ProjectFolder,
) -> None:
    loading.accept()
    made = (small.project.data / "datapackage.json").read_bytes()
    assert made == (PROJECT.data / "datapackage.json").read_bytes().replace(b"\r\n", b"\n")


def test_a_published_table_without_a_hash_is_refused(small: ProjectFolder) -> None:
    described = small.project.data / "datapackage.json"
    lines = described.read_text(encoding="utf-8").splitlines(keepends=True)
    described.write_text("".join(line for line in lines if '"hash"' not in line), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        tables.roles()
    assert str(refused.value) == (
        "data/datapackage.json, resource 'roles', lacks 'hash'; "
        "accepted: the hash of the published table, which `readytochange hash` writes"
    )
    loading.accept()
    tables.roles()
