"""Exports as tools write them, made in code."""

import base64
import csv
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat

Rows = Sequence[Sequence[str]]

RECORDS = [
    ["id", "Canali", "Dimensione", "Quando"],
    ["1", "Telefono", "None", "2026-11-02 10:00"],
    ["2", "Qualità, e-mail", "N/A", "2026-11-02 11:30"],
    ["3", "", "NA", "2026-11-03 09:15"],
]

_XLS = (  # a hidden sheet, and one with a date made of a label; by xlwt 1.3
    b"c-rk)OK2295PjV{ll_>_ZcKzk2q9q97y}}L9^(2zgNPxDpopN8?21d4SzY5n4;oGOC<vYuFM(XVM7{Vy4|)?6B6<)6VOKALCqcnOlCi30CMGdL7BsLjZ|"
    b"Lf->h9{AuIkUs>&ZlM?0$0z3$Ps_%s5e0&5<ceQJ;x}>K%uRejcIZ1gI!PBjm^`6HjVhh1rMf?-Dfb8PACVA1NKj8T97tbn7x=m)Kw_wxL@Y6nh%CDb"
    b"=D$?5Y<!AateByVCZl&>bSVCbXN{7S%CKCVM-!dU1SIw@F<sQH6)n=e<Zap%E`QjxS$VZd(&O^BF5!VHGV#HO4_M?Md6|yp=7YfqXlT?@lZ5&0oaNS_"
    b"Ap=$`wfdW4=862YG}x*@f~O+5m>(oKzgS1*|}q!EO)XbS70mHAYQtXdq<`SyR|28+O!P*yqv%`ScJ)c_u~NZp*f^8HyU4B)LJ7oIP*ZsT}R%htt{5r*"
    b"d|VH1oO-0b4e1i?JfvE#mWbiyB!&)kIUMlX5~<Qk?9cy7TqTf&RYa36TuT3E`e2Yxq6j;0pJk&b6~OF71#W8-!jJt*fQnEVO~bobvX*Mz64UMB0o>Z"
    b"99##S@1Twc20R6l?z`EK58j^O0K8!L{I5r!^FGf7}{uxQq-TH5p=3fb?YYManjF~x8r;e+VtD*6VY+ccE>v`>oAR&6cg@=s_XH9o6_#|3(GO9A)#gk&#J"
    b"lTtnwSXoIg7*r-=*Aav|c3S<WEN^faplnlI^?$P(fKZm&c$b8a1Lez~7|>4>a3w!y72=uNsNwdmE0=+&Y(=IM3)8TRyQ(aXMKy;}78?bzOkA3azsdIAI"
    b"p5FkK+00GK_lKYZ-M>M=!BHwqy-hZ8GN;AQ4lK&QmkfUdazB2c~raX@eWyQ}bn9A3sme|MtU&uH@qvtV*ez9Y)?D(bc2Q~M7mfSJ^_m)t(<Ij|1=RY3*C"
    b";5~Mi~"
)

_ODS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" office:version="1.3"'
)


def text(rows: Rows, separator: str = ",", encoding: str = "utf-8", quoted: bool = False) -> bytes:
    """A file of separated cells."""
    written = io.StringIO(newline="")
    writer = csv.writer(
        written, delimiter=separator, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    )
    writer.writerows(rows)
    return written.getvalue().encode(encoding)


def xlsx(rows: Iterable[Any], merged: Sequence[str] = ()) -> bytes:
    """A workbook of one sheet; a text that begins with = becomes a formula without a value."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for each in merged:
        book.active.merge_cells(each)
    return saved(book)


def saved(book: Any) -> bytes:
    """An openpyxl workbook as bytes."""
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def xls() -> bytes:
    """An old workbook: sheet 'hid', hidden, and 'data'."""
    return zlib.decompress(base64.b85decode(_XLS))


def ods(rows: Iterable[Any]) -> bytes:
    """An OpenDocument spreadsheet as LibreOffice writes it: a hidden sheet first, repeats to its last cell."""
    rest = '<table:table-cell table:number-columns-repeated="16380"/>'
    end = (
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    lines = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}{rest}</table:table-row>" for row in rows
    )
    hidden = f"<table:table-row>{_ods_cell('x')}</table:table-row>"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ODS}><office:automatic-styles>'
        '<style:style style:name="ta2" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
        "</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="hid" table:style-name="ta2">{hidden}</table:table>'
        f'<table:table table:name="data">{lines}{end}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = (
        f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{space}">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    return packed({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def packed(members: dict[str, Any]) -> bytes:
    """An archive."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()


def sav(path: Path, columns: dict[str, list[Any]], sets: str = "", **about: Any) -> Path:
    """An SPSS file; pyreadstat writes no sets, so their record (type 7, subtype 7) is put in after it."""
    pyreadstat.write_sav(pd.DataFrame(columns), path, **about)
    if sets:
        end = struct.pack("<ii", 999, 0)
        record = struct.pack("<iiii", 7, 7, 1, len(sets.encode())) + sets.encode()
        before, after = path.read_bytes().split(end, 1)
        path.write_bytes(before + record + end + after)
    return path


def _ods_cell(value: Any) -> str:
    if isinstance(value, bool):
        kind = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
    elif isinstance(value, int | float):
        kind = f'office:value-type="float" office:value="{value}"'
    elif value.startswith("="):
        return f'<table:table-cell table:formula="of:{value}" office:value-type="float"/>'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"
