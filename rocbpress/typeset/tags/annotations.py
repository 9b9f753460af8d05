"""Link annotations in points, with the words a reader hears (ISO 14289-1, 7.18)."""

import pydyf
from weasyprint import Document

from rocbpress.typeset.boxes import POINTS, Rectangle, hull
from rocbpress.typeset.tags.nodes import LinkArea

_PRINT = 4  # annotation flag 3 (ISO 32000-1, 12.5.3), which PDF/A asks for


def annotate(pdf: pydyf.PDF, document: Document, area: LinkArea) -> pydyf.Dictionary | None:
    """The annotation of a link on a page: WeasyPrint's own, or a new one that leads to another area.

    None for a dead link, which WeasyPrint has logged and left out, and for the call of a footnote that
    is on no page, which the checks of pages report.
    """
    if area.target is not None:
        annotation = _leading_to(area.target, pdf, document, area.page)
    elif area.box is None or (annotation := area.box.link_annotation) is None:
        return None
    height = document.pages[area.page].height
    left, top, right, bottom = hull(area.rectangles)
    annotation["Rect"] = pydyf.Array(_points(left, height - bottom, right, height - top))
    annotation["Contents"] = pydyf.String(area.words)
    annotation["F"] = _PRINT
    if len(area.rectangles) > 1:
        annotation["QuadPoints"] = pydyf.Array(
            number for rectangle in area.rectangles for number in _corners(rectangle, height))
    return annotation


def _leading_to(target: LinkArea, pdf: pydyf.PDF, document: Document, page: int) -> pydyf.Dictionary:
    x, y, _, _ = target.rectangles[0]
    top = document.pages[target.page].height - y
    annotation = pydyf.Dictionary({
        "Type": "/Annot", "Subtype": "/Link", "BS": pydyf.Dictionary({"W": 0}),
        "Dest": pydyf.Array([pdf.page_references[target.page], "/XYZ", *_points(x, top), 0]),
    })
    pdf.add_object(annotation)
    number = int(pdf.page_references[page].split()[0])
    pdf.objects[number].setdefault("Annots", pydyf.Array()).append(annotation.reference)
    return annotation


def _corners(rectangle: Rectangle, height: float) -> tuple[float, ...]:
    """Upper left, upper right, lower left, lower right, as viewers expect them."""
    left, top, right, bottom = rectangle
    upper, lower = height - top, height - bottom
    return _points(left, upper, right, upper, left, lower, right, lower)


def _points(*pixels: float) -> tuple[float, ...]:
    return tuple(round(value * POINTS, 3) for value in pixels)
