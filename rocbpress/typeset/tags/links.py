"""Links: one annotation for each link on a page, whatever boxes it consists of."""

from __future__ import annotations

from typing import Any

from rocbpress.findings.finding import Finding
from rocbpress.typeset.tags.ancestry import Ancestry, Element, place_of
from rocbpress.typeset.tags.nodes import Box, LinkArea, Node, Rectangle
from rocbpress.typeset.tags.roles import alternative, is_picture


class LinkSheet:
    """The links of the page that is open.

    WeasyPrint would give every box inside a link an annotation of its own, some of them under
    elements that are no Link (ISO 14289-1, 7.18.5).
    """

    def __init__(self, ancestry: Ancestry, report: list[Finding]) -> None:
        self._ancestry, self._report = ancestry, report
        self._boxes: dict[Box, tuple[str, str, Rectangle]] = {}
        self._touches: dict[Node, LinkArea] = {}
        self._number = 0

    def open(self, number: int, page: Any) -> None:
        """Begin a page: WeasyPrint has already gathered the boxes that its links consist of."""
        self._boxes = {box: (kind, target, rectangle) for kind, target, rectangle, box in page.links}
        self._touches = {}
        self._number = number

    def touch(self, box: Box, node: Node) -> None:
        """Count the box, if it is part of a link, to the link's annotation on this page."""
        if box not in self._boxes or node.is_artifact:
            return
        link = node.nearest("Link")
        if link is None:
            self._refuse(box.element, self._boxes[box][1])
            return
        if link not in self._touches:
            self._touches[link] = LinkArea(self._number, link_words(link.element), [], box)
            link.kids.append(self._touches[link])
        _extend(self._touches[link].rectangles, self._boxes[box][2])

    def check(self, element: Element, owner: Node) -> None:
        """Report a block that a link goes round: WeasyPrint takes such a block out of its link."""
        link = self._ancestry[element].link
        if link is not None and link is not element and owner.nearest("Link") is None:
            self._refuse(element, link.get("href"))

    def close(self, page: Any) -> None:
        """Leave the page only the boxes that carry an annotation, one for each link."""
        kept = {touch.box: touch for touch in self._touches.values()}
        page.links = [
            (kind, target, rectangle, box)
            for box, (kind, target, rectangle) in self._boxes.items() if box in kept]

    def _refuse(self, element: Element, address: str) -> None:
        self._report.append(Finding(
            "link-around-block", f"the link to {address} goes round a whole block",
            place_of(element, self._ancestry), hint="put the link inside the paragraph"))


def link_words(element: Element) -> str:
    """What a link is called: its title, else its words and its pictures' words, else its address."""
    said = element.get("title") or " ".join("".join(element.itertext()).split())
    pictures = (alternative(e) for e in element.iter() if is_picture(e))
    return said or " ".join(filter(None, pictures)) or str(element.get("href"))


def _extend(rectangles: list[Rectangle], new: Rectangle) -> None:
    """Add a rectangle unless one of the others covers it, to a pixel."""
    x1, y1, x2, y2 = new
    if not any(a - 1 <= x1 and x2 <= c + 1 and min(b, d) < (y1 + y2) / 2 < max(b, d)
               for a, b, c, d in rectangles):
        rectangles.append(new)
