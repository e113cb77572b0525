"""What axe holds against a page that is open."""

from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page

_AXE = Path(AXE_FILE_PATH).read_text(encoding="utf-8")

_ALIKE = [".code ~ .code pre span", "tbody tr:nth-child(n + 3)"]
"""The words of one cell of code stand for all, and the first two rows of a table for the others."""


_UNDECIDED = {
    "color-contrast": ".drawing, .code, .wider",
    "color-contrast-enhanced": ".drawing, .code, .wider",
    "label-content-name-mismatch": ".status",
    "hidden-content": "*",
    "css-orientation-lock": "*",
    "identical-links-same-purpose": "*",
    "th-has-data-cells": "table",
    "p-as-heading": "figure > .title",
}
"""What axe leaves to a person, and where: colours in drawings, which other tests measure, and in what scrolls, where
one column stands over others; signs for words; what is hidden; a style sheet that it may not read; links of one name,
which lead to one place; columns of tables most of whose rows are not looked at; titles of figures, which are no
sections."""


_TRIES = 10
_MEASURE = """([exclude, options, undecided]) => axe.run(
        { include: ["html"], exclude },
        {
            runOnly: { type: "rule", values: axe.getRules().map(rule => rule.ruleId) },
            resultTypes: ["violations", "incomplete"], preload: false, ...options,
        })
    .then(({ violations, incomplete }) => {
        const place = node => document.querySelector(node.target.flat().pop());
        const measured = [...violations, ...incomplete];
        if (!measured.every(rule => rule.nodes.every(place))) return null;
        return [
            ...violations.map(rule => `${rule.id}: ${rule.nodes[0].html}`),
            ...incomplete.flatMap(rule => rule.nodes
                .filter(node => !place(node).closest(undecided[rule.id] ?? "none"))
                .slice(0, 1).map(node => `undecided ${rule.id}: ${node.html}`)),
        ];
    })"""
"""Nothing, where what was measured is no longer there: a chart was drawn anew meanwhile."""


def violations(page: Page, **options: Any) -> list[str]:
    """The rules that a page breaks, each with the first place: all rules there are, experimental and strictest too.

    Parameters
    ----------
    page : as it is shown
    options : of `axe.run`
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
    for _ in range(_TRIES):
        found: list[str] | None = page.evaluate(_MEASURE, [_ALIKE, options, _UNDECIDED])
        if found is not None:
            return found
    raise AssertionError("The page changed whenever it was measured.")
