"""What several tests of pages share."""

from pathlib import Path

import pytest

from pages import small
from projects import PROJECT
from readytochange.publish.site import render


@pytest.fixture(scope="session")
def single(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages that each hold everything."""
    out = tmp_path_factory.mktemp("single") / "pages"
    render(PROJECT, PROJECT.outputs, out, single=True)
    return out


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    """What one small notebook left, to be spoilt."""
    return small(tmp_path / "outputs")
