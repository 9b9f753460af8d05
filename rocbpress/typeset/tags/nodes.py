"""The structure tree while it grows: elements of PDF structure, and what is drawn under them."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from rocbpress.typeset.boxes import Box, Rectangle

# Grouped as in ISO 32000-1, 14.8.4: paragraph-like elements, and all that may hold text directly.
PARAGRAPHS = frozenset({"P", "H1", "H2", "H3", "H4", "H5", "H6"})
TEXT_HOLDERS = PARAGRAPHS | {
    "LBody", "Lbl", "TD", "TH", "Caption", "Span", "Link", "Note", "Reference", "Quote", "Code", "TOCI"}
# A row or cell without content still keeps its place in the grid.
_KEPT_EMPTY = frozenset({"TR", "TD", "TH"})


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A text or picture box, drawn as one marked-content sequence of its page."""

    page: int
    box: Box


@dataclass(slots=True, eq=False)
class LinkArea:
    """The one link annotation of an element on a page.

    `words` are its /Contents. It leads to where `target` is; without one WeasyPrint makes the annotation,
    on `box`.
    """

    page: int
    words: str
    rectangles: list[Rectangle]
    box: Box | None = None
    target: LinkArea | None = None


@dataclass(slots=True, eq=False)
class Node:
    """A structure element: `kind` is its type, `attributes` its /A, `entries` the rest.

    `notes` are the footnotes called within; `picture` the element that a Figure is the picture of;
    `item` the LI of a list that grows at present. Text beside blocks makes `loose` paragraphs.
    """

    kind: str
    parent: Node | None = None
    element: Element | None = None
    kids: list[Node | Piece | LinkArea] = field(default_factory=list)
    notes: list[Node] = field(default_factory=list)
    attributes: dict[str, object] = field(default_factory=dict)
    entries: dict[str, str] = field(default_factory=dict)
    picture: Element | None = None
    item: Node | None = None
    loose: bool = False

    def add(self, kind: str, element: Element | None = None, **entries: str) -> Node:
        """A new last child."""
        child = Node(kind, self, element, entries=entries)
        self.kids.append(child)
        return child

    def nearest(self, *kinds: str) -> Node | None:
        """This element or the nearest around it that is of one of the kinds."""
        node: Node | None = self
        while node is not None and node.kind not in kinds:
            node = node.parent
        return node

    @property
    def is_artifact(self) -> bool:
        return self.kind == "Artifact"

    @property
    def is_full(self) -> bool:
        """Whether anything is drawn under it; an element without content would only confuse readers."""
        return self.kind in _KEPT_EMPTY or any(
            not isinstance(kid, Node) or kid.is_full for kid in (*self.kids, *self.notes))
