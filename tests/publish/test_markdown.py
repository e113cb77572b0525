"""The Markdown of a notebook: no markup but its own, links that lead somewhere, words that explain themselves."""

import pytest
from bs4 import BeautifulSoup

from pages import HOSTILE
from readytochange import language
from readytochange.arguments import Lang
from readytochange.errors import InputError
from readytochange.publish import markdown


def test_survey_text_in_prose_appears_as_typed() -> None:
    html = markdown.MarkdownWriter([], "en", "").html(f"They said: {language.escape(HOSTILE)}")
    page = BeautifulSoup(html, "html.parser")
    assert page.get_text().strip() == f"They said: {HOSTILE}"
    assert {tag.name for tag in page.find_all(True)} == {"p"}


def test_html_in_prose_appears_as_typed() -> None:
    html = markdown.MarkdownWriter([], "en", "").html(
        "An <b onclick=x>old</b> tag.\n\n<iframe src=x></iframe>"
    )
    assert BeautifulSoup(html, "html.parser").get_text().split("\n") == [
        "An <b onclick=x>old</b> tag.",
        "<iframe src=x></iframe>",
        "",
    ]


@pytest.mark.parametrize(
    ("written", "leads"),
    [
        ("3-stakeholders.ipynb", "3-stakeholders.html"),
        ("2-quantitative.ipynb#who-answered", "2-quantitative.html#who-answered"),
        ("2-quantitative.ipynb#who-did-not", "2-quantitative.html"),
        ("4-synthesis.ipynb", None),
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("#who-answered", "#who-answered"),
        ("#who-did-not", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("../data/README.md", None),
        ("//example.org", None),
    ],
)
def test_a_link_in_prose_leads_to_a_page_or_a_section_that_there_is_or_a_website(
    written: str, leads: str | None
) -> None:
    pages = {"2-quantitative": {"who-answered"}, "3-stakeholders": {"who"}}
    writer = markdown.MarkdownWriter([], "en", "", pages, "2-quantitative")
    html = writer.html(f"[there]({written})")
    links = [tag["href"] for tag in BeautifulSoup(html, "html.parser").find_all("a")]
    assert links == ([leads] if leads else [])
    assert "there" in html


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_a_figure_on_a_page_that_is_not_there_is_not_named(lang: Lang) -> None:
    words = language.translator(lang)("The figure")
    html = markdown.MarkdownWriter([], lang, "").html(f"Found. [{words}](1-none.ipynb#figure-1-a)")
    assert BeautifulSoup(html, "html.parser").get_text().strip() == "Found."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"A share is $\frac{k}{n}$, and costs 3\$.", "A share is kn, and costs 3$."),
        ("$$\na < b\n$$", "a<b"),
        (r"\begin{aligned}a < b\end{aligned}", "a<b"),
        (r"$\text{<b>}$", "<b>"),
    ],
)
def test_a_formula_is_set(text: str, shown: str) -> None:
    page = BeautifulSoup(markdown.MarkdownWriter([], "en", "").html(text), "html.parser")
    assert page.get_text().strip() == shown
    assert page.select("math mrow")
    assert not page.find("b")


def test_a_formula_that_cannot_be_read_appears_as_its_source() -> None:
    page = BeautifulSoup(markdown.MarkdownWriter([], "en", "").html(r"$\frac{$"), "html.parser")
    assert page.select_one("code").get_text() == r"\frac{"  # type: ignore[union-attr]


def test_a_picture_in_prose_is_refused() -> None:
    with pytest.raises(InputError, match=r"prose holds the image 'x.png'"):
        markdown.MarkdownWriter([], "en", "").html("![a picture](x.png)")


def test_the_sign_of_a_status_after_a_number_explains_itself_and_no_other_sign_does() -> None:
    html = markdown.MarkdownWriter([], "en", "", {"here": {"a"}}, "here").html(
        "7† firms, **33\\*** firms, 21.2%\\* and 16§; 1° level, *9*, note†, `3†`, [4†](#a)"
    )
    buttons = BeautifulSoup(html, "html.parser").find_all("button")
    assert [button.get_text() for button in buttons] == ["†", "*", "*", "§"]
    assert [button["aria-label"] for button in buttons] == [
        "recovered",
        "computed",
        "computed",
        "bounded",
    ]


def test_a_sign_stays_with_its_number() -> None:
    html = markdown.MarkdownWriter([], "en", "").html("of 33\\* firms")
    assert BeautifulSoup(html, "html.parser").select_one(".together").get_text() == "33*"  # type: ignore[union-attr]


def test_headings_without_a_counterpart_are_named_by_their_own_words() -> None:
    italian = markdown.outline(["# Uno", "## Due"], names=("one",))
    assert [heading.name for heading in italian] == ["uno", "due"]
