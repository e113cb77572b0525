"""What axe holds against a page that is open."""

from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page

_AXE = Path(AXE_FILE_PATH).read_text(encoding="utf-8")

_ALIKE = [".code ~ .code pre span", "tbody tr:nth-child(n + 3)"]
"""The words of one cell of code stand for all, and the first two rows of a table for the others."""


def violations(page: Page, **options: Any) -> list[str]:
    """The rules that a page breaks, each with the first place.

    Parameters
    ----------
    page : as it is shown
    options : of `axe.run`
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
    found: list[str] = page.evaluate(
        """([exclude, options]) => axe.run(
                { include: ["html"], exclude },
                { resultTypes: ["violations"], preload: false, ...options })
            .then(result => result.violations.map(rule => `${rule.id}: ${rule.nodes[0].html}`))""",
        [_ALIKE, options],
    )
    return found
