"""The interviews' explorers: words are searched in the points, groups offered by their labels."""

import pytest

from readytochange import interviews, parameters
from readytochange.figures.figure import Figure


def test_the_groups_of_the_interviews_are_offered_by_their_labels() -> None:
    group = interviews.explorers.points(parameters.Qualitative(lang="en")).controls["group"]
    assert group.options == (
        ("everyone", ""),
        ("customer service interviews", "customer_service"),
        ("CSR interviews", "csr"),
        ("opportunities, both groups together", "all"),
    )


def test_the_words_of_the_notebook_are_where_its_explorer_starts() -> None:
    explorer = interviews.explorers.points(parameters.Qualitative(lang="en", search="digital"))
    assert explorer.controls["words"].value == "digital"
    shown = explorer.made()
    assert isinstance(shown, Figure)
    assert len(shown.table) > 0
    texts = (shown.table["theme"] + shown.table["text"]).str.casefold()
    assert texts.str.contains("digital").all()
    assert shown.title == "Points that contain “digital”: seven"


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("", "Tutti i punti: 62"),
        ("digital scuole", "Punti che contengono «digital» e «scuole»: zero"),
        ("prezzo", "Punti che contengono «prezzo»: uno"),
    ],
)
def test_the_title_says_which_words_were_sought(words: str, title: str) -> None:
    explorer = interviews.explorers.points(parameters.Qualitative(search=words))
    shown = explorer.made()
    assert isinstance(shown, Figure)
    assert shown.title == title
