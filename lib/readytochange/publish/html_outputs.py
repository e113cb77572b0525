"""The HTML that a cell shows, as a page may hold it: tables and text with their colours, and nothing that runs.

What cannot be shown without a script, a form or a network is refused by its name. Styles, of `style` elements and of
attributes, go into rules for this output alone, since the page's policy allows no style within the text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import tinycss2
from bs4 import BeautifulSoup, Tag
from bs4.builder import ParserRejectedMarkup
from bs4.element import PreformattedString
from markupsafe import Markup

from readytochange.publish.mime_types import HTML, refused
from readytochange.publish.terminal import visible

_ELEMENTS = re.compile(
    "a|abbr|b|blockquote|body|br|caption|cite|code|col|colgroup|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|h[1-6]"
    "|head|hr|html|i|img|ins|kbd|li|mark|ol|p|pre|q|s|samp|small|span|strong|sub|summary|sup|table|tbody|td|tfoot|th"
    "|thead|tr|tt|u|ul|var|wbr"
)
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
    "details": {"open"},
}
_EVERYWHERE = {"lang", "dir", "title"}
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp|bmp|svg\+xml);base64,[\w+/=\s]*")

_PROPERTIES = re.compile(
    r"(background(-color)?|color|opacity|font-(size|style|weight|family|variant(-numeric)?)|line-height|letter-spacing"
    r"|text-(align|decoration|indent|transform)|vertical-align|white-space|(min-|max-)?(width|height)"
    r"|(margin|padding)(-(top|right|bottom|left))?|border(-(top|right|bottom|left|collapse|spacing))?"
    r"(-(color|style|width))?|border-radius|caption-side)"
)


@dataclass(frozen=True)
class Html:
    """What a page holds of an output: its markup, and the rules of its own, if it has any."""

    markup: Markup
    rules: str = ""


def shown(html: str, name: str) -> Html:
    """The HTML of an output.

    Parameters
    ----------
    html : as the cell shows it
    name : that no other output of the page has; rules hold within an element of this class

    Raises
    ------
    InputError
        if it has an element or a picture that a page cannot show
    """
    try:
        soup = BeautifulSoup(visible(html), "html.parser", multi_valued_attributes=None)
    except ParserRejectedMarkup:
        raise refused(f"{HTML} that cannot be read", "make it anew") from None
    for text in soup.find_all(string=True):
        if isinstance(text, PreformattedString):  # a comment, a declaration
            text.extract()
    rules = "".join(_rules(_taken(tag), name) for tag in soup.find_all("style"))
    known: dict[str, str] = {}
    for tag in soup.find_all(True):
        if not _ELEMENTS.fullmatch(tag.name):
            raise refused(f"{HTML} with <{tag.name}>", "a page holds no script, form or frame")
        if declarations := _own(tag):
            own = known.setdefault(declarations, f"style-{len(known)}")
            tag["class"] = f"{tag.get('class', '')} {own}"
    rules += "".join(f".{name} .{name}-{own}{{{text}}}" for text, own in known.items())
    for tag in soup.find_all(True):
        _tidy(tag, name if rules else "")
    markup = Markup(str(soup).strip())
    return Html(Markup('<div class="{}">{}</div>').format(name, markup) if rules else markup, rules)


def _taken(style: Tag) -> str:
    """The text of a style element, which leaves; '' of what pandas writes above every frame."""
    text = "" if style.has_attr("scoped") else style.get_text()
    style.decompose()
    return text


def _own(tag: Tag) -> str:
    """The declarations of the `style` attribute of an element, which goes; a class stands for them."""
    return _declarations(tinycss2.parse_declaration_list(str(tag.attrs.pop("style", ""))))


def _rules(css: str, name: str) -> str:
    made = ""
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule":
            continue
        declarations = _declarations(tinycss2.parse_declaration_list(rule.content))
        selectors = [f".{name} {each}" for each in _selectors(rule.prelude, name)]
        if declarations and selectors:
            made += f"{','.join(selectors)}{{{declarations}}}"
    return made


def _declarations(parsed: Iterable[tinycss2.ast.Node]) -> str:
    """Those that only say how a text looks, and name no address."""
    kept = []
    for each in parsed:
        if each.type != "declaration" or not _PROPERTIES.fullmatch(each.lower_name):
            continue
        value = tinycss2.serialize(each.value).strip()
        if not re.search(r"url|image|src|expression|var|attr|[<>{}@\\]", value, re.IGNORECASE):
            kept.append(f"{each.lower_name}:{value}{'!important' if each.important else ''}")
    return ";".join(kept)


def _selectors(prelude: Iterable[tinycss2.ast.Node], name: str) -> list[str]:
    """Selectors whose ids and classes bear the output's name; none where one has more than names, places and states."""
    text = ""
    after_dot = False
    for token in prelude:
        if token.type == "hash":
            text += f"#{name}-{token.value}"
        elif token.type == "ident" and after_dot:
            text += f"{name}-{token.value}"
        else:
            text += token.serialize()
        after_dot = token.type == "literal" and token.value == "."
    return [
        each.strip() for each in text.split(",") if re.fullmatch(r"[\w\s.#:()>+~*-]+", each.strip())
    ]


def _tidy(tag: Tag, name: str) -> None:
    """Leave an element what it needs; a heading is a line of text, for a page has headings of its own."""
    classes, own_id = str(tag.get("class", "")).split(), tag.get("id")
    allowed = _EVERYWHERE | _ATTRIBUTES.get(tag.name, set())
    tag.attrs = {key: value for key, value in tag.attrs.items() if key in allowed}
    if name and own_id:
        tag["id"] = f"{name}-{own_id}"
    own = [f"{name}-{each}" for each in classes] if name else []
    if re.fullmatch("h[1-6]", tag.name):
        tag.name, own = "p", ["title", *own]
    if own:
        tag["class"] = " ".join(own)
    if tag.name == "th":
        _head(tag)
    elif tag.name == "img":
        _picture(tag)
    elif tag.name == "table":
        tag.wrap(BeautifulSoup("", "html.parser").new_tag("div", attrs={"class": "scroll"}))
    elif tag.name in ("html", "head", "body") or (tag.name == "a" and not _leads_out(tag)):
        tag.unwrap()


def _head(tag: Tag) -> None:
    if tag.get_text(strip=True):
        tag["scope"] = "col" if tag.find_parent("thead") else "row"
    else:
        tag.name = "td"


def _picture(tag: Tag) -> None:
    if not _PICTURE.fullmatch(str(tag.get("src", ""))):
        advice = "show the picture itself: Image(data=...)"
        raise refused(f"{HTML} with a picture from an address", advice)
    tag.attrs.setdefault("alt", "")


def _leads_out(tag: Tag) -> bool:
    return str(tag.get("href", "")).startswith(("https://", "http://"))
