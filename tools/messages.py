"""Brings both catalogues up to date with what code, templates and notebooks say: `make messages`.

A text is found by Babel where a translator says it, `t("...")` and `t.say("...")`, where a `TableError` is made of it,
and in tables marked with gettext's `N_`. The library's texts stand in its own catalogue, what only notebooks say in
the project's. It uses Babel's parts and not `pybabel`, which knows one catalogue at a time: here a text that moves
keeps its translation.
"""

import ast
from collections.abc import Iterator
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import nbformat
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

import readytochange
from readytochange.language import translation
from readytochange.project import Project, find

_LIBRARY = Path(readytochange.__file__).parent
_SAY = frozenset({"t", "say", "say_each", "N_", "TableError"})
_MAKE = frozenset({"Translator", "translator"})
_TABLES = frozenset({"STATUSES"})
"""Tables of texts in modules below `language`, which cannot mark them."""

_HEADER = """\
# The Italian of every text that {who} in English; the English is the key. `make messages` brings it up to date.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: it\\n"

"""

Message = tuple[int, None, str, list[str]]


def said(code: str) -> Iterator[tuple[ast.Call | ast.AnnAssign, str]]:
    """The texts that code says or marks, each with the call, or with the table that it stands in."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and node.args and _says(node.func):
            for text in _texts(node.args[0]):
                yield node, text
        elif isinstance(node, ast.AnnAssign) and _name(node.target) in _TABLES:
            for part in (*node.value.keys, *node.value.values):  # type: ignore[union-attr]
                yield from ((node, text) for text in _texts(part))


def code_of(notebook: IO[bytes]) -> str:
    """What a notebook's cells run."""
    cells = nbformat.read(notebook, as_version=4).cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "code")


def from_python(file: IO[bytes], *_: Any, **__: Any) -> Iterator[Message]:
    """Babel's extraction from a module."""
    yield from ((call.lineno, None, text, []) for call, text in said(file.read().decode()))


def from_notebook(file: IO[bytes], *_: Any, **__: Any) -> Iterator[Message]:
    """Babel's extraction from a notebook."""
    yield from ((call.lineno, None, text, []) for call, text in said(code_of(file)))


_METHODS: list[tuple[str, Any]] = [
    ("**.py", from_python),
    ("**.ipynb", from_notebook),
    ("**.j2", "jinja2.ext:babel_extract"),
]


def extracted(folder: Path) -> set[str]:
    """Every text that the files below a folder say."""
    found = extract_from_dir(folder, _METHODS, keywords={"t": None})
    return {str(text) for _, _, text, _, _ in found}


def renewed(project: Project) -> dict[Path, bytes]:
    """Both catalogues as they should be: each text once, in order, with the translation that either had.

    Parameters
    ----------
    project : whose notebooks
    """
    known = Catalog()
    for place in (project.catalogue, translation.CATALOGUE):
        for message in read(place):
            known[message.id] = message
    ours = extracted(_LIBRARY)
    theirs = extracted(project.notebooks) - ours
    return {
        translation.CATALOGUE: written(known, ours, "the library says"),
        project.catalogue: written(known, theirs, "only notebooks say"),
    }


def read(place: Path) -> Catalog:
    """A catalogue; empty where there is none."""
    if not place.exists():
        return Catalog()
    with place.open("rb") as file:
        return read_po(file)


def written(known: Catalog, texts: set[str], who: str) -> bytes:
    """A catalogue of these texts.

    Parameters
    ----------
    known : translations; a new text that is like one of these gets its translation, marked as fuzzy
    texts : what is said
    who : for the catalogue's first line, who says it
    """
    template, catalogue = Catalog(), deepcopy(known)
    for text in texts:
        template.add(text)
    catalogue.update(template)
    file = BytesIO()
    write_po(file, catalogue, width=0, omit_header=True, sort_output=True, ignore_obsolete=True)
    return _HEADER.format(who=who).encode() + file.getvalue()


def _says(function: ast.expr) -> bool:
    """`t`, `t.say`, `N_`, `TableError`, `Translator(lang)`, `language.translator(lang)`."""
    if isinstance(function, ast.Call):
        return _name(function.func) in _MAKE
    return _name(function) in _SAY


def _name(node: ast.expr) -> str:
    return str(getattr(node, "id", getattr(node, "attr", "")))


def _texts(node: ast.AST) -> Iterator[str]:
    """The texts that an argument may be: a literal, either of two, or those of a table, its keys aside."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp():
            yield from (text for each in (node.body, node.orelse) for text in _texts(each))
        case ast.Tuple(elts=parts) | ast.Dict(values=parts):
            yield from (text for each in parts for text in _texts(each))


def main() -> None:
    """Write both catalogues, and say what they lack."""
    for place, content in renewed(find()).items():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        lacking = [message for message in read(place) if message.fuzzy or not message.string]
        for message in lacking:
            print(f"{place.name}: {'fuzzy' if message.fuzzy else 'missing'}: {message.id}")


if __name__ == "__main__":
    main()
