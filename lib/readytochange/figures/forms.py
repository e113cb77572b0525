"""A laid-out table as HTML, in the form that suits what it holds: rows, quotations, cards, facing lists, or closed.

The same HTML stands on a page and in a notebook: it needs no style sheet, and a page's style sheet finds its classes.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from readytochange import language
from readytochange.statuses import SIGNS

if TYPE_CHECKING:
    from readytochange.figures.table_layout import Cell, Column, Layout

FORMS = ("rows", "groups", "quotes", "cards", "lists", "closed")
"""A table; one whose first column heads groups; each row a quotation; each row a card, headed by its first cell; each
group a list beside the others; a table that is shown when it is asked for."""

GROUPED = frozenset({"groups", "lists"})
"""The forms in which the first column heads groups, however rarely its texts repeat."""


def place(figure: str, anchor: str = "") -> str:
    """What links call a figure, or a row of its table.

    Parameters
    ----------
    figure : its name, in which no underscore stands
    anchor : of the row

    Examples
    --------
    >>> place("1-opportunities"), place("1-opportunities", "opportunity_04")
    ('figure-1-opportunities', 'figure-1-opportunities_opportunity_04')
    """
    return f"figure-{figure}_{anchor}" if anchor else f"figure-{figure}"


def html(
    layout: "Layout", form: str, title: str, lang: str, titled_by: str = "", figure: str = ""
) -> str:
    """A table as HTML, every text as typed.

    Parameters
    ----------
    layout : of the table
    form : one of `FORMS`
    title : of the table
    lang : 'it' or 'en'
    titled_by : the id of what shows the title on the page; it is shown here where there is none
    figure : whose table it is: links lead to its rows that have an anchor; to none where it has no name
    """
    if not layout.rows:
        return _title(title, titled_by)  # a sentence says why
    ids = [_id(figure, anchor) for anchor in layout.anchors]
    return _MAKE[form](layout, title, language.translator(lang), titled_by, ids)


def for_jupyter(html: str) -> str:
    """The same table where Jupyter's style sheets would put every cell on the right: what `align` says, as a style.

    Examples
    --------
    >>> for_jupyter('<td align="left">Mail</td>')
    '<td align="left" style="text-align: left; vertical-align: top">Mail</td>'
    """
    return re.sub(
        r' align="(\w+)"', r' align="\1" style="text-align: \1; vertical-align: top"', html
    )


def _id(figure: str, anchor: str) -> str:
    return f' id="{escape(place(figure, anchor))}"' if figure and anchor else ""


def _table(
    layout: "Layout", title: str, t: language.Translator, titled_by: str, ids: Sequence[str]
) -> str:
    head = "".join(
        f'<th scope="col"{_side(each)}>{_signed(each, t)}</th>' for each in layout.columns
    )
    width = len(layout.columns)
    body, named_rows = [], iter(ids)
    for group in layout.groups:
        heading = f'<tr><th scope="rowgroup" colspan="{width}" align="left">{escape(group.heading)}</th></tr>\n'
        rows = "\n".join(
            f"<tr{next(named_rows)}>"
            + "".join(
                f"<td{_side(column)}>{_signed(cell, t)}</td>"
                for column, cell in zip(layout.columns, row, strict=True)
            )
            + "</tr>"
            for row in group.rows
        )
        body.append(f"<tbody>\n{heading if group.heading else ''}{rows}\n</tbody>")
    named = f' aria-labelledby="{titled_by}"' if titled_by else ""
    caption = "" if titled_by else f'<caption align="left">{escape(title)}</caption>\n'
    return (
        f'<div class="scroll"><table{named}>\n{caption}<thead><tr>{head}</tr></thead>\n'
        + "\n".join(body)
        + f"\n</table></div>{_same(layout, t)}"
    )


def _title(title: str, titled_by: str) -> str:
    return "" if titled_by else f"<p><strong>{escape(title)}</strong></p>\n"


def _closed(
    layout: "Layout", title: str, t: language.Translator, titled_by: str, ids: Sequence[str]
) -> str:
    shown = escape(t("The table: {title}", title=title))
    table = _table(layout, title, t, titled_by, ids)
    return f'<details class="closed"><summary>{shown}</summary>\n{table}\n</details>'


def _quotes(
    layout: "Layout", title: str, t: language.Translator, titled_by: str, ids: Sequence[str]
) -> str:
    said = "\n".join(
        f"<blockquote{each}><p>{_signed(row[0], t)}</p></blockquote>"
        for row, each in zip(layout.rows, ids, strict=True)
    )
    return f'{_title(title, titled_by)}<div class="quotes">\n{said}\n</div>'


def _cards(
    layout: "Layout", title: str, t: language.Translator, titled_by: str, ids: Sequence[str]
) -> str:
    cards = "".join(_each_card(layout, t, ids))
    return f'{_title(title, titled_by)}<div class="cards">\n{cards}</div>{_same(layout, t)}'


def _each_card(layout: "Layout", t: language.Translator, ids: Sequence[str]) -> Iterator[str]:
    for row, each in zip(layout.rows, ids, strict=True):
        told = "".join(
            f"<dt>{escape(column.text)}</dt><dd>{_signed(cell, t)}</dd>"
            for column, cell in [*zip(layout.columns, row, strict=True)][1:]
            if cell.text
        )
        head = f'<p class="head"><strong>{_signed(row[0], t)}</strong></p>'
        yield f'<section class="card"{each}>{head}<dl>{told}</dl></section>\n'


def _lists(
    layout: "Layout", title: str, t: language.Translator, titled_by: str, ids: Sequence[str]
) -> str:
    named_rows = iter(ids)
    shown = "".join(
        f'<section class="list"><p class="head"><strong>{escape(group.heading)}</strong></p>\n<ul>'
        + "".join(f"<li{next(named_rows)}>{_signed(row[0], t)}</li>" for row in group.rows)
        + "</ul></section>\n"
        for group in layout.groups
    )
    return f'{_title(title, titled_by)}<div class="lists">\n{shown}</div>'


_Form = Callable[["Layout", str, language.Translator, str, Sequence[str]], str]

_MAKE: Mapping[str, _Form] = {
    "rows": _table,
    "groups": _table,
    "quotes": _quotes,
    "cards": _cards,
    "lists": _lists,
    "closed": _closed,
}


def _signed(cell: "Cell", t: language.Translator) -> str:
    """A text, its words in bold, and the sign of its status, which a screen reader says as its word."""
    sign = SIGNS.get(cell.status, "")
    word = f'<span role="img" aria-label="{t(cell.status)}">{sign}</span>' if sign else ""
    return f"{_linked(cell)}{word}"


_LEADS = re.compile(r"https?://\S+|[\w-]+\.ipynb(#[\w-]+)?")


def _linked(cell: "Cell") -> str:
    """A text whose lines lead to where they are treated, where that is said of each."""
    said = _emphasised(cell)
    lines = said.split("\n")
    if len(lines) != len(cell.links) or not all(map(_LEADS.fullmatch, cell.links)):
        return said
    pairs = zip(lines, cell.links, strict=True)
    return "\n".join(f'<a href="{escape(link)}">{line}</a>' for line, link in pairs)


def _emphasised(cell: "Cell") -> str:
    """A text as typed, what is in bold in it marked."""
    if not cell.strong:
        return escape(cell.text)
    longest_first = sorted(cell.strong, key=len, reverse=True)
    parts = re.split(f"({'|'.join(map(re.escape, longest_first))})", cell.text)
    return "".join(
        f"<strong>{escape(part)}</strong>" if at % 2 else escape(part)
        for at, part in enumerate(parts)
    )


def _side(column: "Column") -> str:
    if column.is_number:
        return ' class="number" align="right"'
    return ' class="blank" align="left"' if column.is_blank else ' align="left"'


def _same(layout: "Layout", t: language.Translator) -> str:
    """What all rows have in common."""
    if not layout.notes:
        return ""
    said = "; ".join(_signed(note, t) for note in layout.notes)
    return f'\n<p class="same">{escape(t("In every row,"))} {said}.</p>'
