"""The boxes of a laid-out document as one structure tree.

WeasyPrint's own tree is made page by page. Here elements are keyed by the HTML element of a box,
which is the same object in every fragment: a paragraph, list or table that a page or a column breaks
is one element. Nothing is drawn yet; `write` writes the tree once the marks have their numbers.
"""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from weasyprint import Document
from weasyprint.document import Page
from weasyprint.formatting_structure import boxes

from rocbpress.findings.finding import Finding
from rocbpress.typeset.boxes import POINTS, Box, unwrapped
from rocbpress.typeset.tags.ancestry import Ancestry, place_of
from rocbpress.typeset.tags.links import PageLinks
from rocbpress.typeset.tags.nodes import TEXT_HOLDERS, Node, Piece
from rocbpress.typeset.tags.notes import Notes
from rocbpress.typeset.tags.roles import alternative, grow
from rocbpress.typeset.tags.text import TextFragment, Texts, is_rtl, is_rtl_within, plain


@dataclass(frozen=True, slots=True)
class StructureTree:
    """The grown tree, and for every box that is drawn: its element, its words, a space after it.

    `rtl_on_ltr` are boxes from right to left on a page with more letters from left to right.
    """

    root: Node
    owners: dict[Box, Node] = field(default_factory=dict)
    words: dict[Box, str] = field(default_factory=dict)
    spaced: set[Box] = field(default_factory=set)
    rtl_on_ltr: set[Box] = field(default_factory=set)


def build_tree(document: Document, ancestry: Ancestry, texts: Texts, report: list[Finding]) -> StructureTree:
    """The structure of all pages; takes from them the links that the tree has no place for."""
    walker = _Walker(ancestry, texts, report)
    for number, page in enumerate(document.pages):
        walker.walk(number, page)
    return walker.tree


