"""Bookmarks, page labels and named destinations (ISO 32000-1, 12.3 and 12.4.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, NullObject

from rocbpress.assemble.objects import add, array, dictionary, string_bytes
from rocbpress.assemble.pagination import Pagination
from rocbpress.typeset.flow import Flow
from rocbpress.typeset.galley import Galley

_ARTICLE = 2  # the level that landmarks of articles have; their sections are one above


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: `level` 1 stands at the top, `page` counts from 0."""

    level: int
    title: str
    page: int
    x: float
    y: float


@dataclass(slots=True)
class _Item:
    level: int
    entries: DictionaryObject
    reference: IndirectObject
    kids: list[_Item] = field(default_factory=list)


def bookmarks(flows: Sequence[Flow], galleys: Sequence[Galley], pagination: Pagination) -> Iterator[Bookmark]:
    """Sections, articles and parts in reading order.

    A section that is one article of the same name is not announced twice: its articles, like those
    of no section, stand at the top.
    """
    pairs = zip(flows, galleys, strict=True)
    for section, run in groupby(pairs, key=lambda pair: pair[0].section):
        flows_of, galleys_of = zip(*run, strict=True)
        marks = [mark for galley in galleys_of for mark in galley.landmarks if mark.bookmark]
        articles = [mark.bookmark for mark in marks if mark.level == _ARTICLE]
        announced = section != "" and articles != [section]
        if announced:
            page = next(page for page in pagination.pages if page.flow == flows_of[0])
            yield Bookmark(1, section, page.sheet - 1, 0, page.height)
        for mark in marks:
            level = mark.level if announced else max(mark.level - 1, 1)
            yield Bookmark(level, mark.bookmark, pagination.places[mark.name], mark.x, mark.y)


def outline(writer: PdfWriter, marks: Iterator[Bookmark], pages: Sequence[IndirectObject]) -> IndirectObject:
    """The document outline, every entry closed (ISO 32000-1, 12.3.3)."""
    top = DictionaryObject()
    root = _Item(0, top, add(writer, top))
    open_items = [root]
    for mark in marks:
        while open_items[-1].level >= mark.level:
            open_items.pop()
        parent = open_items[-1]
        entries = dictionary({
            "/Title": mark.title, "/Parent": parent.reference,
            "/Dest": _destination(pages[mark.page], mark.x, mark.y)})
        item = _Item(mark.level, entries, add(writer, entries))
        parent.kids.append(item)
        open_items.append(item)
    _chain(root)
    top.update(dictionary({"/Type": NameObject("/Outlines")}))
    return root.reference


def _chain(root: _Item) -> None:
    """Link the items with their neighbours; a closed item counts its kids with a minus."""
    todo = [root]
    while todo:
        item = todo.pop()
        todo.extend(item.kids)
        for before, after in zip(item.kids, item.kids[1:], strict=False):
            before.entries.update(dictionary({"/Next": after.reference}))
            after.entries.update(dictionary({"/Prev": before.reference}))
        if item.kids:
            count = len(item.kids) if item is root else -len(item.kids)
            item.entries.update(dictionary({
                "/First": item.kids[0].reference, "/Last": item.kids[-1].reference, "/Count": count}))


def page_labels(pagination: Pagination) -> DictionaryObject:
    """The /PageLabels number tree: the labels that are printed."""
    numbers = ArrayObject()
    for run in pagination.numberings():
        numbers.extend(array((run.first, {"/S": NameObject(f"/{run.style}"), "/St": run.start})))
    return dictionary({"/Nums": numbers})


def destinations(galleys: Sequence[Galley], pagination: Pagination,
                 pages: Sequence[IndirectObject]) -> DictionaryObject:
    """The /Dests name tree: every landmark by its name, sorted as bytes (ISO 32000-1, 7.9.6)."""
    landmarks = [mark for galley in galleys for mark in galley.landmarks]
    names = ArrayObject()
    for mark in sorted(landmarks, key=lambda mark: string_bytes(mark.name)):
        page = pages[pagination.places[mark.name]]
        names.extend(array((mark.name, _destination(page, mark.x, mark.y))))
    return dictionary({"/Names": names})


def _destination(page: IndirectObject, x: float, y: float) -> ArrayObject:
    """A point of a page, at the zoom of the moment (ISO 32000-1, 12.3.2.2)."""
    return array((page, NameObject("/XYZ"), float(round(x, 2)), float(round(y, 2)), NullObject()))
