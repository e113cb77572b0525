"""What is no export is refused in one line, and so is what is broken.

A sample of broken files is tried on each run, all of them where the environment variable NIGHTLY is set.
"""

import io
import random
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import exports
from nights import NIGHTLY
from readytochange.errors import InputError
from readytochange.survey.waves.readers import reading as readers

HTML = b"<html><body><table><tr><td>id</td><td>a</td></tr></table></body></html>"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.xlsx", b"id,a\n1,x\n", "is text, not an Excel workbook"),
        ("a.xls", HTML, "is a web page or XML, not an Excel workbook of before 2007"),
        ("a.csv", HTML, "is a web page or XML, not text"),
        ("a.csv", exports.xlsx([["id"], [1]]), "is an Excel workbook, not text"),
        ("a.xlsx", exports.xls(), "or one with a password, not an Excel workbook"),
        ("a.ods", exports.xlsx([["id"], [1]]), "is an Excel workbook, not an OpenDocument"),
        ("a.sav", b"id,a\n1,x\n", "is text, not an SPSS file"),
        ("a.parquet", b"", "is empty"),
        ("a.csv", b"", "is empty"),
        ("a.csv", b"\n\n", "one column, or none"),
        ("a.csv", b";;\n;;\n", "no cell with anything in it"),
        ("a.csv", b"id,a\n", "no record below"),
        ("a.csv", bytes(range(256)), "binary data|neither UTF-8"),
        ("a.pdf", b"%PDF", "no export is read by this name"),
        ("a.xlsx", exports.packed({"word/document.xml": "x"}), "another archive"),
    ],
)
def test_what_is_no_export_is_refused(tmp_path: Path, name: str, content: bytes, says: str):
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(InputError, match=rf"(?s)^'{name}'.*({says}).*accepted") as refused:
        readers.read(file)
    assert "\n" not in str(refused.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path):
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(InputError, match="is a folder"):
        readers.read(tmp_path / "a.csv")
    with pytest.raises(InputError, match="no file"):
        readers.read(str(tmp_path / "b.csv"))


def test_a_file_that_is_too_large_is_refused(tmp_path: Path):
    file = tmp_path / "a.sav"
    file.write_bytes(b"$FL2" + b"\0" * 5)
    with pytest.raises(InputError, match="has 9 bytes; accepted: up to 8"):
        readers.read(file, max_bytes=8)


def _parquet() -> bytes:
    written = io.BytesIO()
    pl.DataFrame(exports.RECORDS[1:], schema=exports.RECORDS[0], orient="row").write_parquet(
        written
    )
    return written.getvalue()


def _sav(folder: Path) -> bytes:
    columns = dict(
        zip(exports.RECORDS[0], map(list, zip(*exports.RECORDS[1:], strict=True)), strict=True)
    )
    return exports.sav(folder / "whole.sav", columns).read_bytes()


KINDS: dict[str, tuple[int, int, Callable[[Path], bytes]]] = {
    "a.csv": (60, 500, lambda _: exports.text(exports.RECORDS)),
    "b.csv": (40, 300, lambda _: exports.text(exports.RECORDS, ";", "utf-8-sig", quoted=True)),
    "c.tsv": (40, 300, lambda _: exports.text(exports.RECORDS, "\t", "utf-16")),
    "d.txt": (40, 300, lambda _: exports.text(exports.RECORDS, ";", "cp1252")),
    "e.xlsx": (20, 200, lambda _: exports.xlsx(exports.RECORDS)),
    "f.xls": (3, 20, lambda _: exports.xls()),
    "g.ods": (20, 200, lambda _: exports.ods(exports.RECORDS)),
    "h.parquet": (40, 400, lambda _: _parquet()),
    "i.sav": (2, 60, _sav),
}
"""A file of each kind, with how many broken ones are tried by day and by night."""


@pytest.mark.parametrize("name", KINDS)
def test_a_broken_file_is_read_or_refused(
    tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str]
):
    by_day, by_night, make = KINDS[name]
    content = make(tmp_path)
    file = tmp_path / name
    file.write_bytes(content)
    readers.read(file)
    outcomes = set()
    for seed in range(by_night if NIGHTLY else by_day):
        file.write_bytes(broken(content, random.Random(f"{name} {seed}")))
        try:
            found = readers.read(file)
            assert found.cells.width == len(found.headers)
            assert found.cells.height > 0
            outcomes.add("read")
        except InputError:
            outcomes.add("refused")
    assert "refused" in outcomes
    assert capfd.readouterr() == ("", "")


def broken(content: bytes, chance: random.Random) -> bytes:
    """The file cut off, with some bytes others, something twice, or noise."""
    made = bytearray(content)
    how = chance.choice(["cut", "flip", "others", "twice", "noise"])
    if how == "cut":
        del made[chance.randrange(len(made)) :]
    elif how == "flip":
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    elif how == "others":
        for _ in range(chance.randrange(2, 30)):
            made[chance.randrange(len(made))] = chance.randrange(256)
    elif how == "twice":
        start = chance.randrange(len(made))
        made[start:start] = made[start // 2 : start]
    else:
        made[chance.randrange(8) :] = chance.randbytes(500)
    return bytes(made)
