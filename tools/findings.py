"""Writes the findings of the README from the ledger of claims: `make findings`.

The table between the marks has the claims that `data/claims.csv` says stand in the README; the text of a picture is
title and description of its figure.
"""

from readytochange import parameters, survey
from readytochange.project import find
from readytochange.synthesis import claims

BEGIN, END = "<!-- written by `make findings` -->", "<!-- end -->"
EN = parameters.Quantitative(lang="en")

PICTURES = {"2-open": lambda: survey.figures.openness("2-open", survey.openness(EN), EN)}


def written(page: str) -> str:
    """The README with its findings as the ledger has them now."""
    before, _, rest = page.partition(BEGIN)
    page = f"{before}{BEGIN}\n\n{table()}\n\n{END}{rest.partition(END)[2]}"
    for name, make in PICTURES.items():
        figure = make()
        place = f"](outputs/en/figures/{name}.png)"
        before, end, after = page.partition(place)
        page = f"{before[: before.rindex('![')]}![{figure.title}. {figure.description}{end}{after}"
    return page


def table() -> str:
    """The findings, a row each, with status and notebook."""
    found = claims.sentences(EN)
    found = found[[("README" in said.split("; ")) for said in found["said"]]]
    lines = [
        f"| {row.sentence} | {row.status} | [{row.figure}](outputs/en/{row.notebook}.ipynb) |"
        for row in found.itertuples()
    ]
    return "\n".join(["| what is said | status | figure |", "|---|---|---|", *lines])


if __name__ == "__main__":
    readme = find().root / "README.md"
    text = written(readme.read_text(encoding="utf-8"))
    readme.write_text(text, encoding="utf-8", newline="\n")