class _Walker:
    """Walks the boxes of page after page, in reading order."""

    def __init__(self, ancestry: Ancestry, texts: Texts, report: list[Finding]) -> None:
        self.tree = StructureTree(Node("Document"))
        self._ancestry, self._texts, self._report = ancestry, texts, report
        self._notes = Notes()
        self._nodes: dict[tuple[Element, str], tuple[Node, int]] = {}  # with the first page of each
        self._decoration = Node("Artifact", entries={"Type": "/Layout"})
        self._pagination = Node("Artifact", entries={"Type": "/Pagination"})
        self._last: dict[Node, tuple[Box, TextFragment]] = {}
        self._line = self.tree.root

    def walk(self, number: int, page: Page) -> None:
        self._number, self._width, self._height = number, page.width, page.height
        self._links = PageLinks(number, page, self._ancestry, self._report)
        self._rtl: list[Box] = []
        self._balance = 0  # letters from left to right less the others on this page
        self._box(page._page_box, self.tree.root)
        self._links.close(page)
        if self._balance >= 0:
            self.tree.rtl_on_ltr.update(self._rtl)

    def _box(self, box: Box, owner: Node) -> None:
        box = unwrapped(box)
        if isinstance(box, boxes.TextBox):
            self._text(box, owner)
            return
        node = owner if owner.is_artifact else self._node(box, owner)
        line = self._line
        if isinstance(box, boxes.LineBox):
            node = self._line = self._paragraph(box, node)
        self._links.add(box, node)
        if isinstance(box, boxes.ReplacedBox):
            self._replaced(box, node)
        elif box.element is not None and box.element.get("role") == "img":
            self._describe(box, node)
        for child in box.children:
            self._box(child, node)
        self._line = line

    def _node(self, box: Box, owner: Node) -> Node:
        """The structure element that takes what is drawn in this box."""
        element, name = box.element, box.element_tag or ""
        if isinstance(box, boxes.MarginBox):
            return self._pagination
        if element is None or name in ("html", "body") or isinstance(box, (boxes.PageBox, boxes.LineBox)):
            return owner
        key = (element, name)
        if key not in self._nodes:
            self._nodes[key] = self._grow(box, element, name, owner), self._number
        elif self._is_repeated(box, self._nodes[key][1]):
            return self._pagination
        node, _ = self._nodes[key]
        return owner if node is self.tree.root else node

    def _grow(self, box: Box, element: Element, name: str, owner: Node) -> Node:
        """A new element or artifact, or the root as a sign that the element around takes the content."""
        base, _, pseudo = name.partition("::")
        if pseudo == "footnote-call":
            note, link = self._notes.call(box, element, owner, self._number)
            self._nodes[element, base] = note, self._number
            return link
        if pseudo == "footnote-marker":
            return self._notes.marker(box, element, owner, self._number)
        if pseudo == "marker" or (pseudo == "before" and element.tag == "li"):
            return _label(owner)
        if pseudo:
            return self._decoration if isinstance(box, boxes.ReplacedBox) else self.tree.root
        node = grow(box, element, owner)
        if node is None:
            return self._decoration
        self._links.check_block(element, owner)
        return self.tree.root if node is owner else node

    def _is_repeated(self, box: Box, first_page: int) -> bool:
        if isinstance(box, boxes.TableRowGroupBox) and (box.is_header or box.is_footer):
            return True
        return box.style["position"] == "fixed" and first_page != self._number

    def _paragraph(self, line: Box, node: Node) -> Node:
        """Text straight in an article, a quotation, a div: one P for a run of lines."""
        if node.kind in TEXT_HOLDERS or node.is_artifact or (
                node.kind == "Figure" and node.picture is line.element):
            return node
        last = node.kids[-1] if node.kids else None
        if isinstance(last, Node) and last.loose and last.element is line.element:
            return last
        paragraph = node.add("P", line.element)
        paragraph.loose = True
        return paragraph

    def _text(self, box: Box, owner: Node) -> None:
        self.tree.owners[box] = owner
        if owner.is_artifact:
            return
        fragment = self._texts.read(box)
        rtl = sum(map(is_rtl, fragment.text))
        self._balance += sum(map(str.isalpha, fragment.text)) - 2 * rtl
        if rtl or is_rtl_within(box.style):
            self._rtl.append(box)
            # What is drawn runs the other way; the element has it as written (ISO 32000-1, 14.9.4).
            owner = self.tree.owners[box] = owner.add("Span", ActualText=plain(fragment.text))
        else:
            self.tree.words[box] = fragment.text
        owner.kids.append(Piece(self._number, box))
        if not fragment.text.strip():
            return
        if before := self._last.get(self._line):
            box_before, fragment_before = before
            if self._texts.are_apart(fragment_before, fragment):  # the end of a line swallowed a space
                if box_before in self.tree.words:
                    self.tree.spaced.add(box_before)
                else:
                    self.tree.owners[box_before].entries["ActualText"] += " "
        self._last[self._line] = box, fragment

    def _replaced(self, box: Box, node: Node) -> None:
        """A picture is drawn in its place, but needs no paragraph of its own within a Figure."""
        figure = node.nearest("Figure")
        if node.loose and figure is not None and figure.picture is box.element:
            node = figure
        self.tree.owners[box] = node
        if not node.is_artifact:
            node.kids.append(Piece(self._number, box))
            self._describe(box, node)

    def _describe(self, box: Box, node: Node) -> None:
        """Give the Figure that this box is the picture of its place, in points, and its words."""
        picture, figure = box.element, node.nearest("Figure")
        if picture is None or figure is None or figure.picture is not picture or "BBox" in figure.attributes:
            return
        x, y = box.content_box_x(), self._height - box.content_box_y()
        # A picture that runs into the bleed is described as far as it is on the page.
        on_page = (max(x, 0), max(y - box.height, 0), min(x + box.width, self._width), min(y, self._height))
        figure.attributes.update(O="/Layout", BBox=tuple(round(value * POINTS, 3) for value in on_page))
        figure.entries["Alt"] = alternative(picture)
        if not figure.entries["Alt"]:
            self._report.append(Finding(
                "alt-missing", f"the picture {picture.get('src', '')} has no alternative text",
                place_of(picture, self._ancestry)))


def _label(owner: Node) -> Node:
    """The Lbl of a list item, before its LBody."""
    item = owner.parent if owner.kind == "LBody" and owner.parent is not None else owner
    label = item.add("Lbl")
    item.kids.insert(0, item.kids.pop())
    return label
