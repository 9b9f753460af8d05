"""Link annotations in points, with the words a reader hears (ISO 14289-1, 7.18)."""

from __future__ import annotations

from typing import Any

import pydyf

from rocbpress.typeset.tags.nodes import POINTS, LinkArea, Rectangle, hull

_PRINT = 4  # annotation flag 3 (ISO 32000-1, 12.5.3), which PDF/A asks for


def annotate(pdf: Any, document: Any, touch: LinkArea) -> Any:
    """The annotation of a link on a page: WeasyPrint's own, or a new one that leads to a spot.

    None for a dead link, which WeasyPrint has logged and left out, and for the call of a footnote that
    stands nowhere, of which the rules of pages tell.
    """
    height = document.pages[touch.page].height
    annotation = _leading_to(pdf, document, touch) if touch.box is None else touch.box.link_annotation
    if annotation is None:
        return None
    left, top, right, bottom = hull(touch.rectangles)
    annotation["Rect"] = pydyf.Array(_points(left, height - bottom, right, height - top))
    annotation["Contents"] = pydyf.String(touch.words)
    annotation["F"] = _PRINT
    if len(touch.rectangles) > 1:
        annotation["QuadPoints"] = pydyf.Array(
            number for rectangle in touch.rectangles for number in _corners(rectangle, height))
    return annotation


def _leading_to(pdf: Any, document: Any, touch: LinkArea) -> Any:
    if touch.target is None:
        return None
    page, x, y = touch.target
    annotation = pydyf.Dictionary({
        "Type": "/Annot", "Subtype": "/Link", "BS": pydyf.Dictionary({"W": 0}),
        "Dest": pydyf.Array([pdf.page_references[page], "/XYZ",
                             *_points(x, document.pages[page].height - y), 0]),
    })
    pdf.add_object(annotation)
    number = int(pdf.page_references[touch.page].split()[0])
    pdf.objects[number].setdefault("Annots", pydyf.Array()).append(annotation.reference)
    return annotation


def _corners(rectangle: Rectangle, height: float) -> tuple[float, ...]:
    """Upper left, upper right, lower left, lower right, as viewers expect them."""
    left, top, right, bottom = rectangle
    upper, lower = height - top, height - bottom
    return _points(left, upper, right, upper, left, lower, right, lower)


def _points(*pixels: float) -> tuple[float, ...]:
    return tuple(round(value * POINTS, 3) for value in pixels)
