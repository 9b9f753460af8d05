"""How each page of a PDF looks: its glyphs, shapes and pictures, as PDFium sees them."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium

RESOLUTION = 50  # dots per inch of the small pictures
_FORMS_WITHIN_FORMS = 15
_KINDS = {pdfium.FPDF_PAGEOBJ_PATH: "path", pdfium.FPDF_PAGEOBJ_IMAGE: "picture",
          pdfium.FPDF_PAGEOBJ_SHADING: "shading"}


@dataclass(frozen=True, slots=True)
class Ink:
    """A run of glyphs alike: PostScript name of the face, size in points, colours in hexadecimal."""

    face: str
    size: float
    colour: str
    glyphs: int


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn path or a placed picture: what it is, its colours or its digest, its box in 1/100 pt."""

    kind: str
    look: str
    box: tuple[int, ...]


def picture_of(page: pypdfium2.PdfPage) -> bytes:
    """The page at 50 dpi, without loss."""
    out = BytesIO()
    image = page.render(scale=RESOLUTION / 72).to_pil().convert("RGB")
    image.save(out, "WEBP", lossless=True, method=4)
    return out.getvalue()


def glyphs_of(page: pypdfium2.PdfPage) -> tuple[str, tuple[int, ...], tuple[Ink, ...]]:
    """All glyphs in the order of the file, without the spaces and line ends that PDFium adds."""
    words = page.get_textpage()
    letters: list[str] = []
    spots: list[int] = []
    inks: list[tuple[str, float, str]] = []
    known: dict[int, tuple[str, float, str]] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(words.count_chars()):
        if pdfium.FPDFText_IsGenerated(words, at) == 1:
            continue
        pdfium.FPDFText_GetCharOrigin(words, at, x, y)
        letters.append(chr(pdfium.FPDFText_GetUnicode(words, at) or 0xFFFD))
        spots += (round(x.value * 100), round(y.value * 100))
        run = words.get_textobj(at)
        address = ctypes.addressof(run.raw.contents) if run else 0
        if address not in known:
            known[address] = _ink(run) if run else ("", 0, "")
        inks.append(known[address])
    runs = tuple(Ink(*ink, len(list(run))) for ink, run in groupby(inks))
    return "".join(letters), tuple(spots), runs


def _ink(run: pypdfium2.PdfTextObj) -> tuple[str, float, str]:
    """Face, size and colours; the face without the letters that mark a subset (ISO 32000-1, 9.6.4)."""
    name = run.get_font().get_base_name()
    return name.rpartition("+")[2], round(run.get_font_size(), 2), _colours(run.raw)


def shapes_of(page: pypdfium2.PdfPage) -> Iterator[Shape]:
    """What is drawn or placed, in the order of the file."""
    for each in page.get_objects(max_depth=_FORMS_WITHIN_FORMS):
        if each.type not in _KINDS:
            continue
        look, box = "", tuple(round(side * 100) for side in each.get_bounds())
        if each.type == pdfium.FPDF_PAGEOBJ_PATH:
            look = f"{_painting(each.raw)} {_colours(each.raw)}"
        elif each.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            look = sha256(each.get_data()).hexdigest()[:16]
        yield Shape(_KINDS[each.type], look, box)


def _painting(path: pdfium.FPDF_PAGEOBJECT) -> str:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    return f"{fill.value}{stroke.value}"


def _colours(painted: pdfium.FPDF_PAGEOBJECT) -> str:
    """Fill and stroke, as RGBA in hexadecimal."""
    parts = [ctypes.c_uint() for _ in range(4)]
    found = []
    for colour in (pdfium.FPDFPageObj_GetFillColor, pdfium.FPDFPageObj_GetStrokeColor):
        known = colour(painted, *parts)
        found.append("".join(f"{part.value:02x}" for part in parts) if known else "-")
    return " ".join(found)
