"""The elements with an id: where links, bookmarks and the contents can lead to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rocbpress.typeset.galley import Landmark
from rocbpress.typeset.tags.ancestry import Ancestry
from rocbpress.typeset.tags.nodes import POINTS, Box


def find_landmarks(document: Any, ancestry: Ancestry) -> tuple[Landmark, ...]:
    """Each element that has an id, where its first box begins; parts of drawings are none."""
    found: dict[str, Landmark] = {}
    for number, page in enumerate(document.pages):
        for box in _boxes(page._page_box):
            element = box.element
            name = "" if element is None else element.get("id", "")
            if name and name not in found and not ancestry[element].drawing:
                found[name] = Landmark(
                    name, number,
                    round(box.border_box_x() * POINTS, 3),
                    round((page.height - box.border_box_y()) * POINTS, 3),
                    element.get("data-bookmark", ""), int(element.get("data-level", "0")))
    return tuple(found.values())


def _boxes(box: Box) -> Iterator[Box]:
    """A box and all within it, but pieces of text, in the order of the document."""
    box = getattr(box, "_box", box)
    if not hasattr(box, "text"):
        yield box
        for child in box.children:
            yield from _boxes(child)
