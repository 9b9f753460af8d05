"""The structure tree of a PDF as a list of elements in reading order (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NumberObject, TextStringObject

from rocbpress.findings.finding import Finding, Place

_DEPTH = 64  # of role maps: deeper ones are loops


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element: its type after the role map, and what it holds itself.

    `number` is its object number, `parent` an index in the list of elements (-1 at the top), `page`
    the index of the page where its content starts (-1 if it has none). `marks` are pairs of the
    object number of a page or form and an MCID; `annotations` pairs of page index and object number.
    """

    number: int
    kind: str
    parent: int
    page: int
    entries: DictionaryObject
    marks: tuple[tuple[int, int], ...] = ()
    annotations: tuple[tuple[int, int], ...] = ()
    article: str = ""

    def attribute(self, name: str) -> Any:
        """An attribute from /A, whichever owner has it; None where none has."""
        attributes = entry(self.entries, "/A")
        owners = attributes if isinstance(attributes, ArrayObject) else [attributes]
        for owner in map(resolve, owners):
            if isinstance(owner, DictionaryObject) and name in owner:
                return entry(owner, name)
        return None


def resolve(value: Any) -> Any:
    """The object itself, where `value` may be a reference to it."""
    return value.get_object() if isinstance(value, IndirectObject) else value


def entry(dictionary: Any, key: str) -> Any:
    """A dictionary's entry, resolved; None where there is none, or no dictionary."""
    return resolve(dict.get(dictionary, key)) if isinstance(dictionary, dict) else None


def number_of(dictionary: Any, key: str) -> int:
    """The object number an entry refers to; 0 where it is missing or direct."""
    value = dict.get(dictionary, key) if isinstance(dictionary, dict) else None
    return value.idnum if isinstance(value, IndirectObject) else 0


def items(array: Any) -> list[Any]:
    """The members of an array, unresolved; a lone value is an array of one, null of none."""
    if isinstance(array, ArrayObject):
        return list(list.__iter__(array))
    return [] if array is None else [array]


def leaves(root: Any, key: str) -> Iterator[tuple[Any, Any]]:
    """Keys and unresolved values of a number tree (/Nums) or name tree (/Names), ISO 32000-1, 7.9.6-7.

    A node is read once, wherever it hangs: a stranger's tree may hang from itself.
    """
    stack: list[Any] = [root]
    seen: set[int] = set()
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        stack += map(resolve, reversed(items(entry(node, "/Kids"))))
        pairs = items(entry(node, key))
        yield from zip(map(resolve, pairs[::2]), pairs[1::2], strict=False)


def read_tree(root: Any, pages: Mapping[int, int], labels: Sequence[str],
              ) -> tuple[tuple[Element, ...], tuple[Finding, ...]]:
    """Elements in reading order, and the faults that make it no tree.

    `root` is the StructTreeRoot; `pages` gives the index of a page by its object number.
    """
    reading = _TreeReader(pages, entry(root, "/RoleMap"))
    stack = [(kid, -1) for kid in reversed(items(entry(root, "/K")))]
    root_number = root.indirect_reference.idnum if root is not None and root.indirect_reference else 0
    while stack:
        raw, parent = stack.pop()
        kids = reading.take(raw, parent, root_number)
        stack.extend((kid, len(reading.elements) - 1) for kid in reversed(kids))
    elements = _located(reading.elements)
    return elements, tuple(
        Finding(code, message, _place(elements[index], labels) if index >= 0 else Place())
        for code, message, index in reading.faults)


@dataclass(slots=True)
class _TreeReader:
    """What has been read of the tree so far; faults by the index of the element they concern."""

    pages: Mapping[int, int]
    roles: Any
    elements: list[Element] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)
    faults: list[tuple[str, str, int]] = field(default_factory=list)

    def take(self, raw: Any, parent: int, root_number: int) -> list[Any]:
        """Read one element; its kids that are elements themselves are returned, unread."""
        entries = resolve(raw)
        if not isinstance(raw, IndirectObject) or not isinstance(entries, DictionaryObject):
            self.faults.append(("structure-kid", "a kid of the structure tree is no element", parent))
            return []
        if raw.idnum in self.numbers:
            self.faults.append(("structure-shared", "a structure element stands in the tree twice", parent))
            return []
        self.numbers.add(raw.idnum)
        if number_of(entries, "/P") != (self.elements[parent].number if parent >= 0 else root_number):
            self.faults.append(("structure-parent", "an element's /P is not the element that holds it",
                                len(self.elements)))
        element, kids = self.read(raw.idnum, entries, parent)
        self.elements.append(element)
        return kids

    def read(self, number: int, entries: DictionaryObject, parent: int) -> tuple[Element, list[Any]]:
        own = number_of(entries, "/Pg")
        marks: list[tuple[int, int]] = []
        annotations: list[tuple[int, int]] = []
        kids: list[Any] = []
        first = -1
        for raw in items(entry(entries, "/K")):
            kid = resolve(raw)
            reference = isinstance(kid, DictionaryObject) and entry(kid, "/Type") in ("/MCR", "/OBJR")
            if not reference and not isinstance(kid, NumberObject):
                kids.append(raw)
                continue
            sheet = (number_of(kid, "/Pg") if reference else 0) or own
            page = self.pages.get(sheet, -1)
            first = page if first < 0 else first
            if page < 0:
                self.faults.append(("structure-page", "an element's content is on a page outside the file",
                                    len(self.elements)))
            elif reference and entry(kid, "/Type") == "/OBJR":
                annotations.append((page, number_of(kid, "/Obj")))
            else:
                stream = (number_of(kid, "/Stm") if reference else 0) or sheet
                marks.append((stream, int(entry(kid, "/MCID") if reference else kid)))
        kind, article = self.kind(entries), self.article(entries, parent)
        return Element(number, kind, parent, first, entries, tuple(marks), tuple(annotations), article), kids

    def kind(self, entries: DictionaryObject) -> str:
        """The structure type after the role map (ISO 32000-1, 14.7.3)."""
        kind = entry(entries, "/S")
        for _ in range(_DEPTH):
            if (mapped := entry(self.roles, str(kind))) is None:
                break
            kind = mapped
        return str(kind).lstrip("/")

    def article(self, entries: DictionaryObject, parent: int) -> str:
        """The slug of the article an element belongs to: from the /ID of the Art around it."""
        name = entry(entries, "/ID")
        if isinstance(name, TextStringObject) and name.startswith("article:"):
            return name.removeprefix("article:")
        return self.elements[parent].article if parent >= 0 else ""


def _located(elements: Sequence[Element]) -> tuple[Element, ...]:
    """The same elements, those without content of their own placed where their first kid is."""
    pages = [element.page for element in elements]
    for index in range(len(elements) - 1, -1, -1):
        parent = elements[index].parent
        if parent >= 0 and pages[index] >= 0 and elements[parent].page < 0:
            pages[parent] = pages[index]
    return tuple(element if element.page == page else replace(element, page=page)
                 for element, page in zip(elements, pages, strict=True))


def _place(element: Element, labels: Sequence[str]) -> Place:
    return Place(page=labels[element.page] if element.page >= 0 else "", block=element.article)
