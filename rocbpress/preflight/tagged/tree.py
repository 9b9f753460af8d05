"""The structure tree of a PDF as a list of elements in reading order (ISO 32000-1, 14.7)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pypdf.generic import DictionaryObject, IndirectObject, NumberObject, TextStringObject

from rocbpress.assemble.objects import entry, number_of, object_number, raw_items, resolve

_DEPTH = 64  # of role maps: deeper ones are loops
Pairs = tuple[tuple[int, int], ...]
Fault = tuple[str, str, int]
"""A finding's code and message, and the index of the element that it concerns, or -1."""


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
    marks: Pairs = ()
    annotations: Pairs = ()
    article: str = ""

    @property
    def kids(self) -> list[object]:
        """What /K holds, unresolved."""
        return raw_items(entry(self.entries, "/K"))

    def text(self, key: str) -> str:
        """An entry as text; '' where there is none."""
        return str(entry(self.entries, key) or "")

    def attribute(self, name: str) -> object:
        """An attribute from /A, whichever owner has it; None where none has."""
        owners = map(resolve, raw_items(entry(self.entries, "/A")))
        return next((entry(owner, name) for owner in owners
                     if isinstance(owner, DictionaryObject) and name in owner), None)


def read_tree(root: DictionaryObject | None, pages: Mapping[int, int],
              ) -> tuple[tuple[Element, ...], tuple[Fault, ...]]:
    """Elements in reading order, and the faults that make it no tree.

    `root` is the StructTreeRoot; `pages` gives the index of a page by its object number.
    """
    reader = _TreeReader(pages, entry(root, "/RoleMap"))
    root_number = object_number(root.indirect_reference) if root is not None else 0
    stack = [(kid, -1) for kid in reversed(raw_items(entry(root, "/K")))]
    while stack:
        raw, parent = stack.pop()
        kids = reader.read(raw, parent, root_number)
        stack.extend((kid, len(reader.elements) - 1) for kid in reversed(kids))
    return _located(reader.elements), tuple(reader.faults)


@dataclass(slots=True)
class _TreeReader:
    """What has been read of the tree so far."""

    pages: Mapping[int, int]
    roles: object
    elements: list[Element] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)

    def read(self, raw: object, parent: int, root_number: int) -> list[object]:
        """Read one element; its kids that are elements themselves are returned, unread."""
        entries = resolve(raw)
        if not isinstance(raw, IndirectObject) or not isinstance(entries, DictionaryObject):
            self.faults.append(("structure-kid", "the structure tree holds a kid that is not an element",
                                parent))
            return []
        if raw.idnum in self.numbers:
            self.faults.append(("structure-shared", "a structure element is in the tree twice", parent))
            return []
        self.numbers.add(raw.idnum)
        if number_of(entries, "/P") != (self.elements[parent].number if parent >= 0 else root_number):
            self.faults.append(("structure-parent", "the /P of an element is not the element that holds it",
                                len(self.elements)))
        held, kids = [], []
        for kid in raw_items(entry(entries, "/K")):
            content = resolve(kid)
            if _is_content(content):
                held.append(content)
            else:
                kids.append(kid)
        page, marks, annotations = self._content(held, number_of(entries, "/Pg"))
        self.elements.append(Element(raw.idnum, self._kind(entries), parent, page, entries, marks,
                                     annotations, self._article(entries, parent)))
        return kids

    def _content(self, held: Iterable[object], own: int) -> tuple[int, Pairs, Pairs]:
        """Where content begins, its marks and its annotations; `own` is the page that its element names."""
        marks: list[tuple[int, int]] = []
        annotations: list[tuple[int, int]] = []
        first = -1
        for kid in held:
            holder = number_of(kid, "/Pg") or own
            page = self.pages.get(holder, -1)
            first = page if first < 0 else first
            if page < 0:
                self.faults.append(("structure-page", "an element has content on a page outside the file",
                                    len(self.elements)))
            elif entry(kid, "/Type") == "/OBJR":
                annotations.append((page, number_of(kid, "/Obj")))
            else:
                mcid = kid if isinstance(kid, NumberObject) else entry(kid, "/MCID")
                marks.append((number_of(kid, "/Stm") or holder, int(mcid)))
        return first, tuple(marks), tuple(annotations)

    def _kind(self, entries: DictionaryObject) -> str:
        """The structure type after the role map (ISO 32000-1, 14.7.3)."""
        kind = entry(entries, "/S")
        for _ in range(_DEPTH):
            if (mapped := entry(self.roles, str(kind))) is None:
                break
            kind = mapped
        return str(kind).lstrip("/")

    def _article(self, entries: DictionaryObject, parent: int) -> str:
        """The slug of the article an element belongs to: from the /ID of the Art around it."""
        name = entry(entries, "/ID")
        if isinstance(name, TextStringObject) and name.startswith("article:"):
            return name.removeprefix("article:")
        return self.elements[parent].article if parent >= 0 else ""


def _is_content(kid: object) -> bool:
    """Whether a kid is marked content or an annotation, not an element (ISO 32000-1, 14.7.4)."""
    return isinstance(kid, NumberObject) or entry(kid, "/Type") in ("/MCR", "/OBJR")


def _located(elements: Sequence[Element]) -> tuple[Element, ...]:
    """The same elements, those without content of their own placed where their first kid is."""
    pages = [element.page for element in elements]
    for index in range(len(elements) - 1, -1, -1):
        parent = elements[index].parent
        if parent >= 0 and pages[index] >= 0 and elements[parent].page < 0:
            pages[parent] = pages[index]
    return tuple(element if element.page == page else replace(element, page=page)
                 for element, page in zip(elements, pages, strict=True))
