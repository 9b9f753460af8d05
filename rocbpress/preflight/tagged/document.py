"""A finished PDF as its structural rules see it: pages, elements, marks and destinations."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ByteStringObject, DictionaryObject, TextStringObject

from rocbpress.assemble.objects import (
    Box,
    box_of,
    content_of,
    entry,
    key_of,
    leaves,
    number_of,
    object_number,
    raw_items,
    resolve,
)
from rocbpress.assemble.reading import open_pdf
from rocbpress.findings.finding import Finding, Place
from rocbpress.preflight.tagged.marked_content import Marks, read_marks
from rocbpress.preflight.tagged.tree import Element, Fault, read_tree


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation: its object number, page index and rectangle in points."""

    number: int
    page: int
    box: Box
    entries: DictionaryObject

    @property
    def target(self) -> object:
        """The destination of a link within the file, from /Dest or a GoTo action; None where it has none."""
        action = entry(self.entries, "/A")
        return entry(action, "/D") if entry(action, "/S") == "/GoTo" else entry(self.entries, "/Dest")


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
    pages: tuple[TaggedPage, ...]
    elements: tuple[Element, ...]
    marks: Mapping[int, Marks]
    pages_of: Mapping[int, int]
    parents: tuple[tuple[int, object], ...]
    names: tuple[bytes, ...]
    destinations: Mapping[bytes, Destination]
    faults: tuple[Fault, ...]

    def place(self, page: int, article: str = "") -> Place:
        """A page by its index, as readers number it."""
        return Place(page=self.pages[page].label if page >= 0 else "", block=article)

    def at(self, element: Element) -> Place:
        """Where an element starts."""
        return self.place(element.page, element.article)

    def above(self, element: Element) -> Iterator[Element]:
        """The elements around an element, nearest first."""
        while element.parent >= 0:
            element = self.elements[element.parent]
            yield element

    def destination(self, value: object) -> Destination | None:
        """Where a /Dest or /D leads (ISO 32000-1, 12.3.2); None where its name is unknown."""
        value = resolve(value)
        if isinstance(value, TextStringObject | ByteStringObject):
            return self.destinations.get(key_of(value))
        return _explicit(value, self.pages_of)

    def bookmarks(self) -> Iterator[DictionaryObject]:
        """All items of the outline; a loop among them ends where it closes."""
        todo = [entry(entry(self.catalog, "/Outlines"), "/First")]
        seen: set[int] = set()
        while todo:
            item = todo.pop()
            if item is not None and id(item) not in seen:
                seen.add(id(item))
                yield item
                todo += [entry(item, "/Next"), entry(item, "/First")]

    def dictionaries(self) -> Iterator[tuple[int, DictionaryObject]]:
        """All dictionaries and streams of the file, reached from its pages or not, by object number."""
        for number in range(1, int(entry(self.reader.trailer, "/Size"))):
            value = self.reader.get_object(number)
            if isinstance(value, DictionaryObject):
                yield number, value


Rule = Callable[[Tagged], Iterator[Finding]]


def read_tagged(pdf: bytes, marks_of: Callable[[bytes], Marks] = read_marks) -> Tagged:
    """Read a finished file; pypdf's own errors for one that is no PDF.

    `marks_of` is `read_marks`, or knows what that gave.
    """
    reader = open_pdf(pdf, strict=True)
    catalog = reader.root_object
    labels = reader.page_labels
    pages = tuple(_page(page, index, labels[index]) for index, page in enumerate(reader.pages))
    indices = {page.number: index for index, page in enumerate(pages)}
    tree = entry(catalog, "/StructTreeRoot")
    elements, faults = read_tree(tree, indices)
    marks, pages_of = _all_marks(pages, marks_of)
    names = [(key_of(name), _explicit(value, indices))
             for name, value in leaves(entry(entry(catalog, "/Names"), "/Dests"), "/Names")]
    return Tagged(
        reader, catalog, tree, pages, elements, marks, pages_of,
        parents=tuple((int(key), value) for key, value in leaves(entry(tree, "/ParentTree"), "/Nums")),
        names=tuple(key for key, _ in names),
        destinations=dict(names),
        faults=faults,
    )


def read_and_check(pdf: bytes, check: Callable[[Tagged], tuple[Finding, ...]],
                   marks_of: Callable[[bytes], Marks] = read_marks) -> tuple[Finding, ...]:
    """What a check says of a finished file, or that the file cannot be read."""
    try:
        return check(read_tagged(pdf, marks_of))
    except PyPdfError as error:
        return (Finding("pdf-unreadable", f"the finished file cannot be read: {error}"),)


def _explicit(value: object, pages: Mapping[int, int]) -> Destination:
    """Where an explicit destination leads, be it an array or a dictionary that holds one as /D."""
    value = resolve(value)
    parts = raw_items(entry(value, "/D") if isinstance(value, DictionaryObject) else value)
    point = [resolve(part) for part in parts[2:4]] if len(parts) > 1 and parts[1] == "/XYZ" else []
    x, y = (float(part) if isinstance(part, int | float) else None for part in [*point, None, None][:2])
    return Destination(pages.get(object_number(parts[0]) if parts else 0, -1), x, y)


def _page(page: PageObject, index: int, label: str) -> TaggedPage:
    annotations = tuple(Annotation(object_number(raw), index, box_of(entry(note, "/Rect")), note)
                        for raw in raw_items(entry(page, "/Annots"))
                        if isinstance(note := resolve(raw), DictionaryObject))
    return TaggedPage(object_number(page.indirect_reference), label, box_of(page.mediabox), page, annotations)


def _all_marks(pages: tuple[TaggedPage, ...], marks_of: Callable[[bytes], Marks],
               ) -> tuple[dict[int, Marks], dict[int, int]]:
    """Marks of every page, and of the forms drawn outside a page's own marks; the page of each."""
    marks: dict[int, Marks] = {}
    pages_of: dict[int, int] = {}
    for index, page in enumerate(pages):
        todo: list[tuple[int, DictionaryObject]] = [(page.number, page.entries)]
        while todo:
            number, holder = todo.pop()
            marks[number], pages_of[number] = marks_of(content_of(holder)), index
            drawings = entry(entry(holder, "/Resources"), "/XObject")
            for name in marks[number].bare_forms:
                form, drawn = entry(drawings, f"/{name}"), number_of(drawings, f"/{name}")
                if entry(form, "/Subtype") == "/Form" and drawn not in marks:
                    todo.append((drawn, form))
    return marks, pages_of
