"""Footnotes: Reference and Note, linked both ways (ISO 32000-1, 14.8.4.4)."""

from __future__ import annotations

from rocbpress.typeset.tags.ancestry import Element
from rocbpress.typeset.tags.nodes import PARAGRAPHS, TEXT_HOLDERS, Box, LinkArea, Node, PagePoint

# Notes stand after the paragraph that calls them, but within these, which are whole in themselves.
_HOLDERS = frozenset({"LBody", "TD", "TH", "Caption", "Lbl"})


class Notes:
    """The footnotes of a document, in the order of their calls."""

    def __init__(self) -> None:
        self._calls: dict[Element, tuple[LinkArea, PagePoint]] = {}

    def call(self, box: Box, element: Element, owner: Node, page: int) -> tuple[Node, Node]:
        """The Note, still empty, and the Link that holds the call's figure."""
        block = owner
        while block.kind in TEXT_HOLDERS - PARAGRAPHS - _HOLDERS and block.parent is not None:
            block = block.parent
        note = Node("Note", block, element, entries={"ID": f"note-{len(self._calls) + 1}"})
        block.notes.append(note)
        link = owner.add("Reference", element).add("Link", element)
        touch = LinkArea(page, f"Note {_number(element, len(self._calls) + 1)}", [_area(box)])
        link.kids.append(touch)
        self._calls[element] = touch, _spot(box, page)
        return note, link

    def marker(self, box: Box, element: Element, owner: Node, page: int) -> Node:
        """The Link in the Lbl of a note, that leads back to the call, which now knows its target."""
        link = owner.add("Lbl", element).add("Link", element)
        if element not in self._calls:
            return link
        call, spot = self._calls[element]
        call.target = _spot(box, page)
        link.kids.append(LinkArea(page, f"Back to the call of {call.words.lower()}", [_area(box)], target=spot))
        return link


def _number(element: Element, count: int) -> str:
    return str(element.get("data-note") or count)


def _area(box: Box) -> tuple[float, float, float, float]:
    x, y, width, height = box.hit_area()
    return x, y, x + width, y + height


def _spot(box: Box, page: int) -> PagePoint:
    x, y, _, _ = box.hit_area()
    return PagePoint(page, x, y)
