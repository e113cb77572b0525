"""What Chromium leaves to be mended in a PDF that it printed: its properties, bookmarks, links and tags.

Titles of bookmarks lost a space or stand twice, links lead to pages that were there only to be printed, a date and a
program's name stand where author and subject should, and the numbers of tags differ from run to run.
"""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)


def mended(
    content: bytes, properties: Mapping[str, str], titles: Sequence[str], site: str
) -> bytes:
    """The same PDF with titles as they are written, links that lead somewhere, and no date.

    Parameters
    ----------
    content : a tagged PDF with bookmarks
    properties : of the document, `/Title`, `/Author`, `/Subject`; all that it will have
    titles : of its bookmarks, in reading order
    site : the address below which the pages lay that were printed
    """
    writer = PdfWriter(clone_from=BytesIO(content))
    writer.metadata = dict(properties)
    for item, title in zip(_bookmarks(writer.root_object["/Outlines"]), titles, strict=True):
        item[NameObject("/Title")] = TextStringObject(" ".join(title.split()))
    for link in _links(writer, site):
        address = str(link["/A"]["/URI"])
        link[NameObject("/A")] = _link_action(address, writer.named_destinations)
    _number_tags(writer.root_object["/StructTreeRoot"])
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _number_tags(tree: Any) -> None:
    """Number the tags that others name, as cells name their column's, in reading order.

    Chromium numbers them as it does the nodes of its page, which depends on what it looked at first.
    """
    tags = list(_tags(tree.get("/K")))
    numbers: dict[str, TextStringObject] = {}
    for tag in tags:
        if "/ID" in tag:
            number = numbers[str(tag["/ID"])] = TextStringObject(f"tag{len(numbers) + 1:08}")
            tag[NameObject("/ID")] = number
    for tag in tags:
        for attributes in tag.get("/A", []):
            if "/Headers" in attributes:
                named = ArrayObject(numbers[str(each)] for each in attributes["/Headers"])
                attributes.get_object()[NameObject("/Headers")] = named
    if "/IDTree" in tree:
        index = tree["/IDTree"].get_object()
        places = sorted((numbers[name], place) for name, place in _indexed(index))
        _write_index(index, iter(places))


def _tags(node: Any) -> Iterator[DictionaryObject]:
    """The elements of a structure tree, in reading order."""
    found = node.get_object() if node is not None else None
    for each in found if isinstance(found, list) else []:
        yield from _tags(each)
    if isinstance(found, DictionaryObject) and "/S" in found:
        yield found
        yield from _tags(found.get("/K"))


def _indexed(index: Any) -> Iterator[tuple[str, Any]]:
    """What a name tree holds: names, and references to what they name."""
    names = index.get("/Names", [])
    yield from zip(map(str, names[::2]), names[1::2], strict=True)
    for kid in index.get("/Kids", []):
        yield from _indexed(kid.get_object())


def _write_index(index: Any, places: Iterator[tuple[TextStringObject, Any]]) -> list[Any]:
    """Put other names into a name tree, sorted; the names that a branch of it has."""
    here = list(islice(places, len(index.get("/Names", [])) // 2))
    if here:
        index[NameObject("/Names")] = ArrayObject(chain.from_iterable(here))
    names = [name for name, _ in here]
    for kid in index.get("/Kids", []):
        names += _write_index(kid.get_object(), places)
    if "/Limits" in index:
        index[NameObject("/Limits")] = ArrayObject([names[0], names[-1]])
    return names


def _bookmarks(outline: Any) -> Iterator[DictionaryObject]:
    """The entries of an outline, in reading order."""
    item = outline.get("/First")
    while item:
        yield item.get_object()
        yield from _bookmarks(item.get_object())
        item = item.get_object().get("/Next")


def _links(writer: PdfWriter, site: str) -> Iterator[Any]:
    """The links to pages of a site."""
    for page in writer.pages:
        for annotation in page.get("/Annots", []):
            link = annotation.get_object()
            if str(link.get("/A", {}).get("/URI", "")).startswith(site):
                yield link


def _link_action(address: str, destinations: Mapping[str, Any]) -> DictionaryObject:
    """To the part of this file that a notebook is, or to its file beside this one."""
    name = Path(unquote(urlsplit(address).path)).stem
    inside = NameObject(f"/{name}")
    if inside in destinations:
        return _action("/GoTo", {"/D": inside})
    beside = TextStringObject(f"{name}.pdf")
    start = ArrayObject([NumberObject(0), NameObject("/Fit")])
    return _action("/GoToR", {"/F": beside, "/D": start})


def _action(kind: str, to: Mapping[str, Any]) -> DictionaryObject:
    entries = {"/Type": NameObject("/Action"), "/S": NameObject(kind), **to}
    return DictionaryObject({NameObject(key): value for key, value in entries.items()})
