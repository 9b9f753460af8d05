"""What the structure tree and the outline of a finished PDF tell of each page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pypdf import PdfReader
from pypdf.generic import ArrayObject, Destination, DictionaryObject, IndirectObject

Box = tuple[float, float, float, float]
ARTICLE = "article:"  # begins the identifier of the element that holds an article


@dataclass(slots=True)
class PageStructure:
    """A page's section by the outline, its articles in order, its figures' boxes from the upper left."""

    section: str = ""
    articles: tuple[str, ...] = ()
    figures: list[Box] = field(default_factory=list)
    notes: bool = False
    contents: bool = False


def read_structure(pdf: Path) -> list[PageStructure]:
    """The pages of a tagged PDF in order."""
    reader = PdfReader(pdf)
    pages = [PageStructure() for _page in reader.pages]
    places = {page.indirect_reference.idnum: at for at, page in enumerate(reader.pages)}
    for kind, page, article, element in _elements(reader.trailer["/Root"]["/StructTreeRoot"].get("/K"), ""):
        if page not in places:
            continue
        seen = pages[places[page]]
        if article and article not in seen.articles:
            seen.articles += (article,)
        seen.notes |= kind == "/Note"
        seen.contents |= kind == "/TOC"
        box = _box(element) if kind == "/Figure" else None
        if box and box not in seen.figures:
            seen.figures.append(box)
    for begin, title in _tops(reader):
        for seen in pages[begin:]:
            seen.section = title
    return pages


def _elements(node: object, article: str, kind: str = "", page: int = 0,
              ) -> Iterator[tuple[str, int, str, DictionaryObject]]:
    """Every structure element: its kind (within notes and contents theirs), page and article."""
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, ArrayObject):
        for child in node:
            yield from _elements(child, article, kind, page)
        return
    if not isinstance(node, DictionaryObject):
        return
    name = node.get("/ID", "")
    name = name.decode("latin-1") if isinstance(name, bytes) else str(name)
    article = name.removeprefix(ARTICLE) if name.startswith(ARTICLE) else article
    own = str(node.get("/S", ""))
    kind = kind if kind in ("/Note", "/TOC") else own
    reference = node.raw_get("/Pg") if "/Pg" in node else None
    page = reference.idnum if isinstance(reference, IndirectObject) else page
    if page:
        yield kind, page, article, node
    if "/K" in node:
        yield from _elements(node.raw_get("/K"), article, kind, page)


def _box(element: DictionaryObject) -> Box | None:
    """The box of a figure, from the upper left of an A4 page."""
    attributes = element.get("/A")
    attributes = attributes.get_object() if attributes is not None else None
    for entry in attributes if isinstance(attributes, ArrayObject) else [attributes]:
        owner = entry.get_object() if entry is not None else {}
        if "/BBox" in owner:
            left, foot, right, top = (float(number) for number in owner["/BBox"])
            return left, 841.89 - top, right, 841.89 - foot
    return None


def _tops(reader: PdfReader) -> Iterator[tuple[int, str]]:
    """The first level of the outline: page counted from 0, title."""
    for entry in reader.outline:
        if isinstance(entry, Destination):
            number = reader.get_destination_page_number(entry)
            if number is not None:
                yield number, str(entry.title)
