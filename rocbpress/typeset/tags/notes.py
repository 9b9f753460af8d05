"""Footnotes: Reference and Note, linked both ways (ISO 32000-1, 14.8.4.4)."""

from xml.etree.ElementTree import Element

from rocbpress.typeset.boxes import Box
from rocbpress.typeset.tags.nodes import PARAGRAPHS, TEXT_HOLDERS, LinkArea, Node

# Notes stand after the paragraph that calls them, but within these, which are whole in themselves.
_HOLDERS = frozenset({"LBody", "TD", "TH", "Caption", "Lbl"})


class Notes:
    """The footnotes of a document, in the order of their calls."""

    def __init__(self) -> None:
        self._calls: dict[Element, LinkArea] = {}

    def call(self, box: Box, element: Element, owner: Node, page: int) -> tuple[Node, Node]:
        """The Note, still empty, and the Link that holds the call's figure."""
        block, number = owner, len(self._calls) + 1
        while block.kind in TEXT_HOLDERS - PARAGRAPHS - _HOLDERS and block.parent is not None:
            block = block.parent
        note = Node("Note", block, element, entries={"ID": f"note-{number}"})
        block.notes.append(note)
        link = owner.add("Reference", element).add("Link", element)
        self._calls[element] = _area(box, page, f"Note {element.get('data-note') or number}")
        link.kids.append(self._calls[element])
        return note, link

    def marker(self, box: Box, element: Element, owner: Node, page: int) -> Node:
        """The Link in the Lbl of a note that leads back to the call, whose target is now known."""
        link = owner.add("Lbl", element).add("Link", element)
        if call := self._calls.get(element):
            call.target = _area(box, page, f"Back to the call of {call.words.lower()}", call)
            link.kids.append(call.target)
        return link


def _area(box: Box, page: int, words: str, target: LinkArea | None = None) -> LinkArea:
    x, y, width, height = box.hit_area()
    return LinkArea(page, words, [(x, y, x + width, y + height)], target=target)
