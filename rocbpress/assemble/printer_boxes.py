"""What a printer needs besides: page boxes, bleed, crop marks, output intent (ISO 32000-1, 14.11)."""

from collections.abc import Sequence

from pypdf import PageObject, PdfWriter
from pypdf.generic import ArrayObject, NameObject

from rocbpress.assemble.objects import add, array, decimal, deflated, dictionary, raw, raw_items
from rocbpress.layout.printer import MM, PrinterProfile

_GAP = 1 * MM  # between bleed and marks, so that no mark is printed into the bleed
_MARK = 5 * MM
_LINE = 0.25
_EDGE = 1 * MM  # of paper beyond the marks

Box = tuple[float, float, float, float]


def add_printer_boxes(writer: PdfWriter, pages: Sequence[PageObject], printer: PrinterProfile) -> None:
    """Give pages the printer's boxes and marks, and keep what is on them within the bleed.

    The trim stays where the galley has it, so the sheet begins left of and below the origin.
    """
    around = {}
    margin = margin_of(printer)
    for page in pages:
        trim = _box(page)
        bleed, sheet = _grown(trim, printer.bleed), _grown(trim, margin)
        boxes = {"/MediaBox": sheet, "/BleedBox": bleed, "/TrimBox": trim}
        page.update(dictionary({name: [round(edge, 3) for edge in box] for name, box in boxes.items()}))
        # CropBox is the MediaBox where it is missing; ArtBox and TrimBox exclude each other (ISO 15930-7).
        for name in ("/CropBox", "/ArtBox"):
            page.pop(name, None)
        if trim not in around:
            around[trim] = (add(writer, deflated(_clip(bleed))),
                            add(writer, deflated(_marks(trim, printer) if printer.marks else b"Q")))
        before, after = around[trim]
        page.update(dictionary({"/Contents": [before, *raw_items(raw(page, "/Contents")), after]}))


def margin_of(printer: PrinterProfile) -> float:
    """How far the sheet reaches beyond the trim, on each side, in points."""
    return printer.bleed + (_GAP + _MARK + _EDGE if printer.marks else 0)


def output_intents(writer: PdfWriter, printer: PrinterProfile) -> ArrayObject:
    """The condition that a file is printed under: one output intent, by the registry's name for it,
    with the profile of the inks inside (ISO 32000-1, 14.11.5; ISO 15930-7)."""
    return array([{
        "/Type": NameObject("/OutputIntent"), "/S": NameObject("/GTS_PDFX"),
        "/OutputConditionIdentifier": printer.condition, "/OutputCondition": printer.description,
        "/RegistryName": printer.registry, "/Info": printer.description,
        "/DestOutputProfile": add(writer, deflated(printer.icc.read_bytes(), {"/N": 4}))}])


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
