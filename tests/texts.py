"""Texts that people may type, and what of them is compared."""

import re

from bs4 import BeautifulSoup
from hypothesis import settings
from hypothesis import strategies as st

TYPED = st.text(
    st.sampled_from("ab1 \n\t*_`#+-=.:|<>[](){}!\\~$&;/^\"'@%\u00a0")
    | st.characters(codec="utf-8"),
    max_size=30,
)


unhurried = settings(deadline=None)


def squeezed(text: str) -> str:
    """What a reader sees of white space: it runs together, but a space that does not break stays."""
    return re.sub(r"\s*[^\S\u00a0]\s*", " ", text).strip()


def tags(html: str) -> set[str]:
    return {tag.name for tag in BeautifulSoup(html, "html.parser").find_all()}
