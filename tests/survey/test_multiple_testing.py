"""Values of p corrected for their family: by the published procedure, against another program."""

import pytest
from statsmodels.stats.multitest import multipletests

from readytochange.survey.multiple_testing import holm


def test_holm_is_the_published_procedure() -> None:
    values = [0.005, 0.011, 0.02, 0.04, 0.13]
    assert holm(values) == pytest.approx([0.025, 0.044, 0.06, 0.08, 0.13])


def test_the_order_of_the_tests_does_not_matter() -> None:
    shuffled = [0.13, 0.011, 0.04, 0.005, 0.02]
    assert holm(shuffled) == pytest.approx(multipletests(shuffled, method="holm")[1].tolist())
