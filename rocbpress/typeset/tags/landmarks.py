"""The elements with an id: where links, bookmarks and the contents can lead to."""

from __future__ import annotations

from weasyprint import Document

from rocbpress.typeset.boxes import POINTS
from rocbpress.typeset.galley import Landmark
from rocbpress.typeset.tags.ancestry import Ancestry


def find_landmarks(document: Document, ancestry: Ancestry) -> tuple[Landmark, ...]:
    """Each element that has an id, where its first box begins; parts of drawings are none."""
    found: dict[str, Landmark] = {}
    for number, page in enumerate(document.pages):
        for box in page._page_box.descendants(placeholders=True):
            name = "" if box.element is None else box.element.get("id", "")
            if name and name not in found and not ancestry[box.element].drawing:
                x, y = box.border_box_x(), page.height - box.border_box_y()
                found[name] = Landmark(
                    name, number, round(x * POINTS, 3), round(y * POINTS, 3),
                    box.element.get("data-bookmark", ""), int(box.element.get("data-level", "0")))
    return tuple(found.values())
