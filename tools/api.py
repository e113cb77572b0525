"""Makes the pages of what an analyst may call, from its docstrings: `make api`."""

import re
import sys
from importlib import import_module
from inspect import cleandoc
from pathlib import Path
from textwrap import dedent
from types import ModuleType

import pdoc.doc
import pdoc.render

import readytochange

PROJECT = Path(__file__).resolve().parent.parent
OUT = PROJECT / "outputs/api"
TEMPLATES = Path(__file__).parent / "api_templates"


def modules(package: ModuleType = readytochange) -> list[str]:
    """The public modules; each is loaded with all that it offers, which pdoc would take for missing."""
    offered = [getattr(package, name) for name in getattr(package, "__all__", [])]
    below = [each for each in offered if isinstance(each, ModuleType)]
    return [package.__name__, *(name for each in below for name in modules(each))]


def markdown(docstring: str) -> str:
    """A docstring as Markdown, its sections with a heading each.

    Examples
    --------
    >>> print(markdown("A sum.\\n\\nParameters\\n----------\\na, b : terms,\\n    whole\\n"))
    A sum.
    <BLANKLINE>
    **Parameters**
    <BLANKLINE>
    - **a, b**: terms, whole
    """
    before, *parts = re.split(r"^(\w+)\n-+\n", cleandoc(docstring), flags=re.MULTILINE)
    sections = [
        f"**{title}**\n\n{_section(title, body.strip())}"
        for title, body in zip(parts[::2], parts[1::2], strict=True)
    ]
    return "\n\n".join([before.strip(), *sections]) if sections else before


def _section(title: str, body: str) -> str:
    if title == "Examples":
        return f"```pycon\n{body}\n```"
    if title == "Parameters":
        entries = re.split(r"\n(?=\S)", body)
        pairs = [" ".join(entry.split()).partition(" : ") for entry in entries]
        return "\n".join(f"- **{name}**: {meaning}" for name, _, meaning in pairs)
    kind, _, meaning = body.partition("\n")
    return f"*{kind.strip()}*" + (f": {' '.join(dedent(meaning).split())}" if meaning else "")


def pages() -> dict[str, str]:
    """Every page by its place; they ask the network for nothing."""
    pdoc.render.configure(show_source=False, template_directory=TEMPLATES)
    pdoc.render.env.filters["to_markdown"] = markdown
    found = {name: pdoc.doc.Module(import_module(name)) for name in modules()}
    made = {
        f"{name.replace('.', '/')}.html": pdoc.render.html_module(each, found)
        for name, each in found.items()
    }
    made["index.html"] = pdoc.render.html_index(found)
    made["search.js"] = pdoc.render.search_index(found)
    return made


def write(out: Path) -> None:
    """Write the pages into a folder."""
    for place, text in pages().items():
        (out / place).parent.mkdir(parents=True, exist_ok=True)
        (out / place).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    write(folder)
    print(f"Open {folder / 'index.html'}")
