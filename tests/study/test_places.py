"""Where what was asked is treated: every link leads to a figure or a section that there is."""

import json
import re

import pytest

from projects import PROJECT
from readytochange.study import places, tables

LINKS = {*places._PLACES.values(), places._MISSING, *places._IN_WAVE.values(), places._TOGETHER}


@pytest.mark.parametrize("link", sorted(LINKS))
def test_a_link_leads_to_a_figure_or_a_section_of_a_notebook(link: str) -> None:
    notebook, place = link.split("#")
    cells = json.loads((PROJECT.root / "notebooks" / notebook).read_text(encoding="utf-8"))["cells"]
    code = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    prose = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    headings = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    slugs = {re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-") for heading in headings}
    figure = place.removeprefix("figure-")
    assert place in slugs if figure == place else f'"{figure}"' in code


def test_the_answers_of_a_wave_to_every_question_are_a_figure_or_a_row_of_one() -> None:
    text = (PROJECT.outputs / "en/2b-wave.ipynb").read_text(encoding="utf-8")
    html = "".join(
        "".join(output["data"].get("text/html", ""))
        for cell in json.loads(text)["cells"]
        for output in cell.get("outputs", [])
    )
    for question in tables.questions()["question"]:
        place = places.in_wave(question).partition("#")[2]
        assert f'id="{place}"' in html or place in map("figure-{}".format, figures(text)), question


def figures(text: str) -> set[str]:
    return set(re.findall(r'"name": "(2b-[a-z-]+)"', text))
