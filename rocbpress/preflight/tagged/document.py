"""A finished PDF as its structural rules look at it: sheets, elements, marks and destinations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
    TextStringObject,
)

from rocbpress.assemble.reading import open_pdf
from rocbpress.findings.finding import Finding, Place
from rocbpress.preflight.tagged.marked_content import Marks, read_marks
from rocbpress.preflight.tagged.tree import Element, entry, items, leaves, number_of, read_tree, resolve

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation: its object number, page index and rectangle in points."""

    number: int
    page: int
    box: Box
    entries: DictionaryObject


@dataclass(frozen=True, slots=True)
class TaggedPage:
    """A page: object number, printed label, MediaBox in points, and the annotations on it."""

    number: int
    label: str
    box: Box
    entries: PageObject
    annotations: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a destination leads: page index (-1 for no page of this file) and point, None if left open."""

    page: int
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True)
class Tagged:
    """What the rules need of a file, read once.

    `marks` and `pages_of` go by the object number of a page or form, `parents` is the ParentTree as
    it stands, `names` the keys of the named destinations in the order of the file.
    """

    reader: PdfReader
    catalog: DictionaryObject
    tree: DictionaryObject | None
    sheets: tuple[TaggedPage, ...]
    elements: tuple[Element, ...]
    marks: Mapping[int, Marks]
    pages_of: Mapping[int, int]
    parents: tuple[tuple[int, Any], ...]
    names: tuple[bytes, ...]
    destinations: Mapping[bytes, Destination]
    faults: tuple[Finding, ...]

    def place(self, page: int, article: str = "") -> Place:
        """A page by its index, as readers number it."""
        return Place(page=self.sheets[page].label if page >= 0 else "", block=article)

    def at(self, element: Element) -> Place:
        """Where an element starts."""
        return self.place(element.page, element.article)

    def above(self, element: Element) -> Iterator[Element]:
        """The elements around an element, nearest first."""
        while element.parent >= 0:
            element = self.elements[element.parent]
            yield element

    def spot(self, value: Any) -> Destination | None:
        """Where a /Dest or /D leads (ISO 32000-1, 12.3.2); None where its name is not known."""
        value = resolve(value)
        if isinstance(value, TextStringObject | ByteStringObject):
            return self.destinations.get(key_of(value))
        return spot_of(value, self.pages_of)


def read_tagged(pdf: bytes) -> Tagged:
    """Read a finished file; pypdf's own errors for one that is no PDF."""
    reader = open_pdf(pdf, strict=True)
    catalog = reader.root_object
    labels = reader.page_labels
    sheets = tuple(_sheet(page, index, labels[index]) for index, page in enumerate(reader.pages))
    pages = {sheet.number: index for index, sheet in enumerate(sheets)}
    tree = entry(catalog, "/StructTreeRoot")
    elements, faults = read_tree(tree, pages, labels)
    marks, pages_of = _all_marks(sheets)
    names = [(key_of(name), spot_of(value, pages))
             for name, value in leaves(entry(entry(catalog, "/Names"), "/Dests"), "/Names")]
    return Tagged(
        reader, catalog, tree, sheets, elements, marks, pages_of,
        parents=tuple((int(key), value) for key, value in leaves(entry(tree, "/ParentTree"), "/Nums")),
        names=tuple(key for key, _ in names),
        destinations=dict(names),
        faults=faults,
    )


def spot_of(value: Any, pages: Mapping[int, int]) -> Destination:
    """Where an explicit destination leads, be it an array or a dictionary that holds one as /D."""
    value = resolve(value)
    if isinstance(value, DictionaryObject):
        value = entry(value, "/D")
    parts = items(value)
    target = parts[0].idnum if parts and isinstance(parts[0], IndirectObject) else 0
    point = [resolve(part) for part in parts[2:4]] if len(parts) > 1 and parts[1] == "/XYZ" else []
    x, y = (float(part) if isinstance(part, int | float) else None for part in [*point, None, None][:2])
    return Destination(pages.get(target, -1), x, y)


def key_of(name: Any) -> bytes:
    """A name tree's key as the bytes it is sorted by."""
    return bytes(name) if isinstance(name, bytes) else name.original_bytes


def _sheet(page: PageObject, index: int, label: str) -> TaggedPage:
    reference = page.indirect_reference
    annotations = tuple(
        Annotation(number, index, box_of(entry(note, "/Rect")), note)
        for raw in items(entry(page, "/Annots")) if isinstance(note := resolve(raw), DictionaryObject)
        for number in (raw.idnum if isinstance(raw, IndirectObject) else 0,))
    return TaggedPage(reference.idnum if reference else 0, label, box_of(page.mediabox), page, annotations)


def box_of(array: Any) -> Box:
    """A rectangle with its lower left corner first (ISO 32000-1, 7.9.5); empty if it is none."""
    numbers = [float(resolve(part)) for part in items(array)]
    if len(numbers) != 4:
        return 0, 0, 0, 0
    (left, right), (foot, head) = sorted(numbers[::2]), sorted(numbers[1::2])
    return left, foot, right, head


def _all_marks(sheets: tuple[TaggedPage, ...]) -> tuple[dict[int, Marks], dict[int, int]]:
    """Marks of every page, and of the forms drawn outside a page's own marks; the page of each."""
    marks: dict[int, Marks] = {}
    pages: dict[int, int] = {}
    for index, sheet in enumerate(sheets):
        todo: list[tuple[int, DictionaryObject]] = [(sheet.number, sheet.entries)]
        while todo:
            number, holder = todo.pop()
            found = read_marks(_content(holder))
            marks[number], pages[number] = found, index
            for name in found.bare_forms:
                objects = entry(entry(holder, "/Resources"), "/XObject")
                form, drawn = entry(objects, f"/{name}"), number_of(objects, f"/{name}")
                if entry(form, "/Subtype") == "/Form" and drawn not in marks:
                    todo.append((drawn, form))
    return marks, pages


def _content(holder: DictionaryObject) -> bytes:
    """The inflated content of a page or form; parts of a page join with a space (ISO 32000-1, 7.8.2)."""
    if isinstance(holder, StreamObject):
        return holder.get_data()
    contents = entry(holder, "/Contents")
    parts = contents if isinstance(contents, ArrayObject) else [contents]
    return b"\n".join(part.get_data() for raw in parts if isinstance(part := resolve(raw), StreamObject))

