"""Pages made into sheets for the press: boxes, bleed, crop marks (ISO 32000-1, 14.11.2)."""

from __future__ import annotations

from collections.abc import Sequence

from pypdf import PageObject, PdfWriter
from pypdf.generic import ArrayObject, FloatObject, NameObject

from rocbpress.assemble.objects import add, decimal, deflated, raw, raw_items
from rocbpress.layout.printer import MM, PrinterProfile

_GAP = 1 * MM  # between bleed and marks, so that no mark is printed into the bleed
_MARK = 5 * MM
_LINE = 0.25
_EDGE = 1 * MM  # of paper beyond the marks

Box = tuple[float, float, float, float]


def trim_sheets(writer: PdfWriter, pages: Sequence[PageObject], printer: PrinterProfile) -> None:
    """Give pages the printer's boxes and marks, and keep what is on them within the bleed.

    The trim stays where the galley has it, so the sheet begins left of and below the origin.
    """
    restore = {}
    margin = printer.bleed + (_GAP + _MARK + _EDGE if printer.marks else 0)
    for page in pages:
        trim = _box(page)
        bleed, sheet = _grown(trim, printer.bleed), _grown(trim, margin)
        for name, box in (("/MediaBox", sheet), ("/BleedBox", bleed), ("/TrimBox", trim)):
            page[NameObject(name)] = ArrayObject(FloatObject(round(edge, 3)) for edge in box)
        # CropBox is the MediaBox where it is missing; ArtBox and TrimBox exclude each other (ISO 15930-7).
        for name in ("/CropBox", "/ArtBox"):
            page.pop(name, None)
        if trim not in restore:
            restore[trim] = (add(writer, deflated(_clip(bleed))),
                             add(writer, deflated(_marks(trim, printer) if printer.marks else b"Q")))
        before, after = restore[trim]
        page[NameObject("/Contents")] = ArrayObject([before, *raw_items(raw(page, "/Contents")), after])


def _box(page: PageObject) -> Box:
    left, foot, right, head = (float(edge) for edge in page.trimbox)
    return left, foot, right, head


def _grown(box: Box, by: float) -> Box:
    left, foot, right, head = box
    return left - by, foot - by, right + by, head + by


def _clip(box: Box) -> bytes:
    left, foot, right, head = box
    return b"q %s re W n" % _numbers(left, foot, right - left, head - foot)


def _marks(trim: Box, printer: PrinterProfile) -> bytes:
    """Two lines at each corner that lead to the trim, in black ink alone, as a page artifact."""
    left, foot, right, head = trim
    near = printer.bleed + _GAP
    far = near + _MARK
    across, up = ((left, -1), (right, 1)), ((foot, -1), (head, 1))
    upright = [((x, y + out * near), (x, y + out * far)) for x, _ in across for y, out in up]
    level = [((x + out * near, y), (x + out * far, y)) for y, _ in up for x, out in across]
    drawn = b"\n".join(b"%s m %s l S" % (_numbers(*start), _numbers(*end)) for start, end in upright + level)
    return b"Q\n/Artifact <</Type /Page>> BDC q %s w 0 0 0 1 K\n%s\nQ EMC" % (decimal(_LINE), drawn)


def _numbers(*values: float) -> bytes:
    return b" ".join(map(decimal, values))
