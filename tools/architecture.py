"""Draws the packages of the library into `docs/architecture.md`, from their imports and docstrings: `make map`."""

import ast
from collections.abc import Iterator
from pathlib import Path

import grimp

PROJECT = Path(__file__).resolve().parent.parent
PAGE = PROJECT / "docs/architecture.md"
PACKAGE = "readytochange"
BEGIN, END = "<!-- drawn by `make map` -->", "<!-- end -->"
WINGS = {
    "The notebook wing": ("cli", "app", "lab", "publish", "run", "outputs"),
    "The study wing": ("synthesis", "survey", "interviews", "stakeholders", "study"),
    "The base": (
        "figures",
        "language",
        "parameters",
        "accepted",
        "declared",
        "arguments",
        "reads",
        "statuses",
        "project",
        "parsing",
        "errors",
    ),
}
"""From the top; who may import whom is in `pyproject.toml`."""


def imports() -> grimp.ImportGraph:
    """Who imports whom, those imports aside that only a type checker follows."""
    return grimp.build_graph(PACKAGE, exclude_type_checking_imports=True, cache_dir=None)


def drawn() -> str:
    """The map: who imports whom, as Mermaid; and what each module is for."""
    graph = imports()
    modules = "\n".join(_described(graph))
    return f"{BEGIN}\n\n{_diagram(graph)}\n\n{modules}\n\n{END}"


def written(page: str) -> str:
    """The page with the map in the place of the one that it has."""
    before, _, rest = page.partition(BEGIN)
    return before + drawn() + rest.partition(END)[2]


def _diagram(graph: grimp.ImportGraph) -> str:
    arrows = set(_arrows(graph))
    lines = ["```mermaid", "flowchart TD"]
    for number, (wing, packages) in enumerate(WINGS.items()):
        lines += [
            f'    subgraph w{number}["{wing}"]',
            *(f"        {p}" for p in packages),
            "    end",
        ]
    direct = sorted(arrow for arrow in arrows if not _follows(arrow, arrows))
    return "\n".join([*lines, *(f"    {one} --> {other}" for one, other in direct), "```"])


def _arrows(graph: grimp.ImportGraph) -> Iterator[tuple[str, str]]:
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            one, other = (name.split(".")[1:2] for name in (module, imported))
            if one and other and one != other:
                yield one[0], other[0]


def _follows(arrow: tuple[str, str], arrows: set[tuple[str, str]]) -> bool:
    """Whether an arrow goes without saying: the way leads there by others."""
    start, end = arrow
    reached, waiting = set(), {other for one, other in arrows if one == start and other != end}
    while waiting:
        name = waiting.pop()
        reached.add(name)
        waiting |= {other for one, other in arrows if one == name} - reached
    return end in reached


def _described(graph: grimp.ImportGraph) -> Iterator[str]:
    yield "| module | what it is for |"
    yield "|---|---|"
    for wing, packages in WINGS.items():
        yield f"| **{wing}** | |"
        for package in packages:
            modules = sorted(graph.find_descendants(f"{PACKAGE}.{package}"))
            name = f"**`{package}/`**" if modules else f"`{package}`"
            yield f"| {name} | {_first_paragraph(f'{PACKAGE}.{package}')} |"
            for module in modules:
                name = module.removeprefix(f"{PACKAGE}.").replace(".", "/")
                yield f"| `{name}` | {_first_paragraph(module)} |"


def _first_paragraph(module: str) -> str:
    place = PROJECT / "lib" / module.replace(".", "/")
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    paragraph = " ".join(text.split("\n\n")[0].split())
    return paragraph.replace("|", "\\|")


def floors(graph: grimp.ImportGraph) -> list[str]:
    """The longest chain of modules each of which imports the next: how deep the house is.

    Raises
    ------
    RecursionError
        if there is a circle
    """
    longest: dict[str, list[str]] = {}

    def below(module: str) -> list[str]:
        if module not in longest:
            chains = map(below, sorted(graph.find_modules_directly_imported_by(module)))
            longest[module] = [module, *max(chains, key=len, default=[])]
        return longest[module]

    return max(map(below, sorted(graph.modules)), key=len)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    chain = [module.removeprefix(f"{PACKAGE}.") for module in floors(imports())]
    print(f"{len(chain)} floors: {' > '.join(chain)}")
