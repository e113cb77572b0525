"""A table in a file or pasted: whatever separates its cells, however it is encoded, and what is refused."""

from pathlib import Path

import pytest

from readytochange import language
from readytochange.errors import InputError
from readytochange.survey import printed_tables
from readytochange.survey.audit.refusal import TableError

ROWS = [["Caffè", "48,5", "16"], ["Tè, freddo", "51,5", "17"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_a_file_is_read_whatever_its_separator_and_encoding(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    lines = [["Opzione", "percent", "N"], *ROWS]
    written = "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in lines)
    (tmp_path / "table.csv").write_bytes(written.encode(encoding))
    table = printed_tables.read(tmp_path / "table.csv")
    assert list(table.columns) == ["option", "percent", "count"]
    assert table.to_numpy().tolist() == ROWS


@pytest.mark.parametrize(
    ("typed", "columns"),
    [
        ("Mail\t94\t31\nPhone\t88\t29", ["option", "percent", "count"]),
        ("Mail;93,9\nPhone;87,9\n\n", ["option", "percent"]),
        ("percentuale;risposta\n94;Mail", ["percent", "option"]),
        ("option,percent\nMail,93.9", ["option", "percent"]),
    ],
)
def test_what_is_pasted_needs_no_header_where_it_is_plain(typed: str, columns: list[str]) -> None:
    assert list(printed_tables.pasted(typed, "table").columns) == columns


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "table is empty; accepted: a header with option and percent"),
        (" \n\n", "table is empty"),
        ("Mail,93,9", "table has no header; accepted: one with option and percent, or in each row"),
        ("Mail\nPhone", "table has no header"),
        ("option;percent", "table has no row below its header"),
        ("option;share\nMail;94", "table: column “share” is not known; accepted: option, percent"),
        ("option;count\nMail;94", "table has no column “percent”; accepted: option, percent"),
        ("option;%;percent\nMail;94;94", "table: column “percent” stands more than once"),
        ("option;percent\nMail", "table cannot be read as a table; accepted: columns separated"),
        ('option;percent\n"Mail;94', "table cannot be read as a table"),
    ],
)
def test_what_is_pasted_is_refused_in_a_line_of_either_language(typed: str, told: str) -> None:
    with pytest.raises(TableError) as refused:
        printed_tables.pasted(typed, "table")
    assert str(refused.value).startswith(told)
    italian = refused.value.said(language.translator("it"))
    assert italian != str(refused.value)
    assert "\n" not in italian


@pytest.mark.parametrize(
    "content", [b"", b"\xef\xbb\xbf", b"a\0b;c\0", b"\x81;\x8d\n", b"x" * 2_000_001]
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "table.csv").write_bytes(content)
    with pytest.raises(InputError) as refused:
        printed_tables.read(tmp_path / "table.csv")
    assert "table.csv" in str(refused.value)
