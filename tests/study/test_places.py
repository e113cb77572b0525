"""Where what was asked is treated: every link leads to a figure or a section that there is."""

import json
import re

import pytest

from projects import PROJECT
from readytochange.study import places


@pytest.mark.parametrize("link", sorted({*places._PLACES.values(), places._MISSING}))
def test_a_link_leads_to_a_figure_or_a_section_of_a_notebook(link: str) -> None:
    notebook, place = link.split("#")
    cells = json.loads((PROJECT.root / "notebooks" / notebook).read_text(encoding="utf-8"))["cells"]
    code = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    prose = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    headings = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    slugs = {re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-") for heading in headings}
    figure = place.removeprefix("figure-")
    assert place in slugs if figure == place else f'"{figure}"' in code
