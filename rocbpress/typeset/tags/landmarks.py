"""The elements with an id: where links, bookmarks and the contents can lead to."""

from __future__ import annotations

from collections.abc import Iterator

from rocbpress.typeset.boxes import POINTS, Box, Document, unwrapped
from rocbpress.typeset.galley import Landmark
from rocbpress.typeset.tags.ancestry import Ancestry


def find_landmarks(document: Document, ancestry: Ancestry) -> tuple[Landmark, ...]:
    """Each element that has an id, where its first box begins; parts of drawings are none."""
    found: dict[str, Landmark] = {}
    for number, page in enumerate(document.pages):
        for box in _boxes(page._page_box):
            element = box.element
            if element is None or ancestry[element].drawing:
                continue
            if (name := element.get("id")) and name not in found:
                x, y = box.border_box_x(), page.height - box.border_box_y()
                found[name] = Landmark(
                    name, number, round(x * POINTS, 3), round(y * POINTS, 3),
                    element.get("data-bookmark", ""), int(element.get("data-level", "0")))
    return tuple(found.values())


def _boxes(box: Box) -> Iterator[Box]:
    """A box and all within it, but pieces of text, in the order of the document."""
    box = unwrapped(box)
    if not hasattr(box, "text"):
        yield box
        for child in box.children:
            yield from _boxes(child)
