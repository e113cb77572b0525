"""What a workbook's archive says that calamine does not: whether it is whole, and its formulas."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers.expat import ParserCreate

from readytochange.errors import InputError, first_line

_FORMULA = re.compile(rb"<(?:\w+:)?f(?:/?>|\s[^>]*>)")
_END = re.compile(rb"</(?:\w+:)?c>")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]+)<")
_ERROR = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3}\d{1,7})"[^>]*?\bt="e"')


@dataclass(frozen=True)
class Formulas:
    """Cells of a sheet, 'B2': those with a formula, those of them without a value, those with an error.

    Of an ODS their number is known, not their names.
    """

    cells: tuple[str, ...] = ()
    without_value: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()


def check(path: Path, max_bytes: int) -> None:
    """Refuse an archive that is damaged, or that unpacks to more than `max_bytes`.

    Every member is unpacked once and compared with its checksum: a damaged workbook is refused, not half read. calamine
    itself goes on for ever where XML breaks off.

    Raises
    ------
    InputError
        saying which
    """
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(each.file_size for each in archive.infolist())
            if unpacked > max_bytes:
                raise InputError(
                    f"'{path.name}': unpacks to {unpacked:,} bytes; accepted: up to {max_bytes:,}"
                )
            for member in archive.infolist():
                _whole(archive, member)
    except InputError:
        raise
    except Exception as error:  # zipfile, zlib, struct, expat: whatever the damage meets first
        raise InputError(
            f"'{path.name}': is damaged or encrypted ({first_line(error)}); accepted: the workbook as the tool wrote it"
        ) from error


def _whole(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Unpack a member to its end, where its checksum is compared; XML has to be well formed."""
    parser = ParserCreate()
    with archive.open(member) as opened:
        while part := opened.read(1_000_000):
            if member.filename.endswith((".xml", ".rels")):
                parser.Parse(part, False)
    if member.filename.endswith((".xml", ".rels")):
        parser.Parse(b"", True)


def members(path: Path) -> frozenset[str]:
    """The names of what is in an archive, none where it is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            return frozenset(archive.namelist())
    except Exception:  # as above; what it is instead, its reader says
        return frozenset()


def formulas(path: Path, sheet: str) -> Formulas:
    """What a sheet calculates; nothing of an XLS, which is no archive.

    Parameters
    ----------
    path : a workbook
    sheet : the sheet's name
    """
    if path.suffix.lower() == ".xls":
        return Formulas()
    with zipfile.ZipFile(path) as archive:
        if path.suffix.lower() == ".ods":
            return Formulas(("",) * archive.read("content.xml").count(b" table:formula="))
        return _formulas(_sheet(archive, sheet))


def _sheet(archive: zipfile.ZipFile, name: str) -> bytes:
    """The XML of a sheet of an XLSX."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    sheet = next(each for each in book.iterfind(".//{*}sheet") if each.get("name") == name)
    target = targets[next(sheet.get(key) for key in sheet.attrib if key.endswith("}id"))]
    return archive.read(target.removeprefix("/") if target.startswith("/") else f"xl/{target}")


def _formulas(xml: bytes) -> Formulas:
    cells, without_value = [], []
    for formula in _FORMULA.finditer(xml):
        opening = xml.rfind(b"<c ", 0, formula.start())
        opening = max(opening, xml.rfind(b":c ", 0, formula.start()) - 2)
        cell = re.search(rb'\br="([A-Z]{1,3}\d{1,7})"', xml[opening : formula.start()])
        end = _END.search(xml, formula.end())
        name = cell[1].decode() if cell else "?"
        cells.append(name)
        if not _VALUE.search(xml, formula.end(), end.start() if end else len(xml)):
            without_value.append(name)
    errors = tuple(each.decode() for each in _ERROR.findall(xml))
    return Formulas(tuple(cells), tuple(without_value), errors)
