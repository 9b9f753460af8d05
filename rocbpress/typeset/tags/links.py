"""Links: one annotation for each link on a page, of all the boxes that it consists of."""

from xml.etree.ElementTree import Element

from weasyprint.document import Page

from rocbpress.findings.finding import Finding
from rocbpress.typeset.boxes import Box, Rectangle
from rocbpress.typeset.tags.ancestry import Ancestry, place_of
from rocbpress.typeset.tags.nodes import LinkArea, Node
from rocbpress.typeset.tags.roles import alternative, is_picture


class PageLinks:
    """The links of a page; WeasyPrint has already gathered the boxes that they consist of.

    It would give every box inside a link an annotation of its own, some of them under elements that
    are no Link (ISO 14289-1, 7.18.5).
    """

    def __init__(self, number: int, page: Page, ancestry: Ancestry, report: list[Finding]) -> None:
        self._number, self._ancestry, self._report = number, ancestry, report
        self._boxes = {box: (kind, target, rectangle) for kind, target, rectangle, box in page.links}
        self._areas: dict[Node, LinkArea] = {}

    def add(self, box: Box, node: Node) -> None:
        """Add the box, if it is part of a link, to the link's annotation on this page."""
        if box not in self._boxes or node.is_artifact:
            return
        _, target, rectangle = self._boxes[box]
        link = node.nearest("Link")
        if link is None:
            self._refuse(box.element, target)
            return
        if link not in self._areas:
            self._areas[link] = LinkArea(self._number, _words(link.element), [], box)
            link.kids.append(self._areas[link])
        _extend(self._areas[link].rectangles, rectangle)

    def check_block(self, element: Element, owner: Node) -> None:
        """Report a block inside a link: WeasyPrint takes such a block out of its link."""
        link = self._ancestry[element].link
        if link is not None and link is not element and owner.nearest("Link") is None:
            self._refuse(element, link.get("href", ""))

    def close(self, page: Page) -> None:
        """Leave the page only the boxes that carry an annotation, one for each link."""
        kept = {area.box for area in self._areas.values()}
        page.links = [(*link, box) for box, link in self._boxes.items() if box in kept]

    def _refuse(self, element: Element | None, address: str) -> None:
        self._report.append(Finding(
            "link-around-block", f"the link to {address} encloses a whole block",
            place_of(element, self._ancestry), hint="put the link inside the paragraph"))


def _words(element: Element | None) -> str:
    """What a link is called: its title, else its words and its pictures' words, else its address."""
    if element is None:
        return ""
    words = element.get("title") or " ".join("".join(element.itertext()).split())
    pictures = (alternative(inner) for inner in element.iter() if is_picture(inner))
    return words or " ".join(filter(None, pictures)) or element.get("href", "")


def _extend(rectangles: list[Rectangle], new: Rectangle) -> None:
    """Add a rectangle unless one of the others covers it, to a pixel."""
    x1, y1, x2, y2 = new
    if not any(a - 1 <= x1 and x2 <= c + 1 and min(b, d) < (y1 + y2) / 2 < max(b, d)
               for a, b, c, d in rectangles):
        rectangles.append(new)
